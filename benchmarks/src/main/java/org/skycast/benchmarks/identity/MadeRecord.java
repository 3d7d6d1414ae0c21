package org.skycast.benchmarks.identity;

import java.time.Instant;

/**
 * A record as a station sends it.
 *
 * @param key the station's id
 * @param value as it stands on the wire
 * @param at when it was measured
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record MadeRecord(String topic, String key, byte[] value, Instant at) {}
