package org.skycast.nowcast.observe;

/**
 * Why a record, or a part of it, was not used.
 *
 * @param reason the kind, for counting
 * @param detail one plain sentence: what, and what to do
 */
public record Rejection(Reason reason, String detail) {

    /** The kinds of rejection. */
    public enum Reason {
        /** No such station is registered. */
        UNKNOWN_STATION,
        /** The record's key is not the station that its value names. */
        KEY_MISMATCH,
        /** A station's registration names an id or a site that cannot be. */
        STATION_UNUSABLE,
        /** The sequence number came before. */
        DUPLICATE,
        /** The event time is ahead of the time at which the log took the record. */
        IN_FUTURE,
        /** The slot can no longer be amended. */
        TOO_OLD,
        /** The slot has as many readings as are counted. */
        TOO_MANY,
        /** The sequence number cannot be one. */
        NUMBER_UNUSABLE,
        /** An observation or a forecast is of a slot that cannot be. */
        SLOT_UNUSABLE,
        /** A value is NaN or infinite. */
        NOT_FINITE,
        /** A value is physically impossible. */
        OUT_OF_RANGE,
        /** A value jumped further than the weather does. */
        STEP,
        /** The image has more bytes or more pixels than is allowed. */
        IMAGE_TOO_LARGE,
        /** The bytes are no JPEG or PNG image, or are cut short. */
        IMAGE_UNREADABLE,
        /** The embedding was made by another encoder, or has the wrong size or values that are not finite. */
        EMBEDDING_UNUSABLE,
        /** An observation or a forecast says what none can: a site off the earth, more leads than values. */
        RECORD_UNUSABLE,
        /** No key of its station signed the record, or no administrator the registration. */
        NOT_AUTHENTIC
    }
}
