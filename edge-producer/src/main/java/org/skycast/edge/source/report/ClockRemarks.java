package org.skycast.edge.source.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.nowcast.observe.Variable;
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

    private record Content(Instant at, Map<Variable, Double> values, Map<String, Total> totals) {
        static Content of(ReportReader.Read read) {
            return new Content(read.at(), read.values(), read.totals());
        }
    }

    ClockRemarks(String source, EdgeMetrics metrics) {
        this.source = source;
        this.metrics = metrics;
    }

    /** A report was left out, for its time is not yet. */
    void ahead(ReportReader.Ahead ahead) {
        metrics.ahead(source);
        metrics.remark(source, Optional.of("A report was left out. " + ahead.reason()));
    }

    /** A report was kept. What there is to say of its time is in the log at most once an hour. */
    void kept(ReportReader.Read read, Instant now) {
        last = Optional.of(Content.of(read));
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
     */
    Optional<String> standing(ReportReader.Read read) {
        boolean stands = last.filter(kept -> kept.at().equals(read.at())).isPresent()
                && last.filter(Content.of(read)::equals).isEmpty();
        return read.offset()
                .filter(offset -> stands)
                .map(offset ->
                        "Its time %s is that of the report before, and its values are others: the clock of the device stands, %s."
                                .formatted(read.at(), offset));
    }
}
