package org.skycast.edge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.process.Processed;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.edge.source.Checked;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolBatch;
import org.skycast.edge.spool.SpoolFile;
import org.skycast.edge.spool.SpoolSettings;
import org.skycast.edge.spool.SpoolSettings.WhenFull;
import org.skycast.edge.status.ClockState;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;

class CheckTest {

    private static final Instant NOW = Instant.parse("2026-06-01T06:00:00Z");

    @TempDir
    Path folder;

    private record Given(String subject, Looking looking) implements Probe {
        interface Looking {
            CheckFinding look() throws Exception;
        }

        @Override
        public CheckFinding look(Duration limit) throws Exception {
            return looking.look();
        }
    }

    @Test
    void eachIsBoundedInTimeAndOneThatHangsHoldsUpNoOther() {
        var never = new CountDownLatch(1);
        long began = System.nanoTime();
        List<Check.Row> rows = Check.run(
                List.of(
                        new Given("hangs", () -> {
                            never.await();
                            return new CheckFinding.Ok("never");
                        }),
                        new Given("well", () -> new CheckFinding.Ok("seen")),
                        new Given("breaks", () -> {
                            throw new IllegalStateException("It is broken; mend it.");
                        })),
                Duration.ofMillis(300));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(rows).extracting(Check.Row::subject).containsExactly("hangs", "well", "breaks");
        assertThat(rows).extracting(row -> row.finding().state()).containsExactly("FAILED", "ok", "FAILED");
        assertThat(rows.get(2).finding().seen()).isEqualTo("It is broken; mend it.");
        assertThat(Check.passed(rows)).isFalse();
    }

    private static CheckFinding of(SourceCheck check, boolean runs) {
        var source = new Checked() {
            @Override
            public String name() {
                return "a";
            }

            @Override
            public SourceCheck check(Duration limit) {
                assertThat(limit).as("less than the whole").isLessThan(Duration.ofSeconds(15));
                return check;
            }
        };
        return new SourceProbe(source, name -> runs && name.equals("a"), () -> NOW).look(Duration.ofSeconds(15));
    }

    private static CheckFinding of(SourceCheck check) {
        return of(check, false);
    }

    @Test
    void portThatTheRunningEdgeListensOnIsWell() {
        var inUse = new SourceCheck.InUse("Port 8087 is in use.");
        assertThat(of(inUse, true)).isInstanceOf(CheckFinding.Ok.class);
        assertThat(of(inUse)).isEqualTo(new CheckFinding.Failed("Port 8087 is in use."));
    }

    @Test
    void sourceThatIsSilentOrHasNotWrittenForAnHourIsWarnedOf() {
        assertThat(of(new SourceCheck.Ok("Seen."))).isEqualTo(new CheckFinding.Ok("Seen."));
        assertThat(of(new SourceCheck.Ok("Seen.", Optional.of(NOW.minusSeconds(3600)))))
                .isEqualTo(new CheckFinding.Ok("Seen."));
        assertThat(of(new SourceCheck.Ok("Seen.", Optional.of(NOW.minusSeconds(3601)))))
                .isEqualTo(new CheckFinding.Warn("Seen. Nothing was written for an hour, since 2026-06-01T04:59:59Z."));
        assertThat(of(new SourceCheck.Silent("Nothing came."))).isEqualTo(new CheckFinding.Warn("Nothing came."));
        assertThat(of(new SourceCheck.Failed("Gone."))).isEqualTo(new CheckFinding.Failed("Gone."));
    }

    @Test
    void warningPassesAndTheTableSaysSo() {
        List<Check.Row> rows = List.of(
                new Check.Row("disk", new CheckFinding.Warn("It is\nslow.")),
                new Check.Row("clock", new CheckFinding.Ok("Right.")));
        assertThat(Check.passed(rows)).isTrue();
        assertThat(CheckTable.text(rows).lines())
                .containsExactly(
                        "disk   warn    It is slow.", "clock  ok      Right.", "2 looked at, 0 failed, 1 to be known.");
        assertThat(CheckTable.json(rows))
                .isEqualTo(
                        "{\"passed\":true,\"rows\":[{\"subject\":\"disk\",\"state\":\"warn\",\"seen\":\"It is\\nslow.\"},"
                                + "{\"subject\":\"clock\",\"state\":\"ok\",\"seen\":\"Right.\"}]}");
    }

    private static DiskProbe disk(Path spool) {
        return new DiskProbe(new SpoolSettings(spool, 1000, Duration.ofDays(30), WhenFull.refuseNew));
    }

