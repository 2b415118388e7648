package io.omnipulse.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.runtime.EngineException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a command says when it cannot do its work. */
class FailuresTest {
    @Test
    void brokers_that_do_not_answer_are_told_with_what_to_check_whoever_asked() {
        // Given
        TimeoutException silent = new TimeoutException("listTopics");
        EngineException asked =
                new EngineException("nobody says which topics", new ExecutionException(silent));
        // When
        String sentence = Failures.sentence(asked);
        // Then
        assertThat(sentence)
                .isEqualTo(
                        "nobody says which topics. Check --bootstrap-server and that Kafka is running.");
        assertThat(Failures.exitCode(asked)).isEqualTo(ExitCodes.UNREACHABLE);
    }

    @Test
    void another_fault_of_the_engine_is_told_as_it_is() {
        // Given
        EngineException other =
                new EngineException("a version may not write", new IllegalStateException("why"));
        // When
        String sentence = Failures.sentence(other);
        // Then
        assertThat(sentence).isEqualTo("a version may not write");
    }
}
