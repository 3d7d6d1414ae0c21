package org.skycast.edge.status;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.skycast.edge.spool.SpoolState;
import org.skycast.text.Printable;

/** A status as people read it. */
public final class StatusText {

    private StatusText() {}

    /** Of an edge that runs. */
    public static String of(EdgeStatus status) {
        StringBuilder text = new StringBuilder();
        line(text, "edge", status.stopped().orElse("runs"), " since " + seconds(status.startedAt()));
        status.recorded().ifPresent(recorded -> line(text, "recorded", of(recorded, status.at())));
        Versions versions = status.versions();
        line(
                text,
                "versions",
                "Skycast %s, Java %s, %s, %s"
                        .formatted(
                                versions.skycast(),
                                versions.java(),
                                versions.os().strip(),
                                versions.architecture()));
        status.stations()
                .forEach((station, newest) -> line(
                        text,
                        station,
                        "newest frame %s, newest reading %s"
                                .formatted(ago(newest.frame(), status.at()), ago(newest.reading(), status.at()))));
        for (SourceState source : status.sources()) {
            line(
                    text,
                    source.name(),
                    "%s, newest %s, restarted %d times%s"
                            .formatted(
                                    source.condition(),
                                    ago(source.newest(), status.at()),
                                    source.restarts(),
                                    source.why().map(why -> ": " + why).orElse("")));
        }
        spool(text, status.spool(), Optional.of(status.at()));
        line(
                text,
                "uplink",
                status.uplink().trouble().map(trouble -> "down: " + trouble).orElse("up"),
                ", last acknowledged " + ago(status.uplink().lastAcknowledged(), status.at()),
                status.uplink()
                        .clockAhead()
                        .map(ahead ->
                                ", this clock is %+.3f s ahead of the broker's".formatted(ahead.toMillis() / 1000.0))
                        .orElse(""));
        machine(text, status);
        line(
                text,
                "counts",
                status.counts().entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", ")));
        return text.toString();
    }

    /** How far what was recorded has been read, how long the rest takes, and what it waits for. */
    public static String of(RecordedState recorded, Instant now) {
        List<String> said = new ArrayList<>();
        recorded.share().ifPresent(share -> said.add("%.0f%% read".formatted(100 * share)));
        recorded.left().ifPresent(left -> said.add("about %s left".formatted(words(left))));
        recorded.due()
                .ifPresent(due -> said.add("the next record is due in %s, at %s"
                        .formatted(words(Duration.between(now, due)), seconds(due))));
        return said.isEmpty() ? "begun" : String.join(", ", said);
    }

    private static String words(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
    }

    /** Of one that does not, or does not tell; {@code why} is a sentence. */
    public static String of(String why, Path file, Optional<SpoolState> spool) {
        StringBuilder text = new StringBuilder();
        line(text, "edge", why);
        line(text, "spool file", spool.isPresent() ? file.toString() : file + " is not there");
        spool.ifPresent(state -> spool(text, state, Optional.empty()));
        return text.toString();
    }

    private static void spool(StringBuilder text, SpoolState spool, Optional<Instant> now) {
        String oldest = spool.oldest()
                .map(at -> ", the oldest taken at " + seconds(at)
                        + now.map(n -> " (" + age(at, n) + ")").orElse(""))
                .orElse("");
        line(
                text,
                "spool",
                "%d wait, %.1f of %.0f MB%s"
                        .formatted(spool.waiting(), spool.bytes() / 1e6, spool.maxBytes() / 1e6, oldest));
        if (spool.parked() > 0) {
            line(text, "parked", spool.parked() + ": " + String.join("; ", spool.reasons()));
        }
        spool.losses()
                .forEach(loss -> line(
                        text,
                        "lost",
                        "%d %ss, %s, the newest taken at %s"
                                .formatted(loss.records(), loss.kind(), loss.cause(), seconds(loss.newest()))));
    }

    private static void machine(StringBuilder text, EdgeStatus status) {
        ClockState clock = status.clock();
        line(
                text,
                "clock",
                clock.isSynchronized()
                        .map(yes -> yes ? "synchronized" : "not synchronized")
                        .orElse("not known to be synchronized"),
                clock.offsetSeconds().map(o -> ", off by %+.3f s".formatted(-o)).orElse(""),
                clock.why().map(why -> ", " + why).orElse(""));
        MachineState machine = status.machine();
        line(
                text,
                "disk",
                machine.diskFreeBytes()
                        .map(free -> "%.1f GB free".formatted(free / 1e9))
                        .orElse("?"));
        line(
                text,
                "computer",
                machine.temperature().map(t -> "%.1f °C, ".formatted(t)).orElse(""),
                machine.memoryBytes()
                        .map(m -> "%.0f MB of memory taken".formatted(m / 1e6))
                        .orElse("?"));
    }

    private static String ago(Optional<Instant> at, Instant now) {
        return at.map(then -> age(then, now)).orElse("none yet");
    }

    private static String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now).truncatedTo(ChronoUnit.SECONDS);
        return age.toDays() >= 2
                ? age.toDays() + " days ago"
                : age.toString().substring(2).toLowerCase(Locale.ROOT) + " ago";
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void line(StringBuilder text, String subject, String... said) {
        text.append("%-12s  %s%n".formatted(subject, Printable.of(String.join("", said))));
    }
}
