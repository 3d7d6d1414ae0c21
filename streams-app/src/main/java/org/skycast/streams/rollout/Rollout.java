package org.skycast.streams.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.nowcast.observe.Slot;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
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
    private final ProvenBundles bundles;
    private final Deployments deployments;
    private final Optional<ObservationProgress> observed;

    private Rollout(Map<String, Object> clients, TrustedKeys trusted, Instant now) {
        this.clients = clients;
        this.now = now;
        this.deployments = new DeploymentLog(clients).read();
        this.observed = ObservationProgress.in(clients);
        this.bundles = new ProvenBundles(clients, trusted);
    }

    /** Reads what the log says now. */
    public static Rollout begin(Map<String, Object> clients, TrustedKeys trusted, Instant now) {
        return new Rollout(clients, trusted, now);
    }

    /** What was deployed before this change. */
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
        return bundles.named(reference);
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
                    .flatMap(champion -> bundles.encoder(champion.bundleSha256()))
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
        return DeploymentSentence.of(deployment, version, deployments.known());
    }

    @Override
    public void close() {
        bundles.close();
    }
}
