package org.skycast.streams.runtime;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.identity.Administrators;
import org.skycast.identity.AdmissionKeys;
import org.skycast.identity.IdentityPolicy;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.Persistence;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.settings.SettingsFile;
import org.skycast.settings.SettingsFile.Environment;
import org.skycast.streams.guard.RecordBounds;
import org.skycast.topics.LogTime;

/**
 * How the topology runs; what each key means stands beside its default in {@code streams-defaults.yaml}.
 *
 * @param kafka properties of the Kafka clients and the Avro serdes, by their own names
 */
public record NowcastConfig(
        @JsonPropertyDescription("The id of the consumer group; of the stages beside nowcast, the beginning of theirs.")
        String applicationId,

        @JsonPropertyDescription("What this process runs; each stage is a consumer group of its own.")
        List<StageKind> stages,

        @JsonPropertyDescription("Properties of the Kafka clients and the Avro serdes, by their own names.")
        Map<String, String> kafka,

        @JsonPropertyDescription("How long a broker that does not answer at the start is waited for.")
        Duration waitForBroker,

        @JsonPropertyDescription(
                "A name that this process has after each restart: its place in the groups is kept for session.timeout.ms then, and"
                        + " nothing moves. Without one it leaves the groups when it is stopped.")
        Optional<String> groupInstance,

        @JsonPropertyDescription("The directory of the model bundle.")
        Path bundle,

        @JsonPropertyDescription("Which forecaster runs: that of the bundle, or the forecast to beat.")
        Model model,

        @JsonPropertyDescription("Which bundles may run.") Models models,

        @JsonPropertyDescription("Whether stations must prove that what they send is their own.")
        Identity identity,

        @JsonPropertyDescription("Whether stations teach the models that forecast them.")
        Adapt adapt,

        @JsonPropertyDescription("How many partitions missing topics are made with.")
        int partitions,

        @JsonPropertyDescription("How many replicas missing topics are made with.")
        int replication,

        @JsonPropertyDescription(
                "Which clock gives records their time; CreateTime where the broker lets no topic have LogAppendTime.")
        LogTime logTime,

        @JsonPropertyDescription("Where the state stores and the bundles that were fetched lie.")
        Path stateDirectory,

        @JsonPropertyDescription(
                "How many megabytes beside the heap the state stores of this process may take together, at least 32.")
        int stateMegabytes,

        @JsonPropertyDescription("How many threads the stage nowcast has; the others have one each.")
        int threads,

        @JsonPropertyDescription(
                "How far the time of a station passes the end of a slot before the slot closes without its frame.")
        Duration grace,

        @JsonPropertyDescription(
                "How long the log takes nothing from a station before its slots close by the time of the log.")
        Duration silence,

        @JsonPropertyDescription(
                "How far behind the time of the station a record may still amend its slot; so long a forecast waits"
                        + " for a truth.")
        Duration amendment,

        @JsonPropertyDescription("How far the time of a record may be ahead of the log.")
        Duration aheadOfLog,

        @JsonPropertyDescription("Frames closer together than this are skipped and counted.")
        Duration frameSpacing,

        @JsonPropertyDescription("How often the wall clock is written into the log.")
        Duration tickInterval,

        @JsonPropertyDescription("What one record may do before it is passed over.")
        RecordBounds oneRecord,

        @JsonPropertyDescription("The most bytes that an image may have.")
        int maxImageBytes,

        @JsonPropertyDescription("The most pixels that an image may have.")
        int maxImagePixels,

        @JsonPropertyDescription("Where /metrics, /health and /api answer; 0 for any free port, -1 for nowhere.")
        int httpPort,

        @JsonPropertyDescription("The address on which that listens; it asks nobody for a password.")
        String httpAddress) {

    /** Which forecaster runs. */
    public enum Model {
        bundle {
            @Override
            Forecaster open(ModelBundle configured) {
                return configured.openForecaster();
            }
        },
        persistence {
            @Override
            Forecaster open(ModelBundle configured) {
                return new Persistence(configured.featureSpec(), configured.forecastSpec());
            }
        };

        /** Opens it, for a task. */
        abstract Forecaster open(ModelBundle configured);
    }

    /**
     * Which bundles may run.
     *
     * @param trustedKeys public keys (PEM) of which one must have signed a bundle; empty asks for no signature
     */
    public record Models(
            @JsonProperty("trusted-keys")
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            @JsonPropertyDescription(
                    "Public keys (PEM, Ed25519) of which one must have signed a bundle; none asks for no signature.")
            List<Path> trustedKeys) {

        public Models {
            trustedKeys = List.copyOf(trustedKeys);
        }
    }

    /**
     * Whether stations must prove that what they send is their own.
     *
     * @param administrators public keys (PEM) of those who sign stations' registrations
     * @param admissionKeys private keys (PEM) by which MACs are checked, of stations that send these and no signatures
     */
    public record Identity(
            @JsonPropertyDescription(
                    "With signed, what no registered key of its station has signed is rejected as NOT_AUTHENTIC.")
            Mode mode,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            @JsonPropertyDescription("Public keys (PEM, Ed25519) of those whose signed registrations count.")
            List<Path> administrators,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            @JsonPropertyDescription(
                    "Private admission keys (PEM, X25519), which their owner alone may read, for stations whose records carry MACs.")
            List<Path> admissionKeys) {

        /** Whether signatures are asked for. */
        public enum Mode {
            /** Whoever may write to a topic writes for any station. */
            unsigned,
            /** A station writes only as itself. */
            signed
        }

        /** @throws IllegalArgumentException if signatures are asked for, and nobody may sign registrations */
        public Identity {
            administrators = List.copyOf(administrators);
            admissionKeys = List.copyOf(admissionKeys);
            require(
                    mode == Mode.unsigned || !administrators.isEmpty(),
                    "identity is signed, but names no administrators; name files with their public keys.");
        }

        /**
         * By what it is told whose records are; empty asks for no signatures.
         *
         * @throws org.skycast.settings.SettingsException if a file holds no key, or others may read a private one
         */
        public Optional<IdentityPolicy> policy() {
            return mode == Mode.signed
                    ? Optional.of(
                            new IdentityPolicy(Administrators.read(administrators), AdmissionKeys.read(admissionKeys)))
                    : Optional.empty();
        }
    }

    /**
     * Whether stations teach the models that forecast them.
     *
     * @param off stations that do not, by id; one that is not registered does no harm
     */
    public record Adapt(
            @JsonPropertyDescription("Whether any do; if not, all forecasts go out as the models have them.")
            boolean enabled,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            @JsonPropertyDescription("Ids of stations that do not: theirs go out as the models have them.")
            List<String> off) {

        public Adapt {
            off = List.copyOf(off);
        }

        /** Whether a station teaches the models. */
        boolean at(String station) {
            return enabled && !off.contains(station);
        }
    }

    /** @throws IllegalArgumentException if a value is out of its range */
    public NowcastConfig {
        kafka = Map.copyOf(kafka);
        stages = List.copyOf(stages);
        require(!applicationId.isBlank(), "applicationId must not be empty.");
        require(kafka.containsKey("bootstrap.servers"), "kafka needs bootstrap.servers.");
        require(kafka.containsKey("schema.registry.url"), "kafka needs schema.registry.url.");
        require(!waitForBroker.isNegative(), "waitForBroker must not be less than nothing.");
        require(
                groupInstance.map(name -> name.matches("[A-Za-z0-9._-]{1,100}")).orElse(true),
                "groupInstance is a name of letters, digits, '.', '_' and '-'.");
        require(!stages.isEmpty(), "stages must name at least one.");
        require(partitions > 0, "partitions must be at least 1.");
        require(replication > 0, "replication must be at least 1.");
        require(stateMegabytes >= 32, "stateMegabytes must be at least 32.");
        require(threads > 0, "threads must be at least 1.");
        require(tickInterval.toMillis() > 0, "tickInterval must be longer than nothing.");
        require(
                identity.mode() == Identity.Mode.unsigned || logTime == LogTime.LogAppendTime,
                "identity is signed, but logTime is CreateTime: a sender would choose the time by which keys hold.");
        require(maxImageBytes > 0 && maxImagePixels > 0, "maxImageBytes and maxImagePixels must be at least 1.");
        require(!httpAddress.isBlank(), "httpAddress must not be empty; 127.0.0.1 is this computer alone.");
        require(httpPort >= -1 && httpPort < 65_536, "httpPort must be a port, 0 for any, or -1 for none.");
    }

    /** Reads a YAML file over the defaults. */
    public static NowcastConfig read(Path file, Map<String, String> environment) {
        return SettingsFile.read(
                file, defaults(), NowcastConfig.class, new Environment("SKYCAST_STREAMS_", environment));
    }

    /** Reads YAML over the defaults; {@code where} names it in messages. */
    public static NowcastConfig read(String yaml, String where, Map<String, String> environment) {
        return SettingsFile.read(
                yaml, where, defaults(), NowcastConfig.class, new Environment("SKYCAST_STREAMS_", environment));
    }

    /** How records become observations, for a forecaster that reads {@code features}. */
    public ObservePolicy policy(FeatureSpec features) {
        return new ObservePolicy(
                features.slotLength(), grace, silence, amendment, aheadOfLog, frameSpacing, features.historySlots());
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private static String defaults() {
        try (InputStream yaml = NowcastConfig.class.getResourceAsStream("streams-defaults.yaml")) {
            String home = System.getProperty("skycast.home", ".");
            return yaml == null
                    ? ""
                    : new String(yaml.readAllBytes(), StandardCharsets.UTF_8).replace("${skycast.home}", home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
