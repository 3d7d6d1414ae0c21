package org.skycast.records;

import java.time.Instant;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.Stream;

/**
 * What a record that a station sends says of itself; where and when the log takes it is not known yet.
 *
 * @param stationId the station
 * @param epoch when the spool was made that numbers the stream
 * @param sequence the record's number in its epoch, from 0
 * @param at when it was observed or captured
 */
public record Numbered(String stationId, Instant epoch, long sequence, Instant at) {

    /** The same once the log has it; {@code appendedAt} in milliseconds since 1970. */
    Stamp stamp(Stream stream, Origin origin, long appendedAt) {
        return new Stamp(stationId, stream, epoch, sequence, at, Instant.ofEpochMilli(appendedAt), origin);
    }
}
