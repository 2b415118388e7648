package io.omnipulse.schemas;

/**
 * What a registry answers to a request that it does not fulfil: Confluent's error code, whose first
 * three digits are the HTTP status.
 */
final class RegistryError extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    RegistryError(int code, String message) {
        super(message);
        this.code = code;
    }

    static RegistryError noSubject(String subject) {
        return new RegistryError(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryError noVersion(int version) {
        return new RegistryError(40402, "Version " + version + " not found.");
    }

    static RegistryError noSchema(String what) {
        return new RegistryError(40403, "Schema " + what + " not found");
    }

    int code() {
        return code;
    }

    int status() {
        return code < 1000 ? code : code / 100;
    }

    String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
