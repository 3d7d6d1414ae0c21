package org.skycast.edge.check;

import java.time.Duration;
import java.util.Optional;
import org.skycast.edge.status.ClockLook;
import org.skycast.edge.status.ClockState;

/** The clock: the topology rejects what is more than five minutes ahead of the broker's. */
public final class ClockProbe implements Probe {

    private static final double WARN_SECONDS = 5;
    private static final double FAIL_SECONDS = 120;

    private final ClockLook look;

    public ClockProbe(ClockLook look) {
        this.look = look;
    }

    @Override
    public String subject() {
        return "clock";
    }

    @Override
    public CheckFinding look(Duration limit) {
        return judge(look.look(limit.multipliedBy(4).dividedBy(5)));
    }

    static CheckFinding judge(ClockState state) {
        if (state.why().isPresent()) {
            return new CheckFinding.Warn(state.why().get());
        }
        String system = state.isSynchronized()
                .map(yes -> yes ? "synchronized, says the system" : "not synchronized, says the system")
                .orElse("the system does not tell whether it is synchronized");
        Optional<Double> offset = state.offsetSeconds();
        String seen =
                offset.map(o -> "%s; off by %+.3f s".formatted(system, -o)).orElse(system);
        double off = Math.abs(offset.orElse(0.0));
        if (off > FAIL_SECONDS) {
            return new CheckFinding.Failed(
                    seen + ": records would be rejected or stand in the wrong slot; set the clock.");
        } else if (off > WARN_SECONDS) {
            return new CheckFinding.Warn(seen + ": keep it with chrony or systemd-timesyncd.");
        } else if (offset.isEmpty() && state.isSynchronized().isEmpty()) {
            return new CheckFinding.Warn(seen + "; name a time server in operation.ntpServer.");
        } else if (state.isSynchronized().filter(yes -> !yes).isPresent()) {
            return new CheckFinding.Warn(seen + ": start chrony or systemd-timesyncd.");
        }
        return new CheckFinding.Ok(seen + ".");
    }
}
