package org.skycast.streams.guard;

import java.util.OptionalLong;

/**
 * What a record has done to threads.
 *
 * @param times how often one died on it
 * @param reason of the last time, as one sentence
 * @param resumeAt where the fetching goes on, if the record cannot even be fetched
 */
record Death(int times, String reason, OptionalLong resumeAt) {}
