package org.skycast.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Spool;
import org.skycast.nowcast.observe.Variable;

class SendSchedulerTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Spool spool;

    @BeforeEach
    void open() {
        spool = Spool.open(folder.resolve("spool.db"), BEGIN);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    private static Instant at(int minute) {
        return BEGIN.plus(MINUTE.multipliedBy(minute));
    }

    private void reading(int minute) {
        var one = new Sample.Values("a", at(minute), "" + minute, Map.of(Variable.AIR_TEMPERATURE, 1.0));
        spool.put("a/readings/x", Memory.LAST, List.of(one), at(minute));
    }

    private void frame(int minute) {
        var one = new Sample.Frame("a", at(minute), "" + minute, new byte[20_000]);
        spool.put("a/frames/x", Memory.EACH, List.of(one), at(minute));
    }

    private List<Instant> sent(SendScheduler turns, Instant now) {
        return turns.next(spool, now) instanceof SendPlan.Send send ? sent(send) : List.of();
    }

    private List<Instant> sent(SendPlan.Send send) {
        spool.trim(send.records().stream().map(Spool.Waiting::id).toList());
        return send.records().stream().map(Spool.Waiting::at).toList();
    }

    @Test
    void slotsGoOneByOne() {
        for (int minute = 0; minute < 25; minute += 5) {
            reading(minute);
        }
        var turns = new SendScheduler(CatchUp.DEFAULT);
        Instant now = at(25);
        assertThat(sent(turns, now)).containsExactly(at(0), at(5));
        assertThat(sent(turns, now)).containsExactly(at(10), at(15));
        assertThat(sent(turns, now)).containsExactly(at(20));
        assertThat(turns.next(spool, now)).isInstanceOf(SendPlan.Nothing.class);
    }

    @Test
    void newestFirstBeginsWithThePresent() {
        for (int minute = 0; minute < 600; minute++) {
            frame(minute);
        }
        var turns = new SendScheduler(new CatchUp(CatchUp.Order.newestFirst, OptionalLong.of(100_000)));
        assertThat(sent(turns, at(620))).isSorted().contains(at(599)).doesNotContain(at(0));
    }

    @Test
    void backlogKeepsToItsBandwidth() {
        for (int minute = 0; minute < 100; minute++) {
            frame(minute);
        }
        var turns = new SendScheduler(new CatchUp(CatchUp.Order.oldestFirst, OptionalLong.of(50_000)));
        Instant now = at(200);
        Instant begun = now;
        long records = 0;
        for (SendPlan turn = turns.next(spool, now);
                !(turn instanceof SendPlan.Nothing);
                turn = turns.next(spool, now)) {
            if (turn instanceof SendPlan.Send send) {
                records += sent(send).size();
            } else if (turn instanceof SendPlan.Rest rest) {
                now = now.plus(rest.span());
            }
        }
        assertThat(records).isEqualTo(100);
        assertThat(Duration.between(begun, now)).isBetween(Duration.ofSeconds(38), Duration.ofSeconds(42));
    }

    /** An outage of ten hours, a line that takes two hours for its frames, a reading a minute meanwhile. */
    @Test
    void freshReadingsAreNeverLaterThanASlotWhileABacklogGoes() {
        for (int minute = 0; minute < 600; minute++) {
            reading(minute);
            frame(minute);
        }
        var turns = new SendScheduler(new CatchUp(CatchUp.Order.oldestFirst, OptionalLong.of(1_700)));
        Instant now = at(600);
        int minute = 600;
        List<Duration> waits = new ArrayList<>();
        List<Instant> backlog = new ArrayList<>();
        while (minute < 720) {
            SendPlan turn = turns.next(spool, now);
            if (turn instanceof SendPlan.Send send) {
                Instant then = now;
                for (Instant at : sent(send)) {
                    if (at.isBefore(at(590))) {
                        backlog.add(at);
                    } else if (!at.isBefore(at(600))) {
                        waits.add(Duration.between(at, then));
                    }
                }
                now = now.plusMillis(200);
            } else {
                now = now.plusSeconds(1);
            }
            while (!now.isBefore(at(minute))) {
                reading(minute++);
            }
        }
        assertThat(waits).hasSizeGreaterThan(100).allMatch(wait -> wait.compareTo(Duration.ofMinutes(10)) <= 0);
        assertThat(backlog).hasSizeGreaterThan(600).isSorted();
    }

    @Test
    void whereTheLineIsFastNothingIsOutOfOrder() {
        for (int minute = 0; minute < 600; minute++) {
            reading(minute);
        }
        var turns = new SendScheduler(CatchUp.DEFAULT);
        List<Instant> sent = new ArrayList<>();
        while (turns.next(spool, at(600)) instanceof SendPlan.Send send) {
            sent.addAll(sent(send));
        }
        assertThat(sent).hasSize(600).isSorted();
    }

    @Test
    void slowLineIsGivenLessAtATime() {
        for (int minute = 0; minute < 100; minute++) {
            frame(minute / 10);
        }
        var turns = new SendScheduler(CatchUp.DEFAULT);
        assertThat(turns.next(spool, at(11)))
                .isInstanceOfSatisfying(
                        SendPlan.Send.class, send -> assertThat(send.records()).hasSize(100));
        for (int i = 0; i < 5; i++) {
            turns.took(Duration.ofSeconds(60));
        }
        assertThat(turns.next(spool, at(11)))
                .isInstanceOfSatisfying(
                        SendPlan.Send.class, send -> assertThat(send.records()).hasSizeBetween(1, 5));
        turns.took(Duration.ofSeconds(1));
        assertThat(turns.next(spool, at(11)))
                .isInstanceOfSatisfying(
                        SendPlan.Send.class, send -> assertThat(send.records()).hasSizeBetween(6, 8));
        turns.failed();
        assertThat(turns.next(spool, at(11)))
                .isInstanceOfSatisfying(
                        SendPlan.Send.class, send -> assertThat(send.records()).hasSizeBetween(1, 5));
    }
}
