package io.omnipulse.benchmarks.program;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How many records of some topics this process's consumers have handed out, by their own meters.
 * Commits tell the same, but seconds later.
 */
final class Consumed {
    private static final String METERS = "kafka.consumer:type=consumer-fetch-manager-metrics";

    private final MBeanServer meters = ManagementFactory.getPlatformMBeanServer();
    private final List<ObjectName> patterns = new ArrayList<>();

    Consumed(List<String> topics) throws JMException {
        for (String topic : topics) {
            patterns.add(new ObjectName(METERS + ",client-id=*,topic=" + topic));
        }
    }

    long records() {
        double sum = 0;
        try {
            for (ObjectName pattern : patterns) {
                for (ObjectName meter : meters.queryNames(pattern, null)) {
                    Object value = meters.getAttribute(meter, "records-consumed-total");
                    sum += value instanceof Double count ? count : 0;
                }
            }
        } catch (JMException gone) {
            throw new IllegalStateException("a consumer's meter cannot be read", gone);
        }
        return (long) sum;
    }
}
