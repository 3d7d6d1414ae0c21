package org.skycast.edge.source.report;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SampleSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one source's reports, each once. What it remembers changes only once a reading is kept, so a report that could not
 * be kept may come again.
 */
public final class ReportIntake {

    private static final Logger LOG = LoggerFactory.getLogger(ReportIntake.class);

    /** Where one kind of record has not come for so long, the other is taken in its place. */
    private static final Duration OTHER_KIND_AFTER = Duration.ofHours(1);

    /** So many of a list are kept in one transaction. */
    private static final int BATCH = 500;

    private final String stationId;
    private final String source;
    private final ReportReader reader;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final ClockRemarks remarks;
    private ReportPosition position = ReportPosition.NONE;
    private SeenReports seen = new SeenReports();
    private boolean inList;
    private boolean saidOtherKind;

    public ReportIntake(
            String stationId, String source, ReportReader reader, EdgeMetrics metrics, InstantSource clock) {
        this.stationId = stationId;
        this.source = source;
        this.reader = reader;
        this.metrics = metrics;
        this.clock = clock;
        this.remarks = new ClockRemarks(source, metrics);
    }

    /** What came of a report that was given. */
    public sealed interface Outcome {}

    /**
     * It is kept.
     *
     * @param unreadable how many values were there and are no numbers
     */
    public record Kept(Instant at, int values, int unreadable) implements Outcome {}

    /** It was kept before. */
    public record Repeated(Instant at) implements Outcome {}

    /**
     * It says nothing that can be used.
     *
     * @param reason one plain sentence
     */
    public record Refused(String reason) implements Outcome {}

    /**
     * It is of a kind that is not taken.
     *
     * @param reason one plain sentence
     */
    public record LeftAside(String reason) implements Outcome {}

    /**
     * A report of a list.
     *
     * @param content as of {@link #take}
     */
    public record Given(Report report, String content) {}

    /** Begins after {@code item}. */
    public synchronized void resumeAfter(String item) {
        // An earlier version may have believed a clock that leapt.
        position = ReportPosition.of(item).notAfter(clock.instant());
        seen = SeenReports.of(position.recent());
    }

    /**
     * Keeps those of a list that were not kept before, in the order of their times. All of a day is known again, however
     * lists overlap.
     *
     * @throws org.skycast.edge.source.StorageException if some cannot be kept; those are not remembered
     */
    public synchronized List<Outcome> takeAll(List<Given> list, SampleSink sink) {
        if (list.size() == 1) {
            // A program that prints one at a time needs no day to be remembered with each.
            return List.of(take(list.get(0).report(), list.get(0).content(), sink));
        }
        Instant now = clock.instant();
        List<Given> inOrder = list.stream()
                .sorted(Comparator.comparing(one ->
                        reader.read(one.report(), now, Map.of()) instanceof ReportReader.Read read ? read.at() : now))
                .toList();
        List<Outcome> outcomes = new ArrayList<>();
        for (int from = 0; from < inOrder.size(); from += BATCH) {
            outcomes.addAll(takeInOneGo(inOrder.subList(from, Math.min(inOrder.size(), from + BATCH)), sink));
        }
        return outcomes;
    }

    private List<Outcome> takeInOneGo(List<Given> list, SampleSink sink) {
        ReportPosition before = position;
        SeenReports seenBefore = seen.copy();
        List<Outcome> outcomes = new ArrayList<>();
        List<Sample> held = new ArrayList<>();
        seen.givesLists();
        inList = true;
        try {
            list.forEach(one -> outcomes.add(take(one.report(), one.content(), held::addAll)));
            if (!held.isEmpty()) {
                give(held, sink);
            }
        } catch (RuntimeException e) {
            position = before;
            seen = seenBefore;
            throw e;
        } finally {
            inList = false;
        }
        return outcomes;
    }

    /** What is remembered goes with the last. */
    private void give(List<Sample> held, SampleSink sink) {
        List<Sample> batch = new ArrayList<>(held);
        int last = batch.size() - 1;
        if (batch.get(last) instanceof Sample.Values values) {
            String item = position.knowing(seen).item();
            batch.set(last, new Sample.Values(values.stationId(), values.at(), item, values.values()));
        }
        sink.take(batch);
    }

    /** Something that came is not taken, for {@code reason}; it is counted. */
    public LeftAside leaveAside(String reason) {
        metrics.leftAside(source);
        return new LeftAside(reason);
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
        if (outcome instanceof ReportReader.Read read && isOtherKind(report, read.at())) {
            return otherKind(reader.isSummary(report).orElse(false));
        }
        if (outcome instanceof ReportReader.Read read) {
            // What a counter showed before the last report says nothing of what was added since.
            boolean overtaken = read.at().toEpochMilli() < position.at();
            return overtaken && reader.read(report, now, Map.of()) instanceof ReportReader.Read alone
                    ? keep(report, alone, content, position.totals(), sink)
                    : keep(report, read, content, read.totals(), sink);
        }
        if (outcome instanceof ReportReader.Ahead ahead) {
            remarks.ahead(ahead);
            return leftOut(ahead.reason());
        }
        return refused(((ReportReader.Refused) outcome).reason());
    }

    /** Whether the other kind of the two is taken, and still comes. */
    private boolean isOtherKind(Report report, Instant at) {
        Optional<Boolean> summary = reader.isSummary(report);
        return summary.isPresent()
                && position.summaries()
                        .filter(taken -> !taken.equals(summary.get()))
                        .isPresent()
                && at.toEpochMilli() - position.at() < OTHER_KIND_AFTER.toMillis();
    }

    private Outcome otherKind(boolean summary) {
        LeftAside aside = leaveAside(
                summary
                        ? "It sums up reports that are taken one by one; have one kind sent, best archive records alone."
                        : "It is a loop packet, and archive records, which sum these up, are taken; have one kind sent.");
        if (!saidOtherKind) {
            saidOtherKind = true;
            LOG.warn("A report to {} is left aside, and so are others like it: {}", source, aside.reason());
        }
        return aside;
    }

    private Outcome keep(
            Report report, ReportReader.Read read, String content, Map<String, Total> totals, SampleSink sink) {
        String identity = read.timed() ? identity(read.at(), content) : "";
        if (seen.has(identity)) {
            seen.add(identity);
            return repeated(read, reader.texts(report));
        }
        long newest = Math.max(position.at(), read.at().toEpochMilli());
        SeenReports seenAfter = inList ? seen : seen.copy();
        if (!identity.isEmpty()) {
            seenAfter.add(identity);
        }
        ReportPosition after = position.after(newest, totals, reader.isSummary(report));
        String item = inList ? "" : after.knowing(seenAfter).item();
        sink.take(List.of(new Sample.Values(stationId, read.at(), item, read.values())));
        position = after;
        seen = seenAfter;
        for (int i = 0; i < read.unreadable(); i++) {
            metrics.unreadable(source);
        }
        remarks.kept(read, reader.texts(report), clock.instant());
        return new Kept(read.at(), read.values().size(), read.unreadable());
    }

    private Outcome repeated(ReportReader.Read read, Map<String, String> texts) {
        Optional<String> standing = remarks.standing(read, texts);
        if (standing.isPresent()) {
            return refused(standing.get());
        }
        metrics.leftAside(source);
        return new Repeated(read.at());
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
