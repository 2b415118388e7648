package io.omnipulse.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The schemas that may be the value of a record, with the classes generated from them. */
public final class RecordSchemas {
    private static final List<Entry> ALL =
            Stream.of(
                            WebEvent.getClassSchema(),
                            Sale.getClassSchema(),
                            SurveyAnswer.getClassSchema(),
                            AdSpend.getClassSchema(),
                            StockMovement.getClassSchema(),
                            Fulfilment.getClassSchema(),
                            SupportContact.getClassSchema(),
                            IdentityLink.getClassSchema(),
                            KpiRow.getClassSchema(),
                            KpiAlert.getClassSchema())
                    .map(Entry::of)
                    .toList();

    private static final Map<String, Entry> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Entry::name, Function.identity()));

    private RecordSchemas() {}

    /** The classes of all records that are values of topics, events first. */
    public static List<Class<? extends SpecificRecord>> classes() {
        return ALL.stream().<Class<? extends SpecificRecord>>map(Entry::type).toList();
    }

    /**
     * The class generated for the record of this full name; empty for records that are none of
     * ours.
     */
    public static Optional<Class<? extends SpecificRecord>> classOf(String fullName) {
        return Optional.ofNullable(BY_NAME.get(fullName)).map(Entry::type);
    }

    /** The schema as the generated class reads it. */
    static Schema reader(String fullName) {
        return entry(fullName).reader();
    }

    /**
     * The schema as it is registered: without the properties that only the Java generator needs, so
     * that every language registers the same schema and gets the same id.
     */
    public static Schema published(Class<? extends SpecificRecord> recordClass) {
        return entry(recordClass.getName()).published();
    }

    /** The schema as it is registered, of a record. */
    static Schema published(SpecificRecord record) {
        return entry(record.getSchema().getFullName()).published();
    }

    private static Entry entry(String fullName) {
        Entry entry = BY_NAME.get(fullName);
        if (entry == null) {
            throw new IllegalArgumentException(fullName + " is none of " + BY_NAME.keySet());
        }
        return entry;
    }

    private record Entry(Class<? extends SpecificRecord> type, Schema reader, Schema published) {

        static Entry of(Schema reader) {
            return new Entry(
                    RecordModel.recordClass(reader.getFullName()), reader, withoutJava(reader));
        }

        String name() {
            return reader.getFullName();
        }

        private static Schema withoutJava(Schema schema) {
            try {
                JsonNode tree = new ObjectMapper().readTree(schema.toString());
                tree.findParents("avro.java.string")
                        .forEach(parent -> ((ObjectNode) parent).remove("avro.java.string"));
                return new Schema.Parser().parse(tree.toString());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(
                        "Avro rendered " + schema.getFullName() + " as something that is no JSON",
                        e);
            }
        }
    }
}
