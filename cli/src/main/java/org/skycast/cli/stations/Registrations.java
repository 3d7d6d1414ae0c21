package org.skycast.cli.stations;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.skycast.identity.Administrators;
import org.skycast.identity.NotAuthenticException;
import org.skycast.identity.SecretKey;
import org.skycast.identity.SignedRegistration;
import org.skycast.identity.StationIdentity;
import org.skycast.nowcast.station.Station;
import org.skycast.records.StationRecords;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.StartupException;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/** The log of stations' registrations, as administrators read and write it. */
final class Registrations {

    private static final String TOPIC = Topics.STATIONS.name();

    private final Map<String, Object> clients;

    /** @param clients properties of the Kafka clients and the Avro serdes, by their own names */
    Registrations(Map<String, Object> clients) {
        this.clients = clients;
    }

    /**
     * A registration that holds.
     *
     * @param identity the station's keys, where an administrator signed it
     * @param fault why none of the newest one's keys count, if they do not
     */
    record Registered(Station station, Optional<StationIdentity> identity, Optional<String> fault) {}

    /**
     * Of each station what a topology that trusts these administrators holds of it: the last registration that one of them
     * signed, or, where none is, the last there is.
     */
    Map<String, Registered> read(Administrators trusted) {
        Map<String, Registered> all = new TreeMap<>();
        var values = LogValues.of(Topics.STATIONS, clients, Unreadable.IS_PASSED_OVER)
                .as(StationRecords::toDomain);
        try (var reader = LogReader.on(clients)) {
            for (LogSpan span : reader.whole(TOPIC)) {
                reader.read(
                        span,
                        record -> values.entry(record)
                                .filter(entry -> entry.value().id().equals(entry.key()))
                                .ifPresent(entry -> take(trusted, record, entry.value(), all)));
            }
        }
        return all;
    }

    private static void take(
            Administrators trusted,
            ConsumerRecord<String, byte[]> record,
            Station station,
            Map<String, Registered> all) {
        Optional<StationIdentity> before =
                Optional.ofNullable(all.get(station.id())).flatMap(Registered::identity);
        try {
            StationIdentity identity = trusted.identity(TOPIC, record.key(), record.value(), record.headers());
            identity.requireAfter(before, Instant.ofEpochMilli(record.timestamp()));
            all.put(station.id(), new Registered(station, Optional.of(identity), Optional.empty()));
        } catch (NotAuthenticException e) {
            if (before.isEmpty()) {
                all.put(
                        station.id(),
                        new Registered(station, Optional.empty(), Optional.of(String.valueOf(e.getMessage()))));
            }
        }
    }

    /**
     * A station that signs already.
     *
     * @throws StartupException if there is none
     */
    Registered signed(String station, Administrators trusted) {
        Registered found = read(trusted).get(station);
        if (found == null || found.identity().isEmpty()) {
            throw new StartupException(
                    "No registration of '%s' in %s is signed%s; register it with skycast stations register."
                            .formatted(
                                    station,
                                    TOPIC,
                                    found == null
                                            ? ""
                                            : " by these administrators (%s)"
                                                    .formatted(found.fault().orElse(""))));
        }
        return found;
    }

    /**
     * Writes a registration.
     *
     * @throws StartupException if the topology would refuse it, or the broker does
     */
    void write(
            SecretKey administrator,
            Station station,
            StationIdentity identity,
            Optional<StationIdentity> before,
            Instant now) {
        try {
            identity.requireAfter(before, now);
        } catch (NotAuthenticException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("max.block.ms", 15_000);
        try (Serializer<SpecificRecord> values = AvroSerdes.anyValues(clients);
                Producer<String, byte[]> producer =
                        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            byte[] value = values.serialize(TOPIC, StationRecords.toAvro(station));
            Headers headers = SignedRegistration.headers(administrator, TOPIC, station.id(), value, identity);
            producer.send(new ProducerRecord<>(TOPIC, null, station.id(), value, headers))
                    .get();
        } catch (ExecutionException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(e);
        }
    }

    private static StartupException refused(Throwable cause) {
        return new StartupException("%s did not take the registration: %s".formatted(TOPIC, cause.getMessage()), cause);
    }
}
