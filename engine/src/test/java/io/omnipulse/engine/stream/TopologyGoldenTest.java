package io.omnipulse.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.schemas.AvroSerdes;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/**
 * The shape of the stream and the names that state hangs on. A changed stateful name comes with a
 * new application version.
 */
class TopologyGoldenTest {
    private static final Map<String, Object> REGISTRY =
            Map.of("schema.registry.url", "mock://topology");

    @Test
    void the_stream_has_the_shape_of_the_plan() {
        // When
        Topology topology = topology(SampleSettings.settings());
        // Then
        Golden.check("topology.txt", topology.describe().toString().strip() + "\n");
    }

    @Test
    void the_names_that_state_hangs_on_are_those_of_this_version() {
        // Given
        StreamSettings settings = SampleSettings.settings();
        // When
        SortedSet<String> stores = stores(topology(settings));
        // Then
        StringBuilder names = new StringBuilder("application " + settings.applicationId() + "\n");
        names.append("door ").append(settings.bySubjectTopic()).append('\n');
        names.append("door ").append(settings.byCutTopic()).append('\n');
        for (String store : stores) {
            boolean hook = store.endsWith("-hook");
            names.append(hook ? "hook " : "store ").append(store).append('\n');
            if (!hook) {
                names.append("changelog ")
                        .append(settings.applicationId())
                        .append('-')
                        .append(store)
                        .append("-changelog\n");
            }
        }
        Golden.check("stateful-names.txt", names.toString());
    }

    @Test
    void a_hook_stores_nothing_and_has_no_changelog() {
        // When
        CommitHook hook =
                CommitHook.named(StateStores.PANES_HOOK)
                        .withLoggingEnabled(Map.of())
                        .withCachingEnabled()
                        .build();
        // Then
        assertThat(hook.persistent()).isFalse();
        assertThat(
                        CommitHook.named(StateStores.PANES_HOOK)
                                .withLoggingEnabled(Map.of())
                                .loggingEnabled())
                .isFalse();
    }

    @Test
    void the_same_arguments_give_the_same_stream() {
        // Given
        String first = topology(SampleSettings.settings()).describe().toString();
        // When
        String second = topology(SampleSettings.settings()).describe().toString();
        // Then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void the_stream_has_two_rooms_with_state() {
        // When
        SortedSet<String> stores = stores(topology(SampleSettings.settings()));
        // Then
        assertThat(stores)
                .containsExactlyInAnyOrder(
                        StateStores.JOURNEYS,
                        StateStores.JOURNEYS_HOOK,
                        StateStores.PANES,
                        StateStores.PANES_HOOK);
    }

    @Test
    void more_partitions_than_homes_are_refused_with_what_to_do() {
        // Given
        StreamSettings settings = SampleSettings.settings();
        SortedMap<String, Integer> sources = new TreeMap<>(Map.of("web-events", 5));
        // When
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.reading(sources))
                // Then
                .withMessage(
                        "web-events has 5 partitions, but home-partitions is 4: raise home-partitions, and version with it, since"
                                + " subjects move");
    }

    private static Topology topology(StreamSettings settings) {
        return KpiTopology.build(
                settings,
                CatalogReader.shipped(),
                SampleSettings.NOTHING_AT_END,
                new KpiTopology.Serialisation(
                        () -> AvroSerdes.deserializer(REGISTRY, false),
                        AvroSerdes.serializer(REGISTRY, false),
                        AvroSerdes.serializer(REGISTRY, false)));
    }

    private static SortedSet<String> stores(Topology topology) {
        SortedSet<String> stores = new TreeSet<>();
        for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
            for (TopologyDescription.Node node : part.nodes()) {
                if (node instanceof TopologyDescription.Processor processor) {
                    stores.addAll(processor.stores());
                }
            }
        }
        return stores;
    }
}
