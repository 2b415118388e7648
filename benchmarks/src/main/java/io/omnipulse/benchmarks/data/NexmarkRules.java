package io.omnipulse.benchmarks.data;

import io.omnipulse.benchmarks.data.Occurrence.Web;
import io.omnipulse.events.WebAction;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The events of Nexmark's auction house, by {@code NexmarkConfiguration} and the generators of
 * persons, auctions and bids of github.com/nexmark/nexmark, which follow Apache Beam's: of 50
 * events the first is a person, three are auctions, 46 are bids. Most bids are by a hot bidder,
 * half of them on a hot auction, half of them from a hot channel; the others are spread over those
 * people and auctions that are the newest.
 */
final class NexmarkRules implements Rules {
    /** Persons, auctions and bids in each epoch, in this order. */
    static final int PERSONS = 1;

    static final int AUCTIONS = 3;
    static final int BIDS = 46;

    /** Where persons and auctions are, and all bids while a channel is not asked for. */
    static final String HOUSE = "house";

    /** Bids from here on are the third rank of query 15 and 16: orders. */
    static final long THIRD_RANK_MINOR = 1_000_000;

    /** Bids from here on are the second rank: clicks. Those below are views. */
    static final long SECOND_RANK_MINOR = 10_000;

    static final int CHANNELS = 10_000;

    private static final int EPOCH = PERSONS + AUCTIONS + BIDS;
    private static final int FIRST_ID = 1_000;

    /** Hot ones change with so many newer ones. */
    private static final int HOT_OF = 100;

    /** 1 − 1 / these is the share of the hot ones. */
    private static final int HOT_AUCTION_RATIO = 2;

    private static final int HOT_SELLER_RATIO = 4;
    private static final int HOT_BIDDER_RATIO = 4;
    private static final int HOT_CHANNEL_RATIO = 2;

    /** Ids that may be named before they are there. */
    private static final int LEAD = 10;

    private static final int LATE_ONE_IN = 10;
    private static final int NOBODYS = -1;
    private static final String[] HOT_CHANNELS = {"Google", "Facebook", "Baidu", "Apple"};

    private final Workload workload;
    private final boolean byAuction;
    private final SplittableRandom random;

    /**
     * @param byAuction whether an auction is a campaign, as query 5 asks; otherwise channels are
     *     told apart, as query 16 asks
     */
    NexmarkRules(Workload workload, boolean byAuction) {
        this.workload = workload;
        this.byAuction = byAuction;
        this.random = new SplittableRandom(workload.seed());
    }

    @Override
    public Occurrence next(long number, long sentMs) {
        int place = (int) (number % EPOCH);
        if (place < PERSONS) {
            return notice(lastPerson(number), NOBODYS, sentMs);
        }
        return place < PERSONS + AUCTIONS
                ? notice(seller(number), lastAuction(number), sentMs)
                : bid(number, sentMs);
    }

    /** A person or an auction is new: seen, but no bid. */
    private Occurrence notice(long person, long auction, long sentMs) {
        Web what = new Web(WebAction.IMPRESSION, (int) Math.max(0, auction), 0, 0);
        return event(person, auction, HOUSE, sentMs, what);
    }

    private Occurrence bid(long number, long sentMs) {
        long auction =
                random.nextInt(HOT_AUCTION_RATIO) > 0
                        ? lastAuction(number) / HOT_OF * HOT_OF
                        : someAuction(number);
        long bidder =
                random.nextInt(HOT_BIDDER_RATIO) > 0
                        ? lastPerson(number) / HOT_OF * HOT_OF + 1
                        : somePerson(number);
        long price = Math.round(Math.pow(10, random.nextDouble() * 6) * 100);
        String channel =
                random.nextInt(HOT_CHANNEL_RATIO) > 0
                        ? HOT_CHANNELS[random.nextInt(HOT_CHANNELS.length)]
                        : "channel-" + random.nextInt(CHANNELS);
        Web what =
                price >= THIRD_RANK_MINOR
                        ? new Web(WebAction.PURCHASE, (int) auction, price, 0)
                        : new Web(
                                price >= SECOND_RANK_MINOR ? WebAction.CLICK : WebAction.PAGE_VIEW,
                                (int) auction,
                                0,
                                0);
        return event(bidder, auction, byAuction ? HOUSE : channel, sentMs, what);
    }

    private Occurrence event(long person, long auction, String channel, long sentMs, Web what) {
        int campaign =
                byAuction ? (int) (auction < 0 ? Occurrence.NO_CAMPAIGN : FIRST_ID + auction) : 0;
        boolean late = random.nextInt(LATE_ONE_IN) == 0 && workload.latenessMs() > 0;
        return new Occurrence(
                (int) (FIRST_ID + person),
                campaign,
                channel,
                sentMs,
                late ? sentMs - random.nextLong(workload.latenessMs()) : sentMs,
                new UUID(random.nextLong(), random.nextLong()),
                what);
    }

    private long seller(long number) {
        return random.nextInt(HOT_SELLER_RATIO) > 0
                ? lastPerson(number) / HOT_OF * HOT_OF
                : somePerson(number);
    }

    /** One of those active, or of the next to come. */
    private long somePerson(long number) {
        long people = lastPerson(number) + 1;
        long active = Math.min(people, workload.subjects());
        return people - active + random.nextLong(active + LEAD);
    }

    /** One of those in flight, or of the next to come. */
    private long someAuction(long number) {
        long last = lastAuction(number);
        long first = Math.max(last - workload.campaigns(), 0);
        return first + random.nextLong(last - first + 1 + LEAD);
    }

    /** The newest person at an event, itself included. */
    private static long lastPerson(long number) {
        return number / EPOCH * PERSONS + Math.min(number % EPOCH, PERSONS - 1);
    }

    /** The newest auction at an auction, itself included, or at a bid. */
    private static long lastAuction(long number) {
        return number / EPOCH * AUCTIONS + Math.min(number % EPOCH - PERSONS, AUCTIONS - 1);
    }
}
