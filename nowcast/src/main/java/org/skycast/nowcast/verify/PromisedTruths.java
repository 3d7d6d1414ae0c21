package org.skycast.nowcast.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;

/**
 * Which truths a station's own rhythm promises: those of a time of day at which it gave the variable on one of the two days
 * before. An hourly station promises nothing of the five slots between its readings, and one that has been silent for two days
 * nothing at all.
 */
public final class PromisedTruths {

    /** Truths are kept for so long. */
    private static final List<Duration> BEFORE = List.of(Duration.ofDays(1), Duration.ofDays(2));

    private PromisedTruths() {}

    /** Whether the truth of a score was to be expected. */
    public static boolean include(VerificationStore store, Scored scored, Duration slotLength) {
        Score score = scored.score();
        Instant start = score.referenceTime().plus(score.lead()).minus(slotLength);
        return measured(scored)
                .map(feature -> BEFORE.stream().anyMatch(span -> gave(store, start.minus(span), feature)))
                .orElse(false);
    }

    private static boolean gave(VerificationStore store, Instant start, Feature feature) {
        return store.truth(start)
                .map(truth -> truth.newest().containsKey(feature))
                .orElse(false);
    }

    /** What the station must measure for it. */
    private static Optional<Feature> measured(Scored scored) {
        String name = scored.score().name();
        return Feature.named(name)
                .or(() -> scored.of().forecast().events().stream()
                        .map(Forecast.OfEvent::event)
                        .filter(event -> event.name().equals(name))
                        .map(event -> event.of())
                        .findFirst());
    }
}
