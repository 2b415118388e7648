package io.omnipulse.engine.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A command line that was typed, and what came of it.
 *
 * @param exitCode the exit code
 * @param out what it said on stdout
 * @param err what it said on stderr
 */
public record Typed(int exitCode, String out, String err) {
    public static Typed run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Omnipulse.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int exitCode = line.execute(words);
        return new Typed(exitCode, out.toString(), err.toString());
    }
}
