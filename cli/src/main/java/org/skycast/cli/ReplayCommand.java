package org.skycast.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.cli.models.TrustOptions;
import org.skycast.identity.Administrators;
import org.skycast.identity.AdmissionKeys;
import org.skycast.identity.IdentityPolicy;
import org.skycast.nowcast.compare.Verdict;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.streams.StartupException;
import org.skycast.streams.forecast.SkySource;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.trials.replay.AskedLearning;
import org.skycast.trials.replay.Bundles;
import org.skycast.trials.replay.Replay;
import org.skycast.trials.replay.ReplayPlan.Ask;
import org.skycast.trials.report.DashboardAddress;
import org.skycast.trials.report.ReplayReport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skycast replay}: a bundle over what the topics hold, against another, ending in a decision. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Runs a bundle over recorded topics and says whether it is better than another.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the candidate is better",
            "1:the replay failed",
            "2:wrong usage",
            "3:the candidate is worse",
            "4:it cannot be told from the other",
            "5:it is equal to the other, value for value",
            "6:too few cases to tell: none, or fewer than seven days"
        })
public final class ReplayCommand implements Callable<Integer> {

    private static final int WORSE = 3;
    private static final int CANNOT_TELL = 4;
    private static final int EQUAL = 5;
    private static final int TOO_FEW = 6;

    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "BUNDLE",
            description = "The candidate: a bundle's directory, or the sha256 of a published one or its beginning.")
    private String model = "";

    @Option(
            names = "--against",
            paramLabel = "BUNDLE",
            defaultValue = Bundles.LIVE,
            description = "What it is held against: a bundle, or the forecasts that went out (${DEFAULT-VALUE}).")
    private String against = Bundles.LIVE;

    @Option(names = "--from", required = true, paramLabel = "T", description = "The first reference time.")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "T",
            description = "Reference times from this on are left out.")
    private Instant to = Instant.EPOCH;

    @Option(names = "--stations", paramLabel = "ID", split = ",", description = "These stations only.")
    private List<String> stations = List.of();

    @Option(
            names = "--report",
            required = true,
            paramLabel = "DIR",
            description =
                    "Where report.html and report.json go. A run that was stopped goes on when called again with it.")
    private Path report = Path.of("");

    @Option(
            names = "--dashboard",
            paramLabel = "URL",
            description =
                    "Where a dashboard is, such as http://127.0.0.1:8085/: each of the worst cases of the report then"
                            + " links to its station and time there.")
    private Optional<String> dashboard = Optional.empty();

    @Option(
            names = "--amendment",
            paramLabel = "SPAN",
            description = "How long slots may be amended, where the topology's setting is another than PT24H.")
    private Duration amendment = ObservePolicy.AMENDMENT;

    @Option(
            names = "--learning",
            paramLabel = "auto|own|recorded|off",
            defaultValue = "auto",
            description = "How the bundles that are run come to what stations have taught them. auto: as recorded, of a"
                    + " bundle that was live over the whole range, and else own; own: each learns in the replay, from"
                    + " --warm-up before the range on; recorded: what was in force live; off: the bundles alone"
                    + " (${DEFAULT-VALUE}).")
    private AskedLearning learning = AskedLearning.AUTO;

    @Option(
            names = "--warm-up",
            paramLabel = "SPAN",
            defaultValue = "P21D",
            description =
                    "How long before the range a bundle that learns in the replay begins to, as far as the log goes"
                            + " back; what it says then is not compared. How much a station's past counts settles in two"
                            + " to three weeks (${DEFAULT-VALUE}).")
    private Duration warmUp = Ask.WARM_UP;

    @ArgGroup
    private Source source = new Source();

    @Option(
            names = "--administrator",
            paramLabel = "PEM",
            description =
                    "A public key (Ed25519) of an administrator whose registrations count; may be given several times."
                            + " Each record is then proven to be its station's own once more.")
    private List<Path> administrators = List.of();

    @Option(
            names = "--admission-key",
            paramLabel = "PEM",
            description = "The private admission key (X25519) by which the topology checks MACs, where stations send"
                    + " these and no signatures; may be given several times.")
    private List<Path> admissionKeys = List.of();

    @Option(names = "--keep", description = "Keep the run's own topics, its group and its state.")
    private boolean keep;

    @Option(
            names = "--discard",
            description = "Take away the run that the folder holds, done or not, and what it left; then begin anew.")
    private boolean discard;

    @Option(
            names = "--allow-trained",
            description = "Let the candidate be called better over a range that its training has seen.")
    private boolean allowTrained;

    @Option(names = "--json", description = "Print the report as JSON instead of a summary.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** At most one of these. */
    static final class Source {
        @Option(
                names = "--from-observations",
                description = "Take the recorded embeddings; refused where the candidate has another encoder.")
        private boolean observations;

        @Option(names = "--from-frames", description = "Embed every frame again, whichever encoder embedded it.")
        private boolean frames;

        @Option(
                names = "--slots",
                paramLabel = "MIN",
                description = "Join frames and readings anew, to the candidate's slots of so many minutes.")
        private int slotMinutes;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!from.isBefore(to)) {
            throw new StartupException("--from %s is not before --to %s.".formatted(from, to));
        }
        if (amendment.isNegative()) {
            throw new StartupException("--amendment %s is negative; give a span such as PT48H.".formatted(amendment));
        }
        if (administrators.isEmpty() && !admissionKeys.isEmpty()) {
            throw new StartupException(
                    "--admission-key proves nothing without --administrator; name whose registrations count.");
        }
        if (warmUp.isNegative()) {
            throw new StartupException("--warm-up %s is negative; give a span such as P21D.".formatted(warmUp));
        }
        Optional<DashboardAddress> links = dashboard.map(DashboardAddress::of);
        var metrics = new NowcastMetrics(new SimpleMeterRegistry());
        try (var bundles = new Bundles(connection.properties(), report.resolve("bundles"), trust.keys(), metrics)) {
            Bundles.Choice choice = bundles.choose(model, against);
            var ask = new Ask(
                    from,
                    to,
                    new TreeSet<>(stations),
                    choice.candidate().model().sha256(),
                    choice.champion().map(bundle -> bundle.model().sha256()).orElse(""),
                    source.slotMinutes,
                    amendment,
                    learning,
                    warmUp,
                    new TreeSet<>(Administrators.read(administrators).fingerprints()));
            boolean isWatched = Boolean.getBoolean("skycast.terminal");
            var replay = new Replay(connection.reached(), report, metrics, Clock.systemUTC(), isWatched, identity());
            if (discard) {
                replay.discard();
            }
            ReplayReport made = replay.run(ask, choice, skies(), keep, allowTrained);
            if (links.isPresent()) {
                made.linkedTo(links.get()).write(report);
            }
            print(made);
            return exitCode(made.verdict());
        }
    }

    /** The verdict is the last line. */
    private void print(ReplayReport made) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(made.json());
        } else {
            out.println(made.table());
            out.printf("%nThe report is %s.%n", report.resolve("report.html"));
            out.println(made.conclusion(Colours.ofProcess()::red));
        }
        out.flush();
    }

    private Optional<IdentityPolicy> identity() {
        return administrators.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new IdentityPolicy(Administrators.read(administrators), AdmissionKeys.read(admissionKeys)));
    }

    private Optional<SkySource> skies() {
        if (source.frames) {
            return Optional.of(SkySource.FRAMES);
        }
        return source.observations ? Optional.of(SkySource.OBSERVATIONS) : Optional.empty();
    }

    private static int exitCode(Verdict verdict) {
        return switch (verdict.decision()) {
            case BETTER -> 0;
            case WORSE -> WORSE;
            case CANNOT_TELL -> CANNOT_TELL;
            case EQUAL -> EQUAL;
            case TOO_FEW -> TOO_FEW;
        };
    }
}
