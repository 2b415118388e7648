package io.omnipulse.engine.cli;

/** What an engine's process does. */
enum Role {
    all,
    process,
    serve;

    boolean computes() {
        return this != serve;
    }

    boolean serves() {
        return this != process;
    }
}
