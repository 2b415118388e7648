package io.omnipulse.schemas;

import io.omnipulse.events.AdSpend;
import io.omnipulse.events.Fulfilment;
import io.omnipulse.events.IdentityLink;
import io.omnipulse.events.Sale;
import io.omnipulse.events.StockMovement;
import io.omnipulse.events.SupportContact;
import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.WebEvent;
import io.omnipulse.kpi.KpiAlert;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.schemas.TopicSpec.Cleanup;
import io.omnipulse.schemas.TopicSpec.Direction;
import io.omnipulse.schemas.TopicSpec.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** The only place of topic names, and what each topic carries. */
public final class Topics {
    public static final String WEB_EVENTS = "web-events";
    public static final String POS_SALES = "pos-sales";
    public static final String SURVEY_ANSWERS = "survey-answers";
    public static final String AD_SPEND = "ad-spend";
    public static final String STOCK_MOVEMENTS = "stock-movements";
    public static final String FULFILMENTS = "fulfilments";
    public static final String SUPPORT_CONTACTS = "support-contacts";
    public static final String IDENTITY_LINKS = "identity-links";
    public static final String KPI_VALUES = "kpi-values";
    public static final String KPI_HISTORY = "kpi-history";
    public static final String KPI_ALERTS = "kpi-alerts";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String LATE_EVENTS = "late-events";
    public static final String KPI_PROMOTIONS = "kpi-promotions";

    /**
     * The longest window (90 days) and the horizon (48 hours): less, and a replay could not rebuild
     * every window.
     */
    private static final Duration REPLAY = Duration.ofDays(92);

    private static final Duration HISTORY = Duration.ofDays(90);

    /** Time enough to look at what was refused and to send it again. */
    private static final Duration REFUSED = Duration.ofDays(30);

    private static final Duration FOR_EVER = Duration.ZERO;

    /**
     * The present rows are read from the beginning at each start of a reader, so old versions must
     * go soon: small segments, cleaned when a tenth is dirty, at the latest after an hour.
     */
    private static final Map<String, String> KEEP_SMALL =
            Map.of(
                    "segment.ms", millis(Duration.ofMinutes(10)),
                    "min.cleanable.dirty.ratio", "0.1",
                    "max.compaction.lag.ms", millis(Duration.ofHours(1)),
                    "delete.retention.ms", millis(Duration.ofDays(1)));

    /**
     * Rows have a key of their own; only a restatement or a tombstone replaces one. Readers have a
     * week to see a tombstone.
     */
    private static final Map<String, String> KEEP_LATEST =
            Map.of(
                    "segment.ms",
                    millis(Duration.ofDays(1)),
                    "delete.retention.ms",
                    millis(Duration.ofDays(7)));

    /** What is set aside is as large as it came, and has headers that say why it is there. */
    private static final Map<String, String> ROOM_FOR_HEADERS =
            Map.of("max.message.bytes", Integer.toString(2 * 1024 * 1024));

    private static final List<TopicSpec> INPUTS =
            List.of(
                    input(WEB_EVENTS, "What visitors do on digital channels"),
                    input(POS_SALES, "Receipts of the shops' tills"),
                    input(SURVEY_ANSWERS, "Answers to surveys"),
                    input(AD_SPEND, "What campaigns cost"),
                    input(STOCK_MOVEMENTS, "Changes of stock"),
                    input(FULFILMENTS, "Orders on their way to the customer"),
                    input(SUPPORT_CONTACTS, "Customers' requests for help"),
                    input(IDENTITY_LINKS, "Which customer a visitor is"));

