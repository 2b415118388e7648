package io.omnipulse.engine.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one YAML document of bounded size. Aliases are refused: a few lines of them can stand for
 * more data than any memory holds.
 */
final class YamlFile {
    private static final int LIMIT_BYTES = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String name;
    private final YAMLParser parser;

    private YamlFile(String name, YAMLParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /**
     * The document of a file; empty where there is nothing but comments.
     *
     * @throws ConfigException if it cannot be read, is too large or no YAML
     */
    static Optional<YamlNode> read(Path file) {
        if (Files.isDirectory(file)) {
            throw new ConfigException(file + " is a directory; it must be a YAML file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "does not exist; check the path", e);
        } catch (AccessDeniedException e) {
            throw unreadable(file, "may not be read by this user; give it read access", e);
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static ConfigException unreadable(Path file, String why, IOException cause) {
        ConfigException refused = new ConfigException(file + " " + why);
        refused.initCause(cause);
        return refused;
    }

    static Optional<YamlNode> read(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
        if (bytes.length > LIMIT_BYTES) {
            throw new ConfigException(
                    name + " is larger than 1 MiB, the most that is read; is it the right file?");
        }
        try (YAMLParser parser = new YAMLFactory().createParser(text(name, bytes))) {
            return new YamlFile(name, parser).document();
        } catch (JsonProcessingException e) {
            ConfigException refused =
                    new ConfigException(
                            name + " is no valid YAML" + at(e.getLocation()) + ": " + problem(e));
            refused.initCause(e);
            throw refused;
        }
    }

    private static String text(String name, byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            ConfigException refused =
                    new ConfigException(name + " is no UTF-8 text; save it with that encoding");
            refused.initCause(e);
            throw refused;
        }
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null ? "" : ", line " + location.getLineNr();
    }

    /** Without the lines that show a piece of the file: it may hold a password. */
    private static String problem(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage())
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(", "));
    }

    private Optional<YamlNode> document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return Optional.empty();
        }
        YamlNode root = node(first);
        if (parser.nextToken() != null) {
            throw new ConfigException(
                    name
                            + " holds a second document, line "
                            + line()
                            + "; only one is read, so make it one file each");
        }
        boolean empty =
                root instanceof YamlNode.Scalar scalar && scalar.looks() == YamlNode.Looks.EMPTY;
        return empty ? Optional.empty() : Optional.of(root);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private YamlNode node(JsonToken token) throws IOException {
        if (parser.isCurrentAlias()) {
            throw new ConfigException(
                    name
                            + " holds an alias, *"
                            + parser.getText()
                            + ", line "
                            + line()
                            + ": aliases can make a small file endless, so none is allowed; write"
                            + " the value out");
        }
        return switch (token) {
            case START_OBJECT -> entries();
            case START_ARRAY -> items();
            case VALUE_NULL -> new YamlNode.Scalar("", YamlNode.Looks.EMPTY, line());
            case VALUE_TRUE, VALUE_FALSE -> scalar(YamlNode.Looks.BOOLEAN);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(YamlNode.Looks.NUMBER);
            case VALUE_STRING -> scalar(YamlNode.Looks.TEXT);
            default ->
                    throw new ConfigException(
                            name
                                    + " holds a value of a kind that is not read, line "
                                    + line()
                                    + "; write a plain text");
        };
    }

    private YamlNode scalar(YamlNode.Looks looks) throws IOException {
        return new YamlNode.Scalar(parser.getText(), looks, line());
    }

    private YamlNode items() throws IOException {
        int line = line();
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
                next != JsonToken.END_ARRAY;
                next = parser.nextToken()) {
            items.add(node(next));
        }
        return new YamlNode.Items(items, line);
    }

    private YamlNode entries() throws IOException {
        int line = line();
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        List<String> repeated = new ArrayList<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            YamlNode value = node(parser.nextToken());
            if (entries.putIfAbsent(key, value) != null) {
                repeated.add(key);
            }
        }
        return new YamlNode.Entries(entries, repeated, line);
    }
}
