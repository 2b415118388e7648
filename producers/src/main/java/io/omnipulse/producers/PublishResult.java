package io.omnipulse.producers;

import java.util.List;
import java.util.Map;

/**
 * What became of the files.
 *
 * @param published events that the broker has acknowledged
 * @param refused lines that are no events
 * @param spans between which moments the valid events of each topic lie, by topic; empty for topics
 *     without events
 * @param obstacles why nothing, or nothing more, was published; empty where nothing stood in the
 *     way
 */
public record PublishResult(
        long published,
        long refused,
        Map<String, PublishGuard.Span> spans,
        List<String> obstacles) {
    public PublishResult {
        spans = Map.copyOf(spans);
        obstacles = List.copyOf(obstacles);
    }

    /** Whether every line was published. */
    public boolean isComplete() {
        return refused == 0 && obstacles.isEmpty();
    }

    /** The last line of the command's output, in a form that scripts read. */
    public String summary() {
        return "published=" + published + " refused=" + refused;
    }
}
