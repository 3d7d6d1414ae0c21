package org.skycast.trials.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.skycast.streams.StartupException;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.RunningStage;
import org.skycast.streams.runtime.StreamsSettings;

/**
 * Runs the forecast stage, the one that runs live, over the planned part of the observation log, under its own
 * application id and into its own topics. What it has done is committed as it goes: called again, it goes on.
 */
final class ReplayRun {

    private static final Duration LOOK = Duration.ofMillis(250);

    /** What a thousand stations are remembered by, and have taught two models. */
    private static final long CACHE_BYTES = 64 << 20;

    private final ReplayPlan plan;
    private final Map<String, Object> clients;
    private final Path directory;
    private final NowcastMetrics metrics;

    /** @param directory where it keeps its state while it runs */
    ReplayRun(ReplayPlan plan, Map<String, Object> clients, Path directory, NowcastMetrics metrics) {
        this.plan = plan;
        this.clients = clients;
        this.directory = directory;
        this.metrics = metrics;
    }

    /**
     * Runs to the end of the planned part.
     *
     * @param champion is run too, if it is given
     * @param done is told how many records have been read
     * @throws StartupException if the run failed, in one sentence
     */
    void run(ModelSource candidate, Optional<ModelSource> champion, LongConsumer done) throws InterruptedException {
        try (var topics = new RunTopics(clients)) {
            List<String> names = new ArrayList<>(List.of(plan.candidateTopic(), deadLetters()));
            champion.ifPresent(model -> names.add(plan.championTopic()));
            topics.create(plan.observations(), names);
            topics.begin(plan.applicationId(), plan.observations(), plan.spans());
            if (!isDone(topics, done)) {
                go(candidate, champion, topics, done);
            }
            requireNoDeadLetters();
        }
    }

    private void go(ModelSource candidate, Optional<ModelSource> champion, RunTopics topics, LongConsumer done)
            throws InterruptedException {
        try (var stage = new RunningStage(
                new ReplayStage(plan, clients, metrics, candidate, champion),
                properties(),
                GroupMembershipOperation.LEAVE_GROUP)) {
            stage.start();
            while (!isDone(topics, done)) {
                check(stage);
                LockSupport.parkNanos(LOOK.toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }

    private void check(RunningStage stage) {
        if (stage.state() == KafkaStreams.State.ERROR) {
            throw new StartupException(
                    "The replay %s failed; the log says why. Call it again to go on.".formatted(plan.runId()));
        }
        if (metrics.counts().keySet().stream().anyMatch(name -> name.startsWith("skycast.dead.letters"))) {
            throw failedOnARecord();
        }
    }

    /** Looks into the topic: what was counted before the run was stopped is forgotten, what was written is not. */
    private void requireNoDeadLetters() {
        try (var range = new TopicSpans(clients)) {
            if (range.spans(deadLetters(), Instant.EPOCH).stream().anyMatch(span -> span.records() > 0)) {
                throw failedOnARecord();
            }
        }
    }

    private StartupException failedOnARecord() {
        return new StartupException(
                "The replay %s met a record on which the model failed, or threads died; it is in the topic %s. "
                                .formatted(plan.runId(), deadLetters())
                        + "Look at it, then begin anew with --discard.");
    }

    private boolean isDone(RunTopics topics, LongConsumer done) {
        Map<TopicPartition, Long> committed = topics.committed(plan.applicationId());
        long read = 0;
        boolean all = true;
        for (ReplayPlan.Span span : plan.spans()) {
            long at = committed.getOrDefault(new TopicPartition(plan.observations(), span.partition()), span.begin());
            read += Math.max(0, Math.min(at, span.end()) - span.begin());
            all &= at >= span.end();
        }
        done.accept(read);
        return all;
    }

    private Properties properties() {
        Map<String, String> kafka = new HashMap<>();
        clients.forEach((name, value) -> kafka.put(name, String.valueOf(value)));
        // A run that was killed says no farewell, and the one that goes on must wait this long for it.
        kafka.putIfAbsent("session.timeout.ms", "8000");
        kafka.putIfAbsent("heartbeat.interval.ms", "2000");
        // Nobody waits for a forecast: so long is taken again after a kill, and written once for many observations.
        kafka.putIfAbsent("commit.interval.ms", "2000");
        kafka.putIfAbsent("statestore.cache.max.bytes", String.valueOf(CACHE_BYTES));
        kafka.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, deadLetters());
        Map<String, Object> settings = Map.of(
                "applicationId",
                plan.applicationId(),
                "kafka",
                kafka,
                "stateDirectory",
                directory.resolve("state").toString());
        var config = NowcastConfig.read(json(settings), "of the replay", Map.of());
        return StreamsSettings.of(config, "", Runtime.getRuntime().availableProcessors(), metrics);
    }

    private String deadLetters() {
        return plan.topic("dead-letters");
    }

    private static String json(Map<String, Object> settings) {
        try {
            return new JsonMapper().writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes away what the run has left: its topics, its group, its state and its plan. */
    void remove() throws IOException {
        try (var topics = new RunTopics(clients)) {
            topics.remove(plan);
        }
        ReplayPlan.remove(directory);
        for (String folder : List.of("state", "bundles")) {
            Path own = directory.resolve(folder);
            if (Files.exists(own)) {
                try (Stream<Path> files = Files.walk(own)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }
}
