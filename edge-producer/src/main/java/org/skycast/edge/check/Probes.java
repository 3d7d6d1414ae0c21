package org.skycast.edge.check;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.process.model.InferenceSettings;
import org.skycast.edge.process.model.InferenceSettings.Adapt;
import org.skycast.edge.source.open.Sources;
import org.skycast.edge.spool.SpoolFile;
import org.skycast.edge.status.ClockLook;
import org.skycast.edge.status.OperationSettings;
import org.skycast.edge.status.SourceState;
import org.skycast.edge.status.StatusQuestion;
import org.skycast.edge.uplink.IdentitySettings;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.feature.TrainingStatistics;

/** Everything that an edge with some settings needs. */
public final class Probes implements AutoCloseable {

    private static final Duration STATUS = Duration.ofSeconds(2);

    private final List<Probe> probes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    /** Opens nothing yet. */
    public Probes(EdgeConfig config, InstantSource clock) {
        var around = Sources.Surroundings.unattended(clock);
        List<Sources.Station> named = config.stations().stream()
                .map(EdgeConfig.StationSources::sources)
                .toList();
        Sources.followed(named, around)
                .checks()
                .forEach(source -> probes.add(new SourceProbe(source, name -> runs(config.operation(), name), clock)));
        probes.add(new DiskProbe(config.spool()));
        probes.add(new SpoolProbe(config.spool()));
        probes.add(new ClockProbe(ClockLook.at(config.operation().ntpServer())));
        if (config.identity().mode() == IdentitySettings.Mode.signed) {
            probes.add(new IdentityProbe(config.identity()));
        }
        config.inference().ifPresent(inference -> model(config, inference));
        List<NeededTopic> topics = NeededTopic.of(config);
        principals(config).forEach((kafka, stations) -> uplink(kafka, stations, topics, clock));
        probes.add(new RegistryProbe(config.kafka(), topics));
    }

    private void model(EdgeConfig config, InferenceSettings inference) {
        probes.add(new ModelProbe(inference.bundle()));
        var training = new Training(inference.bundle());
        var spool = new SpoolFile(config.spool().file());
        for (EdgeConfig.StationSources station : config.stations()) {
            boolean adapts = station.adapt().orElse(inference.adapt()) == Adapt.on;
            probes.add(new FamiliarityProbe(station.station(), adapts, training, spool));
        }
    }

    /** What a bundle was trained on, read once for all stations. */
    private static final class Training implements Supplier<TrainingStatistics> {
        private final Path bundle;
        private Optional<TrainingStatistics> read = Optional.empty();

        Training(Path bundle) {
            this.bundle = bundle;
        }

        @Override
        public synchronized TrainingStatistics get() {
            TrainingStatistics known =
                    read.orElseGet(() -> ModelBundle.load(bundle).trainingStatistics());
            read = Optional.of(known);
            return known;
        }
    }

    /** Whether an edge with these settings runs and has the source up. */
    private static boolean runs(OperationSettings operation, String source) {
        return StatusQuestion.ask(operation.httpAddress(), operation.httpPort(), STATUS)
                        instanceof StatusQuestion.Told told
                && told.status().sources().stream()
                        .anyMatch(
                                state -> state.name().equals(source) && state.condition() == SourceState.Condition.UP);
    }

    /** The stations that send with the same properties, by these. */
    private static Map<Map<String, String>, List<String>> principals(EdgeConfig config) {
        Map<Map<String, String>, List<String>> principals = new LinkedHashMap<>();
        for (EdgeConfig.StationSources station : config.stations()) {
            Map<String, String> kafka = new HashMap<>(config.kafka());
            kafka.putAll(station.kafka());
            principals.computeIfAbsent(kafka, k -> new ArrayList<>()).add(station.id());
        }
        return principals;
    }

    private void uplink(
            Map<String, String> kafka, List<String> stations, List<NeededTopic> topics, InstantSource clock) {
        String of = " " + String.join(", ", stations);
        var link = new Link(kafka);
        links.add(link);
        probes.add(new BrokerProbe("uplink" + of, link));
        if (CertificateProbe.isOf(kafka)) {
            probes.add(new CertificateProbe("certificates" + of, link, clock));
        }
        probes.add(new TopicsProbe("topics" + of, link, topics));
    }

    /** All of them, in the order of the table. */
    public List<Probe> all() {
        return List.copyOf(probes);
    }

    @Override
    public void close() {
        links.forEach(Link::close);
    }
}
