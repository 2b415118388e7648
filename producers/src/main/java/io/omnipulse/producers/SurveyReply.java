package io.omnipulse.producers;

import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.SurveyKind;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Somebody answers a survey, and some think better of it and answer again. */
final class SurveyReply implements Scene {
    private static final double CHANGES_MIND = 0.15;
    private static final List<Integer> NPS_SCORES =
            List.of(10, 10, 10, 9, 9, 9, 9, 8, 8, 7, 7, 6, 5, 3, 0);
    private static final List<Integer> CSAT_SCORES = List.of(5, 5, 5, 4, 4, 4, 4, 3, 2, 1);
    private static final List<Integer> YES_NO_SCORES = List.of(1, 1, 1, 0);

    private final Setting setting;

    SurveyReply(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void play(long number, long startMs, SplittableRandom random, Script script) {
        Person person = setting.anyone(startMs, random);
        Campaign campaign = setting.anyCampaign(random);
        SurveyAnswer answer = answer(number, startMs, random, person);
        answer.setCampaign(!campaign.isNone() && Draw.chance(random, 0.6) ? campaign.name() : null);
        script.add(startMs, answer);
        if (Draw.chance(random, CHANGES_MIND)) {
            long againMs = startMs + Draw.pauseMs(random, 600_000);
            script.add(againMs, again(answer, number, againMs, random));
        }
    }

    private SurveyAnswer answer(long number, long atMs, SplittableRandom random, Person person) {
        SurveyKind kind =
                Draw.oneOf(random, List.of(SurveyKind.NPS, SurveyKind.CSAT, SurveyKind.YES_NO));
        String channel = Draw.oneOf(random, List.of("mail", "mail", "web", "app", "store"));
        SurveyAnswer answer = new SurveyAnswer();
        answer.setEventId(setting.ids().of("a", number, 0));
        answer.setOccurredAt(Instant.ofEpochMilli(atMs));
        answer.setSurveyId(surveyOf(kind));
        answer.setKind(kind);
        answer.setScore(score(kind, random));
        answer.setCustomerId(person.customerId());
        answer.setRespondentId(respondentOf(person, random));
        answer.setChannel(channel);
        answer.setStoreId(channel.equals("store") ? person.store().id() : null);
        answer.setComment(random.nextInt(12) == 0 ? "Tout s'est bien passé, merci" : null);
        return answer;
    }

    private SurveyAnswer again(
            SurveyAnswer first, long number, long atMs, SplittableRandom random) {
        SurveyAnswer again = new SurveyAnswer();
        again.setEventId(setting.ids().of("a", number, 1));
        again.setOccurredAt(Instant.ofEpochMilli(atMs));
        again.setSurveyId(first.getSurveyId());
        again.setKind(first.getKind());
        again.setScore(score(first.getKind(), random));
        again.setCustomerId(first.getCustomerId());
        again.setRespondentId(first.getRespondentId());
        again.setChannel(first.getChannel());
        again.setStoreId(first.getStoreId());
        again.setCampaign(first.getCampaign());
        return again;
    }

    /** Customers are known by their number; of the others every tenth answers without a name. */
    private static @Nullable String respondentOf(Person person, SplittableRandom random) {
        boolean named = random.nextInt(10) > 0;
        return person.customerId() == null && named ? person.respondentId() : null;
    }

    private static String surveyOf(SurveyKind kind) {
        return switch (kind) {
            case NPS -> "recommend-us";
            case CSAT -> "after-purchase";
            case YES_NO, UNKNOWN -> "found-what-you-wanted";
        };
    }

    private static int score(SurveyKind kind, SplittableRandom random) {
        return Draw.oneOf(
                random,
                switch (kind) {
                    case NPS -> NPS_SCORES;
                    case CSAT -> CSAT_SCORES;
                    case YES_NO, UNKNOWN -> YES_NO_SCORES;
                });
    }
}
