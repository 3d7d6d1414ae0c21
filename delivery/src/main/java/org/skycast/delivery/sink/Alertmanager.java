package org.skycast.delivery.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.avro.Alert;
import org.skycast.avro.AlertText;
import org.skycast.avro.WeatherAlert;
import org.skycast.delivery.outbox.Answer;
import org.skycast.delivery.outbox.IncidentEnds;

/**
 * Prometheus Alertmanager by its API v2. It knows an alert by its labels, so these are the same for all of an incident, and
 * what changes stands in annotations. It forgets what it is not told again, so what holds is repeated.
 */
final class Alertmanager implements Sink {

    private static final int MOST = 500;
    /** Firing as long as the sender lives: a rule there tells whoever is to know that it does not. */
    private static final String WATCHDOG = "SkycastWatchdog";

    private final Posting posting;
    private final Map<String, String> headers;
    private final Duration heartbeat;

    /**
     * @param token what the server knows the sender by, if it asks
     * @param heartbeat how often the sender says that it lives
     */
    Alertmanager(Posting posting, Optional<String> token, Duration heartbeat) {
        this.posting = posting;
        this.headers = new TreeMap<>(Map.of("Content-Type", "application/json"));
        token.ifPresent(secret -> headers.put("Authorization", "Bearer " + secret));
        this.heartbeat = heartbeat;
    }

    @Override
    public Answer tell(List<Alert> alerts, Instant now) {
        return post(alerts.stream().map(alert -> posted(alert, now)).toList(), now);
    }

    @Override
    public Answer repeat(Collection<Alert> holding, Instant now) {
        List<Alert> all = new ArrayList<>(holding);
        for (int from = 0; from < all.size(); from += MOST) {
            Answer answer = tell(all.subList(from, Math.min(from + MOST, all.size())), now);
            if (!(answer instanceof Answer.Taken)) {
                return answer;
            }
        }
        return new Answer.Taken();
    }

    @Override
    public Answer beat(Beat beat) {
        Map<String, Object> watchdog = new TreeMap<>();
        watchdog.put("labels", Map.of("alertname", WATCHDOG, "service", "skycast"));
        watchdog.put("annotations", Map.of("summary", "Skycast's sender of weather alerts lives."));
        watchdog.put("startsAt", beat.at().toString());
        watchdog.put("endsAt", beat.at().plus(heartbeat.multipliedBy(3)).toString());
        return post(List.of(watchdog), beat.at());
    }

    /** What holds is repeated anyhow. */
    @Override
    public Answer summarise(Summary summary) {
        return new Answer.Taken();
    }

    private Answer post(List<Map<String, Object>> alerts, Instant now) {
        return posting.send(CloudEvents.json(alerts), headers, now);
    }

    private static Map<String, Object> posted(Alert alert, Instant now) {
        Map<String, Object> posted = new TreeMap<>();
        posted.put("labels", labels(alert, alert.getWeather()));
        posted.put("annotations", annotations(alert, alert.getWeather()));
        posted.put("startsAt", alert.getWeather().getRaisedAt().toString());
        boolean over = IncidentEnds.with(alert);
        posted.put("endsAt", (over ? now : alert.getExpires()).toString());
        return posted;
    }

    private static Map<String, String> labels(Alert alert, WeatherAlert weather) {
        Map<String, String> labels = new TreeMap<>();
        // Its names allow less than ours.
        weather.getLabels().forEach((name, value) -> labels.put(name.replaceAll("[^A-Za-z0-9_]", "_"), value));
        labels.put("alertname", alert.getRule());
        labels.put("service", "skycast");
        labels.put("station", alert.getStationId());
        labels.put("area", weather.getArea());
        labels.put("status", weather.getStatus());
        return labels;
    }

    private static Map<String, String> annotations(Alert alert, WeatherAlert weather) {
        Map<String, String> annotations = new TreeMap<>();
        AlertText said = weather.getTexts()
                .getOrDefault(
                        "en",
                        weather.getTexts().values().stream()
                                .findFirst()
                                .orElse(new AlertText(weather.getTitle(), "", "")));
        annotations.put("summary", said.getHeadline());
        annotations.put("description", said.getDescription());
        annotations.put("instruction", said.getInstruction());
        annotations.put("state", alert.getState());
        annotations.put("severity", alert.getSeverity());
        annotations.put("urgency", alert.getUrgency());
        annotations.put("certainty", alert.getCertainty());
        annotations.put("probability", Double.toString(alert.getProbability()));
        annotations.put("onset", alert.getOnset().toString());
        annotations.put("message_id", weather.getMessageId());
        annotations.put("stale_after", weather.getStaleAfter().toString());
        annotations.values().removeIf(String::isEmpty);
        return annotations;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public void close() {
        posting.close();
    }
}
