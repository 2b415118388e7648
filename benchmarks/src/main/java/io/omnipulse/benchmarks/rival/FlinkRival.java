package io.omnipulse.benchmarks.rival;

import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.harness.Measurement;
import io.omnipulse.benchmarks.harness.Stretch;
import io.omnipulse.benchmarks.harness.Task;
import io.omnipulse.benchmarks.kpi.Cell;
import io.omnipulse.benchmarks.kpi.Checkpoints;
import io.omnipulse.benchmarks.kpi.Fact;
import io.omnipulse.benchmarks.kpi.Visit;
import io.omnipulse.benchmarks.rival.FlinkTypes.CutFact;
import io.omnipulse.benchmarks.rival.FlinkTypes.CutRow;
import io.omnipulse.benchmarks.rival.FlinkTypes.Published;
import io.omnipulse.engine.core.time.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.kafka.clients.admin.Admin;

/**
 * The core KPIs on Flink's DataStream API, in a cluster within this process, to the ends of the
 * topics. With state on the heap each cut's window holds sets of customers, which costs least
 * there; in RocksDB such a set would be read and written as a whole with each event, so there each
 * subject has a window of its own in each cut, and cuts are summed behind it.
 */
public final class FlinkRival {
    private static final int LOOK_EVERY_MS = 100;
    private static final Duration CHECKPOINTS = Duration.ofMinutes(1);

    private final Task task;
    private final boolean onHeap;
    private final StreamExecutionEnvironment flink;

    private FlinkRival(Task task) {
        this.task = task;
        this.onHeap = task.program().equals("flink-heap");
        this.flink =
                StreamExecutionEnvironment.createLocalEnvironment(task.threads(), configuration());
        flink.enableCheckpointing(CHECKPOINTS.toMillis());
        flink.getConfig().enableObjectReuse();
    }

    public static Measurement run(Task task) throws Exception {
        return new FlinkRival(task).measure();
    }

    private Measurement measure() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            RivalTopics.create(admin, task);
        }
        DataStream<Fact> facts = facts();
        publish(figures(facts), RivalTopics.figures(task));
        publish(sessions(facts), RivalTopics.sessions(task));
        Stretch stretch = Stretch.of(task);
        JobClient job = flink.executeAsync(task.name());
        return follow(job, stretch);
    }

    private static Measurement follow(JobClient job, Stretch stretch)
            throws ExecutionException, InterruptedException {
        var done = job.getJobExecutionResult();
        while (!done.isDone() && !stretch.isOver()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            stretch.processed(RivalProgress.processed());
        }
        if (done.isDone()) {
            done.get(); // throws where the job failed
        }
        stretch.processed(RivalProgress.processed());
        return stretch.end(Map.of());
    }

    private DataStream<Fact> facts() {
        KafkaSource<Fact> source =
                KafkaSource.<Fact>builder()
                        .setBootstrapServers(bootstrap())
                        .setTopics(new Slice(task.slice()).topics())
                        .setGroupId(task.name())
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setBounded(OffsetsInitializer.latest())
                        .setDeserializer(new FlinkFunctions.ReadFacts(task.cluster()))
                        .setProperty("max.poll.records", "10000")
                        .setProperty("max.partition.fetch.bytes", Integer.toString(4 * 1024 * 1024))
                        .build();
        WatermarkStrategy<Fact> watermarks =
                WatermarkStrategy.<Fact>forBoundedOutOfOrderness(
                                Duration.ofMillis(task.workload().latenessMs()))
                        .withTimestampAssigner((fact, timestamp) -> fact.timeMs);
        return flink.fromSource(source, watermarks, "events");
    }

    private DataStream<Published> figures(DataStream<Fact> facts) {
        DataStream<CutFact> inCuts = facts.flatMap(new FlinkFunctions.ToCuts());
        List<DataStream<Published>> all = new ArrayList<>();
        for (Window window : Checkpoints.WINDOWS) {
            all.add(onHeap ? bySets(inCuts, window) : bySubjects(inCuts, window));
        }
        return all.get(0).union(all.get(1));
    }

    private static DataStream<Published> bySets(DataStream<CutFact> inCuts, Window window) {
        return inCuts.keyBy(inCut -> inCut.cut)
                .window(sliding(window))
                .aggregate(new FlinkFunctions.CountCut(), new FlinkFunctions.Publish(window));
    }

    private static DataStream<Published> bySubjects(DataStream<CutFact> inCuts, Window window) {
        return inCuts.keyBy(
                        inCut -> Tuple2.of(inCut.cut, inCut.fact.subject),
                        TypeInformation.of(new TypeHint<Tuple2<String, String>>() {}))
                .window(sliding(window))
                .aggregate(new FlinkFunctions.CountSubject(), new FlinkFunctions.ShareOfCut())
                .keyBy(row -> row.cut)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(Cell.ADVANCE_MS)))
                .aggregate(new FlinkFunctions.SumRows(), new FlinkFunctions.Publish(window));
    }

    private static DataStream<Published> sessions(DataStream<Fact> facts) {
        DataStream<CutRow> ended =
                facts.filter(fact -> fact.isVisit)
                        .keyBy(fact -> fact.subject)
                        .window(EventTimeSessionWindows.withGap(Duration.ofMillis(Visit.GAP_MS)))
                        .aggregate(new FlinkFunctions.FollowVisit())
                        .flatMap(new FlinkFunctions.EndedVisit());
        List<DataStream<Published>> all = new ArrayList<>();
        for (Window window : Checkpoints.WINDOWS) {
            all.add(
                    ended.keyBy(row -> row.cut)
                            .window(sliding(window))
                            .aggregate(
                                    new FlinkFunctions.SumRows(),
                                    new FlinkFunctions.Publish(window)));
        }
        return all.get(0).union(all.get(1));
    }

    private static SlidingEventTimeWindows sliding(Window window) {
        return SlidingEventTimeWindows.of(
                Duration.ofMillis(window.lengthMs()), Duration.ofMillis(Cell.ADVANCE_MS));
    }

    private void publish(DataStream<Published> rows, String topic) {
        rows.sinkTo(
                KafkaSink.<Published>builder()
                        .setBootstrapServers(bootstrap())
                        .setRecordSerializer(new FlinkFunctions.Write(topic))
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(topic)
                        .setProperty("transaction.timeout.ms", "600000")
                        .build());
    }

    private String bootstrap() {
        return task.cluster().getOrDefault("bootstrap.servers", "");
    }

    private Configuration configuration() {
        Path directory = Path.of(task.directory());
        Configuration settings = new Configuration();
        // A job that fails is to be seen, not tried again.
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(StateBackendOptions.STATE_BACKEND, onHeap ? "hashmap" : "rocksdb");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
        // Beside the heap: RocksDB's caches and write buffers.
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1024));
        if (!onHeap) {
            settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
            settings.setString("state.backend.rocksdb.localdir", directory.toString());
            // Timers fit on the heap, where they are faster, as Flink's pages on tuning say.
            settings.setString("state.backend.rocksdb.timer-service.factory", "HEAP");
        }
        return settings;
    }
}
