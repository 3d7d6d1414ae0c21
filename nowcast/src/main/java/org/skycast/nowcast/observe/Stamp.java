package org.skycast.nowcast.observe;

import java.time.Instant;

/**
 * What every record that a station sends says of itself, and where and when the log took it.
 *
 * @param stationId the station
 * @param stream which of the station's streams
 * @param epoch when the spool was made that numbers the stream; a new spool starts a new epoch
 * @param sequence the record's number in its epoch, from 0
 * @param eventTime when it was observed or captured
 * @param appendedAt when the log took it
 * @param origin where it stands in the log
 */
public record Stamp(
        String stationId,
        Stream stream,
        Instant epoch,
        long sequence,
        Instant eventTime,
        Instant appendedAt,
        Origin origin) {}
