package org.skycast.cli.models;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.process.frame.FramePreparation;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.open.Sources;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.forecast.OnnxForecaster;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.trials.Adapt;
import org.skycast.trials.EvaluationReport;
import org.skycast.trials.Recording;
import org.skycast.trials.ScoreFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skycast models evaluate}: what a bundle is worth on a station's own archive. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Runs recorded frames and readings through a bundle, without Kafka, and prints its scores.")
public final class EvaluateCommand implements Callable<Integer> {

    @Option(names = "--bundle", required = true, paramLabel = "DIR", description = "The model bundle.")
    private Path bundle = Path.of("");

    @Option(
            names = "--edge-config",
            required = true,
            paramLabel = "FILE",
            description = "The stations and their sources, as 'skycast edge run' reads them.")
    private Path edgeConfig = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "Leave aside what is earlier; such as 2017-05-01T00:00:00Z.")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", paramLabel = "T", description = "Leave aside what is of this time or later.")
    private Optional<Instant> to = Optional.empty();

    @Option(names = "--scores", paramLabel = "FILE", description = "Write every single score to this CSV file too.")
    private Optional<Path> scores = Optional.empty();

    @Option(
            names = "--adapt",
            paramLabel = "on|off",
            defaultValue = "on",
            description =
                    "Whether stations teach the bundle as they would live, and the bundle as it is, as they have"
                            + " adapted it and what is issued are scored side by side (${DEFAULT-VALUE}); off: the bundle alone.")
    private Adapt adapt = Adapt.ON;

    @Option(names = "--json", description = "Print the scores as JSON instead of a table.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ModelBundle model = ModelBundle.load(bundle);
        EdgeConfig config = EdgeConfig.read(edgeConfig, System.getenv());
        List<Recording.Outcome> outcomes = new ArrayList<>();
        try (SkyEncoder encoder = model.openEncoder();
                OnnxForecaster forecaster = model.openForecaster();
                ScoreFile file = ScoreFile.open(scores)) {
            var policy = ObservePolicy.of(
                    model.featureSpec().slotLength(), model.featureSpec().historySlots());
            for (EdgeConfig.StationSources station : config.stations()) {
                List<Source> sources = sources(station.within(from, to));
                var pictures = new FramePreparation(station.picture(), station.site());
                var recording = new Recording(station.station(), sources, pictures, policy, encoder, forecaster, adapt);
                outcomes.add(recording.run(records -> show(station.id(), records), file::write));
                sources.forEach(Source::close);
            }
        }
        show("", 0);
        var report = new EvaluationReport(model.model(), adapt, outcomes);
        spec.commandLine().getOut().println(json ? report.json() : report.table());
        spec.commandLine().getOut().flush();
        return outcomes.stream().mapToLong(Recording.Outcome::forecasts).sum() == 0 ? 1 : 0;
    }

    private static List<Source> sources(EdgeConfig.StationSources station) {
        var around = Sources.Surroundings.unattended(InstantSource.system());
        return Sources.recorded(List.of(station.sources()), around).pulled();
    }

    /** One line that is written over, where there is a person to see it. */
    private void show(String station, long records) {
        if (System.console() != null && (records % 500 == 0 || station.isEmpty())) {
            System.err.print(station.isEmpty() ? "\r\033[K" : "\r%s: %d records".formatted(station, records));
        }
    }
}
