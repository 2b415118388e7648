package io.omnipulse.engine.stream;

/**
 * The names of the topology's nodes: verb and object. A changed name is a changed topology, which a
 * golden file shows.
 */
final class Nodes {
    static final String READ = "read-"; // and the topic
    static final String CHECK_EVENTS = "check-events";
    static final String READ_BY_SUBJECT = "read-by-subject";
    static final String RECEIVE_MOVED = "receive-moved";
    static final String FOLLOW_JOURNEYS = "follow-journeys";
    static final String SEND_BY_SUBJECT = "send-by-subject";
    static final String SEND_BY_CUT = "send-by-cut";
    static final String SEND_DEAD_LETTERS = "send-dead-letters";
    static final String SEND_LATE_EVENTS = "send-late-events";
    static final String READ_BY_CUT = "read-by-cut";
    static final String MERGE_PANES = "merge-panes";
    static final String PUBLISH_VALUES = "publish-values";
    static final String PUBLISH_HISTORY = "publish-history";
    static final String PUBLISH_ALERTS = "publish-alerts";

    private Nodes() {}
}
