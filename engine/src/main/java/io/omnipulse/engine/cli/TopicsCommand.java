package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.engine.stream.StreamSettings;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code topics create|check}: the topics of the contract on a cluster. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = {
            "create: makes the missing topics, with the partitions and retention that the engine needs.",
            "check: says where the cluster's topics differ; exit code 1 if they do."
        })
final class TopicsCommand implements Callable<Integer> {
    /** What to do. */
    enum Task {
        create,
        check
    }

    @Spec private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "create|check", description = "What to do.")
    private Task task = Task.check;

    @Option(
            names = "--timestamps",
            paramLabel = "broker|producer",
            description = {
                "Whose clock the input topics carry. broker, the default, makes lateness exact; producer is needed to",
                "import history with its own times."
            })
    private Clock timestamps = Clock.broker;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of each new topic. Default: home-partitions.")
    private int partitions;

    @Mixin private ClusterOptions cluster = new ClusterOptions();

    /** Whose clock stamps records. */
    enum Clock {
        broker,
        producer
    }

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        EngineConfig config = cluster.load(Map.of()).config();
        TopicSpec.Timestamps stamps =
                TopicSpec.Timestamps.valueOf(timestamps.name().toUpperCase(Locale.ROOT));
        List<TopicSpec> specs =
                TopicAdmin.needed(config.sources()).stream()
                        .map(
                                spec ->
                                        spec.direction() == TopicSpec.Direction.IN
                                                ? spec.withTimestamps(stamps)
                                                : spec)
                        .toList();
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli sets the spec").commandLine().getOut();
        try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
            return task == Task.create
                    ? create(admin, specs, config, out)
                    : check(admin, specs, config, out);
        } finally {
            out.flush();
        }
    }

    private int create(
            TopicAdmin admin, List<TopicSpec> specs, EngineConfig config, PrintWriter out)
            throws ExecutionException, InterruptedException {
        int count = partitions > 0 ? partitions : config.homePartitions();
        List<String> created = admin.create(specs, count);
        created.forEach(
                topic -> out.println("created " + topic + " with " + count + " partitions"));
        List<String> single = admin.create(List.of(Topics.promotions()), 1);
        single.forEach(topic -> out.println("created " + topic + " with 1 partition"));
        int all = created.size() + single.size();
        out.println("created=" + all + " existing=" + (specs.size() + 1 - all));
        return check(admin, specs, config, out);
    }

    private static int check(
            TopicAdmin admin, List<TopicSpec> specs, EngineConfig config, PrintWriter out)
            throws ExecutionException, InterruptedException {
        List<TopicSpec> all = new ArrayList<>(specs);
        all.add(Topics.promotions());
        List<String> problems = new ArrayList<>(admin.problems(all, config.homePartitions()));
        problems.addAll(
                admin.problemsOfDoor(
                        config.sources(),
                        StreamSettings.bySubjectTopic(
                                EngineSetup.applicationId(config.version()))));
        problems.forEach(out::println);
        out.println("topics=" + all.size() + " problems=" + problems.size());
        return problems.isEmpty() ? ExitCodes.DONE : ExitCodes.PROBLEM;
    }
}
