package org.skycast.edge.source.report;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SampleSink;
import org.skycast.nowcast.observe.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one source's reports, each once. What it remembers changes only once a reading is kept, so a report that could not
 * be kept may come again.
 */
public final class ReportIntake {

    private static final Logger LOG = LoggerFactory.getLogger(ReportIntake.class);
    private static final Duration BETWEEN_SAYING = Duration.ofHours(1);

    private final String stationId;
    private final String source;
    private final ReportReader reader;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private ReportPosition position = ReportPosition.NONE;
    private Optional<Content> last = Optional.empty();
    private Instant saidAt = Instant.EPOCH;

    public ReportIntake(
            String stationId, String source, ReportReader reader, EdgeMetrics metrics, InstantSource clock) {
        this.stationId = stationId;
        this.source = source;
        this.reader = reader;
        this.metrics = metrics;
        this.clock = clock;
    }

    private record Content(Instant at, Map<Variable, Double> values, Map<String, Total> totals) {
        static Content of(ReportReader.Read read) {
            return new Content(read.at(), read.values(), read.totals());
        }
    }

    /** What came of a report that was given. */
    public sealed interface Outcome {}

    /** It is kept. */
    public record Kept(Instant at, int values) implements Outcome {}

    /** It was kept before. */
    public record Repeated(Instant at) implements Outcome {}

    /**
     * It says nothing that can be used.
     *
     * @param reason one plain sentence
     */
    public record Refused(String reason) implements Outcome {}

    /** Begins after {@code item}. */
    public synchronized void resumeAfter(String item) {
        // An earlier version may have believed a clock that leapt.
        position = ReportPosition.of(item).notAfter(clock.instant());
    }

    /**
     * Keeps a report that was not kept before. Two are the same if they are of the same time and {@code content}; of one that
     * does not say its time nobody can tell.
     *
     * @param content what tells reports of the same time apart; empty where a sensor has one report for one time
     * @throws org.skycast.edge.source.StorageException if it cannot be kept
     */
    public synchronized Outcome take(Report report, String content, SampleSink sink) {
        Instant now = clock.instant();
        ReportReader.Outcome outcome = reader.read(report, now, position.totals());
        if (outcome instanceof ReportReader.Read read) {
            // What a counter showed before the last report says nothing of what was added since.
            boolean overtaken = read.at().toEpochMilli() < position.at();
            return overtaken && reader.read(report, now, Map.of()) instanceof ReportReader.Read alone
                    ? keep(alone, content, position.totals(), sink)
                    : keep(read, content, read.totals(), sink);
        } else if (outcome instanceof ReportReader.Ahead ahead) {
            metrics.ahead(source);
            metrics.remark(source, Optional.of("A report was left out. " + ahead.reason()));
            return leftOut(ahead.reason());
        }
        return refused(((ReportReader.Refused) outcome).reason());
    }

    private Outcome keep(ReportReader.Read read, String content, Map<String, Total> totals, SampleSink sink) {
        String identity = read.timed() ? identity(read.at(), content) : "";
        if (position.has(identity)) {
            return repeated(read);
        }
        long newest = Math.max(position.at(), read.at().toEpochMilli());
        ReportPosition after = position.after(newest, identity, totals);
        sink.take(List.of(new Sample.Values(stationId, read.at(), after.item(), read.values())));
        position = after;
        last = Optional.of(Content.of(read));
        for (int i = 0; i < read.unreadable(); i++) {
            metrics.unreadable(source);
        }
        say(read);
        return new Kept(read.at(), read.values().size());
    }

    /** A clock that stands gives one time to many reports, and of these only the first can be kept. */
    private Outcome repeated(ReportReader.Read read) {
        boolean stands = read.offset().isPresent()
                && last.filter(kept -> kept.at().equals(read.at())).isPresent()
                && last.filter(Content.of(read)::equals).isEmpty();
        return stands
                ? refused("Its time %s is that of the report before, and its values are others: the clock of the device stands, %s."
                        .formatted(read.at(), read.offset().get()))
                : new Repeated(read.at());
    }

    /** What is said of its time, in the log at most once an hour. */
    private void say(ReportReader.Read read) {
        Optional<String> remark = read.offset().map(offset -> "Its last report is of a time %s.".formatted(offset));
        metrics.remark(source, remark);
        Instant now = clock.instant();
        if (remark.isPresent() && now.isAfter(saidAt.plus(BETWEEN_SAYING))) {
            saidAt = now;
            LOG.warn("{}: a report of {} came, a time {}; if it is not late, set the device's clock or say its zone.",
                    source, read.at(), read.offset().get());
        }
    }

    private Refused refused(String reason) {
        metrics.unreadable(source);
        return leftOut(reason);
    }

    private Refused leftOut(String reason) {
        LOG.warn("A report to {} is left out: {}", source, reason);
        return new Refused(reason);
    }

    private static String identity(Instant at, String content) {
        String time = Long.toString(at.toEpochMilli(), Character.MAX_RADIX);
        if (content.isEmpty()) {
            return time;
        }
        var sum = new CRC32C();
        sum.update(content.getBytes(StandardCharsets.UTF_8));
        return time + "-" + Long.toString(sum.getValue(), Character.MAX_RADIX);
    }
}
