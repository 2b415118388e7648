package io.omnipulse.schemas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The rules of a schema registry, without the network: subjects with versions, one id for one
 * schema, compatibility enforced when a schema is registered. What the embedded registry serves and
 * what {@code mock://} stands for.
 *
 * <p>Every change goes to the {@link Journal} before it is made, so that nobody is told an id that
 * a restart forgets.
 */
final class SchemaStore {
    /** Far more than the engine has; a bound, because whoever reaches the port may register. */
    private static final int MAX_SCHEMAS = 10_000;

    /** Takes each change before it is made. */
    interface Journal {
        /** Nothing survives. */
        Journal NONE =
                new Journal() {
                    @Override
                    public void registered(RegisteredSchema schema) {}

                    @Override
                    public void compatibility(Optional<String> subject, Compatibility level) {}
                };

        void registered(RegisteredSchema schema);

        /**
         * Sets a level.
         *
         * @param subject empty for the level of all subjects that have none of their own
         */
        void compatibility(Optional<String> subject, Compatibility level);
    }

    private record Version(RegisteredSchema registered, Schema schema) {}

    private final Journal journal;
    private final Map<String, List<Version>> subjects = new TreeMap<>();
    private final Map<Integer, Schema> byId = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private Compatibility globalLevel = Compatibility.BACKWARD;

    SchemaStore(Journal journal) {
        this.journal = journal;
    }

    /** Registers the schema, or finds it registered for the subject. */
    synchronized RegisteredSchema register(String subject, String text) throws RegistryError {
        Schema schema = parse(text);
        Optional<Version> present = find(subject, schema);
        if (present.isPresent()) {
            return present.get().registered();
        }
        List<Version> versions = subjects.getOrDefault(subject, List.of());
        List<String> objections = level(subject).objections(schema, schemas(versions));
        if (!objections.isEmpty()) {
            throw new RegistryError(
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \""
                            + subject
                            + "\", details: "
                            + objections);
        }
        if (versionCount() >= MAX_SCHEMAS) {
            throw new RegistryError(
                    50001, "This registry holds no more than " + MAX_SCHEMAS + " schemas");
        }
        int id = ids.getOrDefault(schema.toString(), nextId());
        int number =
                versions.isEmpty()
                        ? 1
                        : versions.get(versions.size() - 1).registered().version() + 1;
        RegisteredSchema registered = new RegisteredSchema(subject, number, id, schema.toString());
        journal.registered(registered);
        add(new Version(registered, schema));
        return registered;
    }

    /** Takes in what was registered before a restart. */
    synchronized void restore(RegisteredSchema registered) throws RegistryError {
        add(new Version(registered, parse(registered.schema())));
    }

    /** Takes in a level that was set before a restart. */
    synchronized void restore(Optional<String> subject, Compatibility level) {
        subject.ifPresentOrElse(name -> levels.put(name, level), () -> globalLevel = level);
    }

    /** The schema as it is registered for the subject. */
    synchronized RegisteredSchema lookup(String subject, String text) throws RegistryError {
        versions(subject);
        return find(subject, parse(text))
                .orElseThrow(() -> RegistryError.noSchema(""))
                .registered();
    }

    synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** The versions of the subject, oldest first; never empty. */
    synchronized List<RegisteredSchema> versionsOf(String subject) throws RegistryError {
        return versions(subject).stream().map(Version::registered).toList();
    }

    /**
     * One version of the subject.
     *
     * @param version a number, {@code latest} or {@code -1}
     */
    synchronized RegisteredSchema version(String subject, String version) throws RegistryError {
        return pick(subject, version).registered();
    }

    synchronized String schema(int id) throws RegistryError {
        Schema schema = byId.get(id);
        if (schema == null) {
            throw RegistryError.noSchema(Integer.toString(id));
        }
        return schema.toString();
    }

    /** Where the schema of this id is registered. */
    synchronized List<RegisteredSchema> uses(int id) throws RegistryError {
        schema(id);
        return subjects.values().stream()
                .flatMap(List::stream)
                .map(Version::registered)
                .filter(registered -> registered.id() == id)
                .toList();
    }

    synchronized Compatibility level() {
        return globalLevel;
    }

    /** The level of the subject's own, if it has one. */
    synchronized Optional<Compatibility> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    synchronized void setLevel(Optional<String> subject, Compatibility level) {
        journal.compatibility(subject, level);
        restore(subject, level);
    }

    /**
     * Why the schema could not be registered after this version of the subject; empty if it could.
     */
    synchronized List<String> objections(String subject, String version, String text)
            throws RegistryError {
        Schema before = pick(subject, version).schema();
        return level(subject).objections(parse(text), List.of(before));
    }

    /** Why the schema could not be registered for the subject; empty if it could. */
    synchronized List<String> objections(String subject, String text) throws RegistryError {
        return level(subject)
                .objections(parse(text), schemas(subjects.getOrDefault(subject, List.of())));
    }

    private void add(Version version) {
        RegisteredSchema registered = version.registered();
        subjects.computeIfAbsent(registered.subject(), name -> new ArrayList<>()).add(version);
        byId.put(registered.id(), version.schema());
        ids.put(registered.schema(), registered.id());
    }

    private Optional<Version> find(String subject, Schema schema) {
        String text = schema.toString();
        return subjects.getOrDefault(subject, List.of()).stream()
                .filter(version -> version.registered().schema().equals(text))
                .findFirst();
    }

    private Version pick(String subject, String version) throws RegistryError {
        List<Version> versions = versions(subject);
        if (version.equals("latest") || version.equals("-1")) {
            return versions.get(versions.size() - 1);
        }
        int number = number(version);
        return versions.stream()
                .filter(candidate -> candidate.registered().version() == number)
                .findFirst()
                .orElseThrow(() -> RegistryError.noVersion(number));
    }

    private static int number(String version) throws RegistryError {
        if (version.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(version);
        }
        throw new RegistryError(
                42202,
                "The specified version '"
                        + version
                        + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"");
    }

    private List<Version> versions(String subject) throws RegistryError {
        List<Version> versions = subjects.get(subject);
        if (versions == null) {
            throw RegistryError.noSubject(subject);
        }
        return versions;
    }

    private static List<Schema> schemas(List<Version> versions) {
        return versions.stream().map(Version::schema).toList();
    }

    private Compatibility level(String subject) {
        return levels.getOrDefault(subject, globalLevel);
    }

    private int versionCount() {
        return subjects.values().stream().mapToInt(List::size).sum();
    }

    private int nextId() {
        return byId.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    }

    private static Schema parse(String text) throws RegistryError {
        try {
            return WriterSchemas.parse(text);
        } catch (SchemaParseException e) {
            throw new RegistryError(42201, "Invalid schema: " + e.getMessage());
        }
    }
}
