package org.skycast.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class AuthenticityTest {

    private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
    private static final SecretKey KEY = SecretKey.generate(new SecureRandom());
    private static final StationIdentity STATION = StationIdentity.first(IdentityKey.of(KEY.publicKey(), FROM));

    private final Authenticity authenticity = new Authenticity(AdmissionKeys.NONE);

    private record Sent(String topic, String key, byte[] value, byte[] header) {

        Headers headers() {
            return new RecordHeaders().add(IdentityHeaders.SIGNATURE, header);
        }
    }

    private static List<Sent> batch(SecretKey key, int size, Random random) {
        List<Sent> unsigned = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            var value = new byte[1 + random.nextInt(50)];
            random.nextBytes(value);
            unsigned.add(new Sent(random.nextBoolean() ? "readings" : "frames", "s" + random.nextInt(3), value, value));
        }
        List<byte[]> headers = new BatchSigner(key)
                .sign(unsigned.stream()
                        .map(one -> BatchSigner.digest(one.topic(), one.key(), one.value()))
                        .toList());
        List<Sent> signed = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Sent one = unsigned.get(i);
            signed.add(new Sent(one.topic(), one.key(), one.value(), headers.get(i)));
        }
        return signed;
    }

    private Optional<String> fault(Sent sent, Instant at) {
        return authenticity.fault(STATION, sent.topic(), sent.key(), sent.value(), sent.headers(), at);
    }

    @Test
    void eachRecordOfABatchIsProvenAloneInAnyOrder() {
        var random = new Random(1);
        for (int size : new int[] {1, 2, 3, 12, 100, 256, 257, 600}) {
            List<Sent> batch = batch(KEY, size, random);
            Collections.shuffle(batch, random);
            assertThat(batch).allSatisfy(one -> assertThat(fault(one, FROM)).isEmpty());
        }
    }

    @Test
    void nothingOfARecordMayBeAnotherThanWasSigned() {
        var random = new Random(2);
        for (Sent one : batch(KEY, 40, random)) {
            byte[] value = one.value().clone();
            value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
            byte[] header = one.header().clone();
            header[1 + random.nextInt(header.length - 1)] ^= (byte) (1 << random.nextInt(8));
            assertThat(List.of(
                            new Sent(one.topic() + "s", one.key(), one.value(), one.header()),
                            new Sent(one.topic(), one.key() + "s", one.value(), one.header()),
                            new Sent(one.topic(), one.key(), value, one.header()),
                            new Sent(one.topic(), one.key(), Arrays.copyOf(value, value.length + 1), one.header()),
                            new Sent(one.topic(), one.key(), one.value(), header)))
                    .allSatisfy(changed -> assertThat(fault(changed, FROM)).isPresent());
            // What was refused has spoilt nothing for what is the station's own.
            assertThat(fault(one, FROM)).isEmpty();
        }
    }

    /** Topic, station and value cannot be taken apart elsewhere than where they were put together. */
    @Test
    void namesAreNotOneText() {
        byte[] value = "v".getBytes(StandardCharsets.US_ASCII);
        assertThat(BatchSigner.digest("ab", "c", value)).isNotEqualTo(BatchSigner.digest("a", "bc", value));
    }

    @Test
    void anotherKeysSignatureIsNotTheStations() {
        Sent forged =
                batch(SecretKey.generate(new SecureRandom()), 1, new Random(3)).get(0);
        assertThat(fault(forged, FROM))
                .hasValueSatisfying(text -> assertThat(text).contains("is not registered"));
        // Nor if it says that it is by the station's key
        byte[] header = forged.header().clone();
        byte[] own = batch(KEY, 1, new Random(3)).get(0).header();
        System.arraycopy(own, 1, header, 1, 8);
        assertThat(fault(new Sent(forged.topic(), forged.key(), forged.value(), header), FROM))
                .hasValueSatisfying(text -> assertThat(text).contains("is not this record's"));
    }

    @Test
    void headersOfAnyBytesAreReadWithoutFailure() {
        var random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            var header = new byte[random.nextInt(400)];
            random.nextBytes(header);
            if (header.length > 0 && random.nextBoolean()) {
                header[0] = RecordSignature.VERSION;
            }
            var sent = new Sent("readings", "s1", new byte[] {1}, header);
            assertThatCode(() -> assertThat(fault(sent, FROM)).isPresent()).doesNotThrowAnyException();
        }
    }

    @Test
    void keyHoldsFromItsFirstSlotUpToTheOneFromWhichItIsRevoked() {
        Instant end = FROM.plusSeconds(600);
        StationIdentity revoked =
                new StationIdentity(2, List.of(STATION.keys().get(0).revoked(end)), List.of());
        Sent one = batch(KEY, 1, new Random(5)).get(0);
        assertThat(at(revoked, one, FROM.minusMillis(1)))
                .hasValueSatisfying(s -> assertThat(s).contains("holds from"));
        assertThat(at(revoked, one, FROM)).isEmpty();
        assertThat(at(revoked, one, end.minusMillis(1))).isEmpty();
        assertThat(at(revoked, one, end))
                .hasValueSatisfying(s -> assertThat(s).contains("is revoked from the slot at " + end));
    }

    private Optional<String> at(StationIdentity station, Sent sent, Instant at) {
        return authenticity.fault(station, sent.topic(), sent.key(), sent.value(), sent.headers(), at);
    }
}
