package io.omnipulse.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Files that say what must not change unnoticed. {@code mvn test -Dgolden=write} writes them anew;
 * the difference is reviewed, and a changed name or format of state comes with a new version of the
 * application.
 */
public final class Golden {
    private static final Path DIRECTORY =
            Path.of(System.getProperty("basedir", "."), "src/test/resources/golden");
    private static final int BYTES_PER_LINE = 32;

    private Golden() {}

    /** The text is that of the file. */
    public static void check(String file, String text) {
        if ("write".equals(System.getProperty("golden"))) {
            write(file, text);
        }
        assertThat(text)
                .as(
                        "golden/%s; -Dgolden=write writes it anew, but stored state and other instances still have the old form",
                        file)
                .isEqualTo(read(file));
    }

    /** The bytes are those of the file, which holds them in hexadecimal digits, 32 a line. */
    static void check(String file, byte[] bytes) {
        check(file, hex(bytes));
    }

    /** The bytes that a file holds. */
    static byte[] bytes(String file) {
        return HexFormat.of().parseHex(read(file).replace("\n", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of()
                        .formatHex(bytes)
                        .replaceAll("(.{" + 2 * BYTES_PER_LINE + "})", "$1\n")
                        .stripTrailing()
                + "\n";
    }

    private static String read(String file) {
        try {
            return Files.readString(DIRECTORY.resolve(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "golden/" + file + " cannot be read; -Dgolden=write writes it", missing);
        }
    }

    private static void write(String file, String text) {
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(DIRECTORY.resolve(file), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
