package io.omnipulse.benchmarks.data;

import io.omnipulse.benchmarks.data.Occurrence.Web;
import io.omnipulse.events.WebAction;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The Yahoo Streaming Benchmark's events, by {@code data/src/setup/core.clj} of its repository: an
 * ad out of ten for each campaign, one of five kinds of ads, one of three kinds of events, all
 * uniform. In a backlog each event is ten milliseconds after the one before, by a user and on a
 * page of its own; in live mode there are a hundred of each, and time is skewed.
 */
final class YahooRules implements Rules {
    /** From one event to the next in a backlog. */
    static final long EVENT_MS = 10;

    static final int ADS_OF_A_CAMPAIGN = 10;

    /** What an order brings; the original has no amounts. */
    private static final long AMOUNT_MINOR = 100;

    private static final int PAGES = 100;
    private static final int LATE_ONE_IN = 100_000;
    private static final long SKEW_MS = 50;
    private static final String[] AD_TYPES = {
        "banner", "modal", "sponsored-search", "mail", "mobile"
    };
    private static final WebAction[] EVENT_TYPES = {
        WebAction.PAGE_VIEW, WebAction.CLICK, WebAction.PURCHASE
    };

    private final Workload workload;
    private final SplittableRandom random;
    private int visitors;

    YahooRules(Workload workload) {
        this.workload = workload;
        this.random = new SplittableRandom(workload.seed());
    }

    @Override
    public Occurrence next(long number, long sentMs) {
        boolean isNew = random.nextDouble() < workload.newShare();
        int subject = isNew ? - ++visitors : random.nextInt(workload.subjects());
        int page = isNew ? visitors : random.nextInt(PAGES);
        int ad = random.nextInt(workload.campaigns() * ADS_OF_A_CAMPAIGN);
        String adType = AD_TYPES[random.nextInt(AD_TYPES.length)];
        WebAction action = EVENT_TYPES[random.nextInt(EVENT_TYPES.length)];
        long amount = action == WebAction.PURCHASE ? AMOUNT_MINOR : 0;
        return new Occurrence(
                subject,
                ad / ADS_OF_A_CAMPAIGN,
                adType,
                sentMs,
                sentMs - lateness(),
                new UUID(random.nextLong(), random.nextLong()),
                new Web(action, page, amount, 0));
    }

    /** By how much an event is older than its record; less than nothing where clocks differ. */
    private long lateness() {
        if (workload.latenessMs() == 0) {
            return 0;
        }
        long skew = random.nextLong(2 * SKEW_MS) - SKEW_MS;
        return random.nextInt(LATE_ONE_IN) == 0
                ? skew + random.nextLong(workload.latenessMs())
                : skew;
    }
}
