package org.skycast.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Alert;
import org.skycast.dashboard.project.MadeAlerts;
import org.skycast.dashboard.project.MadeTopics;
import org.skycast.topics.Topics;

/** How often alerts were right, as it is answered. */
class AlertVerificationTest {

    private static final int DAY_SLOTS = 144;

    @TempDir
    Path folder;

    /** Of more degrees than the slot at that time of the day has, in 40 minutes, or of more than there ever are. */
    private static void warn(MadeTopics log, int slot, boolean comes) {
        String id = "i-" + slot;
        for (int sequence = 1; sequence <= 2; sequence++) {
            Alert alert = MadeAlerts.message(id, "north", sequence, sequence == 1 ? "RAISED" : "CLEARED");
            Instant sent = MadeTopics.at(slot + (sequence == 1 ? 0 : 6));
            alert.getWeather().setComparator(">");
            alert.getWeather().setThreshold(comes ? slot + 3.5 : 99_999);
            alert.getWeather().setSent(sent);
            alert.getWeather().setRaisedAt(MadeTopics.at(slot));
            alert.getWeather().setReferenceTime(sent);
            log.add(Topics.ALERTS, "north", alert, sent);
        }
    }

    private static void measure(MadeTopics log, int from, int to) {
        for (int slot = from; slot < to; slot++) {
            log.add(Topics.OBSERVATIONS, "north", MadeTopics.observation("north", slot, 0), MadeTopics.at(slot + 1));
        }
    }

    private JsonNode rule(MadeTopics log, int days) throws Exception {
        Instant now = MadeTopics.START.plus(Duration.ofDays(days));
        try (var server = new AskedServer(folder.resolve(days + ".db"), log, now)) {
            JsonNode all = new ObjectMapper()
                    .readTree(server.get("/api/v1/alerts/verification").body());
            assertThat(all.path("rules")).hasSize(1);
            return all.path("rules").get(0);
        }
    }

    private static MadeTopics days(int days) {
        var log = new MadeTopics();
        for (int day = 0; day < days; day++) {
            int begin = day * DAY_SLOTS;
            measure(log, begin, begin + 10);
            warn(log, begin + 10, true);
            measure(log, begin + 10, begin + 60);
            warn(log, begin + 60, day % 2 == 0);
            measure(log, begin + 60, begin + DAY_SLOTS);
        }
        return log;
    }

    @Test
    void aShareHasItsIntervalOnceThereIsEnough() throws Exception {
        JsonNode rule = rule(days(8), 8);
        assertThat(rule.path("judged").asInt()).isEqualTo(16);
        assertThat(rule.path("foretold").asInt()).isEqualTo(12);
        assertThat(rule.path("falseAlarms").asInt()).isEqualTo(4);
        assertThat(rule.path("medianLeadMinutes").asInt()).isEqualTo(40);
        assertThat(rule.path("interval").get(0).asDouble()).isBetween(0.4, 0.75);
        assertThat(rule.path("interval").get(1).asDouble()).isBetween(0.75, 1.0);
    }

    @Test
    void fewAlertsOrDaysAreTooFewToTell() throws Exception {
        JsonNode rule = rule(days(6), 6);
        assertThat(rule.path("judged").asInt()).isEqualTo(12);
        assertThat(rule.path("interval").isNull()).isTrue();
    }

    @Test
    void withoutTruthThereIsNoShare() throws Exception {
        var log = new MadeTopics();
        warn(log, 10, true);
        measure(log, 60, 62);
        JsonNode rule = rule(log, 1);
        assertThat(rule.path("judged").asInt()).isZero();
        assertThat(rule.path("cannotTell").asInt()).isEqualTo(1);
    }
}
