package io.omnipulse.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.runtime.Promotion.Phase;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class PromotionTest {
    @Test
    void at_no_moment_may_both_versions_write() {
        for (Phase phase : Phase.values()) {
            Promotion promotion = new Promotion(2, 1, phase, true);

            boolean old = promotion.refusal(1).isEmpty();
            boolean promoted = promotion.refusal(2).isEmpty();

            assertThat(old && promoted).as(phase.name()).isFalse();
        }
    }

    @Test
    void the_new_version_writes_once_it_is_promoted_and_the_old_one_once_that_is_undone() {
        assertThat(new Promotion(2, 1, Phase.PROMOTED, true).refusal(2)).isEmpty();
        assertThat(new Promotion(2, 1, Phase.WITHDRAWN, false).refusal(1)).isEmpty();
    }

    @Test
    void a_higher_version_beside_the_promoted_one_is_nobodys_business() {
        for (Phase phase : Phase.values()) {
            assertThat(new Promotion(2, 1, phase, true).refusal(3)).isEmpty();
        }
    }

    @Test
    void who_is_refused_is_told_what_to_do() {
        assertThat(new Promotion(2, 1, Phase.PROMOTED, true).refusal(1).orElseThrow())
                .isEqualTo(
                        "Version 2 is promoted, so version 1 may not write rows. Set version: 2, or bring the old rows back"
                                + " with backfill promote --undo.");
        assertThat(new Promotion(2, 1, Phase.WITHDRAWN, false).refusal(2).orElseThrow())
                .contains("Set version: 1")
                .contains("backfill clean");
        for (Phase phase : List.of(Phase.STOPPING, Phase.REPLACING)) {
            assertThat(new Promotion(2, 1, phase, true).refusal(1).orElseThrow())
                    .contains("backfill promote");
            assertThat(new Promotion(2, 1, phase, true).refusal(2).orElseThrow())
                    .contains("not promoted yet");
        }
    }

    @Test
    void a_promotion_is_read_as_it_was_written() {
        Promotion promotion = new Promotion(2, 1, Phase.REPLACING, true);
        assertThat(read(Optional.of(promotion))).contains(promotion);
        assertThat(read(Optional.empty())).isEmpty();
    }

    private static Optional<Promotion> read(Optional<Promotion> promotion) {
        ProducerRecord<byte[], byte[]> record = Promotions.record(promotion);
        return Promotions.of(
                new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value()));
    }
}
