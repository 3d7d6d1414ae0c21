package org.skycast.trials.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.streams.StartupException;
import org.skycast.streams.forecast.SkySource;
import org.skycast.streams.log.LogSpan;
import org.skycast.trials.replay.LoggedIdentities.Proven;

/**
 * What a replay does, fixed before it begins and kept beside its report, so that it can be stopped and go on.
 *
 * @param runId names its topics, its group and its state
 * @param ask what was asked for
 * @param skies whose embeddings it takes
 * @param observations the topic that it reads
 * @param spans the part of each partition that it reads; empty while they are still to be joined
 * @param inputs where it joins anew, the part of each partition of each input that is joined, by topic
 * @param learning how its bundles come to what stations have taught them
 * @param proven where it joins anew and records must be their stations' own, what came of their signatures
 */
public record ReplayPlan(
        String runId,
        Ask ask,
        SkySource skies,
        String observations,
        List<Span> spans,
        SortedMap<String, List<Span>> inputs,
        ReplayLearning learning,
        Proven proven) {

    private static final String FILE = "run.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @SuppressWarnings("NullAway") // a plan of an earlier version does not say it, and was begun without
    public ReplayPlan {
        proven = proven == null ? Proven.NOTHING : proven;
        learning = learning == null ? ReplayLearning.off(ask.from()) : learning;
        spans = List.copyOf(spans);
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /** One of which no signature has been checked. */
    ReplayPlan(
            String runId,
            Ask ask,
            SkySource skies,
            String observations,
            List<Span> spans,
            SortedMap<String, List<Span>> inputs,
            ReplayLearning learning) {
        this(runId, ask, skies, observations, spans, inputs, learning, Proven.NOTHING);
    }

    /**
     * What an operator asks of a replay.
     *
     * @param from the first reference time
     * @param to reference times from this on are left aside
     * @param stations the ids of the stations; empty for all
     * @param candidate the sha256 of the candidate's manifest
     * @param champion that of the bundle it is held against; empty for the forecasts that went out
     * @param slotMinutes joins anew to slots of this length; 0 takes the observations as they are
     * @param amendment how long a slot of the observations could be amended, or of those that are joined anew can
     * @param learning how the bundles come to what stations have taught them
     * @param warmUp over how long before the range those that learn in the replay do so already
     * @param administrators fingerprints of those whose signed registrations count, where records must be their stations' own
     */
    public record Ask(
            Instant from,
            Instant to,
            SortedSet<String> stations,
            String candidate,
            String champion,
            int slotMinutes,
            Duration amendment,
            AskedLearning learning,
            Duration warmUp,
            SortedSet<String> administrators) {

        /**
         * So long before the range learning begins where nothing else is asked for: how much each expert counts and how wide
         * the intervals are settles in two to three weeks.
         */
        public static final Duration WARM_UP = Duration.ofDays(21);

        @SuppressWarnings("NullAway") // a plan of an earlier version does not say it
        public Ask {
            stations = new TreeSet<>(stations);
            amendment = amendment == null ? ObservePolicy.AMENDMENT : amendment;
            learning = learning == null ? AskedLearning.AUTO : learning;
            warmUp = warmUp == null ? WARM_UP : warmUp;
            administrators = administrators == null ? new TreeSet<>() : new TreeSet<>(administrators);
        }

        /** Whether a station's forecast at a reference time is wanted. */
        boolean wants(String station, Instant reference) {
            return wants(station, reference, from);
        }

        private boolean wants(String station, Instant reference, Instant begin) {
            return !reference.isBefore(begin) && reference.isBefore(to) && concerns(station);
        }

        /** Whether a station is looked at. */
        boolean concerns(String station) {
            return stations.isEmpty() || stations.contains(station);
        }
    }

    /**
     * A part of a partition.
     *
     * @param begin the first offset
     * @param end the offset after the last committed record
     */
    public record Span(int partition, long begin, long end) {
        long records() {
            return Math.max(0, end - begin);
        }

        /** Whether its last record stands there. */
        boolean endsWith(int ofPartition, long offset) {
            return ofPartition == partition && offset == end - 1;
        }

        /** It as a part of a topic. */
        LogSpan of(String topic) {
            return new LogSpan(new TopicPartition(topic, partition), begin, end);
        }
    }

    /** Whether frames and readings are joined anew. */
    boolean joinsAnew() {
        return !inputs.isEmpty();
    }

    /** This plan once its observations have been joined. */
    ReplayPlan joined(List<Span> joined, Proven signatures) {
        return new ReplayPlan(runId, ask, skies, observations, joined, inputs, learning, signatures);
    }

    /** Whether a forecast is made by a bundle that learns here: those that are wanted, and before them to learn from. */
    boolean learnsFrom(String station, Instant reference) {
        return ask.wants(station, reference, learning.from());
    }

    /** That what learns here began later than was asked for, in a sentence; empty if it did not. */
    Optional<String> shortWarmUp() {
        Duration warm = Duration.between(learning.from(), ask.from());
        return learning.isOwn() && warm.compareTo(ask.warmUp()) < 0
                ? Optional.of("The warm-up before the range is %s days and not the %s that were asked for: %s."
                        .formatted(days(warm), days(ask.warmUp()), "the log goes back no further"))
                : Optional.empty();
    }

    private static String days(Duration span) {
        return String.format(Locale.ROOT, "%.1f", span.toMinutes() / 1440.0).replaceFirst("\\.0$", "");
    }

    String applicationId() {
        return "skycast-replay-" + runId;
    }

    /** The topic of what the candidate says. */
    String candidateTopic() {
        return topic("candidate");
    }

    /** The topic of what the champion says, where it is a bundle that is run too. */
    String championTopic() {
        return topic("champion");
    }

    /** A topic of this run alone. */
    String topic(String what) {
        return topic(runId, what);
    }

    static String topic(String runId, String what) {
        return "skycast.replay.%s.%s".formatted(runId, what);
    }

    /** Keeps the plan in a directory, in the place of an earlier one; whoever is killed at it leaves one of them whole. */
    void write(Path directory) {
        try {
            Files.createDirectories(directory);
            Path written = directory.resolve(FILE + ".new");
            Files.writeString(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
            Files.move(written, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StartupException(
                    "The folder %s cannot be written: %s; name another with --report."
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    /** Forgets the plan: its run is done and has left nothing. */
    static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }

    /** The plan that an earlier call left in a directory. */
    static Optional<ReplayPlan> read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), ReplayPlan.class));
        } catch (JsonProcessingException e) {
            throw new StartupException(
                    "%s is no replay's plan (%s); name an empty folder with --report."
                            .formatted(file, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new StartupException("The file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
