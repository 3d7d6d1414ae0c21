package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.ModelDeployment;
import org.skycast.avro.Observation;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.streams.rollout.DeploymentLog;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/** Bundles and roles as an operator handles them, on a real broker. */
class RolloutIT {

    @TempDir
    Path folder;

    private Rig rig;
    private Operator operator;

    private Instant observeAnHour() throws Exception {
        rig.simulate(2, Duration.ofHours(1));
        try (NowcastApp topology = rig.topology()) {
            rig.awaitCaughtUp();
        }
        return rig.read(Topics.OBSERVATIONS).stream()
                .map(Observation::getSlotStart)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(Duration.ofMinutes(10));
    }

    private Deployments deployments() {
        return new DeploymentLog(rig.clients()).read();
    }

    private String champion(String station, Instant slot) {
        return deployments()
                .at(Role.CHAMPION, station, slot)
                .map(Deployments.Deployment::bundleSha256)
                .orElse("");
    }

    @Test
    void bundleIsPublishedPromotedShadowedAndRolledBack() throws Exception {
        try (Rig started = Rig.on(folder)) {
            rig = started;
            operator = new Operator(rig);
            final Instant observed = observeAnHour();
            Variant first = Variant.in(folder.resolve("first")).version("2");
            Variant second = Variant.in(folder.resolve("second")).version("3");
            publishesOnce(first);
            operator.done("publish", "--bundle", second.directory().toString());

            assertThat(operator.done("list").out())
                    .contains(first.sha256().substring(0, 12) + "  skycast 2  of ")
                    .contains("No champion is deployed; a topology runs the bundle of its configuration.");
            assertThat(operator.done("verify", "--sha", first.sha256().substring(0, 8))
                            .out())
                    .containsPattern("ok      archive: \\d+ bytes")
                    .contains("ok      unpacking: every file")
                    .contains("ok      manifest, checksums and tensors: skycast 2 " + first.sha256())
                    .contains("ok      golden cases: 3 of the encoder, 4 of the forecaster, 3 of the features")
                    .contains("ok      signature: not signed");

            Instant from = observed.plus(Duration.ofMinutes(20));
            assertThat(operator.done("promote", first.sha256().substring(0, 6)).out())
                    .contains("From %s on skycast 2 (%s) is the champion of all stations."
                            .formatted(from, first.sha256()));
            everyPartitionHoldsACopy(first, from);

            // By its id, the bundle that was published last.
            operator.done("shadow", "skycast", "--from-slot", from.toString());
            assertThat(deployments().at(Role.SHADOW, "lyngby", from))
                    .hasValueSatisfying(
                            shadow -> assertThat(shadow.bundleSha256()).isEqualTo(sha256(second)));
            operator.done("shadow", "--off");
            assertThat(deployments().at(Role.SHADOW, "lyngby", from)).isEmpty();

            rolesAreListed(first, from);
            rollsBack(first, second, from);
            wrongSlotsAndNamesAreRefused(first, observed);
        }
    }

