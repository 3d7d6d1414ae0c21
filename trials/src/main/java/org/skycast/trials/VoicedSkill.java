package org.skycast.trials;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skycast.nowcast.verify.Skill;

/** What several voices were worth while little was learnt, and after that. Not thread-safe. */
public final class VoicedSkill {

    /** A station's first days, in which it has taught next to nothing. */
    public static final Duration FIRST = Duration.ofDays(3);

    private final Set<Voice> voices;
    private final Map<Part, Map<Voice, Skill>> parts = new EnumMap<>(Part.class);
    private final PersistenceGap gap = new PersistenceGap();

    /** A part of the time. */
    public enum Part {
        /** Reference times within {@link #FIRST} of a station's first forecast. */
        FIRST_DAYS("firstDays"),
        /** All later ones. */
        AFTER("after");

        private final String word;

        Part(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    VoicedSkill(Set<Voice> voices) {
        this.voices = Set.copyOf(voices);
        for (Part part : Part.values()) {
            Map<Voice, Skill> skills = new EnumMap<>(Voice.class);
            voices.forEach(voice -> skills.put(voice, new Skill()));
            parts.put(part, skills);
        }
    }

    /** Whose skill it is, in the order of a report. */
    List<Voice> voices() {
        return voices.stream().sorted().toList();
    }

    /** Counts scores of a station whose first forecast has a reference time of {@code first}. */
    void add(VoicedScore scores, Instant first) {
        scores.by().forEach((voice, score) -> {
            Part part = score.referenceTime().isBefore(first.plus(FIRST)) ? Part.FIRST_DAYS : Part.AFTER;
            skill(part, voice).add(score);
        });
        scores.of(Voice.ISSUED).ifPresent(gap::add);
    }

    /** Counts another station's. */
    void add(VoicedSkill other) {
        other.parts.forEach((part, skills) ->
                skills.forEach((voice, of) -> skill(part, voice).add(of.sums())));
        gap.add(other.gap);
    }

    /** What a voice was worth in a part of the time. */
    public Skill skill(Part part, Voice voice) {
        Skill skill = parts.getOrDefault(part, Map.of()).get(voice);
        if (skill == null) {
            throw new IllegalArgumentException("Nothing is known of %s: it was not scored".formatted(voice));
        }
        return skill;
    }

    /** What a voice was worth over all of it. */
    public Skill skill(Voice voice) {
        var all = new Skill();
        for (Part part : Part.values()) {
            all.add(skill(part, voice).sums());
        }
        return all;
    }

    /** Where what was issued is held against persistence. */
    PersistenceGap gap() {
        return gap;
    }
}
