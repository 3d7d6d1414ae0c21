package org.skycast.cli.tail;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Alert;
import org.skycast.avro.AlertRule;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.Forecast;
import org.skycast.avro.ModelDeployment;
import org.skycast.avro.Observation;
import org.skycast.avro.PublishedBundle;
import org.skycast.avro.Rejected;
import org.skycast.avro.Score;
import org.skycast.avro.SensorReading;
import org.skycast.avro.SkyEmbedding;
import org.skycast.avro.Station;
import org.skycast.avro.StationLearning;
import org.skycast.avro.StationStatus;
import org.skycast.avro.Tick;
import org.skycast.cli.alerts.AlertLine;
import org.skycast.records.PlainRecord;

/** What a record says, in the words that matter of its kind. */
final class BriefLine {

    /** Enough to tell bundles apart at a glance. */
    private static final int DIGITS = 12;

    private static final Map<Class<?>, Function<Object, String>> LINES = new HashMap<>();

    static {
        is(
                Station.class,
                of -> "%s at %.4f, %.4f, %.0f m"
                        .formatted(
                                of.getName(),
                                of.getSite().getLatitude(),
                                of.getSite().getLongitude(),
                                of.getSite().getAltitude()));
        is(SensorReading.class, WeatherLine::of);
        is(
                CameraFrame.class,
                of -> "%s %s %dx%d, %d bytes"
                        .formatted(
                                of.getCapturedAt(),
                                of.getMediaType(),
                                of.getWidth(),
                                of.getHeight(),
                                of.getImage().remaining()));
        is(
                SkyEmbedding.class,
                of -> "%s embedded by %s%s%s%s"
                        .formatted(
                                of.getCapturedAt(),
                                of.getModelId(),
                                flag("dark", of.getDark()),
                                flag("blurred", of.getBlurred()),
                                flag("saturated", of.getSaturated())));
        is(
                StationStatus.class,
                of -> "%s %d waiting, %d parked, lost %s, sources %s"
                        .formatted(
                                of.getAt(),
                                of.getSpoolWaiting(),
                                of.getParked(),
                                of.getLost().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum(),
                                WeatherLine.states(of.getSources())));
        is(Tick.class, of -> "%s in partition %d".formatted(of.getAt(), of.getPartition()));
        is(Observation.class, WeatherLine::of);
        is(
                PublishedBundle.class,
                of -> "%s %s %s, %.1f MB"
                        .formatted(
                                of.getBundleId(),
                                of.getVersion(),
                                digits(of.getManifestSha256()),
                                of.getArchive().remaining() / 1e6));
        is(
                ModelDeployment.class,
                of -> "%s %s %s from %s at %s"
                        .formatted(
                                of.getRole(),
                                of.getBundleId(),
                                digits(of.getBundleSha256()),
                                of.getFromSlot(),
                                of.getStations().isEmpty() ? "all stations" : String.join(",", of.getStations())));
        is(Forecast.class, WeatherLine::of);
        is(
                StationLearning.class,
                of -> "%s %s %s: %d days, %d cases from %s"
                        .formatted(
                                of.getModelId(),
                                of.getModelVersion(),
                                digits(of.getBundleSha256()),
                                of.getDays(),
                                of.getCases(),
                                of.getFrom()));
        is(
                Score.class,
                of -> "%s +%s %s %s"
                        .formatted(
                                of.getReferenceTime(),
                                WeatherLine.lead(Duration.ofMinutes(of.getLeadMinutes())),
                                of.getVariable(),
                                WeatherLine.worth(of)));
        is(
                AlertRule.class,
                of -> "%s@%d %s from %s: %s %s %s, %d levels"
                        .formatted(
                                of.getId(),
                                of.getRevision(),
                                of.getEnabled() ? "holds" : "withdrawn",
                                of.getFrom(),
                                of.getVariable(),
                                of.getMeasure(),
                                of.getComparator(),
                                of.getLevels().size()));
        is(Alert.class, AlertLine::of);
        is(Rejected.class, of -> of.getReason() + " " + of.getDetail());
    }

    private BriefLine() {}

    private static <T> void is(Class<T> type, Function<T, String> line) {
        LINES.put(type, value -> line.apply(type.cast(value)));
    }

    static String of(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        return value == null
                ? "(deleted)"
                : LINES.getOrDefault(value.getClass(), other -> String.valueOf(PlainRecord.of(other)))
                        .apply(value);
    }

    private static String flag(String name, @Nullable Boolean set) {
        return Boolean.TRUE.equals(set) ? ", " + name : "";
    }

    private static String digits(String sha256) {
        return sha256.substring(0, Math.min(DIGITS, sha256.length()));
    }
}
