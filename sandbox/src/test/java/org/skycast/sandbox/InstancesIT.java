package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.topics.Topics;

/**
 * Instances of the topology that come, go, die and are held, while stations send. Their forecasts are those of one that nothing
 * disturbs. For how long none came is printed; it is no assertion, for a machine may be busy.
 */
class InstancesIT {

    private static final int THREADS = 2;
    /** Instances that are called so have their names in the group, too. */
    private static final String NAMED = "named-";

    @TempDir
    Path folder;

    private final Map<String, Duration> gaps = new LinkedHashMap<>();
    private final Map<String, JavaProcess> instances = new LinkedHashMap<>();

    /** What is done while stations send. */
    private interface Disturbed {
        void happens(Rig rig, ForecastGaps seen) throws Exception;
    }

    /** Something that is done to instances. */
    private interface Disturbance {
        void happen() throws Exception;
    }

    private void stopAll() throws InterruptedException {
        for (JavaProcess instance : instances.values()) {
            instance.close();
        }
        instances.clear();
    }

    @AfterEach
    void end() throws InterruptedException {
        stopAll();
        gaps.forEach((what, gap) ->
                System.out.printf("InstancesIT: %-52s %5.1f s without a forecast%n", what, gap.toMillis() / 1e3));
    }

    @Test
    void forecastsAreThoseOfAnUndisturbedTopology() throws Exception {
        equalsUndisturbed(this::disturb, "a");
    }

    @Test
    void whoHasANameKeepsItsPlaceForAQuickRestart() throws Exception {
        equalsUndisturbed(this::rollByName, NAMED + "a", NAMED + "b");
    }

    private void equalsUndisturbed(Disturbed disturbed, String... first) throws Exception {
        int rounds;
        List<Forecast> forecasts;
        try (Rig rig = Rig.on(folder.resolve("disturbed"))) {
            for (String name : first) {
                start(rig, name);
            }
            try (var stations = new SteadyStations(rig).start();
                    var seen = new ForecastGaps(rig)) {
                awaitMembers(rig, first.length);
                seen.longest();
                disturbed.happens(rig, seen);
                rounds = stations.end();
            }
            rig.awaitCaughtUp();
            forecasts = rig.read(Topics.FORECASTS);
        }
        stopAll();
        assertThat(Outcome.differences(Outcome.ofForecasts(undisturbed(rounds)), Outcome.ofForecasts(forecasts)))
                .isEmpty();
    }

    private void disturb(Rig rig, ForecastGaps seen) throws Exception {
        after(seen, "two more are started beside one", () -> {
            start(rig, "b");
            start(rig, "c");
            awaitMembers(rig, 3);
        });
        after(seen, "kill -9 of one of three", () -> kill("c"));
        after(seen, "SIGTERM of one of two", () -> {
            stop("b");
            // It leaves the group, so that nobody waits for it.
            assertThat(members(rig)).isEqualTo(1);
        });
        after(seen, "SIGTERM of the only one, and a start", () -> {
            stop("a");
            start(rig, "a");
        });
        after(seen, "kill -9 of the only one, and a start", () -> {
            kill("a");
            start(rig, "a");
        });
        after(seen, "kill -9 of the only one, and a start elsewhere", () -> {
            kill("a");
            start(rig, "d");
        });
        start(rig, "b");
        awaitMembers(rig, 2);
        seen.longest();
        after(seen, "one of two is held (SIGSTOP)", () -> instances.get("b").suspend());
        after(seen, "it goes on, its places taken (SIGCONT)", () -> {
            instances.get("b").resume();
            awaitMembers(rig, 2);
        });
        after(seen, "rolling restart of two", () -> {
            for (String name : List.of("b", "d")) {
                stop(name);
                start(rig, name);
                awaitMembers(rig, 2);
            }
        });
    }

    private void rollByName(Rig rig, ForecastGaps seen) throws Exception {
        after(seen, "rolling restart of two that have names", () -> {
            for (String name : List.copyOf(instances.keySet())) {
                stop(name);
                assertThat(members(rig)).isEqualTo(2);
                start(rig, name);
                seen.longest();
            }
        });
    }

    private void after(ForecastGaps seen, String what, Disturbance disturbance) throws Exception {
        seen.begin();
        disturbance.happen();
        gaps.put(what, seen.longest());
    }

    private void start(Rig rig, String name) throws Exception {
        instances.put(name, name.startsWith(NAMED) ? rig.namedNowcastInstance(name) : rig.nowcastInstance(name, ""));
    }

    private void stop(String name) throws InterruptedException {
        // 128 + SIGTERM: it ends by the signal, once it has stopped.
        assertThat(instances.remove(name).terminate()).isEqualTo(143);
    }

    private void kill(String name) throws InterruptedException {
        instances.remove(name).kill();
    }

    private static void awaitMembers(Rig rig, int processes) {
        Rig.await(processes + " instances in the group", Duration.ofMinutes(1), () -> members(rig) == processes);
    }

    private static int members(Rig rig) {
        try (Admin admin = Admin.create(new HashMap<>(rig.clients()))) {
            return admin.describeConsumerGroups(List.of("skycast"))
                            .all()
                            .get()
                            .get("skycast")
                            .members()
                            .size()
                    / THREADS;
        } catch (ExecutionException e) {
            // There is no group before its first member.
            assertThat(e).hasCauseInstanceOf(GroupIdNotFoundException.class);
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private List<Forecast> undisturbed(int rounds) throws Exception {
        try (Rig rig = Rig.on(folder.resolve("calm"));
                var stations = new SteadyStations(rig)) {
            stations.send(rounds);
            try (JavaProcess ignored = rig.nowcastInstance("calm", "")) {
                rig.awaitCaughtUp();
                return rig.read(Topics.FORECASTS);
            }
        }
    }
}
