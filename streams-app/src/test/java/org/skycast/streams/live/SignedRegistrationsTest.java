package org.skycast.streams.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.skycast.avro.Rejected;
import org.skycast.identity.IdentityKey;
import org.skycast.identity.SecretKey;
import org.skycast.identity.SignedRegistration;
import org.skycast.identity.StationIdentity;
import org.skycast.topics.Topics;

/** Whose keys count, and from when to when: registrations that are stolen, copied, changed, rotated and revoked. */
@ParameterizedClass
@EnumSource
class SignedRegistrationsTest extends SignedStationsCase {

    @Test
    void stolenRegistrationChangesNothing() {
        // Unsigned, as any edge writes it
        harness.send(Topics.STATIONS, "a", station("a", -55.0), minute(0));
        assertThat(refused()).contains("names no key");
        // Signed by somebody who is no administrator
        register(OTHER, "a", identity(OTHER).as(2), minute(0));
        assertThat(refused()).contains("none of the administrators'");
        // Another station's headers under a value of one's own
        byte[] value = harness.wire(Topics.STATIONS, station("a", -55.0));
        byte[] others = harness.wire(Topics.STATIONS, station("b", 55.0));
        Headers headers = SignedRegistration.headers(
                ADMINISTRATOR,
                Topics.STATIONS.name(),
                "b",
                others,
                identity(OTHER).as(2));
        harness.sendBytes(Topics.STATIONS, "a", value, headers, minute(0));
        assertThat(refused()).contains("does not fit it");
        // A deletion, which nobody can sign
        harness.sendBytes(Topics.STATIONS, "a", null, new RecordHeaders(), minute(0));

        minutes("a", KEY, 0, 13);
        assertThat(harness.rejected()).isEmpty();
        assertThat(harness.observations().get(0).getSite().getLatitude()).isEqualTo(55.0);
    }

    @Test
    void stationWithoutASignedRegistrationIsUnknown() {
        harness.send(Topics.STATIONS, "c", station("c", 55.0), minute(0));
        reading(KEY, "c", 0, 10.0);
        assertThat(harness.rejected())
                .extracting(Rejected::getReason)
                .containsExactly("NOT_AUTHENTIC", "UNKNOWN_STATION");
    }

    @Test
    void revokedKeyHoldsUpToItsSlotAndTheNextOneFromThere() {
        SecretKey next = SecretKey.generate(new SecureRandom());
        StationIdentity rotated = identity(KEY)
                .with(IdentityKey.of(next.publicKey(), minute(10)))
                .revoked(Set.of(KEY.fingerprint()), minute(10));
        register(ADMINISTRATOR, "a", rotated, minute(2));

        minutes("a", KEY, 0, 10);
        assertThat(harness.rejected()).isEmpty();
        reading(next, "a", 10, 11.0);
        reading(KEY, "a", 11, 11.0);
        assertThat(refused()).contains("is revoked from the slot at " + minute(10));

        // By when the log takes it, which its sender does not choose: not by what the record says of itself.
        send(KEY, Topics.READINGS, "a", NowcastHarness.readingOf("a", 20, minute(9), 49.0), minute(12));
        assertThat(refused()).contains("is revoked from the slot at " + minute(10));
        // What waited at the edge is signed with the key that holds now.
        send(next, Topics.READINGS, "a", NowcastHarness.readingOf("a", 21, minute(9), 10.0), minute(12));
        assertThat(harness.rejected()).isEmpty();
    }

    @Test
    void keyHoldsNotBeforeItsSlot() {
        SecretKey next = SecretKey.generate(new SecureRandom());
        register(ADMINISTRATOR, "a", identity(KEY).with(IdentityKey.of(next.publicKey(), minute(10))), minute(2));
        reading(next, "a", 3, 10.0);
        assertThat(refused()).contains("which holds from " + minute(10));
    }

    @Test
    void earlierRegistrationThatIsCopiedGivesNoRevokedKeyBack() {
        StationIdentity revoked = identity(KEY).revoked(Set.of(KEY.fingerprint()), minute(10));
        register(ADMINISTRATOR, "a", revoked, minute(2));
        register(ADMINISTRATOR, "a", identity(KEY), minute(3));
        assertThat(refused()).contains("revision 1, but revision 2 came before");
        reading(KEY, "a", 11, 10.0);
        assertThat(refused()).contains("is revoked");
    }

    @Test
    void registrationSaysNothingElseOfThePast() {
        register(ADMINISTRATOR, "a", identity(KEY).revoked(Set.of(KEY.fingerprint()), minute(10)), minute(11));
        assertThat(refused()).contains("change which keys held before");
        register(ADMINISTRATOR, "a", identity(KEY).with(IdentityKey.of(OTHER.publicKey(), minute(1))), minute(11));
        assertThat(refused()).contains("change which keys held before");
    }
}
