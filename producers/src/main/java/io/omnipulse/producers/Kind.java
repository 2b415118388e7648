package io.omnipulse.producers;

import io.omnipulse.schemas.Topics;

/** A channel producer: what `produce` can be told to play. */
public enum Kind {
    /** Impressions, visits and purchases on web, app, mail and social. */
    WEB(Topics.WEB_EVENTS, 0.86),
    /** Sales and returns at the tills. */
    POS(Topics.POS_SALES, 0.09),
    /** Answers to surveys. */
    SURVEY(Topics.SURVEY_ANSWERS, 0.05);

    private final String topic;
    private final double shareOfEvents;

    Kind(String topic, double shareOfEvents) {
        this.topic = topic;
        this.shareOfEvents = shareOfEvents;
    }

    /** Where its events go. */
    public String topic() {
        return topic;
    }

    /** Its share of the events where all kinds play. */
    double shareOfEvents() {
        return shareOfEvents;
    }

    /**
     * What tells its draws from those of the other kinds; the same for ever, wherever it stands
     * among them.
     */
    long seed() {
        return topic.hashCode();
    }
}
