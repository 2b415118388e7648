package io.omnipulse.benchmarks.data;

import io.omnipulse.benchmarks.data.Occurrence.Answer;
import io.omnipulse.benchmarks.data.Occurrence.Till;
import io.omnipulse.benchmarks.data.Occurrence.Web;
import io.omnipulse.benchmarks.data.Occurrence.What;
import io.omnipulse.events.SaleKind;
import io.omnipulse.events.SurveyKind;
import io.omnipulse.events.WebAction;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The benchmarks' own events. A subject keeps campaign and channel for half an hour, and answers
 * all surveys in one cut, so that a job that takes the latest answer in each cut is right.
 */
final class OmnipulseRules implements Rules {
    private static final long SLOT_MS = 1_800_000;

    /** A little more for the first customers: none is busier than some ten thousandth of all. */
    private static final double SKEW = 1.25;

    private static final String[] CHANNELS = {"web", "app", "mail", "social"};
    private static final double[] UP_TO_CHANNEL = {0.45, 0.75, 0.90, 1.0};
    private static final WebAction[] ACTIONS = {
        WebAction.PAGE_VIEW,
        WebAction.PRODUCT_VIEW,
        WebAction.CLICK,
        WebAction.IMPRESSION,
        WebAction.SEARCH,
        WebAction.ADD_TO_CART,
        WebAction.PURCHASE,
        WebAction.SIGN_UP
    };
    private static final double[] UP_TO_ACTION = {0.42, 0.62, 0.75, 0.83, 0.88, 0.96, 0.99, 1.0};

    private final Workload workload;
    private final SplittableRandom random;
    private int visitors;

    OmnipulseRules(Workload workload) {
        this.workload = workload;
        this.random = new SplittableRandom(workload.seed());
    }

    @Override
    public Occurrence next(long number, long sentMs) {
        boolean late = random.nextInt(5) == 0 && workload.latenessMs() > 0;
        long occurredMs = late ? sentMs - random.nextLong(workload.latenessMs()) : sentMs;
        boolean isNew = random.nextDouble() < workload.newShare();
        int subject =
                isNew
                        ? - ++visitors
                        : (int) (workload.subjects() * Math.pow(random.nextDouble(), SKEW));
        double kind = random.nextDouble();
        What what = isNew || kind < 0.92 ? web() : kind < 0.97 ? till() : answer();
        boolean isAnswer = what instanceof Answer;
        SplittableRandom visit =
                new SplittableRandom(
                        workload.seed()
                                ^ (subject * 1_000_003L + (isAnswer ? 0 : occurredMs / SLOT_MS)));
        visit.nextLong(); // the first number of near seeds is near
        int campaign = campaign(visit);
        String channel =
                what instanceof Till ? "store" : CHANNELS[place(UP_TO_CHANNEL, visit.nextDouble())];
        UUID id = new UUID(random.nextLong(), random.nextLong());
        return new Occurrence(subject, campaign, channel, sentMs, occurredMs, id, what);
    }

    private int campaign(SplittableRandom from) {
        boolean first = from.nextInt(5) == 0;
        return first || workload.campaigns() == 1 ? 0 : 1 + from.nextInt(workload.campaigns() - 1);
    }

    private Web web() {
        WebAction action = ACTIONS[place(UP_TO_ACTION, random.nextDouble())];
        long amount = action == WebAction.PURCHASE ? 500 + random.nextInt(50_000) : 0;
        return new Web(action, random.nextInt(10_000), amount, random.nextInt(4_000));
    }

    private Till till() {
        SaleKind kind = random.nextInt(20) == 0 ? SaleKind.RETURN : SaleKind.SALE;
        return new Till(kind, random.nextInt(200), 500 + random.nextInt(20_000));
    }

    private Answer answer() {
        return random.nextInt(5) == 0
                ? new Answer(SurveyKind.CSAT, 1 + random.nextInt(5))
                : new Answer(SurveyKind.NPS, random.nextInt(11));
    }

    private static int place(double[] upTo, double at) {
        int place = 0;
        while (at >= upTo[place]) {
            place++;
        }
        return place;
    }
}
