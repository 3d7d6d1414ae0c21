package org.skycast.edge.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.List;
import org.skycast.settings.SettingsException;

/**
 * What local times of a zone mean. Where clocks are put back an hour comes twice, and a local time in it is two: whoever asks
 * says by what it is told which. Where they are put on an hour does not come; a local time in it was written by a clock that
 * had not been put on yet.
 */
public record LocalTimes(ZoneId zone) {

    /** Universal time, in which no hour comes twice. */
    public static final LocalTimes UTC = new LocalTimes(ZoneOffset.UTC);

    /** @throws SettingsException if there is no such zone */
    public static LocalTimes of(String name) {
        try {
            return new LocalTimes(ZoneId.of(name.strip()));
        } catch (DateTimeException e) {
            throw new SettingsException(
                    "'%s' is no time zone; give one such as UTC or Europe/Oslo.".formatted(name), e);
        }
    }

    /** Of two, the one that is nearer to {@code time}, as when a file was written or a report came; the earlier of equals. */
    public Instant nearest(LocalDateTime local, Instant time) {
        return meanings(local).stream()
                .min(Comparator.comparing(
                        meaning -> Duration.between(meaning, time).abs()))
                .orElseThrow();
    }

    /** Of two, the first that is after {@code last}, as in a log in the order of time; the later where neither is. */
    public Instant after(LocalDateTime local, Instant last) {
        List<Instant> meanings = meanings(local);
        return meanings.stream()
                .filter(meaning -> meaning.isAfter(last))
                .findFirst()
                .orElseGet(() -> meanings.get(meanings.size() - 1));
    }

    /** One or two, the earlier first. */
    private List<Instant> meanings(LocalDateTime local) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            return List.of(local.toInstant(rules.getTransition(local).getOffsetBefore()));
        }
        return offsets.stream().map(local::toInstant).sorted().toList();
    }
}
