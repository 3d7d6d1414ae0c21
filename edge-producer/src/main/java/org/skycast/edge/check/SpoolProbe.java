package org.skycast.edge.check;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.skycast.edge.spool.SpoolFile;
import org.skycast.edge.spool.SpoolSettings;
import org.skycast.edge.spool.SpoolState;
import org.skycast.inference.NativeLibraries;

/** The spool's file, read only: whether it is whole, and what it holds. */
public final class SpoolProbe implements Probe {

    private final SpoolSettings settings;

    public SpoolProbe(SpoolSettings settings) {
        this.settings = settings;
    }

    @Override
    public String subject() {
        return "spool";
    }

    @Override
    public CheckFinding look(Duration limit) {
        Path file = settings.file();
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            memory.getMetaData();
        } catch (SQLException | LinkageError e) {
            return new CheckFinding.Failed(
                    NativeLibraries.sentence(e).orElse("SQLite cannot be used: " + e.getMessage()));
        }
        var spool = new SpoolFile(file);
        if (!spool.exists()) {
            return new CheckFinding.Ok("%s is not there yet; the edge makes it.".formatted(file));
        }
        Optional<String> damage = spool.damage(limit.multipliedBy(2).dividedBy(3));
        if (damage.isPresent()) {
            return new CheckFinding.Failed(
                    "The spool %s is damaged (%s); the edge saves what can be read when it starts, but look at the disk."
                            .formatted(file, damage.get()));
        }
        SpoolState state = spool.state(settings.maxMegabytes() * 1_000_000L);
        String seen = "whole, %d wait (%.1f of %d MB%s)"
                .formatted(
                        state.waiting(),
                        state.bytes() / 1e6,
                        settings.maxMegabytes(),
                        state.oldest().map(at -> ", the oldest taken at " + at).orElse(""));
        if (state.parked() > 0) {
            seen += "; the broker refused for good: " + String.join("; ", state.reasons());
        }
        if (!state.losses().isEmpty()) {
            seen += "; given up since it was made: "
                    + state.losses().stream()
                            .map(loss -> "%d %ss (%s)".formatted(loss.records(), loss.kind(), loss.cause()))
                            .collect(Collectors.joining(", "));
        }
        return state.parked() > 0 || !state.losses().isEmpty()
                ? new CheckFinding.Warn(seen + ".")
                : new CheckFinding.Ok(seen + ".");
    }
}
