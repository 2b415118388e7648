package io.omnipulse.schemas;

import io.omnipulse.events.AdSpend;
import io.omnipulse.events.Fulfilment;
import io.omnipulse.events.IdentityLink;
import io.omnipulse.events.Sale;
import io.omnipulse.events.StockMovement;
import io.omnipulse.events.SupportContact;
import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.WebEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * The record key of an event and the partition that follows from it: where the subject of the event
 * is at home.
 */
public final class EventKeys {
    /** First of these that an event has wins: the better known the subject is, the earlier. */
    private static final List<String> SUBJECT =
            List.of("customer_id", "visitor_id", "respondent_id", "session_id");

    private static final Map<Class<?>, KeyRule> RULES =
            Stream.of(
                            KeyRule.of(WebEvent.class, WebEvent.getClassSchema(), "event_id"),
                            KeyRule.of(Sale.class, Sale.getClassSchema(), "store_id", "receipt_id"),
                            KeyRule.of(
                                    SurveyAnswer.class, SurveyAnswer.getClassSchema(), "event_id"),
                            KeyRule.of(
                                    AdSpend.class, AdSpend.getClassSchema(), "campaign", "channel"),
                            KeyRule.of(
                                    StockMovement.class,
                                    StockMovement.getClassSchema(),
                                    "location_id",
                                    "product_id"),
                            KeyRule.of(Fulfilment.class, Fulfilment.getClassSchema(), "order_id"),
                            KeyRule.of(
                                    SupportContact.class,
                                    SupportContact.getClassSchema(),
                                    "ticket_id"),
                            KeyRule.of(
                                    IdentityLink.class, IdentityLink.getClassSchema(), "event_id"))
                    .collect(Collectors.toUnmodifiableMap(KeyRule::type, Function.identity()));

    private EventKeys() {}

    /**
     * The key that docs/events.md prescribes: the id of the subject, else the natural key of the
     * type with {@code /} between its parts, else the id of the event.
     *
     * @throws IllegalArgumentException if the record is not one of the events
     */
    public static String keyOf(SpecificRecord event) {
        KeyRule rule = RULES.get(event.getClass());
        if (rule == null) {
            throw new IllegalArgumentException(
                    event.getSchema().getFullName() + " is not an event, so it has no subject");
        }
        return rule.keyOf(event);
    }

    /**
     * Where Kafka's default partitioner for Java puts the key, whatever partitioner the producer
     * had.
     */
    public static int partitionFor(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** The rule with field names replaced by positions, once: keys are taken of every event. */
    private record KeyRule(Class<?> type, List<Integer> subject, List<Integer> natural) {

        static KeyRule of(Class<? extends SpecificRecord> type, Schema schema, String... natural) {
            List<Integer> subject =
                    SUBJECT.stream()
                            .map(schema::getField)
                            .filter(Objects::nonNull)
                            .map(Schema.Field::pos)
                            .toList();
            List<Integer> parts =
                    Stream.of(natural).map(name -> schema.getField(name).pos()).toList();
            return new KeyRule(type, subject, parts);
        }

        String keyOf(SpecificRecord event) {
            for (int position : subject) {
                Object id = event.get(position);
                if (id != null) {
                    return id.toString();
                }
            }
            return natural.stream()
                    .map(position -> event.get(position).toString())
                    .collect(Collectors.joining("/"));
        }
    }
}
