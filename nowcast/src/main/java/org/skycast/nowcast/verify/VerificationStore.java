package org.skycast.nowcast.verify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One station's forecasts that wait for truths, and the truths of the last days. */
public interface VerificationStore {

    /** What is known of the station's time. */
    VerifyState state();

    /** Keeps it. */
    void keep(VerifyState state);

    /** The truth of the slot that starts at {@code start}, if it is still kept. */
    Optional<Truth> truth(Instant start);

    /** Keeps a slot's truth in the place of an earlier one. */
    void keep(Truth truth);

    /** Forgets the truths of slots that start before {@code start}. */
    void forgetTruthsBefore(Instant start);

    /** The forecasts with reference times from {@code from} up to, not including, {@code to}, by reference time. */
    List<Awaited> awaited(Instant from, Instant to);

    /** Keeps a forecast until it is forgotten. */
    void keep(Awaited forecast);

    /** Forgets a forecast: all its truths have come or are missing. */
    void forget(Awaited forecast);
}
