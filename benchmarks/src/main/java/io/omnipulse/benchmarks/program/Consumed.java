package io.omnipulse.benchmarks.program;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
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
                    sum += count(meter);
                }
            }
        } catch (JMException gone) {
            throw new IllegalStateException("a consumer's meter cannot be read", gone);
        }
        return (long) sum;
    }

    private double count(ObjectName meter) throws JMException {
        try {
            Object value = meters.getAttribute(meter, "records-consumed-total");
            return value instanceof Double count ? count : 0;
        } catch (AttributeNotFoundException | InstanceNotFoundException young) {
            return 0; // a consumer that begins registers its meters one after the other
        }
    }
}
