package org.skycast.edge.source.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.skycast.edge.metrics.EdgeMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of the clock of a device, by the times of its reports. */
final class ClockRemarks {

    private static final Logger LOG = LoggerFactory.getLogger(ClockRemarks.class);
    private static final Duration BETWEEN = Duration.ofHours(1);

    private final String source;
    private final EdgeMetrics metrics;
    private Optional<Content> last = Optional.empty();
    private Instant saidAt = Instant.EPOCH;

    /** What a report said, as it stood there: what becomes of it depends on the reports before. */
    private record Content(Instant at, Map<String, String> texts) {}

    ClockRemarks(String source, EdgeMetrics metrics) {
        this.source = source;
        this.metrics = metrics;
    }

    /** A report was left out, for its time is not yet. */
    void ahead(ReportReader.Ahead ahead) {
        metrics.ahead(source);
        metrics.remark(source, Optional.of("A report was left out. " + ahead.reason()));
    }

    /**
     * A report was kept. What there is to say of its time is in the log at most once an hour.
     *
     * @param texts of its fields
     */
    void kept(ReportReader.Read read, Map<String, String> texts, Instant now) {
        last = Optional.of(new Content(read.at(), texts));
        metrics.remark(source, read.offset().map("Its last report is of a time %s."::formatted));
        if (read.offset().isPresent() && now.isAfter(saidAt.plus(BETWEEN))) {
            saidAt = now;
            LOG.warn(
                    "{}: a report of {} came, a time {}; if it is not late, set the device's clock or say its zone.",
                    source,
                    read.at(),
                    read.offset().get());
        }
    }

    /**
     * Why a report of a time that was kept before is no repetition: a clock that stands gives one time to many reports, and of
     * these only the first can be kept.
     *
     * @param texts of its fields
     */
    Optional<String> standing(ReportReader.Read read, Map<String, String> texts) {
        boolean stands = last.filter(kept -> kept.at().equals(read.at()))
                .filter(kept -> !kept.texts().equals(texts))
                .isPresent();
        return read.offset()
                .filter(offset -> stands)
                .map(offset ->
                        "Its time %s is that of the report before, and its values are others: the clock of the device stands, %s."
                                .formatted(read.at(), offset));
    }
}