    private static String sha256(Variant variant) {
        try {
            return variant.sha256();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void publishesOnce(Variant variant) throws Exception {
        String directory = variant.directory().toString();
        assertThat(operator.done("publish", "--bundle", directory).out().strip())
                .isEqualTo("Published skycast 2 " + variant.sha256());
        assertThat(operator.done("publish", "--bundle", directory).out().strip())
                .isEqualTo("Already published: skycast 2 " + variant.sha256());
        assertThat(rig.read(Topics.MODELS)).hasSize(1);
    }

    private void everyPartitionHoldsACopy(Variant variant, Instant from) throws Exception {
        assertThat(rig.read(Topics.DEPLOYMENTS))
                .hasSize(4)
                .containsOnly(new ModelDeployment("CHAMPION", "skycast", variant.sha256(), from, List.of()));
        assertThat(deployments().known()).hasSize(1);
    }

    private void rolesAreListed(Variant variant, Instant from) throws Exception {
        for (String line : operator.done("list", "--json").out().strip().split("\n")) {
            JsonNode bundle = new ObjectMapper().readTree(line);
            if (bundle.get("sha256").asText().equals(variant.sha256())) {
                assertThat(bundle.at("/roles/0/role").asText()).isEqualTo("CHAMPION");
                assertThat(bundle.at("/roles/0/fromSlot").asText()).isEqualTo(from.toString());
                assertThat(bundle.at("/roles/0/planned").asBoolean()).isTrue();
            } else {
                assertThat(bundle.get("roles")).isEmpty();
            }
            assertThat(bundle.get("archiveBytes").asInt()).isGreaterThan(1_000_000);
        }
    }

    private void rollsBack(Variant first, Variant second, Instant from) throws Exception {
        Instant next = from.plus(Duration.ofMinutes(30));
        operator.done("promote", second.sha256(), "--from-slot", next.toString(), "--stations", "lyngby");
        assertThat(champion("lyngby", next)).isEqualTo(second.sha256());
        assertThat(champion("elsewhere", next)).isEqualTo(first.sha256());
        assertThat(champion("lyngby", next.minusSeconds(600))).isEqualTo(first.sha256());
        operator.done("rollback", "--stations", "lyngby");
        assertThat(champion("lyngby", next)).isEqualTo(first.sha256());

        operator.done("promote", second.sha256(), "--from-slot", next.toString());
        operator.done("rollback");
        assertThat(champion("elsewhere", next)).isEqualTo(first.sha256());
        assertThat(champion("lyngby", next)).isEqualTo(first.sha256());
    }

    private void wrongSlotsAndNamesAreRefused(Variant first, Instant observed) throws Exception {
        int written = deployments().known().size();
        assertThat(operator.refused(
                        "promote",
                        first.sha256(),
                        "--from-slot",
                        observed.minus(Duration.ofMinutes(10)).toString()))
                .contains("has been forecast already; name " + observed);
        assertThat(operator.refused(
                        "promote",
                        first.sha256(),
                        "--from-slot",
                        observed.plusSeconds(1).toString()))
                .startsWith("No slot starts at ");
        assertThat(operator.refused("promote", "absent")).startsWith("There is no bundle 'absent' in skycast.models");
        assertThat(operator.refused("promote", first.sha256(), "--stations", "lyngby,nowhere"))
                .startsWith("There is no station 'nowhere' in skycast.stations; known are [");
        assertThat(operator.models("promote").code()).isEqualTo(2);
        assertThat(operator.models("shadow").code()).isEqualTo(2);
        assertThat(operator.models("shadow", "x", "--off").code()).isEqualTo(2);
        assertThat(operator.models("verify").code()).isEqualTo(2);
        assertThat(deployments().known()).hasSize(written);
    }

    @Test
    void otherEncoderWaitsAHistoryAndOtherSlotsCannotRun() throws Exception {
        try (Rig started = Rig.on(folder)) {
            rig = started;
            operator = new Operator(rig);
            Instant observed = observeAnHour();
            Variant other = Variant.in(folder.resolve("other")).otherEncoder();
            operator.done("publish", "--bundle", other.directory().toString());
            assertThat(operator.refused(
                            "promote",
                            other.sha256(),
                            "--from-slot",
                            observed.plus(Duration.ofHours(5)).toString()))
                    .contains("will not have its 36 slots of own embeddings yet; name "
                            + observed.plus(Duration.ofHours(6)));
            operator.done("promote", other.sha256());
            assertThat(champion("lyngby", observed.plus(Duration.ofMinutes(370))))
                    .isEmpty();
            assertThat(champion("lyngby", observed.plus(Duration.ofMinutes(380))))
                    .isEqualTo(other.sha256());

            // Nobody was champion before: back to the bundle of the configuration.
            assertThat(operator.done("rollback").out())
                    .contains("A topology then runs the bundle of its configuration.");
            assertThat(champion("lyngby", observed.plus(Duration.ofMinutes(380))))
                    .isEmpty();

            Observation quick = rig.read(Topics.OBSERVATIONS).get(0);
            quick.setSlotStart(observed.plus(Duration.ofMinutes(10)));
            quick.setSlotMinutes(5);
            operator.send(Topics.OBSERVATIONS, quick.getStationId(), quick);
            assertThat(operator.refused("promote", other.sha256()))
                    .contains("has slots of 10 minutes, but the observations in skycast.observations have 5");
        }
    }
}
