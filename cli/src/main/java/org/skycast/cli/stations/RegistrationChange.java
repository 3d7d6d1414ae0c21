package org.skycast.cli.stations;

import java.time.Instant;
import java.util.Optional;
import org.skycast.cli.connection.Connection;
import org.skycast.cli.stations.Registrations.Registered;
import org.skycast.identity.Administrators;
import org.skycast.identity.SecretKey;
import org.skycast.identity.StationIdentity;
import org.skycast.streams.StartupException;

/**
 * A change of the keys of a station that signs already.
 *
 * @param before its keys, as they are now
 * @param now when the change is made
 */
record RegistrationChange(
        Registrations registrations, SecretKey administrator, Registered known, StationIdentity before, Instant now) {

    /** @throws StartupException if the station does not sign yet */
    static RegistrationChange of(SigningOptions signing, Connection connection, Instant now) {
        SecretKey administrator = signing.secret();
        Administrators trusted = signing.trusted(administrator);
        var registrations = new Registrations(connection.reached());
        Registered known = registrations.signed(signing.station, trusted);
        return new RegistrationChange(
                registrations, administrator, known, known.identity().orElseThrow(), now);
    }

    /** @throws StartupException if the topology would refuse it, or the broker does */
    void write(StationIdentity next) {
        registrations.write(administrator, known.station(), next, Optional.of(before), now);
    }
}
