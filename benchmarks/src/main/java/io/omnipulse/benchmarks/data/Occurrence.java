package io.omnipulse.benchmarks.data;

import io.omnipulse.events.SaleKind;
import io.omnipulse.events.SurveyKind;
import io.omnipulse.events.WebAction;
import java.util.UUID;

/**
 * One generated event, before it is a record.
 *
 * @param subject who: 0 and more for known customers, below 0 for visitors seen once
 * @param campaign by number; {@link #NO_CAMPAIGN} for none
 * @param channel by name
 * @param sentMs the record's timestamp
 * @param occurredMs when it happened, at most the workload's lateness before it was sent
 * @param id of the event
 */
public record Occurrence(
        int subject,
        int campaign,
        String channel,
        long sentMs,
        long occurredMs,
        UUID id,
        What what) {
    /** Of an event that bears no campaign. */
    public static final int NO_CAMPAIGN = -1;

    /** What happened, with what only this kind of event has. */
    public sealed interface What {}

    /** On a digital channel. */
    public record Web(WebAction action, int page, long amountMinor, long engagedMs)
            implements What {}

    /** At a till. */
    public record Till(SaleKind kind, int store, long amountMinor) implements What {}

    /** A survey answered. */
    public record Answer(SurveyKind kind, int score) implements What {}

    /** The name of the campaign. */
    public String campaignName() {
        return "campaign-" + campaign;
    }

    /** The id of the subject, which is also the record's key. */
    public String subjectId() {
        return subject < 0 ? "visitor-" + -subject : "customer-" + subject;
    }

    /** Whether this is an interaction, as docs/kpis.md says. */
    public boolean isInteraction() {
        return what instanceof Web web
                ? web.action() != WebAction.IMPRESSION
                : what instanceof Till;
    }
}
