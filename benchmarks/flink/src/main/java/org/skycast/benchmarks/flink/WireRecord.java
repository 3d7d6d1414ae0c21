package org.skycast.benchmarks.flink;

/**
 * A record that goes out.
 *
 * @param key the station
 * @param value in the form of the wire
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record WireRecord(String topic, String key, byte[] value) {}
