package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.avro.PublishedBundle;
import org.skycast.avro.Score;
import org.skycast.inference.bundle.BundleArchive;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.streams.rollout.DeploymentLog;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/** The champion alone, and beside shadows of all kinds, on copies of one input log. */
class ShadowIT {

    private static final int STATIONS = 2;
    /** The log has four hours; then, at a running topology or after a restart, comes a fifth. */
    private static final Duration FIRST = Duration.ofHours(4);

    private static final Duration ALL = Duration.ofHours(5);
    /** The last slot stays open: nothing comes after it. */
    private static final int FIRST_SLOTS = 23;

    private static final int ALL_SLOTS = 29;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static String shipped = "";
    private static Map<String, List<String>> firstAlone = Map.of();
    private static Map<String, List<String>> allAlone = Map.of();
    private static Map<String, String> scoresAlone = Map.of();

    @BeforeAll
    static void runAlone() throws Exception {
        shipped = ModelBundle.load(Rig.BUNDLE).model().version();
        try (Rig rig = Rig.on(folder.resolve("log"))) {
            rig.simulate(STATIONS, FIRST);
        }
        try (Rig rig = copyOfTheLog("alone");
                NowcastApp ignored = rig.topology()) {
            rig.awaitCaughtUp();
            firstAlone = Outcome.ofForecasts(rig.read(Topics.FORECASTS));
            scoresAlone = awaitScores(rig, shipped);
            rig.simulate(STATIONS, ALL);
            rig.awaitCaughtUp();
            allAlone = Outcome.ofForecasts(rig.read(Topics.FORECASTS));
            assertThat(rig.read(Topics.SHADOW_FORECASTS)).isEmpty();
        }
        assertThat(firstAlone)
                .hasSize(STATIONS)
                .allSatisfy((station, forecasts) -> assertThat(forecasts).hasSize(FIRST_SLOTS));
    }

    private static Rig copyOfTheLog(String name) throws Exception {
        Rig.copy(folder.resolve("log"), folder.resolve(name));
        return Rig.on(folder.resolve(name));
    }

    @Test
    void shadowForecastsBesideTheChampionIsScoredBesideItAndFailsBesideIt() throws Exception {
        Variant seven = Variant.in(folder.resolve("seven")).version("7");
        try (Rig rig = copyOfTheLog("works")) {
            rig.publish(seven);
            shadowFromTheBeginning(rig);
            try (NowcastApp ignored = rig.topologyToBeFollowed()) {
                rig.awaitCaughtUp();
                assertThat(awaitScores(rig, "7")).isEqualTo(awaitScores(rig, shipped));
                assertThat(awaitScores(rig, shipped)).isEqualTo(scoresAlone);
            }
            standsInItsOwnTopic(rig, seven);
            assertThat(Outcome.ofForecasts(rig.read(Topics.FORECASTS))).isEqualTo(firstAlone);

            // Its bundle goes, from the topic and from the disk: from now on the shadow fails at every slot.
            rig.send(Topics.MODELS, seven.sha256(), null);
            BundleArchive.delete(folder.resolve("works/state/bundles").resolve(seven.sha256()));
            rig.simulate(STATIONS, ALL);
            try (NowcastApp topology = rig.topology()) {
                rig.awaitCaughtUp();
                int failed = STATIONS * (ALL_SLOTS - FIRST_SLOTS);
                Rig.await("the shadow's failures", PATIENCE, () -> deadLetters(rig) == failed);
                assertThat(topology.metrics().counts())
                        .containsEntry("skycast.dead.letters[skycast.observations]", (long) failed);
            }
            assertThat(rig.read(Topics.SHADOW_FORECASTS)).hasSize(STATIONS * FIRST_SLOTS);
            assertThat(Outcome.ofForecasts(rig.read(Topics.FORECASTS))).isEqualTo(allAlone);
        }
    }

    private static int deadLetters(Rig rig) {
        return rig.read(Topics.DEAD_LETTERS, new ByteArrayDeserializer()).size();
    }

    private static void shadowFromTheBeginning(Rig rig) {
        rig.done("models", "shadow", "skycast", "--from-slot", Rig.BEGIN.toString());
    }

    /** The shadow, which has the champion's networks under another version, says the same under its own name. */
    private static void standsInItsOwnTopic(Rig rig, Variant shadow) throws Exception {
        List<Forecast> forecasts = rig.read(Topics.FORECASTS);
        List<Forecast> shadows = rig.read(Topics.SHADOW_FORECASTS);
        assertThat(shadows).hasSameSizeAs(forecasts);
        for (int i = 0; i < shadows.size(); i++) {
            Forecast said = shadows.get(i);
            assertThat(said.getLineage().getModelVersion()).isEqualTo("7");
            assertThat(said.getLineage().getBundleSha256()).isEqualTo(shadow.sha256());
            said.getLineage().setModelVersion(forecasts.get(i).getLineage().getModelVersion());
            said.getLineage().setBundleSha256(forecasts.get(i).getLineage().getBundleSha256());
            assertThat(said).isEqualTo(forecasts.get(i));
        }
    }

