package org.skycast.streams.rollout;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.skycast.inference.bundle.BundleArchive;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.nowcast.observe.Slot;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.topics.Topics;

/**
 * One change of roles: what the log says when it begins, bundles that are fetched and proven before anything is written,
 * and the deployment at the end.
 */
public final class Rollout implements AutoCloseable {

    /** A station of which no deployment speaks by name. */
    private static final String ANY_OTHER = "";

    /** Where nothing was observed and no bundle is given, slots may have any length; every minute begins one then. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final Map<String, Object> clients;
    private final Instant now;
    private final BundleCatalogue catalogue;
    private final BundleCache shelf;
    private final Path unpacked;
    private final Deployments deployments;
    private final Optional<ObservationProgress> observed;

    private Rollout(Map<String, Object> clients, TrustedKeys trusted, Instant now) {
        this.clients = clients;
        this.now = now;
        this.deployments = new DeploymentLog(clients).read();
        this.observed = ObservationProgress.in(clients);
        try {
            this.unpacked = Files.createTempDirectory("skycast-bundles");
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for unpacked bundles.", e);
        }
        this.catalogue = BundleCatalogue.on(clients);
        // What is refused is said once, as the command's own complaint.
        this.shelf = new BundleCache(
                BundleLog.on(clients),
                unpacked,
                trusted,
                new NowcastMetrics(new SimpleMeterRegistry()),
                sentence -> {});
    }

    /** Reads what the log says now. */
    public static Rollout begin(Map<String, Object> clients, TrustedKeys trusted, Instant now) {
        return new Rollout(clients, trusted, now);
    }

    public Deployments deployments() {
        return deployments;
    }

    /** The slot for which the next forecasts will be made. */
    Instant nextSlot() {
        return observed.map(seen -> seen.newest().end()).orElse(now);
    }

    /**
     * The bundle that is meant, fetched, unpacked and proven.
     *
     * @throws RolloutException if there is none, or it may not run
     */
    public ModelBundle named(String reference) {
        BundleCache.Outcome outcome = shelf.find(catalogue.named(reference));
        if (outcome instanceof BundleCache.Found found) {
            return found.bundle();
        }
        throw new RolloutException(((BundleCache.Refused) outcome).sentence());
    }

    /**
     * From which slot on the bundle can take a role at these stations.
     *
     * @throws RolloutException if its slots are not those of the observations
     */
    public SwitchPoint switchPoint(ModelBundle bundle, Set<String> stations) {
        Duration length = bundle.featureSpec().slotLength();
        observed.map(ObservationProgress::newest)
                .filter(newest -> !newest.length().equals(length))
                .ifPresent(newest -> {
                    throw new RolloutException(
                            ("The bundle %s %s has slots of %d minutes, but the observations in %s have %d;"
                                            + " it cannot run on them.")
                                    .formatted(
                                            bundle.model().id(),
                                            bundle.model().version(),
                                            length.toMinutes(),
                                            Topics.OBSERVATIONS.name(),
                                            newest.length().toMinutes()));
                });
        Set<String> encoders = encoders(stations);
        boolean known = encoders.isEmpty() || encoders.equals(Set.of(bundle.encoderSha256()));
        return switchPoint(
                length,
                known ? Duration.ZERO : length.multipliedBy(bundle.featureSpec().historySlots()));
    }

    /** From which slot on a role can end. */
    public SwitchPoint switchPoint() {
        return switchPoint(SHORTEST, Duration.ZERO);
    }

    private SwitchPoint switchPoint(Duration slotLength, Duration history) {
        Slot newest = observed.map(ObservationProgress::newest).orElseGet(() -> Slot.holding(now, slotLength));
        return new SwitchPoint(newest, observed.isPresent(), history);
    }

    /** The encoders of the running champions; where none is deployed, the one that the newest embedding is of. */
    private Set<String> encoders(Set<String> stations) {
        Set<String> encoders = new TreeSet<>();
        Set<String> places = stations.isEmpty() ? places() : stations;
        for (String station : places) {
            deployments
                    .at(Role.CHAMPION, station, nextSlot())
                    .flatMap(champion -> catalogue.find(champion.bundleSha256()))
                    .map(BundleSummary::encoderSha256)
                    .or(() -> observed.flatMap(ObservationProgress::encoderSha256))
                    .ifPresent(encoders::add);
        }
        return encoders;
    }

    /** The stations that deployments name, and one for all others. */
    private Set<String> places() {
        Set<String> places = new TreeSet<>(Set.of(ANY_OTHER));
        deployments.known().forEach(deployment -> places.addAll(deployment.stations()));
        return places;
    }

    /**
     * The stations that are asked for, if all of them are registered.
     *
     * @throws RolloutException naming the first that is not
     */
    public Set<String> registered(Set<String> stations) {
        if (!stations.isEmpty()) {
            Set<String> known = new TreeSet<>();
            var values = LogValues.of(Topics.STATIONS, clients, Unreadable.IS_PASSED_OVER);
            try (var reader = LogReader.on(clients)) {
                reader.forEach(Topics.STATIONS.name(), values, station -> known.add(station.key()));
            }
            stations.stream()
                    .filter(station -> !known.contains(station))
                    .findFirst()
                    .ifPresent(station -> {
                        throw new RolloutException("There is no station '%s' in %s; known are %s."
                                .formatted(station, Topics.STATIONS.name(), known));
                    });
        }
        return stations;
    }

    /** Writes the deployment; gives a sentence for people. */
    public String deploy(Deployment deployment, String version) {
        new DeploymentLog(clients).write(deployment);
        String stations = deployment.stations().isEmpty()
                ? "all stations"
                : "the stations " + String.join(", ", deployment.stations());
        String role = deployment.role() == Role.CHAMPION ? "the champion" : "a shadow";
        String sentence = deployment.endsRole()
                ? "From %s on nobody is deployed as %s of %s.".formatted(deployment.fromSlot(), role, stations)
                : "From %s on %s %s (%s) is %s of %s."
                        .formatted(
                                deployment.fromSlot(),
                                deployment.bundleId(),
                                version,
                                deployment.bundleSha256(),
                                role,
                                stations);
        boolean configured = deployment.endsRole() && deployment.role() == Role.CHAMPION;
        return sentence
                + (configured ? " A topology then runs the bundle of its configuration." : "")
                + later(deployment);
    }

    /** What was deployed before and takes over again later. */
    private String later(Deployment deployment) {
        return deployments.known().stream()
                .filter(other -> other.role() == deployment.role())
                .filter(other -> other.fromSlot().isAfter(deployment.fromSlot()))
                .map(other -> " From %s on what was deployed before takes over: %s."
                        .formatted(other.fromSlot(), other.endsRole() ? "nobody" : other.bundleSha256()))
                .reduce("", String::concat);
    }

    @Override
    public void close() {
        shelf.close();
        catalogue.close();
        try (Stream<Path> bundles = Files.list(unpacked)) {
            for (Path bundle : bundles.toList()) {
                BundleArchive.delete(bundle);
            }
            Files.delete(unpacked);
        } catch (IOException e) {
            throw new UncheckedIOException("What was unpacked to %s stays there.".formatted(unpacked), e);
        }
    }
}
