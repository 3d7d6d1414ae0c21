package org.skycast.cli.alerts;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.cli.models.TrustOptions;
import org.skycast.edge.EdgeConfig;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.streams.StartupException;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.topics.Topics;
import org.skycast.trials.alert.RuleReader;
import org.skycast.trials.backtest.BackTestAsk;
import org.skycast.trials.backtest.BackTestReport;
import org.skycast.trials.backtest.ForecastSource;
import org.skycast.trials.backtest.LoggedForecasts;
import org.skycast.trials.backtest.RecordedForecasts;
import org.skycast.trials.backtest.RemadeForecasts;
import org.skycast.trials.backtest.RuleBackTest;
import org.skycast.trials.replay.Bundles;
import org.skycast.trials.report.DashboardAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skycast alerts rules test}: how often rules would have warned, and how well. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description =
                "Runs rules over what was foretold and measured, and says how often they would have warned and how"
                        + " well: hits, misses, false alarms, lead times. Writes nothing to the log.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it is told of every rule how well it warns",
            "1:it failed, or the file does not fit",
            "2:wrong usage",
            "4:of some rule it cannot be told: too few events, or too few days"
        })
public final class TestRulesCommand implements Callable<Integer> {

    private static final int CANNOT_TELL = 4;

    @Parameters(paramLabel = "FILE", description = "Rules in YAML, as docs/alerts.md has them.")
    private Path file = Path.of("");

    @Option(names = "--from", required = true, paramLabel = "T", description = "The first reference time.")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "T",
            description = "Reference times from this on are left out.")
    private Instant to = Instant.EPOCH;

    @Option(
            names = "--station",
            paramLabel = "GLOB",
            defaultValue = "*",
            description = "A station's id, or a pattern with * and ? (${DEFAULT-VALUE}).")
    private String station = "*";

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            defaultValue = "${sys:skycast.home:-.}/models/skycast",
            description =
                    "The bundle that foretells what the rules ask for, where --model names none (${DEFAULT-VALUE}).")
    private Path bundle = Path.of("models/skycast");

    @Option(
            names = "--model",
            paramLabel = "BUNDLE",
            description =
                    "Make the forecasts again by this bundle, from the observations in the log; a bundle's directory, or"
                            + " the sha256 of a published one or its beginning. Without it forecasts are taken as they went out.")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--edge-config",
            paramLabel = "FILE",
            description =
                    "Needs no broker: make the forecasts from these stations' archives, as 'skycast models evaluate'"
                            + " reads them, by --model or else --bundle.")
    private Optional<Path> edgeConfig = Optional.empty();

    @Option(
            names = "--forecasts",
            paramLabel = "NAME",
            description = "The topic of the forecasts, such as one that 'skycast replay --keep' left.")
    private String forecasts = Topics.FORECASTS.name();

    @Option(
            names = "--warm-up",
            paramLabel = "SPAN",
            defaultValue = "P21D",
            description =
                    "For how long before the range a bundle that is run learns from the stations, as far as there is"
                            + " anything (${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ofDays(21);

    @Option(
            names = "--min-lead",
            paramLabel = "SPAN",
            defaultValue = "PT10M",
            description = "How long before its onset an event must be told to be a hit (${DEFAULT-VALUE}).")
    private Duration minLead = Duration.ofMinutes(10);

    @Option(
            names = "--report",
            required = true,
            paramLabel = "DIR",
            description = "Where report.html and report.json go.")
    private Path report = Path.of("");

    @Option(
            names = "--dashboard",
            paramLabel = "URL",
            description =
                    "Where a dashboard is, such as http://127.0.0.1:8085/: each event and alert of the report then"
                            + " links to its station and time there.")
    private Optional<String> dashboard = Optional.empty();

    @Option(
            names = "--fit",
            paramLabel = "FILE",
            description =
                    "Write the rules here with raise, clear and calibration as they fit the first part of the range;"
                            + " the report is then of the rest.")
    private Optional<Path> fit = Optional.empty();

    @Option(
            names = "--fit-until",
            paramLabel = "T",
            description = "The end of that first part; by default the middle of the range.")
    private Optional<Instant> fitUntil = Optional.empty();

    @Option(names = "--json", description = "Print the report as JSON instead of a summary.")
    private boolean json;

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Mixin
    private Connection connection = new Connection();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        check();
        if (edgeConfig.isPresent() || model.isEmpty()) {
            Path directory = model.map(Path::of).orElse(bundle);
            return test(ModelBundle.load(directory, trust.keys()::require));
        }
        var metrics = new NowcastMetrics(new SimpleMeterRegistry());
        try (var bundles = new Bundles(connection.reached(), report.resolve("bundles"), trust.keys(), metrics)) {
            return test(bundles.choose(model.get(), Bundles.LIVE).candidate());
        }
    }

    private void check() {
        if (!from.isBefore(to)) {
            throw new StartupException("--from %s is not before --to %s.".formatted(from, to));
        }
        if (minLead.isNegative() || warmUp.isNegative()) {
            throw new StartupException(
                    "--min-lead and --warm-up must not be negative; give spans such as PT10M and P21D.");
        }
        if (fitUntil.isPresent() && fit.isEmpty()) {
            throw new StartupException("--fit-until is of rules that are fitted; give --fit FILE too.");
        }
        fitUntil.filter(until -> !until.isAfter(from) || !until.isBefore(to)).ifPresent(until -> {
            throw new StartupException(
                    "--fit-until %s is not between --from %s and --to %s.".formatted(until, from, to));
        });
        fit.filter(out -> out.toAbsolutePath()
                        .normalize()
                        .equals(file.toAbsolutePath().normalize()))
                .ifPresent(out -> {
                    throw new StartupException(
                            "--fit %s is the file of the rules itself; name another.".formatted(out));
                });
    }

    private int test(ModelBundle by) throws IOException {
        Optional<DashboardAddress> links = dashboard.map(DashboardAddress::of);
        var reader = new RuleReader(by.forecastSpec());
        List<AlertRule> rules =
                reader.read(file).stream().map(RuleReader.Draft::rule).toList();
        var ask = new BackTestAsk(rules, from, to, station, minLead, warmUp);
        Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
        BackTestReport made = new RuleBackTest(ask, reader, InstantSource.system())
                .run(source(by), fit.map(out -> new RuleBackTest.Fitting(fitUntil.orElse(middle), file, out)));
        (links.isPresent() ? made.linkedTo(links.get()) : made).write(report);
        spec.commandLine().getOut().println(json ? made.json() : made.table());
        if (!json) {
            spec.commandLine().getOut().printf("The report is %s.%n", report.resolve("report.html"));
        }
        spec.commandLine().getOut().flush();
        return made.isTold() ? 0 : CANNOT_TELL;
    }

    private ForecastSource source(ModelBundle by) throws IOException {
        if (edgeConfig.isPresent()) {
            return new RecordedForecasts(EdgeConfig.read(edgeConfig.get(), System.getenv()), by, this::show);
        }
        return model.isPresent()
                ? new RemadeForecasts(connection.properties(), by)
                : new LoggedForecasts(connection.properties(), forecasts);
    }

    /** One line that is written over, where there is a person to see it. */
    private void show(String of, long records) {
        if (System.console() != null && records % 500 == 0) {
            System.err.print("\r%s: %d records".formatted(of, records));
        }
    }
}
