package io.omnipulse.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of a {@link SchemaStore} in a file, one JSON object a line, so that records written
 * before a restart can be read after it: ids are in every record and must never be given out twice.
 */
final class SchemaJournal implements SchemaStore.Journal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaJournal.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "schemas.jsonl";

    private final FileChannel file;

    private SchemaJournal(FileChannel file) {
        this.file = file;
    }

    /** Opens the file in the directory, making both where they are missing. */
    static SchemaJournal open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel file =
                FileChannel.open(
                        directory.resolve(FILE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (!locked(file)) {
            file.close();
            throw new IOException(directory + " is in use by another registry");
        }
        return new SchemaJournal(file);
    }

    /** The lock goes when the file is closed, or with the process. */
    private static boolean locked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    /**
     * Takes everything in the file into the store. A last line without its end was being written
     * when the process died: nobody was told of it, so it is cut off. Any other unreadable line is
     * an error, since guessing would give out ids anew.
     */
    void replay(SchemaStore store) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        int read = 0;
        while (read >= 0 && bytes.hasRemaining()) {
            read = file.read(bytes, bytes.position());
        }
        int end = bytes.position();
        while (end > 0 && bytes.get(end - 1) != '\n') {
            end--;
        }
        if (end < bytes.position()) {
            LOG.atWarn()
                    .addKeyValue("file", FILE)
                    .log("The last line was not written to its end and is dropped");
        }
        int number = 0;
        for (String line :
                new String(bytes.array(), 0, end, StandardCharsets.UTF_8).lines().toList()) {
            restore(store, line, ++number);
        }
        file.truncate(end);
        file.position(end);
    }

    private static void restore(SchemaStore store, String line, int number) throws IOException {
        try {
            JsonNode change = JSON.readTree(line);
            if (change.has("schema")) {
                store.restore(
                        new RegisteredSchema(
                                change.required("subject").asText(),
                                change.required("version").asInt(),
                                change.required("id").asInt(),
                                change.required("schema").asText()));
                return;
            }
            Optional<String> subject =
                    Optional.ofNullable(change.get("subject")).map(JsonNode::asText);
            Compatibility level = Compatibility.valueOf(change.required("compatibility").asText());
            store.restore(subject, level);
        } catch (JsonProcessingException | IllegalArgumentException | RegistryError e) {
            throw new IOException(
                    FILE
                            + " line "
                            + number
                            + " cannot be read: "
                            + e.getMessage()
                            + ". Restore the file, or remove it with all topics.",
                    e);
        }
    }

    @Override
    public void registered(RegisteredSchema schema) {
        append(
                JSON.createObjectNode()
                        .put("subject", schema.subject())
                        .put("version", schema.version())
                        .put("id", schema.id())
                        .put("schema", schema.schema()));
    }

    @Override
    public void compatibility(Optional<String> subject, Compatibility level) {
        ObjectNode change = JSON.createObjectNode();
        subject.ifPresent(name -> change.put("subject", name));
        append(change.put("compatibility", level.name()));
    }

    private void append(ObjectNode change) {
        ByteBuffer line = ByteBuffer.wrap((change + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            long start = file.position();
            try {
                while (line.hasRemaining()) {
                    file.write(line);
                }
                file.force(false);
            } catch (IOException e) {
                file.truncate(start); // half a line would spoil the next one
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The schema was not written to " + FILE, e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
