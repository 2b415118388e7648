package io.omnipulse.engine.stream;

import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.util.List;

/**
 * The topics that a stream writes. The engine that readers follow writes those of the contract; a
 * twin, which is compared with it, writes its own.
 *
 * @param prefix what stands before the contract's names; empty for the contract's own topics
 */
public record Outputs(String prefix) {
    /** The topics of the contract. */
    public static final Outputs PUBLISHED = new Outputs("");

    /** Topics of an application's own: {@code omnipulse-v2-kpi-history}. */
    public static Outputs of(String applicationId) {
        return new Outputs(applicationId + "-");
    }

    public String values() {
        return prefix + Topics.KPI_VALUES;
    }

    public String history() {
        return prefix + Topics.KPI_HISTORY;
    }

    String alerts() {
        return prefix + Topics.KPI_ALERTS;
    }

    String deadLetters() {
        return prefix + Topics.DEAD_LETTERS;
    }

    String lateEvents() {
        return prefix + Topics.LATE_EVENTS;
    }

    /** Where events go that are not counted: refused ones and those that come too late. */
    public List<String> setAside() {
        return List.of(deadLetters(), lateEvents());
    }

    /** The topics, as the contract has them but for the name. */
    public List<TopicSpec> specs() {
        return Topics.outputs().stream().map(spec -> spec.named(prefix + spec.name())).toList();
    }
}
