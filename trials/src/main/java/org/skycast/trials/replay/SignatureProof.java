package org.skycast.trials.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.identity.IdentityPolicy;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.log.PartitionLog;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;
import org.skycast.trials.replay.LoggedIdentities.Proven;
import org.skycast.trials.replay.ReplayPlan.Span;

/** Checks once more, partition by partition, whose the records are that observations were made of. */
final class SignatureProof {

    private static final List<Topic<?>> RECORDS = List.of(Topics.READINGS, Topics.FRAMES, Topics.EMBEDDINGS);

    private final Map<String, Object> clients;
    private final IdentityPolicy policy;

    SignatureProof(Map<String, Object> clients, IdentityPolicy policy) {
        this.clients = clients;
        this.policy = policy;
    }

    /** What a partition's stations are registered with. */
    static LoggedIdentities identities(Map<String, Object> clients, IdentityPolicy policy, Optional<Span> stations) {
        var identities = new LoggedIdentities(policy);
        stations.ifPresent(span -> {
            try (var log = open(clients, Topics.STATIONS, span)) {
                log.forEachRemaining(identities::register);
            }
        });
        return identities;
    }

    private static PartitionLog<LoggedRecord> open(Map<String, Object> clients, Topic<?> topic, Span span) {
        return new PartitionLog<>(
                clients, span.of(topic.name()), LoggedRecord.of(topic, clients, Unreadable.IS_PASSED_OVER));
    }

    /** @param spans the part of each topic that is checked; of registrations, all there are */
    Proven of(Map<String, List<Span>> spans) {
        Proven all = Proven.NOTHING;
        for (Span stations : spans.getOrDefault(Topics.STATIONS.name(), List.of())) {
            LoggedIdentities identities = identities(clients, policy, Optional.of(stations));
            for (Topic<?> topic : RECORDS) {
                spans.getOrDefault(topic.name(), List.of()).stream()
                        .filter(span -> span.partition() == stations.partition())
                        .forEach(span -> check(identities, topic, span));
            }
            all = all.and(identities.proven());
        }
        return all;
    }

    private void check(LoggedIdentities identities, Topic<?> topic, Span span) {
        try (var log = open(clients, topic, span)) {
            while (log.hasNext()) {
                LogEntry<LoggedRecord> entry = log.next();
                LoggedRecord logged = entry.value();
                identities.isAuthentic(topic.name(), entry.key(), logged.wire(), logged.headers(), entry.timestamp());
            }
        }
    }
}
