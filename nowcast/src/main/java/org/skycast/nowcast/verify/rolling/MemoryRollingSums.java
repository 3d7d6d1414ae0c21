package org.skycast.nowcast.verify.rolling;

import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.Forecaster.Model;

/** Sums in memory, for runs over recordings. Not thread-safe. */
public final class MemoryRollingSums implements RollingSums {

    private static final Comparator<Model> MODELS =
            Comparator.comparing(Model::id).thenComparing(Model::version).thenComparing(Model::sha256);

    private final TreeMap<Bucket, TreeMap<Model, SkillBucket>> skill = new TreeMap<>();
    private final TreeMap<Bucket, InputBucket> inputs = new TreeMap<>();
    private Optional<DriftState> state = Optional.empty();

    @Override
    public void forEachSkill(Bucket from, Bucket to, Consumer<SkillBucket> action) {
        skill.subMap(from, true, to, true)
                .values()
                .forEach(models -> models.values().forEach(action));
    }

    @Override
    public void forEachInputs(Bucket from, Bucket to, Consumer<InputBucket> action) {
        inputs.subMap(from, true, to, true).values().forEach(action);
    }

    @Override
    public Optional<DriftState> state() {
        return state;
    }

    @Override
    public void keep(DriftState next) {
        state = Optional.of(next);
    }

    @Override
    public Optional<SkillBucket> skill(Bucket bucket, Forecaster.Model model) {
        return Optional.ofNullable(skill.get(bucket)).map(models -> models.get(model));
    }

    @Override
    public void keep(SkillBucket bucket) {
        skill.computeIfAbsent(bucket.bucket(), b -> new TreeMap<>(MODELS)).put(bucket.model(), bucket);
    }

    @Override
    public Optional<InputBucket> inputs(Bucket bucket) {
        return Optional.ofNullable(inputs.get(bucket));
    }

    @Override
    public void keep(InputBucket bucket) {
        inputs.put(bucket.bucket(), bucket);
    }

    @Override
    public void forgetBefore(Bucket bucket) {
        skill.headMap(bucket).clear();
        inputs.headMap(bucket).clear();
    }

    @Override
    public void forget() {
        skill.clear();
        inputs.clear();
        state = Optional.empty();
    }
}
