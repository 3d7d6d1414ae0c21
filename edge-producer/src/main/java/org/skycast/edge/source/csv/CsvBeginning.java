package org.skycast.edge.source.csv;

/**
 * A file of which nothing was read yet, at the place where reading begins.
 *
 * @param at the time of its first row that has one, in milliseconds since 1970; {@link Long#MIN_VALUE} if none has
 * @param rotated whether another file is in its place by now
 */
record CsvBeginning(CsvFile file, CsvHeader header, long at, boolean rotated) {}
