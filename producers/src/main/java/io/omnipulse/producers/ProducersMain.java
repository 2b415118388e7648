package io.omnipulse.producers;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The producers without the engine: {@code produce} and {@code publish}. */
@Command(
        name = "omnipulse-producers",
        mixinStandardHelpOptions = true,
        version = "omnipulse producers 0.1.0",
        subcommands = {ProduceCommand.class, PublishCommand.class, CommandLine.HelpCommand.class},
        description = "Simulated channel traffic, and the publisher of events kept in files.")
public final class ProducersMain {
    private ProducersMain() {}

    public static void main(String[] args) {
        System.exit(commands().execute(args));
    }

    static CommandLine commands() {
        return new CommandLine(new ProducersMain());
    }
}
