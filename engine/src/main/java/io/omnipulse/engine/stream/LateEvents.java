package io.omnipulse.engine.stream;

import org.apache.kafka.common.header.Headers;

/** The headers of events that came too late to be counted. */
final class LateEvents {
    /** The event lies further before its own record's timestamp than the horizon. */
    static final String TOO_LATE = "too-late";

    /**
     * The event lies further behind the watermark of its journeys than the horizon, old history
     * appended to a live topic.
     */
    static final String BEHIND_WATERMARK = "behind-watermark";

    private LateEvents() {}

    static Headers headers(Envelope envelope, long latenessMs, String reason) {
        Headers headers = envelope.withOrigin();
        OriginHeaders.add(headers, "lateness-ms", Long.toString(latenessMs));
        OriginHeaders.add(headers, "reason", reason);
        return headers;
    }
}