    private static final List<TopicSpec> OUTPUTS =
            List.of(
                    output(
                            KPI_VALUES,
                            Cleanup.COMPACT,
                            FOR_EVER,
                            KEEP_SMALL,
                            "The present row of each cut and window"),
                    output(
                            KPI_HISTORY,
                            Cleanup.COMPACT_AND_DELETE,
                            HISTORY,
                            KEEP_LATEST,
                            "Final rows and their restatements"),
                    output(
                            KPI_ALERTS,
                            Cleanup.COMPACT_AND_DELETE,
                            HISTORY,
                            KEEP_LATEST,
                            "Alerts, open and closed"),
                    output(
                            DEAD_LETTERS,
                            Cleanup.DELETE,
                            REFUSED,
                            ROOM_FOR_HEADERS,
                            "Rejected events with their original bytes"),
                    output(
                            LATE_EVENTS,
                            Cleanup.DELETE,
                            REFUSED,
                            ROOM_FOR_HEADERS,
                            "Events past the horizon, unchanged"));

    private static final TopicSpec PROMOTIONS =
            output(
                    KPI_PROMOTIONS,
                    Cleanup.COMPACT,
                    FOR_EVER,
                    Map.of(),
                    "Which application version writes the rows");

    private static final Map<String, TopicSpec> SPECS =
            Stream.concat(all().stream(), Stream.of(PROMOTIONS))
                    .collect(Collectors.toUnmodifiableMap(TopicSpec::name, Function.identity()));

    private static final Map<String, Class<? extends SpecificRecord>> RECORDS =
            Map.ofEntries(
                    Map.entry(WEB_EVENTS, WebEvent.class),
                    Map.entry(POS_SALES, Sale.class),
                    Map.entry(SURVEY_ANSWERS, SurveyAnswer.class),
                    Map.entry(AD_SPEND, AdSpend.class),
                    Map.entry(STOCK_MOVEMENTS, StockMovement.class),
                    Map.entry(FULFILMENTS, Fulfilment.class),
                    Map.entry(SUPPORT_CONTACTS, SupportContact.class),
                    Map.entry(IDENTITY_LINKS, IdentityLink.class),
                    Map.entry(KPI_VALUES, KpiRow.class),
                    Map.entry(KPI_HISTORY, KpiRow.class),
                    Map.entry(KPI_ALERTS, KpiAlert.class));

    private static final Map<Class<? extends SpecificRecord>, String> INPUT_OF =
            INPUTS.stream()
                    .map(TopicSpec::name)
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    topic -> recordClass(topic).orElseThrow(),
                                    Function.identity()));

    private Topics() {}

    /** Every topic that carries events or what became of them, those read first. */
    public static List<TopicSpec> all() {
        return Stream.concat(INPUTS.stream(), OUTPUTS.stream()).toList();
    }

    /** The topics the engine reads, in the order of docs/events.md. */
    public static List<TopicSpec> inputs() {
        return INPUTS;
    }

    /** The topics the engine writes, in the order of docs/events.md. */
    public static List<TopicSpec> outputs() {
        return OUTPUTS;
    }

    /**
     * Where it is said which application version writes the rows: one partition, whatever the
     * others have.
     */
    public static TopicSpec promotions() {
        return PROMOTIONS;
    }

    /** What the topic of this name needs to be; empty for topics that are none of ours. */
    public static Optional<TopicSpec> spec(String topic) {
        return Optional.ofNullable(SPECS.get(topic));
    }

    /**
     * The record that the topic prescribes; empty for topics that are none of ours and for those
     * that carry records of any kind ({@link #DEAD_LETTERS}, {@link #LATE_EVENTS}).
     */
    public static Optional<Class<? extends SpecificRecord>> recordClass(String topic) {
        return Optional.ofNullable(RECORDS.get(topic));
    }

    /** The topic from which the engine reads records of this class; empty where it reads none. */
    public static Optional<String> inputOf(Class<? extends SpecificRecord> recordClass) {
        return Optional.ofNullable(INPUT_OF.get(recordClass));
    }

    private static TopicSpec input(String name, String description) {
        return new TopicSpec(
                name,
                Direction.IN,
                Cleanup.DELETE,
                REPLAY,
                Timestamps.BROKER,
                Map.of(),
                description);
    }

    private static TopicSpec output(
            String name,
            Cleanup cleanup,
            Duration retention,
            Map<String, String> further,
            String description) {
        return new TopicSpec(
                name, Direction.OUT, cleanup, retention, Timestamps.BROKER, further, description);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
