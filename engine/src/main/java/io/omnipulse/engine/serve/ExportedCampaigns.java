package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.event.Utf8Order;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which campaigns have series of their own. Names of campaigns come from outside and without bound;
 * a series costs memory in every Prometheus that scrapes. So: the roll-up, {@code none}, the
 * declared ones, and of the others those with the widest reach.
 */
final class ExportedCampaigns {
    /** Stands for the campaigns without series of their own. */
    static final String OTHER = "other";

    private static final String REACH = "reach_conversion_ratio";
    private static final String INTERACTIONS = "interactions";

    private final Set<String> names;
    private final boolean hasRest;

    private ExportedCampaigns(Set<String> names, boolean hasRest) {
        this.names = names;
        this.hasRest = hasRest;
    }

    /**
     * Decides from the rows of one moment.
     *
     * @param rows rows of cuts
     * @param declared always exported
     * @param most how many further ones are
     */
    static ExportedCampaigns of(Collection<TableRow> rows, List<String> declared, int most) {
        Set<String> names = new HashSet<>(declared);
        names.add(Cut.ALL);
        names.add(Cut.NO_CAMPAIGN);
        Map<String, Long> reach = reach(rows);
        reach.keySet().removeAll(names);
        boolean hasRest = reach.size() > most;
        reach.entrySet().stream()
                // Ties go by name, so that every replica and every scrape exports the same ones.
                .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey(Utf8Order.INSTANCE)))
                .limit(most)
                .forEach(campaign -> names.add(campaign.getKey()));
        if (hasRest) {
            // A campaign that bears the name of the rest is part of it, or one series would have
            // two values.
            names.remove(OTHER);
        }
        return new ExportedCampaigns(names, hasRest);
    }

    /**
     * Each campaign's reach over all channels, in its longest window, which is where it is
     * greatest.
     */
    private static Map<String, Long> reach(Collection<TableRow> rows) {
        Map<String, Long> reach = new HashMap<>();
        for (TableRow row : rows) {
            long here = row.key().channel().equals(Cut.ALL) ? reach(row) : 0;
            reach.merge(row.key().campaign(), here, Math::max);
        }
        return reach;
    }

    /** Subjects reached; interactions where the catalogue has no KPI of reach. */
    private static long reach(TableRow row) {
        return row.kpi(REACH).or(() -> row.kpi(INTERACTIONS)).map(KpiValue::n).orElse(0L);
    }

    boolean contains(String campaign) {
        return names.contains(campaign);
    }

    /** Whether any campaign is left without series of its own. */
    boolean hasRest() {
        return hasRest;
    }
}
