package io.omnipulse.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.runtime.Promotion.Phase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class PromotionTest {
    @Test
    void at_no_moment_may_both_versions_write() {
        for (Phase phase : Phase.values()) {
            Promotion promotion = new Promotion(2, 1, phase, true, 0);

            boolean old = promotion.refusal(1).isEmpty();
            boolean promoted = promotion.refusal(2).isEmpty();

            assertThat(old && promoted).as(phase.name()).isFalse();
        }
    }

    @Test
    void the_new_version_writes_once_it_is_promoted_and_the_old_one_once_that_is_undone() {
        assertThat(new Promotion(2, 1, Phase.PROMOTED, true, 0).refusal(2)).isEmpty();
        assertThat(new Promotion(2, 1, Phase.WITHDRAWN, false, 0).refusal(1)).isEmpty();
    }

    @Test
    void a_higher_version_beside_the_promoted_one_is_nobodys_business() {
        for (Phase phase : Phase.values()) {
            assertThat(new Promotion(2, 1, phase, true, 0).refusal(3)).isEmpty();
        }
    }

    @Test
    void who_is_refused_is_told_what_to_do() {
        assertThat(new Promotion(2, 1, Phase.PROMOTED, true, 0).refusal(1).orElseThrow())
                .isEqualTo(
                        "Version 2 is promoted, so version 1 may not write rows. Set version: 2, or bring the old rows back"
                                + " with backfill promote --undo.");
        assertThat(new Promotion(2, 1, Phase.WITHDRAWN, false, 0).refusal(2).orElseThrow())
                .contains("Set version: 1")
                .contains("one above 2");
        for (Phase phase : List.of(Phase.STOPPING, Phase.REPLACING)) {
            assertThat(new Promotion(2, 1, phase, true, 0).refusal(1).orElseThrow())
                    .contains("backfill promote");
            assertThat(new Promotion(2, 1, phase, true, 0).refusal(2).orElseThrow())
                    .contains("not promoted yet");
        }
    }

    @Test
    void a_promotion_is_read_as_it_was_written() {
        Promotion promotion = new Promotion(2, 1, Phase.REPLACING, true, 0);
        assertThat(read(Optional.of(promotion))).contains(promotion);
        assertThat(read(Optional.empty())).isEmpty();
    }

    @Test
    void what_was_written_before_withdrawn_versions_were_remembered_is_read_too() {
        byte[] before =
                "{\"version\":2,\"was\":1,\"phase\":\"PROMOTED\",\"kept\":true}"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(Promotions.of(new ConsumerRecord<>("kpi-promotions", 0, 0, new byte[0], before)))
                .contains(new Promotion(2, 1, Phase.PROMOTED, true, 0));
    }

    @Test
    void a_version_that_was_promoted_is_never_a_twins_again() {
        for (Phase phase : Phase.values()) {
            Promotion promotion = new Promotion(3, 1, phase, false, 2);

            assertThat(promotion.refusalOfTwin(2).orElseThrow()).contains("--as-version 4");
            assertThat(promotion.refusalOfTwin(3).orElseThrow()).contains("--as-version 4");
            assertThat(promotion.refusalOfTwin(4)).isEmpty();
        }
    }

    @Test
    void one_that_is_given_up_before_a_row_was_replaced_may_begin_again_and_one_undone_may_not() {
        Promotion undone = new Promotion(2, 1, Phase.WITHDRAWN, false, 0);
        Promotion next = new Promotion(3, 1, Phase.STOPPING, false, undone.withdrawn());

        Promotion afterwards = next.in(Phase.UNDOING).givenUp().orElseThrow();

        assertThat(afterwards.refusalOfTwin(3)).isEmpty();
        assertThat(afterwards.refusalOfTwin(2)).isPresent();
        assertThat(afterwards.refusal(1)).isEmpty();
        assertThat(new Promotion(3, 1, Phase.STOPPING, false, 0).givenUp()).isEmpty();
    }

    private static Optional<Promotion> read(Optional<Promotion> promotion) {
        ProducerRecord<byte[], byte[]> record = Promotions.record(promotion);
        return Promotions.of(
                new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value()));
    }
}
