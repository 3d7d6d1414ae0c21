package org.skycast.streams.verify;

import org.skycast.nowcast.verify.rolling.StationUpdate;

/** What the verifying step tells the watching one, within the same transaction. */
sealed interface Verified {

    /** One record's news of the station that is the key. */
    record News(StationUpdate update) implements Verified {}

    /** The log's time has passed. */
    record TimePassed() implements Verified {}
}
