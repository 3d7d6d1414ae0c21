package org.skycast.benchmarks.identity;

import java.security.SecureRandom;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.skycast.identity.Administrators;
import org.skycast.identity.AdmissionKey;
import org.skycast.identity.AdmissionKeys;
import org.skycast.identity.IdentityKey;
import org.skycast.identity.IdentityPolicy;
import org.skycast.identity.SecretKey;
import org.skycast.identity.SignedRegistration;
import org.skycast.identity.StationIdentity;
import org.skycast.topics.Topics;

/** The keys of a measurement: an administrator's, one for all stations, and an admission key. */
record ProofKeys(SecretKey administrator, SecretKey station, AdmissionKey admission) {

    static ProofKeys generate() {
        var random = new SecureRandom();
        return new ProofKeys(SecretKey.generate(random), SecretKey.generate(random), AdmissionKey.generate(random));
    }

    /** By what it is told whose records are. */
    IdentityPolicy policy() {
        return new IdentityPolicy(Administrators.of(administrator.publicKey()), AdmissionKeys.of(admission));
    }

    /** What stations are registered with: signatures and MACs count from the beginning. */
    StationIdentity identity() {
        return StationIdentity.first(IdentityKey.of(station.publicKey(), Instant.EPOCH))
                .withAdmissionKey(IdentityKey.of(admission.publicKey(), Instant.EPOCH));
    }

    /** The headers of a station's registration. */
    Headers registration(String id, byte[] value) {
        return SignedRegistration.headers(administrator, Topics.STATIONS.name(), id, value, identity());
    }
}
