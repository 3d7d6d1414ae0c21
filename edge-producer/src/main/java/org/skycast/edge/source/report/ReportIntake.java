package org.skycast.edge.source.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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

    private final String stationId;
    private final String source;
    private final ReportReader reader;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private ReportPosition position = ReportPosition.NONE;

    public ReportIntake(
            String stationId, String source, ReportReader reader, EdgeMetrics metrics, InstantSource clock) {
        this.stationId = stationId;
        this.source = source;
        this.reader = reader;
        this.metrics = metrics;
        this.clock = clock;
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
        position = ReportPosition.of(item);
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
        ReportReader.Outcome outcome = reader.read(report, now, position.totalsByVariable());
        if (outcome instanceof ReportReader.Read read) {
            // What a counter showed before the last report says nothing of what was added since.
            boolean overtaken = read.at().toEpochMilli() < position.at();
            return overtaken && reader.read(report, now, Map.of()) instanceof ReportReader.Read alone
                    ? keep(alone, content, position.totalsByVariable(), sink)
                    : keep(read, content, read.totals(), sink);
        }
        return refused(((ReportReader.Refused) outcome).reason());
    }

    private Outcome keep(ReportReader.Read read, String content, Map<Variable, Total> totals, SampleSink sink) {
        String identity = read.timed() ? identity(read.at(), content) : "";
        if (position.has(identity)) {
            return new Repeated(read.at());
        }
        long newest = Math.max(position.at(), read.at().toEpochMilli());
        ReportPosition after = position.after(newest, identity, totals);
        sink.take(List.of(new Sample.Values(stationId, read.at(), after.item(), read.values())));
        position = after;
        for (int i = 0; i < read.unreadable(); i++) {
            metrics.unreadable(source);
        }
        return new Kept(read.at(), read.values().size());
    }

    private Refused refused(String reason) {
        metrics.unreadable(source);
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
