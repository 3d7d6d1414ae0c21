package org.skycast.dashboard.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Alert;
import org.skycast.avro.WeatherAlert;
import org.skycast.dashboard.store.Sql;
import org.skycast.dashboard.store.Times;
import org.skycast.nowcast.alert.AlertMessage.Kind;
import org.skycast.nowcast.warning.EventRuns;
import org.skycast.nowcast.warning.ObservedEvent;
import org.skycast.nowcast.warning.SlotSeries;
import org.skycast.nowcast.warning.TestedAlert;
import org.skycast.nowcast.warning.TestedAlert.Spell;
import org.skycast.nowcast.warning.WarningMatch;
import org.skycast.nowcast.warning.WarningMatch.EventFate;
import org.skycast.nowcast.warning.WarningMatch.JudgedEvent;
import org.skycast.nowcast.warning.WeatherTruth;

/**
 * Alerts held against what was measured while they held, by the very reckoning with which rules are replayed. An alert is judged while
 * its station's observations are kept, and what came of it outlives them.
 */
final class WarningRows {

    /** So long before the onset it must have been told. */
    static final Duration MIN_LEAD = Duration.ofMinutes(10);

    private static final Set<String> ENDED = Set.of("CLEARED", "EXPIRED", "CANCELLED");

    private WarningRows() {}

    /** Keeps what an incident said when it was raised: of its messages, the earliest that is known. */
    static void claim(Sql sql, Alert alert, WeatherAlert weather) throws SQLException {
        Instant begin = weather.getSequence() == 1 ? weather.getSent() : weather.getRaisedAt();
        Optional<WarningClaim> claim = isHindsight(weather) ? Optional.empty() : WarningClaim.of(weather);
        sql.change(
                "INSERT INTO warning VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL) ON CONFLICT DO UPDATE SET sequence ="
                        + " excluded.sequence, begin = excluded.begin, claim = excluded.claim WHERE excluded.sequence < sequence"
                        + " AND fate IS NULL",
                alert.getId(),
                alert.getStationId(),
                alert.getRule(),
                weather.getTitle(),
                weather.getStatus(),
                weather.getSequence(),
                Times.micros(begin),
                claim.map(one -> Json.text(one.json())).orElse(null));
    }

    /** Of records that came late, such as of a station that was cut off: whatever came, it was told to nobody before. */
    private static boolean isHindsight(WeatherAlert weather) {
        return weather.getSent().isAfter(weather.getReferenceTime().plus(WarningClaim.PATIENCE));
    }

    private record Open(String id, Instant begin, @Nullable String claim, String state, Instant sent) {
        boolean isEnded() {
            return ENDED.contains(state);
        }
    }

    /** Judges those of a station that can be judged by now. */
    static void judge(Batch batch, String station) throws SQLException {
        List<Open> all = batch.sql()
                .list(
                        "SELECT warning.id, warning.begin, warning.claim, incident.state, incident.sent FROM warning JOIN"
                                + " incident ON incident.id = warning.id WHERE warning.station = ? AND warning.fate IS NULL"
                                + " ORDER BY warning.id",
                        row -> new Open(
                                row.getString(1),
                                Times.instant(row.getLong(2)),
                                row.getString(3),
                                row.getString(4),
                                Times.instant(row.getLong(5))),
                        station);
        for (Open open : all) {
            Optional<Judged> judged = judged(batch.sql(), station, open);
            if (judged.isPresent()) {
                batch.sql()
                        .change(
                                "UPDATE warning SET fate = ?, lead = ? WHERE id = ?",
                                judged.get().fate().name(),
                                judged.get().lead().map(Duration::toMinutes).orElse(null),
                                open.id());
                batch.changed("alert", station);
            }
        }
    }

    private record Judged(WarningFate fate, Optional<Duration> lead) {
        static Judged of(WarningFate fate) {
            return new Judged(fate, Optional.empty());
        }
    }

    private static Optional<Judged> judged(Sql sql, String station, Open open) throws SQLException {
        if (open.claim() == null) {
            return Optional.of(Judged.of(WarningFate.UNKNOWN));
        }
        WarningClaim claim = WarningClaim.read(Json.read(open.claim()));
        Optional<Measured> measured = Measured.of(sql, station, claim);
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        Instant until = measured.get().until();
        Instant end = open.isEnded() ? open.sent() : until;
        boolean isPast = open.isEnded() && !until.isBefore(end.plus(WarningClaim.PATIENCE));
        if (end.isBefore(open.begin())) {
            return isPast ? Optional.of(Judged.of(WarningFate.UNKNOWN)) : Optional.empty();
        }
        WarningMatch match = match(
                station,
                open,
                end,
                claim.truth(measured.get().series()),
                measured.get().from());
        return switch (match.alerts().get(0).fate()) {
            case TRUE -> Optional.of(came(match));
            case FALSE_ALARM -> isPast ? Optional.of(Judged.of(WarningFate.FALSE_ALARM)) : Optional.empty();
            case UNJUDGED -> isPast ? Optional.of(Judged.of(WarningFate.UNKNOWN)) : Optional.empty();
        };
    }

    private static WarningMatch match(String station, Open open, Instant end, WeatherTruth truth, Instant from) {
        List<ObservedEvent> events = EventRuns.of(station, truth, from, end);
        Optional<Kind> last = open.isEnded() ? Optional.of(Kind.valueOf(open.state())) : Optional.empty();
        var alert = new TestedAlert(open.id(), List.of(new Spell(open.begin(), end)), Duration.ZERO, 0, last);
        return WarningMatch.of(events, List.of(alert), truth, from, MIN_LEAD);
    }

    private static Judged came(WarningMatch match) {
        Optional<JudgedEvent> hit = match.events().stream()
                .filter(event -> event.fate() == EventFate.HIT)
                .findFirst();
        return hit.map(event -> new Judged(WarningFate.FORETOLD, event.lead()))
                .orElseGet(() -> new Judged(
                        WarningFate.LATE,
                        match.events().stream()
                                .filter(event -> event.fate() == EventFate.LATE)
                                .findFirst()
                                .flatMap(JudgedEvent::lead)));
    }

    /** What is kept of a variable at a station: from the beginning of its first slot to the end of its last. */
    private record Measured(SlotSeries series, Instant from, Instant until) {

        private record Slot(Instant begin, JsonNode body) {
            Duration length() {
                return Duration.ofMinutes(body.path("minutes").asLong());
            }
        }

        static Optional<Measured> of(Sql sql, String station, WarningClaim claim) throws SQLException {
            List<Slot> slots = sql.list(
                    "SELECT slot, body FROM observation WHERE station = ? ORDER BY slot",
                    row -> new Slot(Times.instant(row.getLong(1)), Json.read(row.getString(2))),
                    station);
            if (slots.isEmpty()) {
                return Optional.empty();
            }
            Slot last = slots.get(slots.size() - 1);
            var series = new SlotSeries(last.length());
            for (Slot slot : slots) {
                JsonNode of = slot.body()
                        .path("variables")
                        .path(claim.condition().of().cfName());
                JsonNode value = ObservationJson.value(of);
                boolean isUsable = value.isNumber() && !of.has("flags");
                series.put(slot.begin().plus(slot.length()), isUsable ? value.asDouble() : Double.NaN);
            }
            return Optional.of(
                    new Measured(series, slots.get(0).begin(), last.begin().plus(last.length())));
        }
    }
}