    @Test
    void shadowWithoutNumbersAndShadowsThatCannotBeLoadedTouchNothing() throws Exception {
        Variant brittle =
                Variant.ofSecondSpecIn(folder.resolve("brittle")).version("8").brittle();
        Variant broken = Variant.in(folder.resolve("broken")).version("6").notFinite();
        try (Rig rig = copyOfTheLog("brittle-log")) {
            rig.publish(brittle);
            shadowFromTheBeginning(rig);
            publishUnchecked(rig, broken);
            var deployments = new DeploymentLog(rig.clients());
            deployments.write(new Deployment(Role.SHADOW, "broken", broken.sha256(), Rig.BEGIN, Set.of()));
            deployments.write(new Deployment(Role.SHADOW, "absent", "0".repeat(64), Rig.BEGIN, Set.of()));
            try (NowcastApp topology = rig.topology()) {
                rig.awaitCaughtUp();
                Rig.await(
                        "the shadow's forecasts",
                        PATIENCE,
                        () -> rig.read(Topics.SHADOW_FORECASTS).size() == STATIONS * FIRST_SLOTS);
                assertThat(awaitScores(rig, shipped)).isEqualTo(scoresAlone);
                // Each of the four partitions holds a copy of each deployment.
                assertThat(topology.metrics().counts())
                        .containsEntry("skycast.deployments.refused", 2 * 4L)
                        .containsEntry("skycast.bundles.refused", 2L);
            }
            assertThat(Outcome.ofForecasts(rig.read(Topics.FORECASTS))).isEqualTo(firstAlone);
            assertThat(deadLetters(rig)).isZero();
            // Who was the shadow before the broken ones still is, though it has nothing to say.
            assertThat(rig.read(Topics.SHADOW_FORECASTS)).allSatisfy(said -> {
                assertThat(said.getLineage().getBundleSha256()).isEqualTo(brittle.sha256());
                assertThat(said.getVariables()).isEmpty();
                assertThat(said.getInputs().getDegraded()).contains("air_temperature");
            });
        }
    }

    /** As somebody would who writes to the topic without the command. */
    private static void publishUnchecked(Rig rig, Variant variant) throws Exception {
        ModelBundle bundle = ModelBundle.load(variant.directory());
        byte[] archive = BundleArchive.pack(bundle);
        rig.send(
                Topics.MODELS,
                variant.sha256(),
                new PublishedBundle(
                        bundle.model().id(),
                        bundle.model().version(),
                        variant.sha256(),
                        bundle.encoderSha256(),
                        bundle.featureSpec().version(),
                        bundle.created(),
                        ByteBuffer.wrap(archive),
                        Sha256.of(archive)));
    }

    @Test
    void runningTopologyTakesAPromotionWithoutARestart() throws Exception {
        try (Rig rig = copyOfTheLog("running");
                NowcastApp topology = rig.topology()) {
            rig.awaitCaughtUp();
            rig.publish(Variant.in(folder.resolve("nine")).version("9"));
            rig.done("models", "promote", "skycast");
            rig.simulate(STATIONS, ALL);
            rig.awaitCaughtUp();
            // Two slots after the newest observed one, which is the one before the last of the first four hours.
            Instant from = Rig.BEGIN.plus(FIRST).plus(Outcome.SLOT);
            List<String> expected = Outcome.switching(ALL_SLOTS, from, shipped, "9");
            assertThat(Outcome.versions(rig.read(Topics.FORECASTS)))
                    .hasSize(STATIONS)
                    .allSatisfy((station, versions) -> assertThat(versions).isEqualTo(expected));
            assertThat(topology.metrics().counts())
                    .as("all of it was said by this one")
                    .containsEntry("skycast.forecasts", (long) STATIONS * ALL_SLOTS);
        }
    }

    /**
     * The truth that each forecast of a model was scored by, once every forecast has been at each of its leads that has
     * come true in the first hours; later ones are left aside.
     */
    private static Map<String, String> awaitScores(Rig rig, String version) {
        Set<String> due = new TreeSet<>();
        for (Forecast forecast : rig.read(Topics.FORECASTS)) {
            for (int lead = 10; lead <= 240; lead += 10) {
                if (isDue(forecast.getReferenceTime(), lead)) {
                    due.add(key(forecast.getStationId(), forecast.getReferenceTime(), lead, "air_temperature"));
                }
            }
        }
        Map<String, String> truths = new TreeMap<>();
        Rig.await("all scores of version " + version, PATIENCE, () -> {
            truths.clear();
            rig.read(Topics.SCORES).stream()
                    .filter(score -> score.getLineage().getModelVersion().equals(version))
                    .filter(score -> isDue(score.getReferenceTime(), score.getLeadMinutes()))
                    .forEach(score -> truths.put(key(score), String.valueOf(score.getObserved())));
            return truths.keySet().containsAll(due);
        });
        assertThat(due).isNotEmpty();
        return truths;
    }

    private static boolean isDue(Instant reference, int lead) {
        return !reference
                .plus(Duration.ofMinutes(lead))
                .isAfter(Rig.BEGIN.plus(Outcome.SLOT.multipliedBy(FIRST_SLOTS)));
    }

    private static String key(Score score) {
        return key(score.getStationId(), score.getReferenceTime(), score.getLeadMinutes(), score.getVariable());
    }

    private static String key(String station, Instant reference, int lead, String variable) {
        return "%s %s +%d min %s".formatted(station, reference, lead, variable);
    }
}
