package io.omnipulse.engine.runtime;

import java.util.Optional;

/**
 * That the rows of one application version take the place of another's, and how far that has come.
 *
 * @param version whose rows take the place
 * @param was whose rows they replace
 * @param phase how far it has come
 * @param kept whether the replaced rows are kept, so that they can be brought back
 * @param withdrawnBefore the highest version whose promotion was undone before this one; 0 if none
 */
public record Promotion(int version, int was, Phase phase, boolean kept, int withdrawnBefore) {
    /** How far a promotion has come. */
    public enum Phase {
        /** The old version is to stop writing; its rows are as it left them. */
        STOPPING,
        /** The rows of the old version are kept, and are being replaced. */
        REPLACING,
        /** The new version writes. */
        PROMOTED,
        /** The new version is to stop writing, and the old rows are being brought back. */
        UNDOING,
        /** The old rows are back; the old version writes. */
        WITHDRAWN
    }

    /** The same, further on. */
    public Promotion in(Phase other) {
        return new Promotion(version, was, other, kept, withdrawnBefore);
    }

    /** The same with the replaced rows kept, or no longer. */
    public Promotion keeping(boolean other) {
        return new Promotion(version, was, phase, other, withdrawnBefore);
    }

    /** The highest version whose promotion was undone; 0 if none. */
    public int withdrawn() {
        return phase == Phase.WITHDRAWN ? Math.max(version, withdrawnBefore) : withdrawnBefore;
    }

    /** What holds once this is given up before a row was replaced. */
    public Optional<Promotion> givenUp() {
        return withdrawnBefore == 0
                ? Optional.empty()
                : Optional.of(
                        new Promotion(
                                withdrawnBefore, was, Phase.WITHDRAWN, false, withdrawnBefore));
    }

    /**
     * Why a version may not be a twin's, and what to do; empty where it may. A version that was
     * promoted is never had again: machines that ran its engine may hold state of it.
     */
    public Optional<String> refusalOfTwin(int twin) {
        if (twin > version) {
            return Optional.empty();
        }
        String another = " Take a higher one, such as --as-version " + (version + 1) + ".";
        if (twin < version) {
            return Optional.of(
                    "Version "
                            + twin
                            + " is lower than "
                            + version
                            + ", which was promoted."
                            + another);
        }
        return Optional.of(
                phase == Phase.WITHDRAWN
                        ? "The promotion of version "
                                + version
                                + " was undone, and machines may hold state of its engine."
                                + another
                        : "Version "
                                + version
                                + " is promoted, or about to be: its engine runs on by itself."
                                + another);
    }

    /** Whether the rows that readers see are this version's, and its engine may write. */
    public boolean isPromoted(int other) {
        return other == version && phase == Phase.PROMOTED;
    }

    /** Why an engine of a version may not write rows, and what to do; empty where it may. */
    public Optional<String> refusal(int engine) {
        if (engine > version || isPromoted(engine)) {
            return Optional.empty();
        }
        if (engine == version) {
            return Optional.of(
                    phase == Phase.WITHDRAWN
                            ? "The promotion of version "
                                    + version
                                    + " was undone. Set version: "
                                    + was
                                    + ", or one above "
                                    + version
                                    + "."
                            : "Version " + version + " is not promoted yet: " + unfinished());
        }
        if (phase == Phase.WITHDRAWN) {
            return Optional.empty();
        }
        return Optional.of(
                phase == Phase.PROMOTED
                        ? "Version "
                                + version
                                + " is promoted, so version "
                                + engine
                                + " may not write rows. Set version: "
                                + version
                                + ", or bring the old rows back with backfill promote --undo."
                        : "Version " + version + " is taking over: " + unfinished());
    }

    private String unfinished() {
        return phase == Phase.UNDOING
                ? "its promotion is being undone. Wait, or finish it with backfill promote --undo."
                : "wait for backfill promote, start it again if it was stopped, or give up with backfill promote --undo.";
    }
}
