package org.skycast.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** MACs of records, made and checked. */
class RecordMacTest {

    private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
    private static final SecretKey KEY = SecretKey.generate(new SecureRandom());
    private static final AdmissionKey ADMISSION = AdmissionKey.generate(new SecureRandom());
    private static final StationIdentity STATION = StationIdentity.first(IdentityKey.of(KEY.publicKey(), FROM))
            .withAdmissionKey(IdentityKey.of(ADMISSION.publicKey(), FROM));

    private final Authenticity authenticity = new Authenticity(AdmissionKeys.of(ADMISSION));

    private record Sent(String topic, String key, byte[] value, byte[] header) {}

    private Optional<String> fault(Sent sent) {
        return authenticity.fault(
                STATION,
                sent.topic(),
                sent.key(),
                sent.value(),
                new RecordHeaders().add(IdentityHeaders.MAC, sent.header()),
                FROM);
    }

    private static Sent sent(MacMaker maker, Random random) {
        var value = new byte[1 + random.nextInt(50)];
        random.nextBytes(value);
        String topic = random.nextBoolean() ? "readings" : "frames";
        String station = "s" + random.nextInt(3);
        return new Sent(topic, station, value, maker.header(topic, station, value));
    }

    /** The edge's key signs for all its stations, and yet no station's MAC is another's. */
    @Test
    void nothingOfARecordMayBeAnotherThanTheMacIsOf() {
        var random = new Random(1);
        var maker = new MacMaker(KEY, ADMISSION.publicKey());
        for (int i = 0; i < 200; i++) {
            Sent one = sent(maker, random);
            byte[] value = one.value().clone();
            value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
            byte[] header = one.header().clone();
            header[random.nextInt(header.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(List.of(
                            new Sent(one.topic() + "s", one.key(), one.value(), one.header()),
                            new Sent(one.topic(), one.key() + "s", one.value(), one.header()),
                            new Sent(one.topic(), one.key(), value, one.header()),
                            new Sent(one.topic(), one.key(), Arrays.copyOf(value, value.length + 1), one.header()),
                            new Sent(one.topic(), one.key(), one.value(), header)))
                    .allSatisfy(changed -> assertThat(fault(changed)).isPresent());
            assertThat(fault(one)).isEmpty();
            assertThat(maker.header(one.topic(), one.key(), one.value())).isEqualTo(one.header());
        }
    }

    @Test
    void macOfAnotherKeyIsNotTheStationsEvenIfItSaysSo() {
        var forger = new MacMaker(SecretKey.generate(new SecureRandom()), ADMISSION.publicKey());
        Sent forged = sent(forger, new Random(2));
        assertThat(fault(forged))
                .hasValueSatisfying(text -> assertThat(text).contains("is not registered for the station"));
        byte[] header = forged.header().clone();
        byte[] own =
                sent(new MacMaker(KEY, ADMISSION.publicKey()), new Random(2)).header();
        System.arraycopy(own, 1, header, 1, PublicKeys.SHORT);
        assertThat(fault(new Sent(forged.topic(), forged.key(), forged.value(), header)))
                .hasValueSatisfying(text -> assertThat(text).contains("is not this record's"));
    }

    @Test
    void headersOfAnyBytesAreReadWithoutFailure() {
        var random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            var header = new byte[random.nextBoolean() ? 49 : random.nextInt(100)];
            random.nextBytes(header);
            if (header.length > 0) {
                header[0] = RecordMac.VERSION;
            }
            var sent = new Sent("readings", "s1", new byte[] {1}, header);
            assertThatCode(() -> assertThat(fault(sent)).isPresent()).doesNotThrowAnyException();
        }
    }

    /** Whoever decides once more asks what it lacks for that, and of what is refused without the key it lacks nothing. */
    @Test
    void lackingIsTheAdmissionKeyWithoutWhichNobodyCanTell() {
        var without = new Authenticity(AdmissionKeys.NONE);
        var headers = new RecordHeaders()
                .add(
                        IdentityHeaders.MAC,
                        sent(new MacMaker(KEY, ADMISSION.publicKey()), new Random(4))
                                .header());
        assertThat(without.lacking(STATION, headers, FROM)).contains(ADMISSION.fingerprint());
        assertThat(authenticity.lacking(STATION, headers, FROM)).isEmpty();
        assertThat(without.lacking(STATION, headers, FROM.minusMillis(1))).isEmpty();
        assertThat(without.lacking(StationIdentity.first(STATION.keys().get(0)), headers, FROM))
                .isEmpty();
        assertThat(without.lacking(STATION, new RecordHeaders(), FROM)).isEmpty();
    }
}
