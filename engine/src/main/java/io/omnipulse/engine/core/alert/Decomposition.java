package io.omnipulse.engine.core.alert;

import io.omnipulse.engine.core.measure.Cut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Splits the change of a rate, observed less expected, into what each part contributed: because the
 * part performs differently (rate), or because its share of the whole is different (mix). With
 * shares s and rates r, before 0 and after 1, and R the whole's rate before,
 *
 * <pre>
 * rate effect = ½ (s₀ + s₁) (r₁ − r₀)
 * mix effect  = (½ (r₀ + r₁) − R₀) (s₁ − s₀)
 * </pre>
 *
 * and the sum over all parts is the whole change. Measuring the mix from R₀ changes no sum, since
 * the shares add up to one; it makes the sign of each part readable: more of what performs below
 * average lowers the rate.
 *
 * <p>Source: E. M. Kitagawa, "Components of a Difference Between Two Rates", JASA 50 (1955).
 */
final class Decomposition {
    /** So many of the causes named are wrong on the average, at most. */
    private static final double FALSE_DISCOVERIES = 0.1;

    /** How much the share of a part varies from one time to another by itself, relative to it. */
    private static final double SHARE_VARIES = 0.25;

    static final int MOST_CAUSES = 10;

    /** One part of the whole, before (a long time) and after (since the change began). */
    record Part(Cut cut, double startsBefore, double ordersBefore, double starts, double orders) {}

    private final List<Part> parts;
    private final double startsBefore;
    private final double ordersBefore;
    private final double starts;
    private final double expectedRate;
    private final Cut unnamed;

    /**
     * @param parts all parts, those that nobody needs to know in one
     * @param expectedRate what the whole's rate should be now; rates before are scaled to it
     * @param unnamed the part that is no cut of its own, and never a cause
     */
    Decomposition(List<Part> parts, double expectedRate, Cut unnamed) {
        this.parts = List.copyOf(parts);
        this.unnamed = unnamed;
        this.startsBefore = parts.stream().mapToDouble(Part::startsBefore).sum();
        this.ordersBefore = parts.stream().mapToDouble(Part::ordersBefore).sum();
        this.starts = parts.stream().mapToDouble(Part::starts).sum();
        this.expectedRate = expectedRate;
    }

    /** What every part contributed; empty where there is nothing to compare. */
    List<Cause> effects() {
        if (startsBefore <= 0 || ordersBefore <= 0 || starts <= 0) {
            return List.of();
        }
        return parts.stream().map(this::effect).toList();
    }

    private Cause effect(Part part) {
        double before = part.startsBefore() / startsBefore;
        double now = part.starts() / starts;
        double rateBefore = rateBefore(part);
        double rateNow = part.starts() > 0 ? part.orders() / part.starts() : rateBefore;
        return new Cause(
                part.cut(),
                (before + now) / 2 * (rateNow - rateBefore),
                ((rateBefore + rateNow) / 2 - expectedRate) * (now - before));
    }

    /** The part's usual rate at this time; of a part not known before, that of the whole. */
    private double rateBefore(Part part) {
        double scale = expectedRate / (ordersBefore / startsBefore);
        return part.startsBefore() > 0
                ? scale * part.ordersBefore() / part.startsBefore()
                : expectedRate;
    }

    /**
     * The parts that behave unlike before, by more than chance explains, and lowered the rate; the
     * greatest first.
     *
     * @param dispersion variance over mean of the orders
     */
    List<Cause> causes(double dispersion) {
        List<Cause> effects = effects();
        if (effects.isEmpty()) {
            return effects;
        }
        Map<Cut, Double> chances = new TreeMap<>(Minute.BY_NAME);
        parts.stream()
                .filter(part -> !part.cut().equals(unnamed))
                .forEach(part -> chances.put(part.cut(), chance(part, dispersion)));
        Set<Cut> unlikeBefore = Chance.discoveries(chances, FALSE_DISCOVERIES);
        List<Cause> causes = new ArrayList<>();
        for (Cause cause : effects) {
            if (unlikeBefore.contains(cause.cut()) && cause.effect() < 0) {
                causes.add(cause);
            }
        }
        causes.sort(
                Comparator.comparingDouble(Cause::effect)
                        .thenComparing(Cause::cut, Minute.BY_NAME));
        return causes.subList(0, Math.min(MOST_CAUSES, causes.size()));
    }

    /** How likely chance makes a part so poor, or its share so different. */
    private double chance(Part part, double dispersion) {
        double expected = part.starts() * rateBefore(part);
        double poor = Chance.poissonAtMost(part.orders() / dispersion, expected / dispersion);
        double usual = starts * (startsBefore > 0 ? part.startsBefore() / startsBefore : 0);
        double varies = usual + SHARE_VARIES * SHARE_VARIES * usual * usual;
        double shifted =
                varies > 0
                        ? 2
                                * Chance.normalBelow(
                                        -Math.abs(part.starts() - usual) / Math.sqrt(varies))
                        : 1;
        return Math.min(1, 2 * Math.min(poor, shifted));
    }
}
