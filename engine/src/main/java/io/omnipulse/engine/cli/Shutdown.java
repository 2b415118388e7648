package io.omnipulse.engine.cli;

import io.omnipulse.engine.runtime.Engine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for Ctrl-C or SIGTERM, and holds the virtual machine back until the command has closed what
 * it opened: a hook of the machine would otherwise let it go while the last transaction is still
 * open.
 */
final class Shutdown implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(45);
    private static final long LOOK_EVERY_MS = 200;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::holdBack, "omnipulse-shutdown");
    private boolean atExit;

    private Shutdown() {}

    static Shutdown onSignal() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(shutdown.hook);
        return shutdown;
    }

    private void holdBack() {
        asked.countDown();
        try {
            if (!done.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println(
                        "omnipulse was not done after " + GRACE.toSeconds() + " s and is cut off");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns when a signal came, the time is over, or the engine has stopped by itself.
     *
     * @return the exit code
     */
    int await(Optional<Engine> engine) throws InterruptedException {
        return await(engine, Duration.ofDays(36_500));
    }

    int await(Optional<Engine> engine, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + Math.min(atMost.toNanos(), Long.MAX_VALUE / 4);
        while (System.nanoTime() < deadline) {
            if (asked.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                atExit = true;
                return ExitCodes.DONE;
            }
            Optional<Throwable> failure = engine.flatMap(Engine::failure);
            if (failure.isPresent()) {
                throw new FailedException(
                        ExitCodes.UNREACHABLE,
                        "The engine stopped: " + failure.get().getMessage(),
                        failure.get());
            }
        }
        return ExitCodes.DONE;
    }

    /** Call it last, when everything is closed. */
    @Override
    public void close() {
        done.countDown();
        if (!atExit && asked.getCount() > 0) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
