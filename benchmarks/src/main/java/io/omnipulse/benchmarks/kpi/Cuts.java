package io.omnipulse.benchmarks.kpi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts by name, {@code campaign|channel}: an event's own and its roll-ups. Confined to one thread.
 */
public final class Cuts {
    /** Stands for all. */
    public static final String ALL = "*";

    /** Between the parts of a name; no campaign's or channel's name has it. */
    public static final char SEPARATOR = '|';

    /** The roll-up over everything. */
    public static final String TOTAL = name(ALL, ALL);

    private final Map<String, Map<String, List<String>>> known = new HashMap<>();

    /** The four cuts of an event. */
    public List<String> of(String campaign, String channel) {
        return known.computeIfAbsent(campaign, name -> new HashMap<>())
                .computeIfAbsent(
                        channel,
                        name ->
                                List.of(
                                        name(campaign, name),
                                        name(campaign, ALL),
                                        name(ALL, name),
                                        TOTAL));
    }

    public static String name(String campaign, String channel) {
        return campaign + SEPARATOR + channel;
    }
}
