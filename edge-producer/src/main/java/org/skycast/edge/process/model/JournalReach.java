package org.skycast.edge.process.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.skycast.edge.process.model.ModelJournal.Taught;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.learn.LearningState;

/**
 * How far back a station's part of the journal reaches. Where the station teaches, the journal gives up entries only when
 * what was taught is written down: then what is written can always be brought to where the model stood.
 *
 * @param from entries of an earlier event time are gone
 * @param inForce what was in force when what was taught was last written down
 */
record JournalReach(Optional<Instant> from, Optional<LearningSnapshot> inForce) {

    /** Nothing was given up yet, as far as is known. */
    static final JournalReach UNKNOWN = new JournalReach(Optional.empty(), Optional.empty());

    /**
     * A station whose slots hold nothing to forecast from puts nothing new in force; so far the journal grows until what was
     * taught is written down all the same.
     */
    private static final Duration AT_MOST = Duration.ofDays(2);

    /** The journal as it was when {@code written} was. */
    static JournalReach of(Taught written) {
        return new JournalReach(
                Optional.of(written.since()), Optional.of(written.state().inForce()));
    }

    /** It, once entries before {@code forgettable} are given up. */
    JournalReach at(Instant forgettable, Optional<LearningState> taught) {
        return new JournalReach(Optional.of(forgettable), taught.map(LearningState::inForce));
    }

    /**
     * Whether entries are to be given up now: of a station that teaches once a day, when something new is put in force; of
     * any other with every slot.
     *
     * @param forgettable entries of an earlier event time are not needed to go on from now
     */
    boolean isDue(Instant forgettable, Optional<LearningState> taught) {
        return taught.isPresent()
                ? !taught.map(LearningState::inForce).equals(inForce)
                        || from.filter(time -> forgettable.isBefore(time.plus(AT_MOST)))
                                .isEmpty()
                : !from.equals(Optional.of(forgettable));
    }
}
