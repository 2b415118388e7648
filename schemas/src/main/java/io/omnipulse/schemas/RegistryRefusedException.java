package io.omnipulse.schemas;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry answered, and does not accept or know the schema that a record would be written
 * with: trying again changes nothing, somebody has to register or repair the schema.
 */
public final class RegistryRefusedException extends SerializationException {
    private static final long serialVersionUID = 1L;

    private final int errorCode;

    public RegistryRefusedException(int errorCode, String message) {
        super(message + " (error code " + errorCode + ")");
        this.errorCode = errorCode;
    }

    /**
     * Confluent's error code: 409 incompatible, 42201 invalid, 40401 no such subject, 40403 not
     * registered.
     */
    public int errorCode() {
        return errorCode;
    }
}
