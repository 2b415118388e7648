package io.omnipulse.engine.serve;

import io.omnipulse.kpi.KpiAlert;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should look at, as the topic {@code kpi-alerts} states it.
 *
 * @param id unique over all alerts
 * @param rule which watch raised it, in lower case
 * @param kpi the KPI it is about
 * @param campaign a campaign, {@code none}, or {@code *} for all
 * @param channel a channel, or {@code *} for all
 * @param openedAt since when
 * @param closedAt until when; empty while it is open
 * @param observed what was seen
 * @param expected what was to be expected
 * @param lower lower end of the interval of what was seen
 * @param upper upper end of it
 * @param detectableDrop the smallest drop that this amount of data could have shown
 * @param n how many observations it rests on
 * @param causes what single cuts contributed, as the engine ordered them
 * @param message one sentence for people
 * @param version version of the application that wrote it
 */
record Alert(
        String id,
        String rule,
        String kpi,
        String campaign,
        String channel,
        Instant openedAt,
        Optional<Instant> closedAt,
        OptionalDouble observed,
        OptionalDouble expected,
        OptionalDouble lower,
        OptionalDouble upper,
        OptionalDouble detectableDrop,
        long n,
        List<Cause> causes,
        String message,
        int version) {
    /** Newest first; of one moment by id, so that every replica answers alike. */
    static final Comparator<Alert> NEWEST_FIRST =
            Comparator.comparing(Alert::openedAt).reversed().thenComparing(Alert::id);

    /**
     * What one cut contributed to the change.
     *
     * @param rateEffect change because the cut performs differently
     * @param mixEffect change because the cut's share of the whole is different
     */
    record Cause(String campaign, String channel, double rateEffect, double mixEffect) {}

    Alert {
        causes = List.copyOf(causes);
    }

    static Alert of(KpiAlert record) {
        return new Alert(
                record.getId(),
                record.getRule().name().toLowerCase(Locale.ROOT),
                record.getKpi(),
                record.getCampaign(),
                record.getChannel(),
                record.getOpenedAt(),
                Optional.ofNullable(record.getClosedAt()),
                optional(record.getObserved()),
                optional(record.getExpected()),
                optional(record.getLower()),
                optional(record.getUpper()),
                optional(record.getDetectableDrop()),
                record.getN(),
                record.getCauses().stream()
                        .map(
                                cause ->
                                        new Cause(
                                                cause.getCampaign(),
                                                cause.getChannel(),
                                                cause.getRateEffect(),
                                                cause.getMixEffect()))
                        .toList(),
                record.getMessage(),
                record.getVersion());
    }

    private static OptionalDouble optional(@Nullable Double number) {
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    boolean isOpen() {
        return closedAt.isEmpty();
    }
}
