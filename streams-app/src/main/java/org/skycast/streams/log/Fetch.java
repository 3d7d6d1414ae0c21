package org.skycast.streams.log;

/**
 * How much is read at a time, where records are large.
 *
 * @param bytes of one fetch; a record that is larger still comes
 * @param records that are handed over together
 */
public record Fetch(int bytes, int records) {}
