package org.skycast.nowcast.verify.rolling;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.verify.Score;
import org.skycast.nowcast.verify.Scored;
import org.skycast.nowcast.verify.Skill;

/** What each model's forecasts were worth at one station over the last day, week and month of foretold time. */
public final class RollingSkill {

    private static final Comparator<Model> BY_NAME =
            Comparator.comparing(Model::id).thenComparing(Model::version).thenComparing(Model::sha256);

    private final Map<Window, Map<Model, Skill>> skills = new EnumMap<>(Window.class);
    private final Map<Window, Map<Model, Integer>> buckets = new EnumMap<>(Window.class);

    private RollingSkill() {
        for (Window window : Window.values()) {
            skills.put(window, new TreeMap<>(BY_NAME));
            buckets.put(window, new HashMap<>());
        }
    }

    /** Adds up the windows that end with {@code newest}, the station's newest bucket. */
    public static RollingSkill of(RollingView sums, Bucket newest) {
        var rolling = new RollingSkill();
        sums.forEachSkill(
                Window.MONTH.first(newest),
                newest,
                bucket -> rolling.skills.forEach((window, models) -> {
                    if (window.holds(newest, bucket.bucket())) {
                        models.computeIfAbsent(bucket.model(), model -> new Skill())
                                .add(bucket.sums());
                        rolling.buckets
                                .computeIfAbsent(window, w -> new HashMap<>())
                                .merge(bucket.model(), 1, Integer::sum);
                    }
                }));
        return rolling;
    }

    /** By model; a model without a score in the window is absent. */
    public Map<Model, Skill> over(Window window) {
        return Collections.unmodifiableMap(skills.getOrDefault(window, Map.of()));
    }

    /** How many buckets of the window hold scores of a model. */
    int buckets(Window window, Model model) {
        return buckets.getOrDefault(window, Map.of()).getOrDefault(model, 0);
    }

    /** One row of one model, if there is one. */
    Optional<Skill.OfVariable> row(Window window, Model model, Skill.OfVariable like) {
        return Optional.ofNullable(over(window).get(model)).stream()
                .flatMap(skill -> skill.rows().stream())
                .filter(row -> row.name().equals(like.name()) && row.lead().equals(like.lead()))
                .filter(Skill.OfVariable.class::isInstance)
                .map(Skill.OfVariable.class::cast)
                .findFirst();
    }

    /** The slot's end that a score is of. */
    static Instant foretold(Score score) {
        return score.referenceTime().plus(score.lead());
    }

    private record Key(Bucket bucket, Model model) {}

    /** Counts scores, each in the bucket of its foretold time; those of buckets before {@code oldest} are past. */
    static void count(RollingSums sums, List<Scored> scores, Bucket oldest) {
        Map<Key, Skill> added = new LinkedHashMap<>();
        for (Scored scored : scores) {
            Bucket bucket = Bucket.holding(foretold(scored.score()));
            if (bucket.compareTo(oldest) >= 0) {
                Model model = scored.of().forecast().lineage().model();
                added.computeIfAbsent(new Key(bucket, model), key -> new Skill())
                        .add(scored.score());
            }
        }
        added.forEach((key, skill) -> {
            sums.skill(key.bucket(), key.model()).ifPresent(known -> skill.add(known.sums()));
            sums.keep(new SkillBucket(key.bucket(), key.model(), skill.sums()));
        });
    }
}
