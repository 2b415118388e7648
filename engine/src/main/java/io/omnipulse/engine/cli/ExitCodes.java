package io.omnipulse.engine.cli;

/** What a command's exit code means; scripts rely on it. */
final class ExitCodes {
    static final int DONE = 0;

    /** The work found a problem: some lines were refused, a check failed. */
    static final int PROBLEM = 1;

    /** Wrong usage or configuration. */
    static final int USAGE = 2;

    /** A component cannot be reached. */
    static final int UNREACHABLE = 3;

    private ExitCodes() {}
}
