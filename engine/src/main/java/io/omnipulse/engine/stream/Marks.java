package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.progress.Mark;
import io.omnipulse.engine.core.progress.Source;
import java.util.HashMap;
import java.util.Map;

/** The bytes of a mark, the same in both doors and in the stores. */
final class Marks {
    private Marks() {}

    static void write(ByteWriter out, Mark mark) {
        out.unsigned(mark.task()).signed(mark.watermarkMs()).unsigned(mark.sources().size());
        mark.sortedSources()
                .forEach(
                        (source, progress) ->
                                out.text(source.topic())
                                        .unsigned(source.partition())
                                        .signed(progress));
    }

    static Mark read(ByteReader in) {
        int task = Math.toIntExact(in.unsigned());
        long watermarkMs = in.signed();
        Map<Source, Long> sources = new HashMap<>();
        for (int left = in.size(); left > 0; left--) {
            Source source = new Source(in.presentText(), Math.toIntExact(in.unsigned()));
            sources.put(source, in.signed());
        }
        return new Mark(task, watermarkMs, sources);
    }
}
