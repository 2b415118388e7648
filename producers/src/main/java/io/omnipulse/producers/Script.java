package io.omnipulse.producers;

import org.apache.avro.specific.SpecificRecord;

/** Takes down what happens in a scene. */
@FunctionalInterface
interface Script {
    void add(long atMs, SpecificRecord event);
}
