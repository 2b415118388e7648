package io.omnipulse.engine.serve;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One thing that can go wrong and right again: known to the probes at every moment, logged once at
 * each turn, not once an attempt.
 */
final class Trouble {
    private final Logger log;
    private volatile @Nullable String what;

    Trouble(Logger log) {
        this.log = log;
    }

    void begins(String now, @Nullable Throwable cause) {
        if (!now.equals(what)) {
            log.atWarn()
                    .addKeyValue("reason", now)
                    .setCause(cause)
                    .log("Cannot go on reading; trying again");
        }
        what = now;
    }

    void ends() {
        if (what != null) {
            log.atInfo().addKeyValue("reason", what).log("Reading again");
        }
        what = null;
    }

    Optional<String> now() {
        return Optional.ofNullable(what);
    }
}
