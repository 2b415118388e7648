package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.bytes.Texts;
import io.omnipulse.engine.core.event.Event;
import java.util.List;

/**
 * The bytes that a journey was stored as, of one that nothing ties. While nothing but facts after
 * its last is added, those are written behind the others, and the others are not written again.
 */
final class StoredForm {
    private final long base;
    private final int countAt;
    private final Texts texts;
    private int count;
    private int factsAt;
    private int factsEnd;
    private byte[] bytes;

    /**
     * @param bytes all of the form
     * @param base what the facts' times are differences to
     * @param countAt where the number of facts stands in it
     * @param factsAt where the first of them begins
     * @param factsEnd where the last one ends
     * @param count how many there are
     * @param texts those that stand before the end of the last
     */
    StoredForm(
            byte[] bytes,
            long base,
            int countAt,
            int factsAt,
            int factsEnd,
            int count,
            Texts texts) {
        this.bytes = bytes;
        this.base = base;
        this.countAt = countAt;
        this.factsAt = factsAt;
        this.factsEnd = factsEnd;
        this.count = count;
        this.texts = texts;
    }

    /** The bytes, once they hold all of the facts, of which they hold the first. */
    byte[] with(List<Event> facts) {
        List<Event> added = facts.subList(count, facts.size());
        if (added.isEmpty()) {
            return bytes;
        }
        ByteWriter out = new ByteWriter(texts, bytes.length + 64 * added.size());
        out.copy(bytes, 0, countAt).unsigned(facts.size());
        int factsFrom = out.length();
        out.copy(bytes, factsAt, factsEnd);
        added.forEach(fact -> FactCodec.write(out, base, fact));
        factsAt = factsFrom;
        factsEnd = out.length();
        count = facts.size();
        bytes = out.raw(JourneyCodec.NO_TIES).toBytes();
        return bytes;
    }
}
