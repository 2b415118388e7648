package io.omnipulse.engine.stream;

import java.util.List;

/**
 * The names of the stores: a plural noun and the version of the format. They are part of the
 * changelogs' names.
 */
public final class StateStores {
    static final String JOURNEYS = "journeys-v1";
    static final String PANES = "panes-v1";
    static final String JOURNEYS_HOOK = "journeys-hook";
    static final String PANES_HOOK = "panes-hook";

    private StateStores() {}

    /** The stores that have a changelog: the state itself. */
    public static List<String> logged() {
        return List.of(JOURNEYS, PANES);
    }
}
