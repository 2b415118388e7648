package io.omnipulse.producers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;

/**
 * What happens: an unbounded stream of events in the order of their {@code occurred_at}, a pure
 * function of its arguments. Scenes (visits, baskets, answers) begin at random moments, a Poisson
 * process whose rate follows the daily rhythm; each plays out by draws of its own, so that a drop
 * takes purchases away and changes nothing else.
 *
 * <p>Scenes begin a quarter of an hour before the start and what they do before it is left out: the
 * first second is as busy as any other, and has visits under way.
 */
public final class Traffic implements Iterable<SpecificRecord> {
    private static final Instant DAY_OF_TESTS = Instant.parse("2026-03-03T00:00:00Z");
    private static final int EVENTS_OF_A_DAY = 4_000;
    private static final long WARM_UP_MS = 15 * 60_000L;
    private static final int SCENES_TO_MEASURE = 4_000;

    private final long seed;
    private final Instant start;
    private final double ratePerSecond;
    private final TrafficPlan plan;

    private Traffic(long seed, Instant start, double ratePerSecond, TrafficPlan plan) {
        if (!(ratePerSecond > 0 && ratePerSecond <= 1_000_000)) {
            throw new IllegalArgumentException(
                    "A rate of "
                            + ratePerSecond
                            + " events per second cannot be played: it must be above 0 and at most 1000000.");
        }
        this.seed = seed;
        this.start = Instant.ofEpochMilli(start.toEpochMilli());
        this.ratePerSecond = ratePerSecond;
        this.plan = plan;
    }

    /**
     * The traffic of a seed from a moment on.
     *
     * @param start the moment before which nothing happens; milliseconds
     * @param ratePerSecond mean number of events per second over a week, all kinds together; above
     *     0
     */
    public static Traffic of(long seed, Instant start, double ratePerSecond, TrafficPlan plan) {
        return new Traffic(seed, start, ratePerSecond, plan);
    }

    /**
     * A whole Tuesday of all kinds thinned to some four thousand events, in the order in which they
     * happen.
     */
    public static List<SpecificRecord> day(long seed) {
        Duration day = Duration.ofDays(1);
        double rate = (double) EVENTS_OF_A_DAY / day.toSeconds();
        return of(seed, DAY_OF_TESTS, rate, TrafficPlan.standard()).during(day);
    }

    /** What happens from the start until so long after it. */
    public List<SpecificRecord> during(Duration length) {
        long endMs = start.plus(length).toEpochMilli();
        List<SpecificRecord> events = new ArrayList<>();
        for (SpecificRecord event : this) {
            if (Events.occurredAtMs(event) >= endMs) {
                break;
            }
            events.add(event);
        }
        return events;
    }

    /** How the start of the traffic is written inside every id. */
    public String stamp() {
        return Ids.stamp(start);
    }

    /** The moment before which nothing happens. */
    public Instant start() {
        return start;
    }

    /** The events from the start on, for ever; each call begins anew. */
    @Override
    public Iterator<SpecificRecord> iterator() {
        return new Flow();
    }

    private Setting setting(TrafficPlan played) {
        Ids ids = new Ids(start, seed);
        long people = Math.max(200, Math.round(ratePerSecond * 400));
        return new Setting(start.toEpochMilli(), ids, new People(ids, seed, people), played);
    }

    private static Scene scene(Kind kind, Setting setting) {
        return switch (kind) {
            case WEB -> new WebVisit(setting);
            case POS -> new TillSale(setting);
            case SURVEY -> new SurveyReply(setting);
        };
    }

    private static Rhythm rhythm(Kind kind) {
        return kind == Kind.POS ? Rhythm.atTheTill() : Rhythm.online();
    }

    /**
     * Mean number of events of a scene, by playing some: a formula would go wrong with the next
     * change of a scene.
     */
    private double meanEvents(Kind kind) {
        TrafficPlan undisturbed = new TrafficPlan(plan.kinds(), plan.campaigns(), List.of(), false);
        Scene scene = scene(kind, setting(undisturbed));
        long[] count = new long[1];
        for (long number = 0; number < SCENES_TO_MEASURE; number++) {
            SplittableRandom random = new SplittableRandom(Draw.seed('M', kind.seed(), number));
            scene.play(number, start.toEpochMilli(), random, (atMs, event) -> count[0]++);
        }
        return (double) count[0] / SCENES_TO_MEASURE;
    }

    /**
     * An event that a scene has yet to let happen; {@code turn} keeps events of one millisecond in
     * the order of play.
     */
    private record Coming(long atMs, long turn, SpecificRecord event) {}

    /**
     * The beginnings of one kind's scenes. Thinning (Lewis, Shedler 1979) follows the rhythm
     * exactly.
     */
    private final class Beginnings {
        private final Kind kind;
        private final Scene scene;
        private final Rhythm rhythm;
        private final SplittableRandom random;
        private final double peakPerMs;
        private final double rhythmPeak;
        private double nextMs;
        private long number;

        Beginnings(Kind kind, double eventsPerSecond) {
            this.kind = kind;
            this.scene = scene(kind, setting(plan));
            this.rhythm = plan.dailyRhythm() ? rhythm(kind) : Rhythm.steady();
            this.random = new SplittableRandom(Draw.seed(seed, 'B', kind.seed()));
            this.rhythmPeak = rhythm.peak();
            this.peakPerMs = eventsPerSecond / 1000 / meanEvents(kind) * rhythmPeak;
            this.nextMs = 0;
            advance();
        }

        long nextMs() {
            return start.toEpochMilli() - WARM_UP_MS + (long) nextMs;
        }

        void play(Script script) {
            scene.play(
                    number,
                    nextMs(),
                    new SplittableRandom(Draw.seed(seed, 'S' + kind.seed(), number)),
                    script);
            number++;
            advance();
        }

        private void advance() {
            do {
                nextMs += -StrictMath.log(1 - random.nextDouble()) / peakPerMs;
            } while (random.nextDouble() * rhythmPeak >= rhythm.at(nextMs()));
        }
    }

    /**
     * Merges what the scenes under way let happen. An event is due once no scene can begin before
     * it.
     */
    private final class Flow implements Iterator<SpecificRecord> {
        private final List<Beginnings> kinds = new ArrayList<>();
        private final PriorityQueue<Coming> coming =
                new PriorityQueue<>(
                        Comparator.comparingLong(Coming::atMs).thenComparingLong(Coming::turn));
        private long turns;

        Flow() {
            double shares = plan.kinds().stream().mapToDouble(Kind::shareOfEvents).sorted().sum();
            for (Kind kind : Kind.values()) {
                if (plan.kinds().contains(kind)) {
                    kinds.add(new Beginnings(kind, ratePerSecond * kind.shareOfEvents() / shares));
                }
            }
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public SpecificRecord next() {
            while (true) {
                Beginnings first = first();
                Coming head = coming.peek();
                if (head != null && head.atMs() < first.nextMs()) {
                    coming.remove();
                    return head.event();
                }
                first.play(this::add);
            }
        }

        private void add(long atMs, SpecificRecord event) {
            if (atMs >= start.toEpochMilli()) {
                coming.add(new Coming(atMs, turns++, event));
            }
        }

        private Beginnings first() {
            return kinds.stream()
                    .min(Comparator.comparingLong(Beginnings::nextMs))
                    .orElseThrow(NoSuchElementException::new);
        }
    }
}
