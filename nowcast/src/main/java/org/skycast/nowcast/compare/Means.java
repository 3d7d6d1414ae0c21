package org.skycast.nowcast.compare;

import java.util.Optional;

/**
 * Both models' mean scores over the same cases: CRPS of a variable, in its unit; Brier score of an event.
 *
 * @param cases how many
 * @param candidate the candidate's
 * @param champion the champion's
 * @param withPersistence the same over those cases that persistence answered too; absent where there are none
 */
public record Means(long cases, double candidate, double champion, Optional<WithPersistence> withPersistence) {

    /**
     * Over the cases that all three answered.
     *
     * @param persistence mean absolute error of a variable, Brier score of an event
     */
    public record WithPersistence(long cases, double candidate, double champion, double persistence) {}
}
