package org.skycast.edge.check;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.skycast.edge.source.Checked;
import org.skycast.edge.source.SourceCheck;

/** A station's source: that it gives something that can be used. */
final class SourceProbe implements Probe {

    /** Sources write every few minutes; one that has not for so long may have stopped. */
    private static final Duration QUIET = Duration.ofHours(1);

    private final Checked source;
    private final Predicate<String> runs;
    private final InstantSource clock;

    /** @param runs whether an edge that runs has the source of a name up; asked where that would explain something */
    SourceProbe(Checked source, Predicate<String> runs, InstantSource clock) {
        this.source = source;
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return source.name();
    }

    @Override
    public CheckFinding look(Duration limit) {
        SourceCheck check = source.check(shorter(limit));
        if (check instanceof SourceCheck.Ok ok) {
            return ok.written()
                    .filter(at -> at.isBefore(clock.instant().minus(QUIET)))
                    .<CheckFinding>map(at -> new CheckFinding.Warn(
                            "%s Nothing was written for an hour, since %s.".formatted(ok.says(), at)))
                    .orElseGet(() -> new CheckFinding.Ok(ok.says()));
        }
        if (check instanceof SourceCheck.InUse && runs.test(source.name())) {
            return new CheckFinding.Ok("The edge that runs has it, and it is up.");
        }
        return check instanceof SourceCheck.Silent || check instanceof SourceCheck.Warned
                ? new CheckFinding.Warn(check.says())
                : new CheckFinding.Failed(check.says());
    }

    /** A source listens as long as it may; what it says of that must be there when the limit is over. */
    private static Duration shorter(Duration limit) {
        return limit.multipliedBy(4).dividedBy(5);
    }
}
