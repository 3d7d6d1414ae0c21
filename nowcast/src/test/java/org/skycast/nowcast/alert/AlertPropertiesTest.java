package org.skycast.nowcast.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.nowcast.alert.AlertScene.START;
import static org.skycast.nowcast.alert.AlertScene.at;
import static org.skycast.nowcast.alert.AlertScene.level;
import static org.skycast.nowcast.alert.AlertScene.rain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.nowcast.alert.AlertMessage.Kind;

/** What holds whatever comes, by seeded sequences of forecasts, gaps, losses, late values, ticks and changes of rules. */
class AlertPropertiesTest {

    private static final int SLOTS = 600;

    /** What happens to a station: a step of a life. */
    private interface Step extends Consumer<AlertScene> {}

    private static AlertScene scene(String station) {
        return new AlertScene(
                station,
                rain("one"),
                rain("two", 1, START, true, level(0.4, 0.2), level(0.75, 0.5)),
                rain("two", 2, at(250), true, level(0.5, 0.2), level(0.8, 0.5)),
                rain("two", 3, at(400), false, level(0.5, 0.2), level(0.8, 0.5)));
    }

    private static List<Step> life(Random random) {
        List<Step> life = new ArrayList<>();
        double p = 0.5;
        int lost = 0;
        for (int slot = 1; slot <= SLOTS; slot++) {
            int now = slot;
            p = Math.max(0, Math.min(1, p + 0.25 * random.nextGaussian()));
            lost = lost > 0 ? lost - 1 : random.nextInt(40) == 0 ? random.nextInt(80) : 0;
            double said = p;
            switch (lost == 0 ? 0 : 1 + lost % 3) {
                case 0 -> life.add(scene -> scene.say(now, said));
                case 1 -> life.add(scene -> scene.lack(now, "rain"));
                case 2 -> life.add(scene -> scene.lack(now, "newest_slot"));
                default -> life.add(scene -> scene.pass(at(now)));
            }
        }
        return life;
    }

    private static AlertScene lived(String station, List<Step> life) {
        AlertScene scene = scene(station);
        life.forEach(step -> step.accept(scene));
        return scene;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyMessageIsWholeAndFollowsFromTheOneBefore(long seed) {
        AlertScene scene = lived("a", life(new Random(seed)));
        assertThat(scene.messages).hasSizeGreaterThan(10);
        Map<String, AlertMessage> newest = new HashMap<>();
        for (AlertMessage message : scene.messages) {
            AlertSpan span = message.span();
            assertThat(span.expires()).isAfterOrEqualTo(span.onset()).isAfterOrEqualTo(span.staleAfter());
            assertThat(span.expires()).isAfterOrEqualTo(span.ends().orElse(Instant.MIN));
            AlertMessage before = newest.put(message.incident().id(), message);
            int sequence = before == null ? 0 : before.incident().sequence();
            assertThat(message.incident().sequence()).isEqualTo(sequence + 1);
            assertThat(message.incident().references()).hasSize(Math.min(100, sequence));
            if (before == null) {
                assertThat(message.kind()).isEqualTo(Kind.RAISED);
            } else {
                assertThat(message.sent()).isAfterOrEqualTo(before.sent());
                assertThat(message.rule().wording().labels())
                        .isEqualTo(before.rule().wording().labels());
                boolean again = before.kind() == Kind.CLEARED && message.kind() == Kind.RAISED;
                assertThat(before.kind().isLast() && !again)
                        .as("%s after %s", message.kind(), before.kind())
                        .isFalse();
            }
        }
    }

    /** Once a station says nothing more that can be judged, nothing is ever cleared. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void nothingIsClearedByWhatIsMissing(long seed) {
        var random = new Random(seed);
        AlertScene scene = lived("a", life(random).subList(0, 100 + random.nextInt(100)));
        int told = scene.messages.size();
        for (int slot = SLOTS; slot < SLOTS + 300; slot++) {
            if (random.nextBoolean()) {
                scene.lack(slot, random.nextBoolean() ? "rain" : "newest_slot");
            } else {
                scene.pass(at(slot));
            }
        }
        assertThat(scene.messages.subList(told, scene.messages.size()))
                .extracting(AlertMessage::kind)
                .isSubsetOf(Kind.UNKNOWN, Kind.EXPIRED, Kind.CANCELLED);
        assertThat(scene.state.states())
                .as("all is forgotten in the end")
                .noneMatch(state -> state.open().isPresent());
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44})
    void amendedAndLateValuesChangeNoMessage(long seed) {
        var random = new Random(seed);
        List<Step> life = life(random);
        AlertScene disturbed = scene("a");
        for (int i = 0; i < life.size(); i++) {
            life.get(i).accept(disturbed);
            int newest = (int) Duration.between(START, disturbed.state.newest()).dividedBy(AlertScene.SLOT);
            if (newest > 0) {
                disturbed.say(1 + random.nextInt(newest), random.nextDouble());
            }
        }
        assertThat(disturbed.messages).isEqualTo(lived("a", life).messages);
    }

    /** Ticks may be many or few: what falls due is told with the time at which it did. */
    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53, 54})
    void howOftenTimeIsToldToPassChangesNoMessage(long seed) {
        var random = new Random(seed);
        List<Step> life = life(random);
        AlertScene often = scene("a");
        for (int i = 0; i < life.size(); i++) {
            life.get(i).accept(often);
            for (int tick = 0; tick < random.nextInt(4); tick++) {
                often.pass(at(i + 1).plusSeconds(30L * (tick + 1)));
            }
        }
        List<AlertMessage> rarely = lived("a", life).pass(at(SLOTS + 2000)).messages;
        assertThat(often.pass(at(SLOTS + 2000)).messages).isEqualTo(rarely);
    }
}
