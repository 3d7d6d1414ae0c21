package org.skycast.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.avro.Alert;
import org.skycast.delivery.WeatherAlertScene;
import org.skycast.delivery.outbox.Outbox.Progress;

class OutboxTest {

    private static final Instant NOW = WeatherAlertScene.RAISED.plusSeconds(60);
    private static final Answer TAKEN = new Answer.Taken();
    private static final Answer LATER = Answer.Later.because("It is away.");

    private final Outbox outbox = fresh(Duration.ZERO);

    private static Outbox fresh(Duration gathering) {
        var outbox = new Outbox(new RetryDelay(Duration.ofSeconds(1), Duration.ofMinutes(5), new Random(7)), gathering);
        outbox.assign(0, new Progress(0, 0));
        return outbox;
    }

    /** Of an incident with this number. */
    private static Alert message(int incident, String state, int sequence) {
        Alert alert = WeatherAlertScene.message(state, sequence);
        alert.setId(incident + "/" + alert.getId());
        alert.getWeather().setMessageId(incident + "/" + alert.getWeather().getMessageId());
        return alert;
    }

    private static List<Alert> tell(Outbox outbox, Answer answer, Instant now) {
        List<Alert> told = outbox.due(now, 1);
        outbox.trying(told);
        outbox.answered(told, answer, now);
        return told;
    }

    @Test
    void theNewestMessageStandsForThoseBefore() {
        outbox.take(message(1, "RAISED", 1), 0, 0, NOW, NOW);
        outbox.take(message(1, "UPDATED", 2), 0, 1, NOW, NOW);
        assertThat(outbox.progress()).isEqualTo(Map.of(0, new Progress(0, 0)));
        assertThat(tell(outbox, TAKEN, NOW)).extracting(Alert::getState).containsExactly("UPDATED");
        assertThat(outbox.progress()).isEqualTo(Map.of(0, new Progress(2, 2)));
        assertThat(outbox.due(NOW, 1)).isEmpty();
        assertThat(outbox.passedOver()).isEqualTo(1);
    }

