package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.progress.Mark;
import io.omnipulse.engine.core.progress.OwnSources;
import io.omnipulse.engine.core.progress.Source;
import io.omnipulse.engine.core.progress.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far a task of the journeys has come: its own sources as it reads them, those of the other
 * tasks by their marks. Kept in the journeys' store under a key that no subject has, in the same
 * commits, so that no restart lowers it.
 */
final class JourneyProgress {
    private static final int FORMAT = 2;
    private static final Bytes KEY = Bytes.wrap(new byte[] {0});

    private final KeyValueStore<Bytes, byte[]> store;
    private final StreamSettings settings;
    private final SourceStatus status;
    private final int task;
    private final OwnSources own;
    private final Watermarks others;

    /** What the tasks say of the second round and of those after it, where identity is followed. */
    private final List<Watermarks> rounds = new ArrayList<>();

    private long clockMs = Watermarks.UNKNOWN;
    private long markedAtMs = Watermarks.UNKNOWN;
    private boolean hasRead;
    private int idleTicks;
    private long newestMs = Watermarks.UNKNOWN;
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
        for (int round = 2; round <= settings.rounds(); round++) {
            rounds.add(new Watermarks(settings.homePartitions()));
        }
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
     * silent. A run with an end does not wait for partitions that were added after its plan.
     */
    void read(Inbound.Read read, long nowMs) {
        boolean waitedFor = !settings.bounded() || own.sources().contains(read.source());
        if (waitedFor && read.progressMs().isPresent()) {
            own.read(read.source(), nowMs);
            hasRead = true;
            newestMs = Math.max(newestMs, read.progressMs().getAsLong());
            if (own.advance(read.source(), read.progressMs().getAsLong())) {
                advanceWatermark();
            }
        }
    }

    /** The clock has moved on by a tick. */
    void tick() {
        idleTicks = hasRead ? 0 : idleTicks + 1;
        hasRead = false;
    }

    /**
     * Whether the sources are still being read, and what they bring is old. One tick without a
     * record may only be a tick in which other tasks of the thread were at work.
     */
    boolean isReadingBacklog(long nowMs) {
        return idleTicks < 2 && CommitPace.isBehind(newestMs, nowMs);
    }

    void take(int round, Mark mark, long appendedMs) {
        if (round == 1) {
            others.take(mark);
            clockMs = Math.max(clockMs, appendedMs);
            advanceWatermark();
        } else {
            rounds.get(round - 2).take(mark);
        }
    }

    /** Lets the sources that have nothing to say count as far as they may. */
    void judgeSilence(long nowMs) {
        for (Source source : List.copyOf(own.sources())) {
            if (settings.bounded()) {
                if (status.atEnd(source)) {
                    own.advance(source, settings.sourcesEndMs().getAsLong());
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

    /**
     * The watermark of the last round: whatever followed from events up to there has arrived too,
     * however many journeys it passed.
     */
    long carriedMs() {
        return rounds.isEmpty() ? watermarkMs : rounds.get(rounds.size() - 1).watermarkMs();
    }

    /** How far this task's own sources have come. */
    private Mark ownMark() {
        return new Mark(task, own.watermarkMs(), own.progress());
    }

    /**
     * The task's mark of each round, the first first: its own sources, then what each round before
     * has brought here from all tasks.
     */
    List<Mark> marks() {
        List<Mark> marks = new ArrayList<>(List.of(ownMark()));
        long arrivedMs = watermarkMs;
        for (Watermarks round : rounds) {
            marks.add(new Mark(task, arrivedMs, Map.of()));
            arrivedMs = round.watermarkMs();
        }
        return marks;
    }

    /** The mark for the room of the panes. */
    Mark carriedMark() {
        return new Mark(task, carriedMs(), own.progress());
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
        write(out, others);
        rounds.forEach(round -> write(out, round));
        store.put(KEY, out.toBytes());
    }

    private static void write(ByteWriter out, Watermarks watermarks) {
        var marks = watermarks.toMarks().values();
        out.unsigned(marks.size());
        marks.forEach(mark -> Marks.write(out, mark));
    }

    private static void read(ByteReader in, Watermarks into) {
        for (int left = in.size(); left > 0; left--) {
            into.take(Marks.read(in));
        }
    }

    private void restore(ByteReader in) {
        watermarkMs = in.signed();
        own.restore(Marks.read(in).sources());
        read(in, others);
        rounds.forEach(round -> read(in, round));
    }
}
