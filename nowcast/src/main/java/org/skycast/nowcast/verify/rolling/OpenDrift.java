package org.skycast.nowcast.verify.rolling;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A drift that lasts.
 *
 * @param rule of what
 * @param variable its CF name
 * @param level how far it has gone, as last judged
 * @param bundleLevel how far it would have gone had the bundle's own forecasts gone out as they are; absent where the rule
 *     is not of skill, or where they did
 * @param evidence what it was last found by; absent of one that an earlier version found
 * @param onset when it was found, by the station's own time
 * @param published when it was last told, likewise
 * @param expires when it no longer holds unless it is told again, likewise
 */
public record OpenDrift(
        DriftRule rule,
        String variable,
        double level,
        OptionalDouble bundleLevel,
        Optional<DriftEvidence> evidence,
        Instant onset,
        Instant published,
        Instant expires) {

    /** Its id: the same as long as the station, the rule and the variable are. */
    public String id(String station) {
        // Neither a station id nor a CF name holds a slash.
        return station + "/" + rule.label() + "/" + variable;
    }
}
