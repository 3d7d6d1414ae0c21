package org.skycast.nowcast.compare;

import java.time.Duration;
import java.util.Optional;

/**
 * Both models at one name and lead, on identical cases.
 *
 * @param name the variable's CF name, or the event's name
 * @param lead the lead
 * @param cases how many forecasts both models made and the truth came of
 * @param equal in how many of them both models were worth the same in every figure
 * @param candidate the candidate's figures
 * @param champion the champion's, of the same kind
 * @param withPersistence all three over those cases that persistence answered too; absent where there are none
 */
public record Row(
        String name,
        Duration lead,
        long cases,
        long equal,
        Figures candidate,
        Figures champion,
        Optional<WithPersistence> withPersistence) {

    /** Over the cases that all three answered. */
    public record WithPersistence(long cases, Figures candidate, Figures champion, Figures persistence) {}

    /** Whether it is of an event. */
    public boolean isEvent() {
        return candidate instanceof Figures.OfEvent;
    }
}
