package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.ConfigException;
import io.omnipulse.engine.runtime.EngineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a command ends when it cannot do its work: one sentence on stderr and an exit code. */
final class Failures {
    private static final String CHECK_BROKERS =
            "Check --bootstrap-server and that Kafka is running.";

    private Failures() {}

    static int report(Exception thrown, CommandLine command, boolean verbose) {
        PrintWriter err = command.getErr();
        if (verbose) {
            thrown.printStackTrace(err);
        }
        Throwable cause = cause(thrown);
        err.println(sentence(cause));
        err.flush();
        return exitCode(cause);
    }

    /** What happened, without the envelope that futures put around it. */
    static Throwable cause(Exception thrown) {
        return thrown instanceof ExecutionException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
    }

    static String sentence(Throwable cause) {
        if (cause instanceof ConfigException config) {
            return String.join(System.lineSeparator(), config.problems());
        }
        if (cause instanceof TimeoutException) {
            return "The brokers did not answer in time ("
                    + cause.getMessage()
                    + "). "
                    + CHECK_BROKERS;
        }
        String message = cause.getMessage();
        if (cause instanceof EngineException && message != null && isTimeout(cause)) {
            return message + ". " + CHECK_BROKERS;
        }
        if (isOurs(cause) && message != null) {
            return message;
        }
        return "Unexpected "
                + cause.getClass().getSimpleName()
                + (message == null ? "" : ": " + message)
                + ". Run again with --verbose to see where it came from.";
    }

    private static boolean isTimeout(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOurs(Throwable cause) {
        return cause instanceof FailedException
                || cause instanceof EngineException
                || cause instanceof KafkaException
                || cause instanceof IllegalArgumentException
                || cause instanceof IOException;
    }

    static int exitCode(Throwable cause) {
        if (cause instanceof FailedException failed) {
            return failed.exitCode();
        }
        if (cause instanceof ConfigException || cause instanceof IllegalArgumentException) {
            return ExitCodes.USAGE;
        }
        return cause instanceof EngineException || cause instanceof KafkaException
                ? ExitCodes.UNREACHABLE
                : ExitCodes.PROBLEM;
    }

    static int usage(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCodes.USAGE;
    }
}
