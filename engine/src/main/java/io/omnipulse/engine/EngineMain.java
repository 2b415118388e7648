package io.omnipulse.engine;

import io.omnipulse.engine.cli.Omnipulse;

/** The one main: hands the words of the command line to the commands. */
public final class EngineMain {
    private EngineMain() {}

    public static void main(String[] args) {
        int exitCode = Omnipulse.commandLine().execute(args);
        System.exit(exitCode);
    }
}
