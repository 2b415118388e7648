package io.omnipulse.engine.cli;

import io.omnipulse.producers.ProduceCommand;
import io.omnipulse.producers.PublishCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code omnipulse}, under which all others stand. */
@Command(
        name = "omnipulse",
        mixinStandardHelpOptions = true,
        versionProvider = Omnipulse.Version.class,
        description = {
            "Real-time KPIs of unified commerce on Kafka Streams: exact, corrected while late events arrive, settled afterwards.",
            "Start with: omnipulse demo"
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 the work found a problem, 2 wrong usage or configuration, 3 a component cannot be reached."
        },
        subcommands = {HelpCommand.class})
public final class Omnipulse implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show where in the program an error came from.")
    private boolean verbose;

    private Omnipulse() {}

    /** The whole command line, ready to execute. */
    public static CommandLine commandLine() {
        Omnipulse root = new Omnipulse();
        CommandLine line = new CommandLine(root);
        line.addSubcommand("demo", new DemoCommand());
        line.addSubcommand("engine", new EngineCommand());
        line.addSubcommand("produce", new ProduceCommand(ConfigFiles::kafkaProperties));
        line.addSubcommand(
                "publish", new PublishCommand(ConfigFiles::kafkaProperties, EventRules::refusal));
        line.addSubcommand("compute", new ComputeCommand());
        line.addSubcommand("backfill", BackfillCommand.commandLine());
        line.addSubcommand("rows", new RowsCommand());
        line.addSubcommand("check-config", new CheckConfigCommand());
        line.addSubcommand("topics", new TopicsCommand());
        line.addSubcommand("doctor", new DoctorCommand());
        line.addSubcommand("dashboards", new DashboardsCommand());
        line.addSubcommand("completion", new CompletionCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(
                (thrown, failed, parsed) -> Failures.report(thrown, failed, root.verbose));
        line.setParameterExceptionHandler(Failures::usage);
        return line;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Which command? Try: omnipulse demo");
        }
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Omnipulse.class.getPackage().getImplementationVersion();
            return new String[] {
                "omnipulse " + (version == null ? "(not built as a jar)" : version)
            };
        }
    }
}
