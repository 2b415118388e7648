package io.omnipulse.benchmarks.harness;

import io.omnipulse.benchmarks.data.Workload;
import java.util.Map;

/**
 * What a measured process is told to do.
 *
 * @param program which program
 * @param cluster where the brokers and the registry are, by Kafka's names
 * @param brokerPid the broker's process
 * @param workload what is on the topics
 * @param slice which part of it is read: one subject in so many
 * @param records how many records the slice's topics hold
 * @param threads how many threads process
 * @param directory for state; empty when the process starts
 * @param name distinguishes topics and groups of this run from those of others
 * @param options what only this program knows
 */
public record Task(
        String program,
        Map<String, String> cluster,
        long brokerPid,
        Workload workload,
        int slice,
        long records,
        int threads,
        String directory,
        String name,
        Map<String, String> options) {
    public Task {
        cluster = Map.copyOf(cluster);
        options = Map.copyOf(options);
    }

    /** The same for a process that shares the work, with state of its own. */
    public Task sharedIn(String otherDirectory) {
        return new Task(
                program,
                cluster,
                brokerPid,
                workload,
                slice,
                records,
                threads,
                otherDirectory,
                name,
                options);
    }

    /** An option of the program's own. */
    public long option(String name, long otherwise) {
        return Long.parseLong(options.getOrDefault(name, Long.toString(otherwise)));
    }
}
