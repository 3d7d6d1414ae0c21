package org.skycast.streams.observe;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.identity.AdmissionKeys;
import org.skycast.identity.Authenticity;
import org.skycast.identity.IdentityPolicy;
import org.skycast.identity.NotAuthenticException;
import org.skycast.identity.StationIdentity;
import org.skycast.nowcast.station.Station;
import org.skycast.topics.Topics;

/** Whether records are their stations' own, and registrations an administrator's; where nobody is trusted to sign, all are. */
final class SignedStations {

    private final Optional<IdentityPolicy> policy;
    private final Authenticity authenticity;
    /** What was read of a task's store, so that not each record reads it anew; shared by the task's processors. */
    private final Map<TaskId, Map<String, StationIdentity>> read = new ConcurrentHashMap<>();

    /** @param policy by what it is told whose records are; empty asks for no signature at all */
    SignedStations(Optional<IdentityPolicy> policy) {
        this.policy = policy;
        this.authenticity =
                new Authenticity(policy.map(IdentityPolicy::admissionKeys).orElse(AdmissionKeys.NONE));
    }

    /** Whether signatures are asked for. */
    boolean areAsked() {
        return policy.isPresent();
    }

    /** The same with a task's store of keys. */
    OfTask in(ProcessorContext<?, ?> context) {
        Map<String, StationIdentity> known = read.computeIfAbsent(context.taskId(), id -> new ConcurrentHashMap<>());
        // A task that begins anew may have gone back to an earlier state of its store.
        known.clear();
        return new OfTask(policy.map(trusted -> ObserveStores.IDENTITIES.in(context)), known);
    }

    /** What a task knows of its stations' keys. */
    final class OfTask {

        private final Optional<KeyValueStore<String, StationIdentity>> identities;
        private final Map<String, StationIdentity> known;

        private OfTask(
                Optional<KeyValueStore<String, StationIdentity>> identities, Map<String, StationIdentity> known) {
            this.identities = identities;
            this.known = known;
        }

        boolean areAsked() {
            return SignedStations.this.areAsked();
        }

        /**
         * Keeps the keys that a registration gives its station.
         *
         * @throws NotAuthenticException if no administrator signed it, or it says other than before of the past
         */
        void register(Record<String, ?> record, byte[] wire) throws NotAuthenticException {
            if (policy.isEmpty() || identities.isEmpty()) {
                return;
            }
            StationIdentity given = policy.get()
                    .administrators()
                    .identity(Topics.STATIONS.name(), record.key(), wire, record.headers());
            StationIdentity before = identities.get().get(record.key());
            given.requireAfter(Optional.ofNullable(before), Instant.ofEpochMilli(record.timestamp()));
            identities.get().put(record.key(), given);
            known.put(record.key(), given);
        }

        /** Why a record is not its station's own, in one sentence; empty if it is, or nobody asks. */
        Optional<String> fault(Station station, String topic, Record<String, ?> record, byte[] wire) {
            return identities.flatMap(store -> {
                StationIdentity keys = known.computeIfAbsent(station.id(), store::get);
                return keys == null
                        // It was registered before signatures were asked for.
                        ? Optional.of("No administrator has signed a registration of the station.")
                        : authenticity.fault(
                                keys,
                                topic,
                                station.id(),
                                wire,
                                record.headers(),
                                Instant.ofEpochMilli(record.timestamp()));
            });
        }
    }
}
