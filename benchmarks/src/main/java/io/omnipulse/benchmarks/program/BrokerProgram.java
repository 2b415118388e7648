package io.omnipulse.benchmarks.program;

import io.omnipulse.benchmarks.harness.Cluster.Address;
import io.omnipulse.benchmarks.harness.Task;
import io.omnipulse.engine.embedded.EmbeddedKafka;
import io.omnipulse.schemas.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker and a registry, until the process is told to end. */
final class BrokerProgram {
    private BrokerProgram() {}

    static void run(Task task) throws IOException, InterruptedException {
        Path directory = Path.of(task.directory());
        EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0, task.options());
        EmbeddedRegistry registry = EmbeddedRegistry.start(0, directory.resolve("registry"));
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    registry.close();
                                    kafka.close();
                                    closed.countDown();
                                }));
        ChildMain.say(new Address(kafka.bootstrapServers(), registry.url()));
        closed.await();
    }
}
