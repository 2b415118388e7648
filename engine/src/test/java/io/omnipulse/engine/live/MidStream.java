package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * Kills an engine where it hurts: while a transaction of its is open and records are not committed.
 * Whether it is there is looked up while it is stopped, so that no luck decides; if it is not, it
 * goes on, and the next moment is tried.
 */
final class MidStream {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * What an engine left when it was killed.
     *
     * @param sent how many records its sources held
     * @param committed how many of them it had committed
     * @param openTransactions how many transactions it had begun and not ended
     */
    record Left(long sent, long committed, long openTransactions) {
        void isUnfinished() {
            assertThat(committed).as("committed before the kill").isPositive().isLessThan(sent);
            assertThat(openTransactions).as("transactions open at the kill").isPositive();
        }

        private boolean counts() {
            return committed < sent && openTransactions > 0;
        }
    }

    private final LiveCluster cluster;
    private final String applicationId;

    MidStream(LiveCluster cluster, String applicationId) {
        this.cluster = cluster;
        this.applicationId = applicationId;
    }

    /** Kills an engine that is fed while it runs. */
    Left kill(ChildEngine engine, Feed feed) throws Exception {
        feed.more();
        return kill(
                engine,
                feed::sent,
                () -> {
                    feed.more();
                    return true;
                });
    }

    /** Kills an engine that reads slowly what is there. */
    Left kill(ChildEngine engine, long sent) throws Exception {
        return kill(engine, () -> sent, () -> true);
    }

    private Left kill(ChildEngine engine, LongSupplier sent, Callable<Boolean> beforeEachLook)
            throws Exception {
        long before = Groups.recordsRead(cluster, applicationId);
        Await.until(
                "more is committed",
                PATIENCE,
                () -> Groups.recordsRead(cluster, applicationId) > before);
        try (Admin admin =
                Admin.create(
                        Map.of("bootstrap.servers", cluster.settings().get("bootstrap.servers")))) {
            while (true) {
                Await.until(
                        "a transaction is open",
                        PATIENCE,
                        () -> beforeEachLook.call() && openTransactions(admin) > 0);
                engine.pause();
                if (look(admin, sent).counts()) {
                    engine.kill();
                    return look(admin, sent);
                }
                engine.resume();
            }
        }
    }

    private Left look(Admin admin, LongSupplier sent) throws Exception {
        return new Left(
                sent.getAsLong(),
                Groups.recordsRead(cluster, applicationId),
                openTransactions(admin));
    }

    private long openTransactions(Admin admin) throws Exception {
        return admin
                .listTransactions(
                        new ListTransactionsOptions()
                                .filterStates(Set.of(TransactionState.ONGOING)))
                .all()
                .get()
                .stream()
                .filter(open -> open.transactionalId().startsWith(applicationId + "-"))
                .count();
    }
}
