package org.skycast.cli.stations;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.cli.stations.Registrations.Registered;
import org.skycast.identity.Administrators;
import org.skycast.identity.IdentityKey;
import org.skycast.identity.KeyFile;
import org.skycast.identity.SecretKey;
import org.skycast.identity.StationIdentity;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;
import org.skycast.streams.StartupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast stations register}: a station with its first key, or another name or site for one that has keys. */
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        description = {
            "Registers a station with the public key that signs for it, or changes the name or the site of one.",
            "What is left out stays as it is registered."
        })
final class RegisterCommand implements Callable<Integer> {

    @Mixin
    private SigningOptions signing = new SigningOptions();

    @Option(
            names = "--key",
            paramLabel = "PEM",
            description = "The station's public key, of a station that has none yet.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--admission-key",
            paramLabel = "PEM",
            description =
                    "The public admission key for which its records may carry MACs, of a station that has no key yet;"
                            + " signatures alone count without one.")
    private Optional<Path> admissionKey = Optional.empty();

    @Option(names = "--name", description = "What people call it; the id if nothing is said.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--latitude", paramLabel = "DEG", description = "Degrees north.")
    private Optional<Double> latitude = Optional.empty();

    @Option(names = "--longitude", paramLabel = "DEG", description = "Degrees east.")
    private Optional<Double> longitude = Optional.empty();

    @Option(names = "--altitude", paramLabel = "M", description = "Metres above the sea.")
    private Optional<Double> altitude = Optional.empty();

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() {
        Instant now = InstantSource.system().instant();
        SecretKey administrator = signing.secret();
        Administrators trusted = signing.trusted(administrator);
        var registrations = new Registrations(connection.reached());
        Optional<Registered> before =
                Optional.ofNullable(registrations.read(trusted).get(signing.station));
        Optional<StationIdentity> keys = before.flatMap(Registered::identity);
        Station station = new Station(
                signing.station,
                name.or(() -> before.map(known -> known.station().name())).orElse(signing.station),
                site(before.map(known -> known.station().site())));
        StationIdentity identity = keys.map(this::unchanged).orElseGet(() -> first(now));
        registrations.write(administrator, station, identity, keys, now);
        System.out.printf("Registered %s, revision %d.%n", station.id(), identity.revision());
        return 0;
    }

    private StationIdentity unchanged(StationIdentity keys) {
        if (key.isPresent() || admissionKey.isPresent()) {
            throw new StartupException("The station %s has keys already; give it another with skycast stations rotate."
                    .formatted(signing.station));
        }
        return keys.again();
    }

    private StationIdentity first(Instant now) {
        Path pem = key.orElseThrow(() -> new StartupException(
                "The station %s has no key yet; name its public key with --key.".formatted(signing.station)));
        Instant begin = SigningOptions.begun(now);
        StationIdentity first = StationIdentity.first(IdentityKey.of(KeyFile.readEd25519(pem), begin));
        return admissionKey
                .map(file -> first.withAdmissionKey(IdentityKey.of(KeyFile.readX25519(file), begin))
                        .as(first.revision()))
                .orElse(first);
    }

    private Site site(Optional<Site> before) {
        try {
            return new Site(
                    of("--latitude", latitude, before.map(Site::latitude)),
                    of("--longitude", longitude, before.map(Site::longitude)),
                    of("--altitude", altitude, before.map(Site::altitude)));
        } catch (IllegalArgumentException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }

    private double of(String option, Optional<Double> given, Optional<Double> before) {
        return given.or(() -> before)
                .orElseThrow(() -> new StartupException(
                        "The station %s is not registered yet; give %s.".formatted(signing.station, option)));
    }
}
