package io.omnipulse.engine.core.alert;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.measure.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The stored forms of a watch and of a minute that is not final yet, format 1. */
public final class WatchCodec {
    private static final int FORMAT = 1;
    private static final AlertRule[] RULES = AlertRule.values();

    private WatchCodec() {}

    public static byte[] encode(Watch watch) {
        ByteWriter out = new ByteWriter().raw(FORMAT);
        out.raw(watch.lastMinute == Watch.NEVER ? 0 : 1);
        if (watch.lastMinute != Watch.NEVER) {
            out.signed(watch.lastMinute);
        }
        out.real(watch.exposure).raw(watch.guiltyHour ? 1 : 0);
        write(out, watch.baseline);
        out.real(watch.drop.level);
        write(out, watch.outage);
        write(out, watch.source);
        write(out, watch.decline);
        write(out, watch.leaves);
        out.unsigned(watch.open.size());
        watch.open.forEach((rule, open) -> write(out, rule, open));
        return out.toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another format
     */
    public static Watch decode(byte[] bytes, WatchSettings settings) {
        ByteReader in = new ByteReader(bytes).version(FORMAT, "a stored watch");
        Watch watch = new Watch(settings);
        if (in.raw() != 0) {
            watch.lastMinute = in.signed();
        }
        watch.exposure = in.real();
        watch.guiltyHour = in.raw() != 0;
        read(in, watch.baseline);
        watch.drop.level = in.real();
        read(in, watch.outage);
        read(in, watch.source);
        read(in, watch.decline);
        read(in, watch.leaves);
        for (int left = in.size(); left > 0; left--) {
            AlertRule rule = RULES[in.raw()];
            watch.open.put(rule, new Watch.Open(in.signed(), readCauses(in)));
        }
        return watch;
    }

    private static void write(ByteWriter out, Baseline baseline) {
        for (Tally hour : baseline.week.hours) {
            write(out, hour);
        }
        write(out, baseline.orders);
        write(out, baseline.starts);
        write(out, baseline.innocent);
        write(out, baseline.suspected);
        out.signed(baseline.hour).real(baseline.startsExpected).unsigned(baseline.learnedMinutes);
    }

    private static void read(ByteReader in, Baseline into) {
        for (Tally hour : into.week.hours) {
            read(in, hour);
        }
        read(in, into.orders);
        read(in, into.starts);
        read(in, into.innocent);
        read(in, into.suspected);
        into.hour = in.signed();
        into.startsExpected = in.real();
        into.learnedMinutes = in.unsigned();
    }

    private static void write(ByteWriter out, Tally tally) {
        out.real(tally.minutes).real(tally.starts).real(tally.orders).real(tally.expected);
    }

    private static void read(ByteReader in, Tally into) {
        into.minutes = in.real();
        into.starts = in.real();
        into.orders = in.real();
        into.expected = in.real();
    }

    private static void write(ByteWriter out, Dispersion dispersion) {
        out.real(dispersion.excess).real(dispersion.squares).real(dispersion.hours);
    }

    private static void read(ByteReader in, Dispersion into) {
        into.excess = in.real();
        into.squares = in.real();
        into.hours = in.real();
    }

    private static void write(ByteWriter out, SilenceWatch silence) {
        out.real(silence.missing).real(silence.returning);
    }

    private static void read(ByteReader in, SilenceWatch into) {
        into.missing = in.real();
        into.returning = in.real();
    }

    private static void write(ByteWriter out, DeclineWatch decline) {
        out.signed(decline.piece).raw(decline.well);
        for (int at = 0; at < DeclineWatch.PIECES; at++) {
            out.real(decline.starts[at]).real(decline.orders[at]).real(decline.usual[at]);
        }
    }

    private static void read(ByteReader in, DeclineWatch into) {
        into.piece = in.signed();
        into.well = in.raw();
        for (int at = 0; at < DeclineWatch.PIECES; at++) {
            into.starts[at] = in.real();
            into.orders[at] = in.real();
            into.usual[at] = in.real();
        }
    }

    private static void write(ByteWriter out, Leaves leaves) {
        write(out, leaves.whole);
        out.unsigned(leaves.leaves.size());
        leaves.leaves.forEach(
                (cut, leaf) -> {
                    write(out, cut);
                    write(out, leaf);
                });
    }

    private static void read(ByteReader in, Leaves into) {
        read(in, into.whole);
        for (int left = in.size(); left > 0; left--) {
            Cut cut = readCut(in);
            Leaves.Leaf leaf = new Leaves.Leaf();
            read(in, leaf);
            into.leaves.put(cut, leaf);
        }
    }

    private static void write(ByteWriter out, Leaves.Leaf leaf) {
        write(out, leaf.usual);
        write(out, leaf.hour);
        write(out, leaf.lastHour);
        write(out, leaf.since);
    }

    private static void read(ByteReader in, Leaves.Leaf into) {
        read(in, into.usual);
        read(in, into.hour);
        read(in, into.lastHour);
        read(in, into.since);
    }

    private static void write(ByteWriter out, AlertRule rule, Watch.Open open) {
        out.raw(rule.ordinal()).signed(open.openedMs()).unsigned(open.causes().size());
        for (Cause cause : open.causes()) {
            write(out, cause.cut());
            out.real(cause.rateEffect()).real(cause.mixEffect());
        }
    }

    private static List<Cause> readCauses(ByteReader in) {
        List<Cause> causes = new ArrayList<>();
        for (int left = in.size(); left > 0; left--) {
            causes.add(new Cause(readCut(in), in.real(), in.real()));
        }
        return causes;
    }

    private static void write(ByteWriter out, Cut cut) {
        out.text(cut.campaign()).text(cut.channel());
    }

    private static Cut readCut(ByteReader in) {
        return new Cut(in.presentText(), in.presentText());
    }

    /** The amounts of a minute that is not final yet, or of a part of one. */
    public static void writeMinute(ByteWriter out, Minute minute) {
        out.signed(minute.minute());
        write(out, minute.total());
        out.unsigned(minute.leaves().size());
        minute.leaves()
                .forEach(
                        (cut, counts) -> {
                            write(out, cut);
                            write(out, counts);
                        });
    }

    public static Minute readMinute(ByteReader in) {
        long minute = in.signed();
        Counts total = readCounts(in);
        NavigableMap<Cut, Counts> leaves = new TreeMap<>(Minute.BY_NAME);
        for (int left = in.size(); left > 0; left--) {
            leaves.put(readCut(in), readCounts(in));
        }
        return new Minute(minute, total, leaves);
    }

    private static void write(ByteWriter out, Counts counts) {
        out.signed(counts.starts()).signed(counts.orders());
    }

    private static Counts readCounts(ByteReader in) {
        return new Counts(in.signed(), in.signed());
    }
}
