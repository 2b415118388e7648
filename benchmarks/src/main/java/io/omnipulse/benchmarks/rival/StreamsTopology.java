package io.omnipulse.benchmarks.rival;

import io.omnipulse.benchmarks.kpi.Cell;
import io.omnipulse.benchmarks.kpi.Checkpoints;
import io.omnipulse.benchmarks.kpi.Cuts;
import io.omnipulse.benchmarks.kpi.Fact;
import io.omnipulse.benchmarks.kpi.SubjectShare;
import io.omnipulse.benchmarks.kpi.Totals;
import io.omnipulse.benchmarks.kpi.Visit;
import io.omnipulse.engine.core.time.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.SessionStore;

/**
 * The core KPIs in the DSL of Kafka Streams. Distinct counts are exact by a table of subjects in
 * each cut and window, grouped into a table of cuts: the way the DSL has to take back what it added
 * before. A set of customers in each aggregate would be read and written as a whole with each
 * event.
 */
final class StreamsTopology {
    private static final Serde<String> TEXT = Serdes.String();

    private final StreamsBuilder builder = new StreamsBuilder();
    private final Serde<Fact> facts = RivalSerdes.facts();
    private final Serde<Totals> totals = RivalSerdes.totals();
    private final Duration lateness;
    private final Duration grace;

    private StreamsTopology(Duration lateness, Duration span) {
        this.lateness = lateness;
        // The partitions of a backlog advance unevenly: less would drop what is not late at all.
        this.grace = span.plusHours(1);
    }

    /**
     * The job.
     *
     * @param sources the topics of events
     * @param events their values
     * @param figures the topic of what is counted by events
     * @param sessions the topic of what is counted by sessions
     */
    static StreamsBuilder build(
            List<String> sources,
            Serde<SpecificRecord> events,
            String figures,
            String sessions,
            Duration lateness,
            Duration span) {
        StreamsTopology job = new StreamsTopology(lateness, span);
        KStream<String, Fact> facts =
                job.builder.stream(
                                sources,
                                Consumed.with(TEXT, events)
                                        .withTimestampExtractor(
                                                (record, before) -> occurredAt(record.value())))
                        .flatMapValues(StreamsTopology::facts);
        job.countEvents(facts, figures);
        job.countSessions(facts, sessions);
        return job.builder;
    }

    private static long occurredAt(Object record) {
        return ((Instant) ((SpecificRecord) record).get(1)).toEpochMilli();
    }

    private static List<Fact> facts(SpecificRecord record) {
        Optional<Fact> fact = Fact.of(record);
        RivalProgress.read(fact.isPresent());
        return fact.map(List::of).orElse(List.of());
    }

    private void countEvents(KStream<String, Fact> facts, String topic) {
        Cuts cuts = new Cuts();
        KStream<String, Fact> byCutAndSubject =
                facts.<String, Fact>flatMap(
                                (subject, fact) -> keyed(cutsOf(cuts, fact), subject, fact))
                        .repartition(
                                Repartitioned.with(TEXT, this.facts)
                                        .withName("by-cut-and-subject"));
        for (Window window : Checkpoints.WINDOWS) {
            byCutAndSubject
                    .groupByKey(Grouped.with(TEXT, this.facts))
                    .windowedBy(hopping(window))
                    .aggregate(
                            SubjectShare::new,
                            StreamsTopology::add,
                            Materialized.with(TEXT, RivalSerdes.shares()))
                    .groupBy(
                            (key, share) -> KeyValue.pair(cell(window, cut(key.key()), key), share),
                            Grouped.with(TEXT, RivalSerdes.shares()))
                    .aggregate(
                            Totals::new,
                            (cell, share, sum) -> sum.add(Totals.of(share)),
                            (cell, share, sum) -> sum.subtract(Totals.of(share)),
                            Materialized.with(TEXT, totals))
                    .toStream()
                    .to(topic, Produced.with(TEXT, totals));
        }
    }

    /** A copy, since the table still needs what was before. */
    private static SubjectShare add(String key, Fact fact, SubjectShare before) {
        RivalProgress.added(key);
        return new SubjectShare().merge(before).add(fact);
    }

    private void countSessions(KStream<String, Fact> facts, String topic) {
        KStream<String, Totals> ended =
                facts.filter((subject, fact) -> fact.isVisit)
                        .groupByKey(Grouped.with(TEXT, this.facts))
                        .windowedBy(
                                SessionWindows.ofInactivityGapAndGrace(
                                        Duration.ofMillis(Visit.GAP_MS), lateness.plusMinutes(1)))
                        .aggregate(
                                Visit::new,
                                (subject, fact, visit) -> visit.add(fact),
                                (subject, one, other) -> one.merge(other),
                                Materialized.<String, Visit, SessionStore<Bytes, byte[]>>with(
                                                TEXT, RivalSerdes.visits())
                                        .withCachingDisabled())
                        .suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded()))
                        .toStream()
                        .<String, Totals>process(EndedVisits::new)
                        .repartition(Repartitioned.with(TEXT, totals).withName("sessions-by-cut"));
        for (Window window : Checkpoints.WINDOWS) {
            ended.groupByKey(Grouped.with(TEXT, totals))
                    .windowedBy(hopping(window))
                    .aggregate(
                            Totals::new,
                            (cut, one, sum) -> sum.add(one),
                            Materialized.with(TEXT, totals))
                    .toStream()
                    .map((key, sum) -> KeyValue.pair(cell(window, key.key(), key), sum))
                    .to(topic, Produced.with(TEXT, totals));
        }
    }

    /** A session counts where it ends, in the cut in which it began. */
    private static final class EndedVisits
            extends ContextualProcessor<Windowed<String>, Visit, String, Totals> {
        private final Cuts cuts = new Cuts();

        @Override
        public void process(Record<Windowed<String>, Visit> record) {
            Visit visit = record.value();
            for (String cut : cuts.of(visit.campaign, visit.channel)) {
                context().forward(new Record<>(cut, visit.ended(), visit.endsMs()));
            }
        }
    }

    private TimeWindows hopping(Window window) {
        return TimeWindows.ofSizeAndGrace(Duration.ofMillis(window.lengthMs()), grace)
                .advanceBy(Duration.ofMillis(Cell.ADVANCE_MS));
    }

    private static List<KeyValue<String, Fact>> keyed(
            List<String> cuts, String subject, Fact fact) {
        return cuts.stream()
                .map(cut -> KeyValue.pair(cut + Cuts.SEPARATOR + subject, fact))
                .toList();
    }

    private static List<String> cutsOf(Cuts cuts, Fact fact) {
        synchronized (cuts) { // the threads of a job share its functions
            return cuts.of(fact.campaign, fact.channel);
        }
    }

    private static String cut(String keyWithSubject) {
        return keyWithSubject.substring(0, keyWithSubject.lastIndexOf(Cuts.SEPARATOR));
    }

    private static String cell(Window window, String cut, Windowed<?> key) {
        return new String(new Cell(window, cut, key.window().end()).key(), StandardCharsets.UTF_8);
    }
}
