package org.skycast.streams.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Learnt;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.PackedAwaited;
import org.skycast.nowcast.verify.SkillSum;
import org.skycast.nowcast.verify.SkillSums;
import org.skycast.nowcast.verify.rolling.Bucket;
import org.skycast.nowcast.verify.rolling.DriftEvidence;
import org.skycast.nowcast.verify.rolling.DriftRule;
import org.skycast.nowcast.verify.rolling.DriftState;
import org.skycast.nowcast.verify.rolling.OpenDrift;
import org.skycast.nowcast.verify.rolling.PackedSkill;
import org.skycast.nowcast.verify.rolling.SkillBucket;
import org.skycast.streams.topology.SmileSerde;
import org.skycast.streams.topology.StoreSpec;

/** What earlier versions kept by names is read: before stations taught anything, as if nothing had been taught. */
class EarlierStoresTest {

    private static final Set<String> NEW =
            Set.of("beside", "bundle", "unfamiliar", "learnt", "bundleLevel", "evidence");
    private static final SmileMapper SMILE = new SmileMapper();

    private static final Instant T = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration LEAD = Duration.ofMinutes(60);
    private static final Bucket BUCKET = Bucket.holding(T);

    private static <T> void isReadWithout(StoreSpec<T> store, T full, T asItWas) throws IOException {
        byte[] named = SmileSerde.of(store.type()).serializer().serialize("t", full);
        Serde<T> serde = store.serde();
        assertThat(serde.deserializer().deserialize("t", named)).isEqualTo(full);
        JsonNode tree = SMILE.readTree(named);
        strip(tree);
        assertThat(serde.deserializer().deserialize("t", SMILE.writeValueAsBytes(tree)))
                .isEqualTo(asItWas);
        byte[] kept = serde.serializer().serialize("t", full);
        assertThat(serde.deserializer().deserialize("t", kept)).isEqualTo(full);
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(NEW);
        }
        node.forEach(EarlierStoresTest::strip);
    }

    private static SkillBucket sums(Optional<SkillSum.Beside> beside) {
        var paired = new SkillSum.Paired(2, 1.5, 0.5, 3);
        var variable = new SkillSum.OfVariable(2, 0.5, 1.5, 1.25, 0.5, 2, paired, beside);
        var event = new SkillSum.OfEvent(2, 1, 0.5, 2, 0.5, 1, beside);
        return new SkillBucket(
                BUCKET,
                VerifyHarness.CHAMPION,
                new SkillSums(List.of(
                        new SkillSum("air_temperature", LEAD, 0, Optional.of(variable), Optional.empty()),
                        new SkillSum("rain", LEAD, 0, Optional.empty(), Optional.of(event)))));
    }

    @Test
    void sumsHaveNoneOfTheBundlesOwn() throws IOException {
        isReadWithout(
                RollingStores.SKILL, sums(Optional.of(new SkillSum.Beside(1, 0.5, 0.75))), sums(Optional.empty()));
    }

    private static Forecast.Lineage lineage(Optional<Learnt> learnt) {
        return new Forecast.Lineage(VerifyHarness.CHAMPION, "slots-1", new Origin("o", 0, 1), List.of(), learnt);
    }

    private static Awaited awaited(Optional<Learnt> learnt, Optional<List<Float>> bundle, List<String> unfamiliar) {
        var rain = new ForecastSpec.Event("rain", Feature.RAIN, 0.1, Feature.RAIN);
        var forecast = new Forecast(
                "a",
                T,
                T,
                lineage(learnt),
                List.of(new Forecast.OfVariable(
                        Feature.PRESSURE,
                        List.of(LEAD),
                        List.of(0.5),
                        List.of(List.of(1000f)),
                        OptionalDouble.of(999),
                        bundle)),
                List.of(new Forecast.OfEvent(
                        rain, List.of(LEAD), List.of(0.5f), OptionalDouble.empty(), Optional.empty(), bundle)),
                1,
                List.of(),
                unfamiliar,
                Optional.empty(),
                Optional.empty());
        return new Awaited(new Origin("f", 0, 2), forecast);
    }

    private static final Learnt LEARNT = new Learnt(
            T,
            3,
            400,
            List.of(new Learnt.Weights(Feature.PRESSURE, List.of(LEAD), List.of(List.of(0.25f, 0.25f, 0.25f, 0.25f)))));

    @Test
    void forecastsThatWaitWentOutAsTheyWere() throws IOException {
        isReadWithout(
                StreamsVerificationStore.AWAITED,
                awaited(Optional.of(LEARNT), Optional.of(List.of(0.75f)), List.of("altitude")),
                awaited(Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void forecastsThatWaitArePacked() {
        Awaited awaited = awaited(Optional.of(LEARNT), Optional.of(List.of(0.75f)), List.of("altitude"));
        byte[] named = SmileSerde.of(Awaited.class).serializer().serialize("t", awaited);
        Serde<Awaited> serde = StreamsVerificationStore.AWAITED.serde();
        byte[] packed = serde.serializer().serialize("t", serde.deserializer().deserialize("t", named));
        assertThat(packed).hasSizeLessThan(named.length / 2).isEqualTo(PackedAwaited.of(awaited));
    }

    @Test
    void sumsArePacked() {
        SkillBucket skill = sums(Optional.of(new SkillSum.Beside(1, 0.5, 0.75)));
        byte[] named = SmileSerde.of(SkillBucket.class).serializer().serialize("t", skill);
        Serde<SkillBucket> serde = RollingStores.SKILL.serde();
        byte[] packed = serde.serializer().serialize("t", serde.deserializer().deserialize("t", named));
        assertThat(packed).hasSizeLessThan(named.length).isEqualTo(PackedSkill.of(skill));
    }

    @Test
    void forecastsThatCannotBeReadSayWhereTheyAreKept() {
        byte[] packed = PackedAwaited.of(awaited(Optional.empty(), Optional.empty(), List.of()));
        var from = StreamsVerificationStore.AWAITED.serde().deserializer();
        byte[] cut = Arrays.copyOf(packed, packed.length - 1);
        byte[] never = packed.clone();
        // The reference time, behind the form, origin and station.
        Arrays.fill(never, 19, 27, Byte.MAX_VALUE);
        for (byte[] bytes : List.of(cut, never, new byte[] {2})) {
            assertThatThrownBy(() -> from.deserialize("awaited", bytes))
                    .isInstanceOf(SerializationException.class)
                    .hasMessage("A kept Awaited of awaited cannot be read.");
        }
    }

    private static DriftState drifts(Optional<Learnt> learnt, OptionalDouble bundleLevel) {
        var evidence = bundleLevel.isPresent()
                ? Optional.of(new DriftEvidence(2, 1, 1.5, 144, Optional.of(LEAD)))
                : Optional.<DriftEvidence>empty();
        var open = new OpenDrift(DriftRule.ERROR_GROWN, "air_temperature", 1.75, bundleLevel, evidence, T, T, T);
        return new DriftState(BUCKET, T, Optional.of(new DriftState.Champion(T, lineage(learnt))), List.of(open));
    }

    @Test
    void driftsThatLastHaveNoLevelOfTheBundle() throws IOException {
        isReadWithout(
                RollingStores.WATCHES,
                drifts(Optional.of(LEARNT), OptionalDouble.of(1.25)),
                drifts(Optional.empty(), OptionalDouble.empty()));
    }
}
