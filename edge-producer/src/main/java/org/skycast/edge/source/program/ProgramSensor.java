package org.skycast.edge.source.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.report.JsonReports;
import org.skycast.edge.source.report.ReportIntake;
import org.skycast.edge.source.report.ReportReader;
import org.skycast.edge.source.report.ReportSeen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that prints readings as JSON, run now and then. A reading of a time that was taken is not taken again. */
final class ProgramSensor implements LiveSource {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramSensor.class);

    /** More than a day of one-minute reports of every field of a console. */
    private static final long MOST_BYTES = 4_000_000;

    private final String name;
    private final Cadence cadence;
    private final Program program;
    private final ReportReader reader;
    private final ReportIntake reports;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final Pause pause;
    private long lastDue = -1;
    private boolean owing;

    /** @throws org.skycast.settings.SettingsException if its map cannot be used */
    ProgramSensor(String stationId, CommandReadings config, EdgeMetrics metrics, InstantSource clock, Pause pause) {
        this.program = new Program(config.command(), config.timeout(), MOST_BYTES);
        this.name = nameOf(stationId, config, program);
        this.cadence = config.cadence();
        this.reader = new ReportReader(config.names().open(), name);
        this.reports = new ReportIntake(stationId, name, reader, metrics, clock);
        this.metrics = metrics;
        this.clock = clock;
        this.pause = pause;
    }

    /** Two commands differ by what stands behind the program, which may hold passwords and is not shown. */
    private static String nameOf(String stationId, CommandReadings config, Program program) {
        var sum = new CRC32C();
        sum.update(String.join("\0", config.command()).getBytes(StandardCharsets.UTF_8));
        return "%s/readings/command/%s-%04x".formatted(stationId, program.name(), sum.getValue() & 0xffff);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void resumeAfter(String item) {
        reports.resumeAfter(item);
    }

    @Override
    public void run(SampleSink sink) throws Exception {
        while (!Thread.currentThread().isInterrupted()) {
            if (!owing) {
                Cadence.Due next = cadence.after(lastDue, clock.instant(), name.hashCode());
                pause.until(next.at());
                lastDue = next.number();
                owing = true;
            }
            take(sink);
            owing = false;
        }
    }

    private void take(SampleSink sink) throws ProgramException, InterruptedException {
        byte[] output = program.run();
        JsonReports printed;
        try {
            printed = printed(output);
        } catch (ProgramException e) {
            metrics.unreadable(name);
            throw e;
        }
        printed.broken().forEach(reason -> LOG.warn("A part of what {} printed is left out: {}.", name, reason));
        for (int i = 0; i < printed.unreadable(); i++) {
            metrics.unreadable(name);
        }
        List<ReportIntake.Outcome> outcomes = reports.takeAll(
                printed.reports().stream()
                        .map(one -> new ReportIntake.Given(one.report(), ""))
                        .toList(),
                sink);
        List<String> refused = outcomes.stream()
                .flatMap(
                        outcome -> outcome instanceof ReportIntake.Refused no ? Stream.of(no.reason()) : Stream.empty())
                .toList();
        if (refused.size() == outcomes.size()) {
            throw new ProgramException(
                    "The program %s printed no reading that can be used: %s".formatted(program.name(), refused.get(0)));
        }
    }

    private JsonReports printed(byte[] output) throws ProgramException {
        try {
            return JsonReports.read(output);
        } catch (IOException e) {
            throw new ProgramException(
                    "What the program %s printed cannot be read: %s.".formatted(program.name(), e.getMessage()), e);
        }
    }

    @Override
    public SourceCheck check(Duration limit) {
        try {
            Duration shorter = limit.compareTo(program.timeout()) < 0 ? limit : program.timeout();
            byte[] output = new Program(program.command(), shorter, MOST_BYTES).run();
            List<JsonReports.Element> printed = printed(output).reports();
            return ReportSeen.of(
                    "The program %s printed a report".formatted(program.name()),
                    reader.read(printed.get(printed.size() - 1).report(), clock.instant(), Map.of()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return SourceCheck.failed(e);
        } catch (ProgramException e) {
            return SourceCheck.failed(e);
        }
    }
}
