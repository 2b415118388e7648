package io.omnipulse.engine.core.measure;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.time.Window;
import java.util.Map;

/** The bytes of measures, and of the partial of one cut: its slots with their measures. */
public final class MeasuresCodec {
    private static final Window[] WINDOWS = Window.values();

    private MeasuresCodec() {}

    /** Measures in the order of their codes: the difference to the code before, then the amount. */
    public static void write(ByteWriter out, Measures measures) {
        out.unsigned(measures.size());
        int[] last = {0};
        measures.forEach(
                (code, amount) -> {
                    out.unsigned(code - last[0]).signed(amount);
                    last[0] = code;
                });
    }

    public static Measures read(ByteReader in) {
        Measures measures = new Measures();
        int code = 0;
        for (int left = in.size(); left > 0; left--) {
            code += Math.toIntExact(in.unsigned());
            measures.add(code, in.signed());
        }
        return measures;
    }

    public static void writePartial(ByteWriter out, Map<Slot, Measures> partial) {
        out.unsigned(partial.size());
        partial.forEach(
                (slot, measures) -> {
                    Window window = slot.window();
                    out.raw(window == null ? 0 : window.ordinal() + 1).signed(slot.pane());
                    write(out, measures);
                });
    }

    /** Receives each slot of a partial. */
    @FunctionalInterface
    public interface SlotReader {
        void slot(Slot slot, Measures measures);
    }

    public static void readPartial(ByteReader in, SlotReader to) {
        for (int left = in.size(); left > 0; left--) {
            int window = in.raw();
            Slot slot = new Slot(window == 0 ? null : WINDOWS[window - 1], in.signed());
            to.slot(slot, read(in));
        }
    }
}
