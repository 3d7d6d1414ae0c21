package org.skycast.nowcast.feature;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Slot;

/**
 * What a forecaster reads: the contract between the code that trains a model and the code that runs it.
 *
 * @param version which tensors are made, such as {@code slots-1}: one that the registry knows
 * @param slotLength how long a slot is
 * @param historySlots how many slots it looks back, the newest included
 * @param inputs the columns of the history, in order
 * @param encoderSha256 the encoder whose embeddings it reads; those of another say nothing to it
 * @param embeddingSize how many values an embedding has
 * @param skyMaxAge an embedding older than this at the reference time is not used
 */
public record FeatureSpec(
        String version,
        Duration slotLength,
        int historySlots,
        List<Feature> inputs,
        String encoderSha256,
        int embeddingSize,
        Duration skyMaxAge) {

    /**
     * @throws IllegalArgumentException that lists the known versions, if this is none of them, or says what of the slots
     *     does not go with it
     */
    public FeatureSpec {
        for (FeatureGroup group : FeatureRegistry.groups(version)) {
            group.require(slotLength, historySlots);
        }
        inputs = List.copyOf(inputs);
    }

    /** The span of the history: what forecasts rest on. */
    public Duration historyLength() {
        // Duration.multipliedBy goes by way of BigDecimal, and this is asked for every slot.
        return Duration.ofSeconds(slotLength.toSeconds() * historySlots);
    }

    /** How far back a station is to be remembered to make all of the tensors: at least the history. */
    public Duration remembers() {
        return groups().stream()
                .map(group -> group.reach(this))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The tensors of a forecaster with these lead times, in order. */
    public List<FeatureTensor> tensors(List<Duration> leads) {
        return groups().stream()
                .flatMap(group -> group.tensors(this, leads).stream())
                .toList();
    }

    /** Whether what was measured in a slot enters the tensors at a reference time. */
    public boolean reads(List<Duration> leads, Instant slotStart, Instant reference) {
        Duration age = Duration.between(slotStart, reference);
        for (FeatureGroup group : groups()) {
            if (group.reads(this, leads, age)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The newest sky that this spec's encoder made, if it is young enough and of the right size.
     *
     * @param past slots by their starts
     */
    public Optional<Sky> newestSky(Map<Instant, PastSlot> past, Instant reference) {
        Slot slot = new Slot(reference, slotLength).previous();
        Instant oldest = reference.minus(skyMaxAge);
        for (; slot.end().isAfter(oldest); slot = slot.previous()) {
            PastSlot slotPast = past.get(slot.start());
            Optional<Sky> sky = slotPast == null ? Optional.empty() : slotPast.skyOf(encoderSha256);
            if (sky.isPresent()) {
                return sky.filter(s -> !s.capturedAt().isBefore(oldest))
                        .filter(s -> s.embedding().size() == embeddingSize);
            }
        }
        return Optional.empty();
    }

    List<FeatureGroup> groups() {
        return FeatureRegistry.groups(version);
    }
}
