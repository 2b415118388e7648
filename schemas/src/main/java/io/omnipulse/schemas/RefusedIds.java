package io.omnipulse.schemas;

import io.omnipulse.schemas.UndecodableException.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Schema ids that cannot be read, so that a flood of garbage does not become a flood of questions
 * to the registry. An id that the registry does not know may be registered at any moment, so that
 * answer is believed for a few seconds; what a schema says never changes. Only the newest are kept:
 * garbage has four billion ids.
 */
final class RefusedIds {
    private static final int MAX_IDS = 10_000;
    private static final long UNKNOWN_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long UNUSABLE_NANOS = Duration.ofHours(1).toNanos();

    private record Refusal(Reason reason, String message, long untilNanos) {}

    private final Map<Integer, Refusal> refusals =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Refusal> eldest) {
                    return size() > MAX_IDS;
                }
            };

    /**
     * Lets ids pass that may be asked for.
     *
     * @throws UndecodableException if the id was refused a short while ago
     */
    synchronized void check(int schemaId) {
        Refusal refusal = refusals.get(schemaId);
        if (refusal == null) {
            return;
        }
        if (System.nanoTime() - refusal.untilNanos() < 0) {
            throw new UndecodableException(refusal.reason(), refusal.message());
        }
        refusals.remove(schemaId);
    }

    synchronized void add(int schemaId, UndecodableException refused) {
        long nanos = refused.reason() == Reason.UNKNOWN_SCHEMA ? UNKNOWN_NANOS : UNUSABLE_NANOS;
        String message = refused.getMessage();
        refusals.put(
                schemaId,
                new Refusal(
                        refused.reason(),
                        message == null ? "" : message,
                        System.nanoTime() + nanos));
    }
}
