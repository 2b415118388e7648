package io.omnipulse.engine.cli;

import io.omnipulse.schemas.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One name that stands for something else than before, and what that asks for.
 *
 * @param name the name
 * @param before what it stood for; empty where it is new
 * @param after what it stands for; empty where it is gone
 */
record NameChange(String name, Optional<String> before, Optional<String> after) {
    /** What a change asks for where the engine has run before. */
    enum Need {
        /** A restart; everything that was published stays right. */
        NOTHING,
        /** A restart; what was published before says something else, until a backfill. */
        BACKFILL,
        /** Another application beside the old one: the state does not fit. */
        VERSION
    }

    /** All names that differ, in their order. */
    static List<NameChange> between(StatefulNames before, StatefulNames after) {
        TreeSet<String> names = new TreeSet<>(before.values().keySet());
        names.addAll(after.values().keySet());
        List<NameChange> changes = new ArrayList<>();
        for (String name : names) {
            Optional<String> was = Optional.ofNullable(before.values().get(name));
            Optional<String> is = Optional.ofNullable(after.values().get(name));
            if (!was.equals(is)) {
                changes.add(new NameChange(name, was, is));
            }
        }
        return changes;
    }

    private boolean isNew() {
        return before.isEmpty();
    }

    private boolean isGone() {
        return after.isEmpty();
    }

    Need need() {
        if (name.startsWith(StatefulNames.KPI)
                || name.startsWith(StatefulNames.SOURCE)
                || name.startsWith(StatefulNames.WINDOW)) {
            return isGone() ? Need.NOTHING : Need.BACKFILL;
        }
        if (name.startsWith(StatefulNames.MEASURE)) {
            return isNew() ? Need.BACKFILL : Need.VERSION;
        }
        return switch (name) {
            case "windows.lookback", "ahead-tolerance" -> Need.BACKFILL;
            case StatefulNames.HORIZON -> isLonger() ? Need.VERSION : Need.BACKFILL;
            case StatefulNames.APPLICATION -> Need.NOTHING;
            default -> Need.VERSION;
        };
    }

    private boolean isLonger() {
        return Durations.parse(after.orElse("0s")).compareTo(Durations.parse(before.orElse("0s")))
                > 0;
    }

    /** What it asks for, and why, for people. */
    String advice() {
        if (name.startsWith(StatefulNames.KPI)) {
            return isGone()
                    ? "shown no more"
                    : "holds from now on without a replay, in whole windows; its past needs a backfill";
        }
        if (name.startsWith(StatefulNames.SOURCE)) {
            return isGone()
                    ? "counts no more"
                    : "counts from now on; what lies behind the watermark is too late, and needs a backfill";
        }
        if (name.startsWith(StatefulNames.WINDOW)) {
            return isGone()
                    ? "shown no more; to have it back takes a new version"
                    : "whole once it has seen its length, if it never was before; its past needs a backfill";
        }
        if (name.startsWith(StatefulNames.MEASURE) && isNew()) {
            return "counted from now on, so that a window is whole once it has seen its length; its past needs a backfill";
        }
        return switch (name) {
            case StatefulNames.HORIZON ->
                    isLonger()
                            ? "needs a new version: what is settled cannot take older events"
                            : "holds from now on; the past needs a backfill";
            case "windows.lookback", "ahead-tolerance" ->
                    "holds from now on; the past needs a backfill";
            case "home-partitions", "cut-partitions" ->
                    "needs a new version: subjects and cuts move away from their state";
            case StatefulNames.APPLICATION ->
                    "another application beside the old one: all is computed anew from what the inputs hold";
            default -> "needs a new version: the state that is kept does not fit";
        };
    }

    String shown() {
        String change =
                isNew()
                        ? "is new"
                        : isGone()
                                ? "is gone"
                                : "was " + before.orElse("") + ", is " + after.orElse("");
        return name + " " + change + ": " + advice();
    }
}
