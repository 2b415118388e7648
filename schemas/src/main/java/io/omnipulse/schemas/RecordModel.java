package io.omnipulse.schemas;

import io.omnipulse.events.AdSpend;
import io.omnipulse.events.Fulfilment;
import io.omnipulse.events.FulfilmentState;
import io.omnipulse.events.IdentityLink;
import io.omnipulse.events.Sale;
import io.omnipulse.events.SaleKind;
import io.omnipulse.events.SaleLine;
import io.omnipulse.events.StockMovement;
import io.omnipulse.events.StockReason;
import io.omnipulse.events.SupportContact;
import io.omnipulse.events.SupportState;
import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.SurveyKind;
import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import io.omnipulse.kpi.AlertCause;
import io.omnipulse.kpi.AlertRule;
import io.omnipulse.kpi.KpiAlert;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.KpiValue;
import io.omnipulse.kpi.Stage;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's model of our generated classes and of no others. Avro's own model finds a class by the
 * name that a schema states, and makes it by reflection; a schema comes from outside, so here the
 * names are a closed list and every record is made by its constructor.
 */
final class RecordModel extends SpecificData {
    static {
        AvroSettings.apply();
    }

    static final RecordModel INSTANCE = new RecordModel();

    private static final Map<String, Maker> RECORDS =
            Stream.of(
                            new Maker(WebEvent.class, WebEvent::new),
                            new Maker(Sale.class, Sale::new),
                            new Maker(SaleLine.class, SaleLine::new),
                            new Maker(SurveyAnswer.class, SurveyAnswer::new),
                            new Maker(AdSpend.class, AdSpend::new),
                            new Maker(StockMovement.class, StockMovement::new),
                            new Maker(Fulfilment.class, Fulfilment::new),
                            new Maker(SupportContact.class, SupportContact::new),
                            new Maker(IdentityLink.class, IdentityLink::new),
                            new Maker(KpiRow.class, KpiRow::new),
                            new Maker(KpiValue.class, KpiValue::new),
                            new Maker(KpiAlert.class, KpiAlert::new),
                            new Maker(AlertCause.class, AlertCause::new))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    maker -> maker.type().getName(), Function.identity()));

    private static final Map<String, Class<? extends Enum<?>>> ENUMS =
            Stream.<Class<? extends Enum<?>>>of(
                            WebAction.class,
                            SaleKind.class,
                            SurveyKind.class,
                            StockReason.class,
                            FulfilmentState.class,
                            SupportState.class,
                            Stage.class,
                            AlertRule.class)
                    .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    private RecordModel() {
        addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        setCustomCoders(false);
    }

    /** Whether the record of this full name is one of ours. */
    static boolean knows(String fullName) {
        return RECORDS.containsKey(fullName);
    }

    /** The class generated for the record of this full name. */
    static Class<? extends SpecificRecord> recordClass(String fullName) {
        return maker(fullName).type();
    }

    @Override
    public @Nullable Class<?> getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> maker(schema.getFullName()).type();
            case ENUM -> enumClass(schema);
            default -> super.getClass(schema);
        };
    }

    @Override
    public Object newRecord(@Nullable Object old, Schema schema) {
        return maker(schema.getFullName()).constructor().get();
    }

    @Override
    public InstanceSupplier getNewRecordSupplier(Schema schema) {
        Supplier<? extends SpecificRecord> constructor = maker(schema.getFullName()).constructor();
        return (old, same) -> constructor.get();
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Object createEnum(String symbol, Schema schema) {
        return Enum.valueOf((Class) enumClass(schema), symbol);
    }

    private static Maker maker(String fullName) {
        Maker maker = RECORDS.get(fullName);
        if (maker == null) {
            throw new AvroTypeException(fullName + " is none of our records");
        }
        return maker;
    }

    private static Class<? extends Enum<?>> enumClass(Schema schema) {
        Class<? extends Enum<?>> type = ENUMS.get(schema.getFullName());
        if (type == null) {
            throw new AvroTypeException(schema.getFullName() + " is none of our enums");
        }
        return type;
    }

    private record Maker(
            Class<? extends SpecificRecord> type, Supplier<? extends SpecificRecord> constructor) {}
}
