package io.omnipulse.benchmarks.rival;

import io.omnipulse.benchmarks.kpi.Cell;
import io.omnipulse.benchmarks.kpi.Cuts;
import io.omnipulse.benchmarks.kpi.Fact;
import io.omnipulse.benchmarks.kpi.SubjectShare;
import io.omnipulse.benchmarks.kpi.Totals;
import io.omnipulse.benchmarks.kpi.Visit;
import io.omnipulse.benchmarks.rival.FlinkTypes.CutFact;
import io.omnipulse.benchmarks.rival.FlinkTypes.CutRow;
import io.omnipulse.benchmarks.rival.FlinkTypes.CutState;
import io.omnipulse.benchmarks.rival.FlinkTypes.Published;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.schemas.AvroSerdes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The functions of the Flink jobs. */
final class FlinkFunctions {
    private FlinkFunctions() {}

    /** Reads facts from records, by the generated classes. */
    static final class ReadFacts implements KafkaRecordDeserializationSchema<Fact> {
        private final HashMap<String, Object> cluster;
        private transient @Nullable Deserializer<SpecificRecord> values;

        ReadFacts(Map<String, String> cluster) {
            this.cluster = new HashMap<>(cluster);
        }

        @Override
        public void open(DeserializationSchema.InitializationContext context) {
            values = AvroSerdes.deserializer(cluster, false);
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Fact> out) {
            if (values == null) {
                throw new IllegalStateException("not opened");
            }
            Optional<Fact> fact = Fact.of(values.deserialize(record.topic(), record.value()));
            RivalProgress.read(fact.isPresent());
            fact.ifPresent(out::collect);
        }

        @Override
        public TypeInformation<Fact> getProducedType() {
            return TypeInformation.of(Fact.class);
        }
    }

    /** A fact in its own cut and the roll-ups. */
    static final class ToCuts extends RichFlatMapFunction<Fact, CutFact> {
        private transient @Nullable Cuts cuts;

        @Override
        public void open(OpenContext context) {
            cuts = new Cuts();
        }

        @Override
        public void flatMap(Fact fact, Collector<CutFact> out) {
            if (cuts == null) {
                throw new IllegalStateException("not opened");
            }
            for (String cut : cuts.of(fact.campaign, fact.channel)) {
                CutFact inCut = new CutFact();
                inCut.cut = cut;
                inCut.fact = fact;
                out.collect(inCut);
            }
        }
    }

    /** All of a cut in a window. */
    static final class CountCut implements AggregateFunction<CutFact, CutState, CutRow> {
        @Override
        public CutState createAccumulator() {
            return new CutState();
        }

        @Override
        public CutState add(CutFact inCut, CutState state) {
            RivalProgress.added(inCut.cut);
            return state.add(inCut.fact);
        }

        @Override
        public CutRow getResult(CutState state) {
            return CutRow.of("", state.totals());
        }

        @Override
        public CutState merge(CutState one, CutState other) {
            return one.merge(other);
        }
    }

    /** One subject's share of a cut in a window. */
    static final class CountSubject
            implements AggregateFunction<CutFact, SubjectShare, SubjectShare> {
        @Override
        public SubjectShare createAccumulator() {
            return new SubjectShare();
        }

        @Override
        public SubjectShare add(CutFact inCut, SubjectShare share) {
            RivalProgress.added(inCut.cut);
            return share.add(inCut.fact);
        }

        @Override
        public SubjectShare getResult(SubjectShare share) {
            return share;
        }

        @Override
        public SubjectShare merge(SubjectShare one, SubjectShare other) {
            return one.merge(other);
        }
    }

    /** What a subject's share adds to its cut. */
    static final class ShareOfCut
            extends ProcessWindowFunction<
                    SubjectShare, CutRow, Tuple2<String, String>, TimeWindow> {
        @Override
        public void process(
                Tuple2<String, String> key,
                Context context,
                Iterable<SubjectShare> share,
                Collector<CutRow> out) {
            out.collect(CutRow.of(key.f0, Totals.of(share.iterator().next())));
        }
    }

    /** Sums rows of a cut. */
    static final class SumRows implements AggregateFunction<CutRow, CutRow, CutRow> {
        @Override
        public CutRow createAccumulator() {
            return CutRow.of("", new Totals());
        }

        @Override
        public CutRow add(CutRow row, CutRow sum) {
            for (int i = 0; i < row.amounts.length; i++) {
                sum.amounts[i] += row.amounts[i];
            }
            return sum;
        }

        @Override
        public CutRow getResult(CutRow sum) {
            return sum;
        }

        @Override
        public CutRow merge(CutRow one, CutRow other) {
            return add(other, one);
        }
    }

    /** A session while it lasts. */
    static final class FollowVisit implements AggregateFunction<Fact, Visit, Visit> {
        @Override
        public Visit createAccumulator() {
            return new Visit();
        }

        @Override
        public Visit add(Fact fact, Visit visit) {
            return visit.add(fact);
        }

        @Override
        public Visit getResult(Visit visit) {
            return visit;
        }

        @Override
        public Visit merge(Visit one, Visit other) {
            return one.merge(other);
        }
    }

    /** A session that is over, in the cuts in which it began. */
    static final class EndedVisit extends RichFlatMapFunction<Visit, CutRow> {
        private transient @Nullable Cuts cuts;

        @Override
        public void open(OpenContext context) {
            cuts = new Cuts();
        }

        @Override
        public void flatMap(Visit visit, Collector<CutRow> out) {
            if (cuts == null) {
                throw new IllegalStateException("not opened");
            }
            for (String cut : cuts.of(visit.campaign, visit.channel)) {
                out.collect(CutRow.of(cut, visit.ended()));
            }
        }
    }

    /** A cut's row with its cell, at the end of the window. */
    static final class Publish
            extends ProcessWindowFunction<CutRow, Published, String, TimeWindow> {
        private final Window window;

        Publish(Window window) {
            this.window = window;
        }

        @Override
        public void process(
                String cut, Context context, Iterable<CutRow> row, Collector<Published> out) {
            Published published = new Published();
            published.key = new Cell(window, cut, context.window().getEnd()).key();
            published.value = row.iterator().next().totals().toBytes();
            out.collect(published);
        }
    }

    /** Writes to one topic. */
    static final class Write implements KafkaRecordSerializationSchema<Published> {
        private final String topic;

        Write(String topic) {
            this.topic = topic;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                Published published, KafkaSinkContext context, @Nullable Long timestamp) {
            return new ProducerRecord<>(topic, published.key, published.value);
        }
    }
}
