package org.skycast.streams.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.avro.SensorReading;
import org.skycast.identity.AdmissionKey;
import org.skycast.identity.BatchSigner;
import org.skycast.identity.IdentityHeaders;
import org.skycast.identity.IdentityKey;
import org.skycast.identity.IdentityPolicy;
import org.skycast.identity.MacMaker;
import org.skycast.identity.StationIdentity;
import org.skycast.topics.Topics;

/** For which admission keys a record may carry a MAC: those of its station's registration, by the log's time, that are held. */
@ParameterizedClass
@EnumSource(names = "MAC")
class AdmissionKeysTest extends SignedStationsCase {

    private static final AdmissionKey NEXT = AdmissionKey.generate(new SecureRandom());

    private Headers macFor(AdmissionKey admission, SensorReading reading) {
        byte[] wire = harness.wire(Topics.READINGS, reading);
        return new RecordHeaders()
                .add(
                        IdentityHeaders.MAC,
                        new MacMaker(KEY, admission.publicKey()).header(Topics.READINGS.name(), "a", wire));
    }

    private void reading(AdmissionKey admission, int minute) {
        SensorReading reading = NowcastHarness.readingOf("a", minute, minute(minute), 10.0);
        send(Topics.READINGS, "a", reading, macFor(admission, reading), minute(minute));
    }

    @Test
    void keyThatNoAdministratorNamedIsRefused() {
        reading(NEXT, 0);
        assertThat(refused()).contains("which the station's registration does not name");
    }

    /** Who wants proof against whoever checks, too, names no admission key; then nobody can choose MACs for the station. */
    @Test
    void stationWithoutAnAdmissionKeySignsOrIsRefused() {
        register(ADMINISTRATOR, "c", StationIdentity.first(IdentityKey.of(KEY.publicKey(), minute(0))), minute(0));
        SensorReading reading = NowcastHarness.readingOf("c", 0, minute(0), 10.0);
        send(KEY, Topics.READINGS, "c", reading, minute(0));
        assertThat(refused()).contains("which the station's registration does not name");
        send(Topics.READINGS, "c", reading, signature("c", reading), minute(0));
        assertThat(harness.rejected()).isEmpty();
    }

    private Headers signature(String id, SensorReading reading) {
        byte[] digest = BatchSigner.digest(Topics.READINGS.name(), id, harness.wire(Topics.READINGS, reading));
        return new RecordHeaders()
                .add(
                        IdentityHeaders.SIGNATURE,
                        new BatchSigner(KEY).sign(List.of(digest)).get(0));
    }

    @Test
    void signatureCountsWhereMacsDo() {
        SensorReading reading = NowcastHarness.readingOf("a", 0, minute(0), 10.0);
        send(Topics.READINGS, "a", reading, signature("a", reading), minute(0));
        assertThat(harness.rejected()).isEmpty();
    }

    @Test
    void admissionKeyHoldsFromItsSlotUpToTheOneFromWhichItIsRevoked() {
        StationIdentity rotated = identity(KEY)
                .withAdmissionKey(IdentityKey.of(NEXT.publicKey(), minute(10)))
                .revoked(Set.of(ADMISSION.fingerprint()), minute(10));
        register(ADMINISTRATOR, "a", rotated, minute(2));
        reading(NEXT, 3);
        assertThat(refused())
                .contains("for the admission key " + NEXT.fingerprint() + ", which holds from " + minute(10));
        reading(ADMISSION, 4);
        assertThat(harness.rejected()).isEmpty();
        reading(ADMISSION, 10);
        assertThat(refused())
                .contains("for the admission key " + ADMISSION.fingerprint() + ", which is revoked from the slot at "
                        + minute(10));
    }

    @Test
    void registrationChangesNoAdmissionKeyOfThePast() {
        StationIdentity late = identity(KEY).withAdmissionKey(IdentityKey.of(NEXT.publicKey(), minute(1)));
        register(ADMINISTRATOR, "a", late, minute(11));
        assertThat(refused()).contains("change which keys held before");
    }

    @Test
    void whereThePrivateKeyIsNotHeldTheSentenceSaysSo() {
        harness.close();
        harness =
                new NowcastHarness(state.resolve("without"), Optional.of(IdentityPolicy.of(policy().administrators())));
        register(ADMINISTRATOR, "a", identity(KEY), minute(0));
        reading(ADMISSION, 0);
        assertThat(refused())
                .contains("the admission key " + ADMISSION.fingerprint() + ", whose private key is not here");
    }
}
