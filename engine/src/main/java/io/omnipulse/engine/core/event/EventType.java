package io.omnipulse.engine.core.event;

/** The kinds of record that producers publish, in the byte order of their topics' names. */
public enum EventType {
    AD_SPEND("ad-spend"),
    FULFILMENT("fulfilments"),
    IDENTITY_LINK("identity-links"),
    SALE("pos-sales"),
    STOCK_MOVEMENT("stock-movements"),
    SUPPORT_CONTACT("support-contacts"),
    SURVEY_ANSWER("survey-answers"),
    WEB_EVENT("web-events");

    private final String topic;

    EventType(String topic) {
        this.topic = topic;
    }

    /**
     * The topic that carries events of this type. The order of the constants is the order of these
     * names.
     */
    public String topic() {
        return topic;
    }
}
