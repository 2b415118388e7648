package io.omnipulse.engine.core.pane;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.Presence;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.MeasuresCodec;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The stored forms of a rolling window, format 1: one value a pane, and one header. */
public final class PaneCodec {
    private static final int FORMAT = 1;

    private PaneCodec() {}

    public static byte[] encodePane(Measures change, Measures late) {
        ByteWriter out = new ByteWriter().raw(FORMAT);
        MeasuresCodec.write(out, change);
        MeasuresCodec.write(out, late);
        return out.toBytes();
    }

    /** Puts a stored pane back. */
    public static void decodePane(byte[] bytes, long pane, RollingWindow into) {
        ByteReader in = new ByteReader(bytes).version(FORMAT, "a stored pane");
        into.restore(pane, MeasuresCodec.read(in), MeasuresCodec.read(in));
    }

    public static byte[] encodeHeader(
            long settledPane,
            Measures totals,
            Presence presence,
            SortedMap<Long, Integer> revisions) {
        ByteWriter out = new ByteWriter().raw(FORMAT).signed(settledPane);
        MeasuresCodec.write(out, totals);
        out.unsigned(presence.ids().size());
        presence.ids().forEach(out::text);
        out.unsigned(presence.currencies().size());
        presence.currencies().forEach(out::unsigned);
        out.unsigned(revisions.size());
        revisions.forEach((pane, revision) -> out.signed(pane).unsigned(revision));
        return out.toBytes();
    }

    /** Begins a rolling window from its stored header; the panes follow. */
    public static RollingWindow decodeHeader(byte[] bytes, Window window, KpiCalculator kpis) {
        ByteReader in = new ByteReader(bytes).version(FORMAT, "a stored window");
        long settledPane = in.signed();
        Measures totals = MeasuresCodec.read(in);
        List<String> ids = new ArrayList<>();
        for (int left = in.size(); left > 0; left--) {
            ids.add(in.presentText());
        }
        List<Integer> currencies = new ArrayList<>();
        for (int left = in.size(); left > 0; left--) {
            currencies.add(Math.toIntExact(in.unsigned()));
        }
        RollingWindow rolling =
                new RollingWindow(
                        window,
                        kpis,
                        new Sweep(settledPane, totals, new Presence(ids, currencies)));
        for (int left = in.size(); left > 0; left--) {
            rolling.restoreRevision(in.signed(), Math.toIntExact(in.unsigned()));
        }
        return rolling;
    }
}
