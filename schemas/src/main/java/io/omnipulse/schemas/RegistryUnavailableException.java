package io.omnipulse.schemas;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * No schema registry gave a usable answer: down, slow, failing, refusing the credentials, or not a
 * registry at all. The record at hand may be perfectly good, so it must be tried again and never be
 * counted as bad.
 */
public final class RegistryUnavailableException extends RetriableException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message) {
        super(message);
    }

    public RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
