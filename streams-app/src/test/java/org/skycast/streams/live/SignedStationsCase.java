package org.skycast.streams.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.streams.live.NowcastHarness.START;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.skycast.avro.Rejected;
import org.skycast.avro.Site;
import org.skycast.avro.Station;
import org.skycast.identity.Administrators;
import org.skycast.identity.AdmissionKey;
import org.skycast.identity.AdmissionKeys;
import org.skycast.identity.BatchSigner;
import org.skycast.identity.IdentityHeaders;
import org.skycast.identity.IdentityKey;
import org.skycast.identity.IdentityPolicy;
import org.skycast.identity.MacMaker;
import org.skycast.identity.SecretKey;
import org.skycast.identity.SignedRegistration;
import org.skycast.identity.StationIdentity;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** Two stations that sign, or send MACs, before a topology that asks for it; what they and others send. */
abstract class SignedStationsCase {

    /** How a station shows that a record is its own. */
    enum Proof {
        SIGNATURE {
            @Override
            String header() {
                return IdentityHeaders.SIGNATURE;
            }

            @Override
            List<byte[]> of(SecretKey key, String topic, String id, List<byte[]> values) {
                return new BatchSigner(key)
                        .sign(values.stream()
                                .map(value -> BatchSigner.digest(topic, id, value))
                                .toList());
            }

            @Override
            StationIdentity identity(IdentityKey key) {
                return StationIdentity.first(key);
            }
        },
        MAC {
            @Override
            String header() {
                return IdentityHeaders.MAC;
            }

            @Override
            List<byte[]> of(SecretKey key, String topic, String id, List<byte[]> values) {
                var macs = new MacMaker(key, ADMISSION.publicKey());
                return values.stream()
                        .map(value -> macs.header(topic, id, value))
                        .toList();
            }

            @Override
            StationIdentity identity(IdentityKey key) {
                return StationIdentity.first(key)
                        .withAdmissionKey(IdentityKey.of(ADMISSION.publicKey(), key.from()))
                        .as(1);
            }
        };

        /** The header's name. */
        abstract String header();

        /** The headers of records that are sent one after the other. */
        abstract List<byte[]> of(SecretKey key, String topic, String id, List<byte[]> values);

        /** The first registration of a station with this key. */
        abstract StationIdentity identity(IdentityKey key);
    }

    static final SecretKey ADMINISTRATOR = SecretKey.generate(new SecureRandom());
    static final SecretKey KEY = SecretKey.generate(new SecureRandom());
    static final SecretKey OTHER = SecretKey.generate(new SecureRandom());

    static final AdmissionKey ADMISSION = AdmissionKey.generate(new SecureRandom());

    @Parameter
    Proof proof;

    @TempDir
    Path state;

    NowcastHarness harness;

    @BeforeEach
    void open() {
        harness = new NowcastHarness(state, Optional.of(policy()));
        register(ADMINISTRATOR, "a", identity(KEY), START);
        register(ADMINISTRATOR, "b", identity(OTHER), START);
    }

    static IdentityPolicy policy() {
        return new IdentityPolicy(Administrators.of(ADMINISTRATOR.publicKey()), AdmissionKeys.of(ADMISSION));
    }

    @AfterEach
    void close() {
        harness.close();
    }

    StationIdentity identity(SecretKey key) {
        return proof.identity(IdentityKey.of(key.publicKey(), START));
    }

    static Instant minute(long minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    static Station station(String id, double latitude) {
        return new Station(id, id, new Site(latitude, 12.0, 10.0));
    }

    void register(SecretKey administrator, String id, StationIdentity identity, Instant appendedAt) {
        byte[] value = harness.wire(Topics.STATIONS, station(id, 55.0));
        Headers headers = SignedRegistration.headers(administrator, Topics.STATIONS.name(), id, value, identity);
        harness.sendBytes(Topics.STATIONS, id, value, headers, appendedAt);
    }

    <T extends SpecificRecord> Headers headers(SecretKey key, Topic<T> topic, String id, T value) {
        return header(proof.of(key, topic.name(), id, List.of(harness.wire(topic, value)))
                .get(0));
    }

    Headers header(byte[] value) {
        return new RecordHeaders().add(proof.header(), value);
    }

    <T extends SpecificRecord> void send(Topic<T> topic, String id, T value, Headers headers, Instant at) {
        harness.sendBytes(topic, id, harness.wire(topic, value), headers, at);
    }

    <T extends SpecificRecord> void send(SecretKey key, Topic<T> topic, String id, T value, Instant at) {
        send(topic, id, value, headers(key, topic, id, value), at);
    }

    void reading(SecretKey key, String id, long sequence, double temperature) {
        Instant at = minute(sequence);
        send(key, Topics.READINGS, id, NowcastHarness.readingOf(id, sequence, at, temperature), at);
    }

    void minutes(String id, SecretKey key, int from, int to) {
        for (int minute = from; minute < to; minute++) {
            reading(key, id, minute, 10.0 + minute / 10.0);
        }
    }

    String refused() {
        List<Rejected> rejected = harness.rejected();
        assertThat(rejected).extracting(Rejected::getReason).containsExactly("NOT_AUTHENTIC");
        return rejected.get(0).getDetail();
    }
}
