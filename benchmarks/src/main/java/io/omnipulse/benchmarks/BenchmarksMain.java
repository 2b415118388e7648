package io.omnipulse.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** The one main of the benchmarks. */
public final class BenchmarksMain {
    private static final long TIDY_AT_MOST_SECONDS = 60;

    private BenchmarksMain() {}

    public static void main(String[] args) {
        CountDownLatch tidy = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitTidy(main, tidy)));
        CommandLine commands = new CommandLine(new RunCommand());
        commands.setExecutionExceptionHandler((failure, command, parsed) -> tell(failure));
        int exitCode = commands.execute(args);
        tidy.countDown();
        System.exit(exitCode);
    }

    /** What went wrong, in a sentence: what a program logged says the rest. */
    private static int tell(Exception failure) {
        System.err.println(
                "benchmarks: "
                        + (failure instanceof InterruptedException
                                ? "stopped"
                                : failure.getMessage()));
        return failure instanceof IllegalArgumentException ? 2 : 1;
    }

    /** After Ctrl-C: processes are stopped and directories removed before this one goes. */
    private static void awaitTidy(Thread main, CountDownLatch tidy) {
        if (tidy.getCount() == 0) {
            return;
        }
        main.interrupt();
        try {
            if (!tidy.await(TIDY_AT_MOST_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("benchmarks: not everything could be tidied up in time");
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