    @Test
    void whatFailsIsTriedAgainEverLaterAndHoldsUpNoOther() {
        outbox.take(message(1, "RAISED", 1), 0, 0, NOW, NOW);
        outbox.take(message(2, "RAISED", 1), 0, 1, NOW, NOW);
        assertThat(tell(outbox, LATER, NOW)).hasSize(1);
        assertThat(tell(outbox, TAKEN, NOW)).extracting(Alert::getId).allMatch(id -> id.startsWith("2/"));
        assertThat(outbox.progress().get(0).done()).as("the first waits").isZero();
        Instant now = NOW;
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Instant due = outbox.nextDue().orElseThrow();
            waits.add(Duration.between(now, due));
            now = due;
            tell(outbox, LATER, now);
        }
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(waits.get(11)).isBetween(Duration.ofSeconds(150), Duration.ofMinutes(5));
        tell(outbox, TAKEN, outbox.nextDue().orElseThrow());
        assertThat(outbox.progress().get(0).done()).isEqualTo(2);
    }

    @Test
    void aReceiverSaysWhenItWantsToBeAskedAgain() {
        outbox.take(message(1, "RAISED", 1), 0, 0, NOW, NOW);
        tell(outbox, new Answer.Later("Too many.", Optional.of(Duration.ofSeconds(42))), NOW);
        assertThat(outbox.nextDue()).contains(NOW.plusSeconds(42));
        tell(outbox, new Answer.Later("Too many.", Optional.of(Duration.ofDays(42))), NOW.plusSeconds(42));
        assertThat(outbox.nextDue()).contains(NOW.plusSeconds(42).plus(Duration.ofMinutes(5)));
    }

    @Test
    void whatIsRefusedIsDoneWith() {
        outbox.take(message(1, "RAISED", 1), 0, 0, NOW, NOW);
        List<Alert> told = outbox.due(NOW, 1);
        outbox.trying(told);
        outbox.answered(told, new Answer.Refused("It answered 400."), NOW);
        assertThat(outbox.progress().get(0).done()).isEqualTo(1);
    }

    @Test
    void nothingIsToldPastItsExpiry() {
        outbox.take(message(1, "RAISED", 1), 0, 0, NOW, NOW);
        outbox.take(message(2, "RAISED", 1), 0, 1, NOW, NOW);
        tell(outbox, LATER, NOW);
        Instant late = NOW.plus(Duration.ofHours(5));
        List<Undelivered> expired = outbox.expired(late);
        assertThat(expired)
                .as("that which was tried; the other was passed over")
                .extracting(Undelivered::reason)
                .containsExactly("It expired before it was taken; attempts: 1.");
        assertThat(outbox.progress().get(0).done()).as("until it is parked").isZero();
        outbox.drop(expired);
        assertThat(outbox.due(late, 10)).isEmpty();
        assertThat(outbox.progress().get(0).done()).isEqualTo(2);
    }

    /** A process that starts after ten thousand messages of the past tells what is active, and no end of the unknown. */
    @Test
    void whatBeganAndEndedUntoldIsPassedOver() {
        for (int i = 0; i < 10_000; i += 2) {
            outbox.take(message(i, "RAISED", 1), 0, i, NOW, NOW);
            outbox.take(message(i, "CLEARED", 2), 0, i + 1, NOW, NOW);
        }
        outbox.take(message(-1, "RAISED", 1), 0, 10_000, NOW, NOW);
        assertThat(outbox.waiting()).isEqualTo(1);
        assertThat(outbox.passedOver()).isEqualTo(10_000);
        assertThat(outbox.progress().get(0).done()).isEqualTo(10_000);
    }

    /** Killed between an attempt and what would have come of it, it cannot know whether the receiver knows. */
    @Test
    void anEndIsToldWhereverTheBeginningMayBeKnown() {
        outbox.take(message(1, "RAISED", 1), 0, 0, NOW, NOW);
        outbox.trying(outbox.due(NOW, 1));
        Progress kept = outbox.progress().get(0);
        assertThat(kept).isEqualTo(new Progress(0, 1));
        Outbox next = fresh(Duration.ZERO);
        next.assign(0, kept);
        next.take(message(1, "RAISED", 1), 0, 0, NOW, NOW);
        next.take(message(1, "CLEARED", 2), 0, 1, NOW, NOW);
        assertThat(tell(next, TAKEN, NOW)).extracting(Alert::getState).containsExactly("CLEARED");
        Outbox later = fresh(Duration.ZERO);
        later.take(message(2, "CLEARED", 5), 0, 0, NOW, NOW);
        assertThat(tell(later, TAKEN, NOW)).as("told of before").hasSize(1);
    }

    @Test
    void whatIsOfOneRuleGoesTogetherAfterAWhile() {
        Outbox gathering = fresh(Duration.ofSeconds(10));
        for (int i = 0; i < 500; i++) {
            gathering.take(message(i, "RAISED", 1), 0, i, NOW.plusMillis(i), NOW.plusMillis(i));
        }
        Alert other = message(501, "RAISED", 1);
        other.setRule("wind");
        gathering.take(other, 0, 500, NOW, NOW);
        assertThat(gathering.due(NOW.plusSeconds(9), 1000)).isEmpty();
        assertThat(gathering.due(NOW.plusSeconds(11), 1000)).hasSize(500);
        assertThat(gathering.due(NOW.plusSeconds(11), 200)).hasSize(200);
    }

    /** Whatever fails, and wherever it is killed: the last that a receiver hears of an incident is the newest message. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void inTheEndTheReceiverKnowsTheNewestOfEach(long seed) {
        var random = new Random(seed);
        List<Alert> log = log(random);
        Map<String, Alert> heard = new HashMap<>();
        Progress kept = new Progress(0, 0);
        while (kept.done() < log.size()) {
            Outbox box = fresh(Duration.ZERO);
            box.assign(0, kept);
            long read = kept.done();
            for (int step = 0; step < 60; step++) {
                if (random.nextBoolean() && read < log.size()) {
                    box.take(log.get((int) read), 0, read++, NOW, NOW);
                } else {
                    List<Alert> told = box.due(NOW.plus(Duration.ofMinutes(6L * step)), 1 + random.nextInt(3));
                    box.trying(told);
                    kept = box.progress().get(0);
                    boolean killed = random.nextInt(20) == 0;
                    boolean arrives = random.nextInt(3) > 0;
                    if (arrives) {
                        told.forEach(alert -> heard.put(alert.getId(), alert));
                    }
                    if (killed) {
                        break;
                    }
                    box.answered(told, arrives ? TAKEN : LATER, NOW.plus(Duration.ofMinutes(6L * step)));
                }
                kept = box.progress().get(0);
            }
        }
        Map<String, Alert> newest = new HashMap<>();
        log.forEach(alert -> newest.put(alert.getId(), alert));
        newest.forEach((incident, alert) -> {
            if (heard.containsKey(incident) || !IncidentEnds.with(alert)) {
                assertThat(heard.get(incident)).isEqualTo(alert);
            }
        });
    }

    private static List<Alert> log(Random random) {
        List<Alert> log = new ArrayList<>();
        int[] sequences = new int[8];
        boolean[] ended = new boolean[8];
        for (int i = 0; i < 80; i++) {
            int incident = random.nextInt(8);
            if (ended[incident]) {
                continue;
            }
            sequences[incident]++;
            ended[incident] = sequences[incident] > 1 && random.nextInt(4) == 0;
            String state = ended[incident] ? "CLEARED" : sequences[incident] == 1 ? "RAISED" : "UPDATED";
            Alert alert = message(incident, state, sequences[incident]);
            alert.setExpires(NOW.plus(Duration.ofDays(30)));
            log.add(alert);
        }
        return log;
    }
}
