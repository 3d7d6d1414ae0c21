package org.skycast.benchmarks.hostile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.skycast.streams.log.LogReader;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** What stages have not come to yet. A record that leaves no trace is taken only if its stages are past it. */
final class Backlog {

    /** What each stage reads, by its group. Ticks come again and again, and are not waited for. */
    private static final Map<String, List<Topic<?>>> READ = Map.of(
            "skycast",
            List.of(
                    Topics.STATIONS,
                    Topics.READINGS,
                    Topics.FRAMES,
                    Topics.EMBEDDINGS,
                    Topics.OBSERVATIONS,
                    Topics.DEPLOYMENTS,
                    Topics.SHADOW_LEARNED),
            "skycast-shadow",
            List.of(Topics.OBSERVATIONS, Topics.DEPLOYMENTS),
            "skycast-verify",
            List.of(Topics.OBSERVATIONS, Topics.FORECASTS, Topics.SHADOW_FORECASTS),
            "skycast-alerts",
            List.of(Topics.FORECASTS, Topics.ALERT_RULES));

    private Backlog() {}

    /** The partitions that a stage has not read and committed to their last record, a sentence each. */
    static List<String> of(Map<String, String> clients) throws InterruptedException {
        List<String> behind = new ArrayList<>();
        try (Admin admin = Admin.create(new HashMap<>(clients));
                var reader = LogReader.on(clients)) {
            for (Map.Entry<String, List<Topic<?>>> stage : READ.entrySet()) {
                Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(stage.getKey())
                        .partitionsToOffsetAndMetadata()
                        .get();
                for (Topic<?> topic : stage.getValue()) {
                    reader.whole(topic.name())
                            .forEach(span -> reader.last(span)
                                    .flatMap(last -> behind(stage.getKey(), span.partition(), last.offset(), committed))
                                    .ifPresent(behind::add));
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker does not say how far the stages are.", e);
        }
        return behind;
    }

    private static Optional<String> behind(
            String stage, TopicPartition partition, long last, Map<TopicPartition, OffsetAndMetadata> committed) {
        OffsetAndMetadata at = committed.get(partition);
        long next = at == null ? 0 : at.offset();
        return next > last
                ? Optional.empty()
                : Optional.of("%s has come to %d of %s, of which the last record is %d."
                        .formatted(stage, next, partition, last));
    }
}
