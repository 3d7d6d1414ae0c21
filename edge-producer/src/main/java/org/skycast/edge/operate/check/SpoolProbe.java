package org.skycast.edge.operate.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.skycast.edge.operate.SpoolFile;
import org.skycast.edge.operate.SpoolState;

/** The spool's file, read only: whether it is whole, and what it holds. */
public final class SpoolProbe implements Probe {

    private final Path file;

    public SpoolProbe(Path file) {
        this.file = file;
    }

    @Override
    public String subject() {
        return "spool";
    }

    @Override
    public Finding look(Duration limit) {
        var spool = new SpoolFile(file);
        if (!spool.exists()) {
            return new Finding.Ok("%s is not there yet; the edge makes it.".formatted(file));
        }
        Optional<String> damage = spool.damage(limit.multipliedBy(2).dividedBy(3));
        if (damage.isPresent()) {
            return new Finding.Failed("The spool %s is damaged (%s); move it away, and the edge makes a new one."
                    .formatted(file, damage.get()));
        }
        SpoolState state = spool.state();
        String seen = "whole, %d wait (%.1f MB%s)"
                .formatted(
                        state.waiting(),
                        state.bytes() / 1e6,
                        state.oldestWaiting().map(at -> ", the oldest of " + at).orElse(""));
        return state.parkedInAll() == 0
                ? new Finding.Ok(seen + ".")
                : new Finding.Warn("%s; %d were refused for good and lie aside: %s"
                        .formatted(
                                seen,
                                state.parkedInAll(),
                                String.join(" ", state.parked().keySet())));
    }
}
