package io.omnipulse.benchmarks;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is measured on the same topics. */
enum Program {
    CONSUMER_BYTES("consumer-bytes", "plain consumers, bytes only"),
    CONSUMER_RECORDS("consumer-records", "plain consumers, generated classes"),
    ENGINE("engine", "the engine, all of it"),
    STREAMS("streams", "Kafka Streams DSL, RocksDB"),
    FLINK_HEAP("flink-heap", "Flink, state on the heap"),
    FLINK_ROCKSDB("flink-rocksdb", "Flink, state in RocksDB");

    private final String id;
    private final String title;

    Program(String id, String title) {
        this.id = id;
        this.title = title;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    boolean isRival() {
        return this == STREAMS || this == FLINK_HEAP || this == FLINK_ROCKSDB;
    }

    /** Whether it publishes KPIs, which can be right or wrong. */
    boolean answers() {
        return isRival() || this == ENGINE;
    }

    static Program named(String id) {
        return Arrays.stream(values())
                .filter(program -> program.id.equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no program "
                                                + id
                                                + "; there are "
                                                + Arrays.stream(values())
                                                        .map(Program::id)
                                                        .collect(Collectors.joining(", "))));
    }
}
