package io.omnipulse.engine.core.alert;

/**
 * Finds that the rate is below its target for long: Wilson's upper bound is below it in the last
 * six hours and in the last half hour, or in the last three days and in the last six hours. The
 * long window says that it matters, the short one that it is still so. Mutable.
 *
 * <p>The target follows the rhythm of the week: where the usual rate of an hour is a tenth below
 * the week's, so is what is asked of it. Counts are kept in pieces of ten minutes.
 */
final class DeclineWatch {
    static final int PIECES = 432;
    private static final int PIECE_MINUTES = 10;
    private static final int HALF_HOUR = 3;
    private static final int SIX_HOURS = 36;
    private static final double PIECES_OF_HOUR = 6;

    /** How many pieces in a row must be well before it closes: half an hour. */
    private static final int WELL_PIECES = 3;

    final double[] starts = new double[PIECES];
    final double[] orders = new double[PIECES];
    final double[] usual = new double[PIECES];
    long piece;
    int well;

    /**
     * Takes a minute.
     *
     * @param rhythm the usual rate of this hour over that of the week
     * @return whether a piece of ten minutes has ended before it
     */
    boolean take(long minute, Counts counts, double rhythm) {
        long next = Math.floorDiv(minute, PIECE_MINUTES);
        boolean ended = next != piece;
        for (long each = Math.max(piece + 1, next - PIECES); each <= next; each++) {
            set(slot(each), 0, 0, 0);
        }
        piece = next;
        int at = slot(piece);
        set(
                at,
                starts[at] + counts.starts(),
                orders[at] + counts.orders(),
                usual[at] + counts.starts() * rhythm);
        return ended;
    }

    private void set(int at, double toStarts, double toOrders, double toUsual) {
        starts[at] = toStarts;
        orders[at] = toOrders;
        usual[at] = toUsual;
    }

    static int slot(long piece) {
        return (int) Math.floorMod(piece, (long) PIECES);
    }

    /** Judges the pieces that have ended. */
    boolean judge(double target, Dispersion dispersion) {
        boolean sixHours = isBelow(target, SIX_HOURS, dispersion);
        boolean below =
                sixHours
                        && (isBelow(target, HALF_HOUR, dispersion)
                                || isBelow(target, PIECES - 1, dispersion));
        well = below ? 0 : Math.min(WELL_PIECES, well + 1);
        return below;
    }

    boolean isWell() {
        return well >= WELL_PIECES;
    }

    private boolean isBelow(double target, int pieces, Dispersion dispersion) {
        Tally sum = last(pieces);
        if (sum.starts <= 0) {
            return false;
        }
        double hours = Math.max(1, pieces / PIECES_OF_HOUR);
        double scale = dispersion.at(target * sum.expected / hours);
        double upper = Wilson.of(sum.orders / scale, sum.starts / scale).upper();
        return upper < target * sum.expected / sum.starts;
    }

    /** The sum of the last pieces that have ended; the rhythm's share stands as expected. */
    Tally last(int pieces) {
        Tally sum = new Tally();
        for (long each = piece - pieces; each < piece; each++) {
            int at = slot(each);
            sum.starts += starts[at];
            sum.orders += orders[at];
            sum.expected += usual[at];
        }
        return sum;
    }

    Tally lastHours() {
        return last(SIX_HOURS);
    }
}
