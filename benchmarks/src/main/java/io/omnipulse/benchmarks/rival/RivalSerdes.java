package io.omnipulse.benchmarks.rival;

import io.omnipulse.benchmarks.kpi.Fact;
import io.omnipulse.benchmarks.kpi.SubjectShare;
import io.omnipulse.benchmarks.kpi.Totals;
import io.omnipulse.benchmarks.kpi.Visit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Small binary forms for the Kafka Streams job: JSON or Avro would cost it more. */
final class RivalSerdes {
    private static final int INTERACTION = 1;
    private static final int VISIT = 2;
    private static final int ORDER = 4;
    private static final int PAGE_VIEW = 8;
    private static final int DECISIVE = 16;

    private RivalSerdes() {}

    static Serde<Fact> facts() {
        return serde(RivalSerdes::write, RivalSerdes::readFact);
    }

    static Serde<SubjectShare> shares() {
        return serde(RivalSerdes::write, RivalSerdes::readShare);
    }

    static Serde<Visit> visits() {
        return serde(RivalSerdes::write, RivalSerdes::readVisit);
    }

    static Serde<Totals> totals() {
        return serde(Totals::toBytes, Totals::fromBytes);
    }

    private static <T> Serde<T> serde(Function<T, byte[]> write, Function<byte[], T> read) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write.apply(value),
                (topic, bytes) -> bytes == null ? null : read.apply(bytes));
    }

    private static byte[] write(Fact fact) {
        byte[] subject = utf8(fact.subject);
        byte[] campaign = utf8(fact.campaign);
        byte[] channel = utf8(fact.channel);
        ByteBuffer to =
                ByteBuffer.allocate(
                        3 * Short.BYTES
                                + subject.length
                                + campaign.length
                                + channel.length
                                + 3 * Long.BYTES
                                + 2);
        put(to, subject);
        put(to, campaign);
        put(to, channel);
        to.putLong(fact.timeMs).putLong(fact.engagedMs).putLong(fact.revenue);
        to.put((byte) fact.score);
        to.put(
                (byte)
                        ((fact.isInteraction ? INTERACTION : 0)
                                | (fact.isVisit ? VISIT : 0)
                                | (fact.isOrder ? ORDER : 0)
                                | (fact.isPageView ? PAGE_VIEW : 0)
                                | (fact.isDecisive ? DECISIVE : 0)));
        return to.array();
    }

    private static Fact readFact(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        Fact fact = new Fact();
        fact.subject = text(from);
        fact.campaign = text(from);
        fact.channel = text(from);
        fact.timeMs = from.getLong();
        fact.engagedMs = from.getLong();
        fact.revenue = from.getLong();
        fact.score = from.get();
        int flags = from.get();
        fact.isInteraction = (flags & INTERACTION) != 0;
        fact.isVisit = (flags & VISIT) != 0;
        fact.isOrder = (flags & ORDER) != 0;
        fact.isPageView = (flags & PAGE_VIEW) != 0;
        fact.isDecisive = (flags & DECISIVE) != 0;
        return fact;
    }

    private static byte[] write(SubjectShare share) {
        return ByteBuffer.allocate(5 * Long.BYTES + 1)
                .putLong(share.interactions)
                .putLong(share.orders)
                .putLong(share.revenue)
                .putLong(share.pageViews)
                .putLong(share.answeredMs)
                .put((byte) share.score)
                .array();
    }

    private static SubjectShare readShare(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        SubjectShare share = new SubjectShare();
        share.interactions = from.getLong();
        share.orders = from.getLong();
        share.revenue = from.getLong();
        share.pageViews = from.getLong();
        share.answeredMs = from.getLong();
        share.score = from.get();
        return share;
    }

    private static byte[] write(Visit visit) {
        byte[] campaign = utf8(visit.campaign);
        byte[] channel = utf8(visit.channel);
        ByteBuffer to =
                ByteBuffer.allocate(
                        2 * Short.BYTES + campaign.length + channel.length + 4 * Long.BYTES + 1);
        put(to, campaign);
        put(to, channel);
        return to.putLong(visit.firstMs)
                .putLong(visit.lastMs)
                .putLong(visit.engagedMs)
                .putLong(visit.pageViews)
                .put((byte) (visit.isDecided ? 1 : 0))
                .array();
    }

    private static Visit readVisit(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        Visit visit = new Visit();
        visit.campaign = text(from);
        visit.channel = text(from);
        visit.firstMs = from.getLong();
        visit.lastMs = from.getLong();
        visit.engagedMs = from.getLong();
        visit.pageViews = from.getLong();
        visit.isDecided = from.get() != 0;
        return visit;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteBuffer to, byte[] text) {
        to.putShort((short) text.length).put(text);
    }

    private static String text(ByteBuffer from) {
        byte[] text = new byte[from.getShort()];
        from.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