    @Test
    void diskIsSyncedToAndItsRoomHeldAgainstTheSpoolsLimit() throws Exception {
        Path spool = folder.resolve("not/there/yet/spool.db");
        assertThat(disk(spool).look(Duration.ofSeconds(10)).seen()).contains("a sync takes");
        assertThat(folder).isEmptyDirectory();
        DiskProbe probe = disk(spool);
        assertThat(probe.judge(folder, "ext4", 5, 1_000_000_000, 0)).isInstanceOf(CheckFinding.Ok.class);
        assertThat(probe.judge(folder, "ext4", 5, 999_000_000, 0)).isInstanceOf(CheckFinding.Warn.class);
        assertThat(probe.judge(folder, "ext4", 5, 999_000_000, 2_000_000)).isInstanceOf(CheckFinding.Ok.class);
        assertThat(probe.judge(folder, "ext4", 400, 2_000_000_000, 0).seen()).contains("that is slow");
        assertThat(probe.judge(folder, "tmpfs", 0.01, 2_000_000_000, 0).seen()).contains("lost with the power");
    }

    @Test
    void diskThatCannotBeWrittenFails() throws Exception {
        assertThat(disk(Path.of("/proc/spool.db")).look(Duration.ofSeconds(10)))
                .isInstanceOf(CheckFinding.Failed.class)
                .extracting(CheckFinding::seen)
                .asString()
                .contains("/proc cannot be written");
    }

    private static CheckFinding clock(Optional<Boolean> isSynchronized, Optional<Double> offset) {
        return ClockProbe.judge(new ClockState(isSynchronized, offset, Optional.empty()));
    }

    @Test
    void clockIsJudgedByTheServerFirstAndThenByTheSystem() {
        assertThat(clock(Optional.of(true), Optional.of(0.02)).seen())
                .isEqualTo("synchronized, says the system; off by -0.020 s.");
        assertThat(clock(Optional.of(true), Optional.of(-7.0))).isInstanceOf(CheckFinding.Warn.class);
        assertThat(clock(Optional.of(true), Optional.of(300.0))).isInstanceOf(CheckFinding.Failed.class);
        assertThat(clock(Optional.of(false), Optional.empty())).isInstanceOf(CheckFinding.Warn.class);
        assertThat(clock(Optional.empty(), Optional.empty())).isInstanceOf(CheckFinding.Warn.class);
        assertThat(clock(Optional.empty(), Optional.of(0.0))).isInstanceOf(CheckFinding.Ok.class);
    }

    @Test
    void certificateThatEndsSoonWarnsAndOneThatHasEndedFails() {
        var probe = new CertificateProbe("certificates", new Link(Map.of()), InstantSource.fixed(NOW));
        Optional<Instant> far = Optional.of(NOW.plus(Duration.ofDays(300)));
        assertThat(probe.judge(far, Optional.empty()).seen()).isEqualTo("the brokers' holds until 2027-03-28.");
        assertThat(probe.judge(far, Optional.of(NOW.plus(Duration.ofDays(10))))).isInstanceOf(CheckFinding.Warn.class);
        assertThat(probe.judge(far, Optional.of(NOW.minusSeconds(1)))).isInstanceOf(CheckFinding.Failed.class);
    }

    private FamiliarityProbe familiarity(double altitude, boolean adapts) {
        var training = new TrainingStatistics(Map.of(Feature.PRESSURE, new TrainingStatistics.Spread(1010, 10)));
        var station = new Station("a", "a", new Site(40, 12, altitude));
        return new FamiliarityProbe(station, adapts, () -> training, new SpoolFile(folder.resolve("spool.db")));
    }

    @Test
    void stationUnlikeTheTrainingIsNamedByWhatIsMeasuredThere() {
        Duration limit = Duration.ofSeconds(1);
        assertThat(familiarity(10, true).look(limit))
                .isEqualTo(new CheckFinding.Ok("nothing that is known of it is unfamiliar to the model."));
        assertThat(familiarity(2200, true).look(limit))
                .isEqualTo(new CheckFinding.Warn("altitude: unlike where the model was trained;"
                        + " forecasts rest on persistence at first and learn within days."));
        assertThat(familiarity(2200, false).look(limit).seen()).contains("adapt is off");
        try (Spool spool = Spool.open(folder.resolve("spool.db"), NOW)) {
            var read = new ModelJournal.Read(Map.of(Variable.PRESSURE, 780.0));
            var entry = new ModelJournal.Entry(1, "a", NOW, NOW, read);
            spool.write(List.of(SpoolBatch.unasked(new Processed(List.of(), List.of(entry)))), NOW);
        }
        assertThat(familiarity(2200, true).look(limit).seen()).startsWith("air_pressure: ");
    }

    @Test
    void libraryThatCannotBeLoadedIsSaidWhateverItMadeFail() {
        var link = new UnsatisfiedLinkError("/x/lib.so: failed to map segment from shared object");
        assertThat(Check.sentence(
                        new IllegalStateException("The spool cannot be read (Error opening connection).", link)))
                .startsWith("A native library cannot be loaded (failed to map segment from shared object);");
        assertThat(Check.sentence(new IllegalStateException("The spool cannot be read.")))
                .isEqualTo("The spool cannot be read.");
    }
}
