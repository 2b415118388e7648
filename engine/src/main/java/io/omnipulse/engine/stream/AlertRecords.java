package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.alert.Alert;
import io.omnipulse.engine.core.alert.Cause;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.kpi.AlertCause;
import io.omnipulse.kpi.AlertRule;
import io.omnipulse.kpi.KpiAlert;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Alerts as they are published: Avro records. */
final class AlertRecords {
    /** The rate that is watched. */
    static final String KPI = "session_conversion_ratio";

    private final int version;

    /**
     * @param version the application's version, in every record
     */
    AlertRecords(int version) {
        this.version = version;
    }

    KpiAlert of(Alert alert) {
        return KpiAlert.newBuilder()
                .setId(id(alert))
                .setRule(AlertRule.valueOf(alert.rule().name()))
                .setKpi(KPI)
                .setCampaign(Cut.ALL)
                .setChannel(Cut.ALL)
                .setOpenedAt(Instant.ofEpochMilli(alert.openedMs()))
                .setClosedAt(
                        alert.closedMs().isPresent()
                                ? Instant.ofEpochMilli(alert.closedMs().getAsLong())
                                : null)
                .setObserved(orNull(alert.observed()))
                .setExpected(orNull(alert.expected()))
                .setLower(orNull(alert.lower()))
                .setUpper(orNull(alert.upper()))
                .setDetectableDrop(orNull(alert.detectableDrop()))
                .setN(alert.n())
                .setCauses(alert.causes().stream().map(AlertRecords::cause).toList())
                .setMessage(message(alert))
                .setVersion(version)
                .build();
    }

    /** The same for every record of one alert. */
    private static String id(Alert alert) {
        return alert.rule().id() + "/" + KPI + "/*/*/" + alert.openedMs();
    }

    private static AlertCause cause(Cause cause) {
        return new AlertCause(
                cause.cut().campaign(),
                cause.cut().channel(),
                cause.rateEffect(),
                cause.mixEffect());
    }

    private static String message(Alert alert) {
        return switch (alert.ending()) {
            case NONE -> what(alert) + blame(alert);
            case RECOVERED -> "Over: " + what(alert) + blame(alert);
            case NEW_NORMAL ->
                    "It has lasted so long that it is taken for usual, and what is usual is learned"
                            + " anew: "
                            + what(alert)
                            + blame(alert);
        };
    }

    private static String what(Alert alert) {
        return switch (alert.rule()) {
            case OUTAGE -> "orders have stopped: " + rates(alert) + " are usual at this hour.";
            case DROP -> "conversion has dropped: " + rates(alert) + " are usual at this hour.";
            case DECLINE -> "conversion is below its target: " + rates(alert) + " are the target.";
            case DATA_HEALTH ->
                    "no session begins any more, so nothing can be said of conversion: look at the"
                            + " sources first.";
        };
    }

    private static String rates(Alert alert) {
        return String.format(
                Locale.ROOT,
                "%.2f %% of %d sessions led to an order, where %.2f %%",
                100 * alert.observed().orElse(0),
                alert.n(),
                100 * alert.expected().orElse(0));
    }

    private static String blame(Alert alert) {
        if (alert.causes().isEmpty()) {
            return "";
        }
        Cut first = alert.causes().get(0).cut();
        return " The greatest part is campaign "
                + first.campaign()
                + " on "
                + first.channel()
                + ".";
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
