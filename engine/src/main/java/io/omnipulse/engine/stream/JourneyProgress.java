package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.progress.Mark;
import io.omnipulse.engine.core.progress.OwnSources;
import io.omnipulse.engine.core.progress.Source;
import io.omnipulse.engine.core.progress.Watermarks;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far a task of the journeys has come: its own sources as it reads them, those of the other
 * tasks by their marks. Kept in the journeys' store under a key that no subject has, in the same
 * commits, so that no restart lowers it.
 */
final class JourneyProgress {
    private static final int FORMAT = 1;
    private static final Bytes KEY = Bytes.wrap(new byte[] {0});

    private final KeyValueStore<Bytes, byte[]> store;
    private final StreamSettings settings;
    private final SourceStatus status;
    private final int task;
    private final OwnSources own;
    private final Watermarks others;
    private long clockMs = Watermarks.UNKNOWN;
    private long markedAtMs = Watermarks.UNKNOWN;
    private long watermarkMs = Watermarks.UNKNOWN;

    JourneyProgress(
            KeyValueStore<Bytes, byte[]> store,
            StreamSettings settings,
            SourceStatus status,
            int task,
            long nowMs) {
        this.store = store;
        this.settings = settings;
        this.status = status;
        this.task = task;
        this.own = new OwnSources(sourcesOf(task, settings), nowMs);
        this.others = new Watermarks(settings.homePartitions());
        byte[] stored = store.get(KEY);
        if (stored != null) {
            restore(new ByteReader(stored).version(FORMAT, "stored progress"));
        }
        advanceWatermark();
    }

    private static List<Source> sourcesOf(int task, StreamSettings settings) {
        List<Source> sources = new ArrayList<>();
        settings.sources()
                .forEach(
                        (topic, partitions) -> {
                            if (task < partitions) {
                                sources.add(new Source(topic, task));
                            }
                        });
        return sources;
    }

    /**
     * A record that shows no time shows no life either: a source that sends nothing but those is
     * silent.
     */
    void read(Inbound.Read read, long nowMs) {
        if (read.progressMs().isPresent()) {
            own.read(read.source(), nowMs);
            own.advance(read.source(), read.progressMs().getAsLong());
            advanceWatermark();
        }
    }

    void take(Mark mark, long appendedMs) {
        others.take(mark);
        clockMs = Math.max(clockMs, appendedMs);
        advanceWatermark();
    }

    /** Lets the sources that have nothing to say count as far as they may. */
    void judgeSilence(long nowMs) {
        for (Source source : List.copyOf(own.sources())) {
            if (settings.bounded()) {
                if (status.atEnd(source)) {
                    own.advance(source, Watermarks.ENDED);
                }
            } else if (own.isSilent(source, nowMs) && status.atEnd(source)) {
                long greatest = Math.max(others.greatestProgress(), greatestOwn());
                own.advance(
                        source,
                        OwnSources.progressOfSilence(
                                clockMs,
                                status.appendTime(source.topic()),
                                greatest,
                                settings.horizon().toMillis()));
            }
        }
        advanceWatermark();
    }

    private long greatestOwn() {
        return own.progress().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(Watermarks.UNKNOWN);
    }

    private void advanceWatermark() {
        watermarkMs =
                Math.max(watermarkMs, Math.min(own.watermarkMs(), others.watermarkWithout(task)));
    }

    /** The minimum over all sources of all tasks, as far as is known here. */
    long watermarkMs() {
        return watermarkMs;
    }

    /** How far this task's own sources have come. */
    Mark ownMark() {
        return new Mark(task, own.watermarkMs(), own.progress());
    }

    /** At most one mark a tick. */
    boolean isDue(long nowMs) {
        if (markedAtMs != Watermarks.UNKNOWN
                && nowMs - markedAtMs < settings.tick().toMillis() / 2) {
            return false;
        }
        markedAtMs = nowMs;
        return true;
    }

    void store() {
        ByteWriter out = new ByteWriter().raw(FORMAT).signed(watermarkMs);
        Marks.write(out, ownMark());
        out.unsigned(settings.homePartitions());
        others.toMarks().values().forEach(mark -> Marks.write(out, mark));
        store.put(KEY, out.toBytes());
    }

    private void restore(ByteReader in) {
        watermarkMs = in.signed();
        own.restore(Marks.read(in).sources());
        for (int left = in.size(); left > 0; left--) {
            others.take(Marks.read(in));
        }
    }
}
