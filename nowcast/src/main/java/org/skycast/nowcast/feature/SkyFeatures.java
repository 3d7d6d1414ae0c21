package org.skycast.nowcast.feature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.skycast.nowcast.feature.FeatureTensor.MadeOf;
import org.skycast.nowcast.observe.Sky;

/**
 * The newest embedding: {@code sky} [E], zeros where there is none; {@code sky_mask} [1], 1 where there is one; {@code
 * sky_age} [1], minutes from capture to reference time, 0 where there is none.
 */
final class SkyFeatures implements FeatureGroup {

    private static final String SKY = "sky";
    private static final String MASK = "sky_mask";
    private static final String AGE = "sky_age";

    @Override
    public List<FeatureTensor> tensors(FeatureSpec spec, List<Duration> leads) {
        return List.of(
                new FeatureTensor(SKY, List.of(spec.embeddingSize()), MadeOf.FRAMES),
                new FeatureTensor(MASK, List.of(1), MadeOf.FRAMES),
                new FeatureTensor(AGE, List.of(1), MadeOf.FRAMES));
    }

    @Override
    public void make(FeatureSpec spec, List<Duration> leads, Moment moment, BiConsumer<String, float[]> to) {
        Instant reference = moment.reference();
        Optional<Sky> sky = spec.newestSky(moment.past(), reference);
        to.accept(SKY, sky.map(s -> s.embedding().values()).orElseGet(() -> new float[spec.embeddingSize()]));
        to.accept(MASK, new float[] {sky.isPresent() ? 1 : 0});
        to.accept(AGE, new float[] {
            sky.map(s -> minutes(s.capturedAt(), reference)).orElse(0f)
        });
    }

    private static float minutes(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 60_000f;
    }
}
