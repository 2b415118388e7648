package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.kpi.KpiAlert;
import io.omnipulse.kpi.KpiRow;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The whole stream: two wings, one stateful room each, and two doors. */
public final class KpiTopology {
    /**
     * How records are read and written.
     *
     * @param events makes a deserializer for the events; each task has its own
     * @param rows writes the published rows
     * @param alerts writes the alerts
     */
    public record Serialisation(
            Supplier<Deserializer<? extends SpecificRecord>> events,
            Serializer<? super KpiRow> rows,
            Serializer<? super KpiAlert> alerts) {}

    private final Topology topology = new Topology();
    private final ByteArrayDeserializer readBytes = new ByteArrayDeserializer();
    private final ByteArraySerializer writeBytes = new ByteArraySerializer();
    private final StreamSettings settings;
    private final Serialisation serialisation;

    private KpiTopology(StreamSettings settings, Serialisation serialisation) {
        this.settings = settings;
        this.serialisation = serialisation;
    }

    /**
     * The whole stream, top to bottom. The same arguments give the same topology, and nothing is
     * opened.
     */
    public static Topology build(
            StreamSettings settings,
            KpiCatalog catalog,
            SourceStatus status,
            Serialisation serialisation) {
        KpiTopology house = new KpiTopology(settings, serialisation);
        house.frontDoor();
        house.subjectWing(status);
        house.cutWing(catalog);
        return house.topology;
    }

    private void frontDoor() {
        String[] inputs =
                settings.sources().keySet().stream()
                        .map(topic -> Nodes.READ + topic)
                        .toArray(String[]::new);
        settings.sources()
                .keySet()
                .forEach(topic -> addSource(Nodes.READ + topic, new EventTimestamps(), topic));
        topology.addProcessor(
                Nodes.CHECK_EVENTS, () -> new CheckProcessor(decoder(), settings), inputs);
        topology.addSink(
                Nodes.SEND_DEAD_LETTERS,
                settings.outputs().deadLetters(),
                writeBytes,
                writeBytes,
                Nodes.CHECK_EVENTS);
    }

    private void subjectWing(SourceStatus status) {
        addSource(Nodes.READ_BY_SUBJECT, new DoorTimestamps(), settings.bySubjectTopic());
        topology.addProcessor(
                Nodes.RECEIVE_MOVED,
                () -> new ReceiveProcessor(decoder(), settings),
                Nodes.READ_BY_SUBJECT);
        topology.addProcessor(
                Nodes.FOLLOW_JOURNEYS,
                () -> new JourneyProcessor(settings, status),
                Nodes.CHECK_EVENTS,
                Nodes.RECEIVE_MOVED);
        topology.addStateStore(plainStore(StateStores.JOURNEYS), Nodes.FOLLOW_JOURNEYS);
        topology.addStateStore(CommitHook.named(StateStores.JOURNEYS_HOOK), Nodes.FOLLOW_JOURNEYS);
        topology.addSink(
                Nodes.SEND_BY_SUBJECT,
                settings.bySubjectTopic(),
                noKey(),
                Doors.bySubjectSerializer(),
                Doors.bySubject(),
                Nodes.CHECK_EVENTS,
                Nodes.FOLLOW_JOURNEYS);
        topology.addSink(
                Nodes.SEND_LATE_EVENTS,
                settings.outputs().lateEvents(),
                writeBytes,
                writeBytes,
                Nodes.CHECK_EVENTS,
                Nodes.FOLLOW_JOURNEYS);
        topology.addSink(
                Nodes.SEND_BY_CUT,
                settings.byCutTopic(),
                noKey(),
                Doors.byCutSerializer(),
                Doors.byCut(),
                Nodes.FOLLOW_JOURNEYS);
    }

    private void cutWing(KpiCatalog catalog) {
        addSource(Nodes.READ_BY_CUT, new EventTimestamps(), settings.byCutTopic());
        topology.addProcessor(
                Nodes.MERGE_PANES, () -> new PaneProcessor(settings, catalog), Nodes.READ_BY_CUT);
        topology.addStateStore(plainStore(StateStores.PANES), Nodes.MERGE_PANES);
        topology.addStateStore(CommitHook.named(StateStores.PANES_HOOK), Nodes.MERGE_PANES);
        addRowSink(Nodes.PUBLISH_VALUES, settings.outputs().values());
        addRowSink(Nodes.PUBLISH_HISTORY, settings.outputs().history());
        topology.addSink(
                Nodes.PUBLISH_ALERTS,
                settings.outputs().alerts(),
                new StringSerializer(),
                serialisation.alerts(),
                Nodes.MERGE_PANES);
    }

    /** A first start reads what the topic already holds. */
    private void addSource(String node, TimestampExtractor timestamps, String topic) {
        topology.addSource(
                AutoOffsetReset.earliest(), node, timestamps, readBytes, readBytes, topic);
    }

    private void addRowSink(String node, String topic) {
        topology.addSink(
                node,
                topic,
                new StringSerializer(),
                Published.serializer(serialisation.rows()),
                Doors.published(),
                Nodes.MERGE_PANES);
    }

    /**
     * A stock store, logged; nothing is cached in it, since the processors keep what they need on
     * the heap.
     */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> plainStore(String name) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    private static Serializer<Object> noKey() {
        return (topic, key) -> null;
    }

    private EventDecoder decoder() {
        return new EventDecoder(serialisation.events().get());
    }
}
