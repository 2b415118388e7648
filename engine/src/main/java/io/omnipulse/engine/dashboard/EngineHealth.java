package io.omnipulse.engine.dashboard;

import java.util.List;

/** Whether the numbers can be trusted, and whether the engine keeps up. */
final class EngineHealth {
    private static final String UP = "up{job=~\"omnipulse|omnipulse-engine\"}";

    /** Kafka's averages are not a number while there was nothing to average; that is no value. */
    private static final String KNOWN = " >= 0";

    /** The counter of an outcome appears with the first of its kind. */
    private static final String NONE = "none so far";

    private EngineHealth() {}

    static Dashboard dashboard() {
        return new Dashboard(
                "omnipulse-engine",
                "Engine health",
                "Whether the numbers can be trusted, and whether the engine keeps up.",
                "now-3h",
                List.of(Variable.datasource()),
                List.of(),
                new Grid()
                        .section("Can the numbers be trusted?", trust())
                        .section("Events", events())
                        .section("Stream", stream())
                        .section("Processes", processes())
                        .panels());
    }

    private static List<Panel> trust() {
        return List.of(
                figure(
                                "Age of the values",
                                "Time since every published value was known to hold. About ten seconds; from five minutes on values are"
                                        + " withheld. The best of the processes that serve.",
                                "s",
                                "min(omnipulse_kpi_age_seconds)")
                        .colored("green", 60, "red"),
                figure(
                                "Freshness",
                                "Time since an event was last counted. Rises when producers are silent or everything is rejected.",
                                "s",
                                "min(omnipulse_freshness_seconds)")
                        .colored("green", 300, "red"),
                figure(
                                "Lag of the watermark",
                                "Time since the moment up to which all events are counted. Under a minute with live traffic.",
                                "s",
                                "min(omnipulse_watermark_lag_seconds)")
                        .colored("green", 120, "red"),
                figure(
                                "Completeness",
                                "Share of the sources that have come as far as the published values. 1 is all.",
                                "percentunit",
                                "max(omnipulse_completeness_ratio)")
                        .colored("orange", 1, "green"),
                figure(
                                "Processes up",
                                "Processes of omnipulse that Prometheus reaches.",
                                "none",
                                "sum(" + UP + ")")
                        .colored("red", 1, "green"),
                figure(
                                "Rejected, last 15 minutes",
                                "Share of the records read that break a rule and are in dead-letters.",
                                "percentunit",
                                rejectedShare())
                        .withDefault("decimals", 2)
                        .colored("green", 0.05, "red"),
                figure(
                        "Restatements, last hour",
                        "Final rows that late arrivals corrected.",
                        "short",
                        "max(increase(omnipulse_restatements_total[1h]))"),
                figure(
                                "Rows that cannot be read",
                                "Published rows that a serving process could not read. Anything but 0 means that something else writes to"
                                        + " kpi-values, or that the schema changed.",
                                "short",
                                "max(omnipulse_unreadable_rows_total)")
                        .colored("green", 1, "red"),
                lines(
                        "Freshness, lag and age",
                        "The three ages over time, each the best of the processes that serve.",
                        "s",
                        Query.over("min(omnipulse_freshness_seconds)", "freshness"),
                        Query.over("min(omnipulse_watermark_lag_seconds)", "lag of the watermark"),
                        Query.over("min(omnipulse_kpi_age_seconds)", "age of the values")),
                lines(
                        "Series of KPIs",
                        "How many series each serving process exports; campaigns.exported bounds it.",
                        "short",
                        Query.over("max by (instance) (omnipulse_kpi_series)", "{{instance}}")));
    }

    /**
     * The ledger is the same from every serving process, so one of them is taken. None rejected of
     * those that were read is 0; of none read there is no share.
     */
    private static String rejectedShare() {
        return "(sum(max by (topic, outcome) (rate(omnipulse_events_total{outcome=\"rejected\"}[15m])))"
                + " or vector(0))"
                + " / (sum(max by (topic, outcome) (rate(omnipulse_events_total[15m]))) > 0)";
    }

