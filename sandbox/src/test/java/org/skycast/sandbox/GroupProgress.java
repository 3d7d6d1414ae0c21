package org.skycast.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.skycast.streams.log.LogReader;
import org.skycast.topics.Topics;

/** How far a consumer group has come. */
final class GroupProgress {

    private final Map<String, ?> clients;

    GroupProgress(Map<String, ?> clients) {
        this.clients = clients;
    }

    /** Whether the stage that scores has come to the end of forecasts and of what became of them. */
    boolean hasScoredAll() {
        return hasRead("skycast-verify", Topics.FORECASTS.name())
                && hasRead("skycast-verify", Topics.OBSERVATIONS.name());
    }

    /** Whether the group has committed all that a topic holds. */
    boolean hasRead(String group, String topic) {
        try (Admin admin = Admin.create(new HashMap<>(clients));
                LogReader reader = LogReader.on(clients)) {
            var committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return reader.whole(topic).stream()
                    .allMatch(span -> span.end() == 0
                            || committed.get(span.partition()) != null
                                    && committed.get(span.partition()).offset() >= span.end());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
