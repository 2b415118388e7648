package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.progress.Source;

/**
 * What only the broker knows of the sources. Asked by the clock, so it answers from memory, at
 * once.
 */
public interface SourceStatus {
    /** Whether everything in the source has been read and committed, as far as was last asked. */
    boolean atEnd(Source source);

    /** Whether the broker stamps the topic's records when it appends them. */
    boolean appendTime(String topic);
}
