package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import java.util.List;

/** The form in which transfers pass the door {@code by-subject}. */
public final class TransferCodec {
    private static final int CLAIM = 1;
    private static final int HANDOVER = 2;
    private static final int FURTHER = 3;
    private static final int WITHDRAWAL = 4;

    private TransferCodec() {}

    /** Writes a transfer; the tag first. */
    public static void write(ByteWriter out, Transfer transfer) {
        if (transfer instanceof Transfer.Claim claim) {
            out.raw(CLAIM).text(claim.to().id()).text(claim.customerId());
            Link first = claim.first();
            out.raw(first == null ? 0 : 1);
            if (first != null) {
                out.signed(first.atMs()).id(first.eventId());
            }
        } else if (transfer instanceof Transfer.Handover handover) {
            out.raw(HANDOVER).text(handover.to().id()).text(handover.visitorId());
            out.signed(handover.sinceMs()).raw(handover.ordered() ? 1 : 0);
            FactCodec.writeAll(out, handover.sinceMs(), handover.facts());
        } else if (transfer instanceof Transfer.Further further) {
            out.raw(FURTHER).text(further.to().id()).text(further.visitorId());
            out.signed(further.sinceMs());
            FactCodec.write(out, further.sinceMs(), further.fact());
        } else if (transfer instanceof Transfer.Withdrawal withdrawal) {
            out.raw(WITHDRAWAL).text(withdrawal.to().id()).text(withdrawal.visitorId());
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the tag is unknown
     */
    public static Transfer read(ByteReader in) {
        int tag = in.raw();
        String to = in.presentText();
        String from = in.presentText();
        Subject customer = new Subject(Subject.Kind.CUSTOMER, to);
        Subject visitor = new Subject(Subject.Kind.VISITOR, from);
        switch (tag) {
            case CLAIM -> {
                Link first = in.raw() == 0 ? null : new Link(in.signed(), in.id());
                return new Transfer.Claim(new Subject(Subject.Kind.VISITOR, to), from, first);
            }
            case HANDOVER -> {
                long sinceMs = in.signed();
                boolean ordered = in.raw() == 1;
                List<Event> facts = FactCodec.readAll(in, sinceMs, visitor);
                return new Transfer.Handover(customer, from, sinceMs, ordered, facts);
            }
            case FURTHER -> {
                long sinceMs = in.signed();
                Event fact = FactCodec.read(in, sinceMs, visitor);
                return new Transfer.Further(customer, from, sinceMs, fact);
            }
            case WITHDRAWAL -> {
                return new Transfer.Withdrawal(customer, from);
            }
            default -> throw new IllegalArgumentException("a transfer has the unknown tag " + tag);
        }
    }
}
