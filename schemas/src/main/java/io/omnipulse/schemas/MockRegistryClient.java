package io.omnipulse.schemas;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * A registry inside this process, for tests: {@code mock://scope}. All clients of a scope share it;
 * it lasts as long as the process.
 */
final class MockRegistryClient implements RegistryClient {
    static final String PREFIX = "mock://";

    private static final Map<String, SchemaStore> SCOPES = new ConcurrentHashMap<>();

    private final SchemaStore store;

    MockRegistryClient(SchemaStore store) {
        this.store = store;
    }

    static MockRegistryClient ofScope(String scope) {
        return new MockRegistryClient(
                SCOPES.computeIfAbsent(scope, name -> new SchemaStore(SchemaStore.Journal.NONE)));
    }

    @Override
    public int register(String subject, Schema schema) {
        try {
            return store.register(subject, schema.toString()).id();
        } catch (RegistryError e) {
            throw refused(subject, e);
        }
    }

    @Override
    public Optional<RegisteredSchema> lookup(String subject, Schema schema) {
        return answer(subject, () -> store.lookup(subject, schema.toString()));
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return answer(subject, () -> store.version(subject, "latest"));
    }

    @Override
    public Optional<String> schemaById(int id) {
        return answer("of schema " + id, () -> store.schema(id));
    }

    private interface Question<T> {
        T ask() throws RegistryError;
    }

    private static <T> Optional<T> answer(String subject, Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (RegistryError e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw refused(subject, e);
        }
    }

    private static RegistryRefusedException refused(String subject, RegistryError error) {
        RegistryRefusedException refused =
                new RegistryRefusedException(
                        error.code(), "Subject " + subject + ": " + error.text());
        refused.initCause(error);
        return refused;
    }
}
