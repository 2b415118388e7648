package io.omnipulse.benchmarks.program;

import io.omnipulse.benchmarks.harness.Child;
import io.omnipulse.benchmarks.harness.Json;
import io.omnipulse.benchmarks.harness.Task;
import io.omnipulse.benchmarks.rival.FlinkRival;
import io.omnipulse.benchmarks.rival.StreamsRival;
import java.io.IOException;

/**
 * Main of every process that the benchmarks start: runs the program that its one argument names.
 */
public final class ChildMain {
    private ChildMain() {}

    public static void main(String[] args) throws Exception {
        endWithInput();
        Task task = Json.read(args[0], Task.class);
        switch (task.program()) {
            case "broker" -> BrokerProgram.run(task);
            case "consumer-bytes", "consumer-records" -> ConsumerProgram.run(task);
            case "engine" -> EngineProgram.run(task);
            case "streams" -> say(StreamsRival.run(task));
            case "flink-heap", "flink-rocksdb" -> say(FlinkRival.run(task));
            default -> throw new IllegalArgumentException("there is no program " + task.program());
        }
        System.exit(0);
    }

    /** Tells the parent. */
    static void say(Object what) {
        System.out.println(Child.MARK + Json.line(what));
        System.out.flush();
    }

    /** A parent that is gone has closed our input. */
    private static void endWithInput() {
        Thread watcher =
                new Thread(
                        () -> {
                            try {
                                while (System.in.read() >= 0) {
                                    // nobody has anything to say but by ending
                                }
                            } catch (IOException gone) {
                                System.err.println("The parent is gone: " + gone.getMessage());
                            }
                            System.exit(1);
                        },
                        "parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }
}
