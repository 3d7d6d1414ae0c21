package org.skycast.trials.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.skycast.identity.Authenticity;
import org.skycast.identity.IdentityPolicy;
import org.skycast.identity.NotAuthenticException;
import org.skycast.identity.StationIdentity;
import org.skycast.nowcast.station.Station;
import org.skycast.records.StationRecords;
import org.skycast.streams.StartupException;
import org.skycast.streams.log.LogEntry;
import org.skycast.topics.Topics;

/**
 * Whose a partition's records are, proven once more. A station's newest registration says of each time which keys held, as the
 * live topology went by the one that was newest then, for none may change what lies before it. So it does no harm that
 * compaction has taken the earlier ones.
 */
final class LoggedIdentities {

    private final IdentityPolicy policy;
    private final Authenticity authenticity;
    private final Map<String, Known> stations = new HashMap<>();
    private final Set<Long> accepted = new HashSet<>();
    private long checked;
    private long refused;

    LoggedIdentities(IdentityPolicy policy) {
        this.policy = policy;
        this.authenticity = new Authenticity(policy.admissionKeys());
    }

    /** The keys, from when on the log knew them, and the station as the oldest registration that is left has it. */
    private record Known(StationIdentity identity, Instant from, Station first) {}

    /** Takes a registration; all of them come before the first record is asked for. */
    void register(LogEntry<LoggedRecord> entry) {
        LoggedRecord logged = entry.value();
        Instant at = Instant.ofEpochMilli(entry.timestamp());
        try {
            Station station = StationRecords.toDomain((org.skycast.avro.Station) logged.record());
            Known before = stations.get(entry.key());
            StationIdentity identity = policy.administrators()
                    .identity(Topics.STATIONS.name(), entry.key(), logged.wire(), logged.headers());
            identity.requireAfter(Optional.ofNullable(before).map(Known::identity), at);
            if (station.id().equals(entry.key())) {
                accepted.add(entry.offset());
                // Of a later revision there were others before it, which compaction has taken.
                Instant from = identity.revision() > 1 ? Instant.MIN : at;
                stations.put(
                        entry.key(),
                        before == null
                                ? new Known(identity, from, station)
                                : new Known(identity, before.from(), before.first()));
            }
        } catch (NotAuthenticException | IllegalArgumentException e) {
            // The live topology rejected it, and kept what it had.
        }
    }

    /** Whether the registration at an offset counts. */
    boolean isAccepted(long offset) {
        return accepted.contains(offset);
    }

    /** A station that was registered before the oldest registration that is left. */
    Optional<Station> registeredBefore(String station) {
        return Optional.ofNullable(stations.get(station))
                .filter(known -> known.from().equals(Instant.MIN))
                .map(Known::first);
    }

    /**
     * Whether a record is its station's own; counts it.
     *
     * @throws StartupException if that cannot be told, for want of an admission key
     */
    boolean isAuthentic(String topic, String key, byte[] wire, Headers headers, long appendedAt) {
        Instant at = Instant.ofEpochMilli(appendedAt);
        Optional<StationIdentity> registered = Optional.ofNullable(stations.get(key))
                .filter(known -> !at.isBefore(known.from()))
                .map(Known::identity);
        registered.ifPresent(identity -> requireAdmissionKey(identity, key, headers, at));
        boolean is = registered
                .filter(identity -> authenticity
                        .fault(identity, topic, key, wire, headers, at)
                        .isEmpty())
                .isPresent();
        checked++;
        refused += is ? 0 : 1;
        return is;
    }

    /** The live topology had it, or refused all that needs it: without it, nobody can say which. */
    private void requireAdmissionKey(StationIdentity station, String id, Headers headers, Instant at) {
        Optional<String> lacking = authenticity.lacking(station, headers, at);
        if (lacking.isPresent()) {
            throw new StartupException(
                    "What '%s' sent carries MACs for the admission key %s, whose private key is not here; name its file with --admission-key, or leave --administrator off."
                            .formatted(id, lacking.get()));
        }
    }

    /** What came of it so far. */
    Proven proven() {
        return new Proven(checked, refused);
    }

    /**
     * How many records were asked for a signature of their station's.
     *
     * @param refused how many of those that were checked had none that counts
     */
    record Proven(long checked, long refused) {

        static final Proven NOTHING = new Proven(0, 0);

        Proven and(Proven other) {
            return new Proven(checked + other.checked, refused + other.refused);
        }
    }
}
