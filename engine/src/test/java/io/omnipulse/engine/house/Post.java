package io.omnipulse.engine.house;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.journey.Transfer;
import io.omnipulse.engine.core.journey.TransferCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The door between journeys: what one sender tells arrives as bytes and in its order, but nothing
 * is said of the order among senders.
 */
final class Post {
    private record Sent(Subject by, Transfer transfer) {}

    private final List<Sent> underway = new ArrayList<>();

    void send(Subject sender, Transfer transfer) {
        ByteWriter out = new ByteWriter();
        TransferCodec.write(out, transfer);
        underway.add(new Sent(sender, TransferCodec.read(new ByteReader(out.toBytes()))));
    }

    /** Whether there was anything to deliver. */
    boolean deliver(Random random, Consumer<Transfer> to) {
        if (underway.isEmpty()) {
            return false;
        }
        Subject sender = underway.get(random.nextInt(underway.size())).by();
        Sent first =
                underway.stream()
                        .filter(sent -> sent.by().equals(sender))
                        .findFirst()
                        .orElseThrow();
        underway.remove(first);
        to.accept(first.transfer());
        return true;
    }
}
