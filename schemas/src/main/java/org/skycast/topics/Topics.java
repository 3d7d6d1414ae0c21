package org.skycast.topics;

import java.util.List;
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

/**
 * Every topic, declared once: what writes, reads, creates, checks and documents topics takes it from here. Data topics are keyed by station id
 * (ticks by partition number), and all topics have the same number of partitions, so that a station's records meet in one
 * task.
 */
public final class Topics {

    private static final int MIB = 1 << 20;

    public static final Topic<Station> STATIONS = new Topic<>(
            "skycast.stations", Station.class, new Retention.Compacted(), MIB, "the stations that may send data");
    public static final Topic<SensorReading> READINGS =
            new Topic<>("skycast.readings", SensorReading.class, Retention.days(30), MIB, "what the sensors said");
    public static final Topic<CameraFrame> FRAMES =
            new Topic<>("skycast.frames", CameraFrame.class, Retention.days(7), 4 * MIB, "what the cameras saw");
    public static final Topic<SkyEmbedding> EMBEDDINGS = new Topic<>(
            "skycast.embeddings", SkyEmbedding.class, Retention.days(30), MIB, "skies embedded at the edge");
    /** Heartbeats; no stage reads them, so that what looks after edges cannot disturb forecasts. */
    public static final Topic<StationStatus> STATION_STATUS = new Topic<>(
            "skycast.station-status", StationStatus.class, Retention.days(30), MIB, "how each station's edge is doing");

    public static final Topic<Tick> TICKS = new Topic<>(
            "skycast.ticks", Tick.class, Retention.days(7), MIB, "the log's own time, for stations that fall silent");
    public static final Topic<Observation> OBSERVATIONS = new Topic<>(
            "skycast.observations",
            Observation.class,
            Retention.days(400),
            MIB,
            "one observation per station and slot");
    /** Keyed by the sha256 of the manifest, so that a bundle that is published again takes the place of itself. */
    public static final Topic<PublishedBundle> MODELS = new Topic<>(
            "skycast.models",
            PublishedBundle.class,
            new Retention.Compacted(),
            16 * MIB,
            "bundles, each a zip with its digests");

    /**
     * Read in step with the observation log by every task of the forecast stage, so every partition holds a copy of each
     * deployment. The key is a new one for each deployment, the same in all copies: compaction then drops none. A switch
     * is a fact in the log, and the champion of a slot may have been deployed long before the oldest observation that is
     * kept, so no span of time would do.
     */
    public static final Topic<ModelDeployment> DEPLOYMENTS = new Topic<>(
            "skycast.deployments",
            ModelDeployment.class,
            new Retention.Compacted(),
            MIB,
            "which bundle plays which role, from which slot on");

    public static final Topic<Forecast> FORECASTS = new Topic<>(
            "skycast.forecasts", Forecast.class, Retention.days(90), MIB, "the next four hours, per station and slot");
    public static final Topic<Forecast> SHADOW_FORECASTS = new Topic<>(
            "skycast.forecasts.shadow",
            Forecast.class,
            Retention.days(90),
            MIB,
            "what the shadow model would have said");
    /** Apart from the topology's: they come by no log of observations, and may be of another bundle. */
    public static final Topic<Forecast> EDGE_FORECASTS = new Topic<>(
            "skycast.forecasts.edge", Forecast.class, Retention.days(90), MIB, "what stations forecast by themselves");

    /** Keyed by the station as what teaches is; kept as long, so that what was learnt is known wherever that can be read. */
    public static final Topic<StationLearning> LEARNED = new Topic<>(
            "skycast.learned",
            StationLearning.class,
            Retention.days(400),
            MIB,
            "what stations have taught the champion, a snapshot a station and day");

    public static final Topic<StationLearning> SHADOW_LEARNED = new Topic<>(
            "skycast.learned.shadow",
            StationLearning.class,
            Retention.days(400),
            MIB,
            "what stations have taught the shadow, a snapshot a station and day");

    public static final Topic<Score> SCORES = new Topic<>(
            "skycast.scores",
            Score.class,
            Retention.days(90),
            MIB,
            "what each forecast was worth, by variable and lead");
    /** Apart from the alerts that reach the public: a sensor that drifts is no weather. */
    public static final Topic<Alert> OPERATOR_ALERTS = new Topic<>(
            "skycast.operator-alerts",
            Alert.class,
            Retention.days(90),
            MIB,
            "inputs and skill that drift, for those who run the stations");

    /**
     * Read in step with the forecasts by every task of the alerts stage, so every partition holds a copy of each revision,
     * under the key {@code id@revision}: compaction then drops none, and a replay finds what held at its time.
     */
    public static final Topic<AlertRule> ALERT_RULES = new Topic<>(
            "skycast.alert-rules",
            AlertRule.class,
            new Retention.Compacted(),
            MIB,
            "when a forecast is a warning, and from when on");

    public static final Topic<Alert> ALERTS =
            new Topic<>("skycast.alerts", Alert.class, Retention.days(400), MIB, "weather alerts, every message");
    /** Keyed by station and rule, in the station's partition; a deletion follows a day after an incident's end. */
    public static final Topic<Alert> ACTIVE_ALERTS = new Topic<>(
            "skycast.alerts.active",
            Alert.class,
            new Retention.Compacted(),
            MIB,
            "weather alerts, the newest message of each");

    /** Keyed by station; which receiver will not be told, and why, stands in the headers. */
    public static final Topic<Alert> UNDELIVERED_ALERTS = new Topic<>(
            "skycast.alerts.undelivered",
            Alert.class,
            Retention.days(90),
            MIB,
            "messages of weather alerts that a receiver did not want, or could not be told in time");

    public static final Topic<Rejected> REJECTED = new Topic<>(
            "skycast.rejected",
            Rejected.class,
            Retention.days(30),
            6 * MIB,
            "what could be read but not used, and why");

    /** Records that could not be read, as they were, with the reason in their headers. */
    public static final String DEAD_LETTERS = "skycast.dead-letters";

    /** How long dead letters are kept. */
    public static final Retention DEAD_LETTERS_RETENTION = Retention.days(30);
    /** How large a dead letter may be. */
    public static final int DEAD_LETTERS_MAX_BYTES = 6 * MIB;

    /** Every topic with a schema, in the order of the data. */
    public static final List<Topic<?>> ALL = List.of(
            STATIONS,
            READINGS,
            FRAMES,
            EMBEDDINGS,
            STATION_STATUS,
            TICKS,
            OBSERVATIONS,
            MODELS,
            DEPLOYMENTS,
            FORECASTS,
            SHADOW_FORECASTS,
            EDGE_FORECASTS,
            LEARNED,
            SHADOW_LEARNED,
            SCORES,
            OPERATOR_ALERTS,
            ALERT_RULES,
            ALERTS,
            ACTIVE_ALERTS,
            UNDELIVERED_ALERTS,
            REJECTED);

    private Topics() {}
}