    private static List<Panel> events() {
        return List.of(
                lines(
                        "Counted events",
                        "Events a second that were counted, by topic.",
                        "short",
                        events("counted")),
                lines(
                                "Duplicates",
                                "Events a second that had come before. Producers that send again after a failure make some.",
                                "short",
                                events("duplicate"))
                        .withDefault("noValue", NONE),
                lines(
                                "Too late",
                                "Events a second that came after the horizon and are in late-events.",
                                "short",
                                events("too_late"))
                        .withDefault("noValue", NONE),
                lines(
                                "Rejected, by reason",
                                "Records a second that broke a rule and are in dead-letters; the runbook says what each reason usually means.",
                                "short",
                                Query.over(
                                        "max by (topic, reason) (rate(omnipulse_rejected_total[$__rate_interval]))",
                                        "{{topic}}: {{reason}}"))
                        .withDefault("noValue", NONE));
    }

    private static Query events(String outcome) {
        return Query.over(
                "max by (topic) (rate(omnipulse_events_total{outcome=\""
                        + outcome
                        + "\"}[$__rate_interval]))",
                "{{topic}}");
    }

    private static List<Panel> stream() {
        return List.of(
                lines(
                        "Consumer lag",
                        "Records not yet read, by topic: the sum over the partitions.",
                        "short",
                        Query.over(
                                "sum by (topic) (max by (topic, partition)"
                                        + " (kafka_consumer_fetch_manager_records_lag_max"
                                        + "{topic!=\"\", topic!~\".*-changelog\"}"
                                        + KNOWN
                                        + "))",
                                "{{topic}}")),
                lines(
                        "Records processed a second",
                        "By process, over its stream threads.",
                        "short",
                        Query.over(
                                "sum by (instance) (kafka_stream_thread_process_rate)",
                                "{{instance}}")),
                lines(
                        "Restore",
                        "Tasks that rebuild their state from the changelogs, and records a second that they read for it.",
                        "short",
                        Query.over(
                                "sum(kafka_stream_state_updater_active_restoring_tasks)",
                                "tasks restoring"),
                        Query.over(
                                "sum(kafka_stream_state_updater_restore_records_rate)",
                                "records a second")),
                lines(
                        "Stream threads",
                        "Threads alive in each process; fewer than configured means that some failed.",
                        "short",
                        Query.over(
                                "sum by (instance) (kafka_stream_alive_stream_threads)",
                                "{{instance}}")),
                lines(
                        "Time of a commit",
                        "Mean time of a commit, the slowest thread of each process.",
                        "ms",
                        Query.over(
                                "max by (instance) (kafka_stream_thread_commit_latency_avg"
                                        + KNOWN
                                        + ")",
                                "{{instance}}")),
                lines(
                        "Rebalances",
                        "How often tasks were moved within the last hour, the most of any consumer of a process.",
                        "short",
                        Query.over(
                                "max by (instance) (increase(kafka_consumer_coordinator_rebalance_total[1h]))",
                                "{{instance}}")));
    }

    private static List<Panel> processes() {
        return List.of(
                lines(
                                "Heap",
                                "Used part of the heap.",
                                "percentunit",
                                Query.over(
                                        "sum by (instance) (jvm_memory_used_bytes{area=\"heap\", id=~\".*(Old|Tenured).*\"})"
                                                + " / sum by (instance) (jvm_memory_max_bytes{area=\"heap\", id=~\".*(Old|Tenured).*\"})",
                                        "{{instance}}"))
                        .withDefault("max", 1)
                        .withDefault("min", 0),
                lines(
                        "Time in garbage collection",
                        "Share of the time in which a process was paused.",
                        "percentunit",
                        Query.over(
                                "sum by (instance) (rate(jvm_gc_pause_seconds_sum[$__rate_interval]))",
                                "{{instance}}")),
                lines(
                        "Processor",
                        "Share of the machine's processors that a process uses.",
                        "percentunit",
                        Query.over("max by (instance) (process_cpu_usage)", "{{instance}}")),
                lines(
                        "Open files",
                        "Open files of a process, of those it may open.",
                        "percentunit",
                        Query.over(
                                "max by (instance) (process_files_open_files / process_files_max_files)",
                                "{{instance}}")),
                lines(
                        "Running since",
                        "Time since each process started; it falls to 0 with a restart.",
                        "s",
                        Query.over("max by (instance) (process_uptime_seconds)", "{{instance}}")),
                lines(
                        "Threads",
                        "Live threads of the virtual machine.",
                        "short",
                        Query.over(
                                "max by (instance) (jvm_threads_live_threads)", "{{instance}}")));
    }

    private static Panel figure(String title, String description, String unit, String expr) {
        return Panel.figures(title, description, unit, List.of(Query.now(expr, "")));
    }

    private static Panel lines(String title, String description, String unit, Query... queries) {
        return Panel.lines(title, description, unit, List.of(queries));
    }
}
