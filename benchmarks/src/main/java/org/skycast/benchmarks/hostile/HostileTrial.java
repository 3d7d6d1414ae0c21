package org.skycast.benchmarks.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends hostile records of every kind to every topic, between those of good stations, and tells of each where it was found:
 * once, and where it had to be. The good stations' forecasts are held against those of a run without the others.
 */
public final class HostileTrial {

    private HostileTrial() {}

    /**
     * The bundle's directory, the seed, how often the next hostile kind is picked (0 for the short form), and for how many
     * minutes they are sent.
     *
     * <p>Ends with 1 if a record is missing, was found elsewhere or twice, or a forecast differs; with 2 if it could not be made.
     */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            System.exit(made(arguments) ? 0 : 1);
        } catch (IOException | RuntimeException e) {
            // A broker may have been left open, which would keep the process.
            e.printStackTrace();
            System.exit(2);
        }
    }

    private static boolean made(String[] arguments) throws IOException, InterruptedException {
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        int picks = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20_000;
        int minutes = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 10;
        Path bundle = Path.of(arguments[0]);
        var plan = picks == 0
                ? TrialPlan.brief(bundle, seed)
                : TrialPlan.whole(bundle, seed, picks, Duration.ofMinutes(minutes));
        Path folder = Files.createTempDirectory("skycast-hostile");
        TrialResult result = run(plan, folder);
        result.print(System.out);
        Files.write(folder.resolve("account.json"), result.json());
        System.out.printf("The whole account, as JSON, and logs are in %s.%n", folder);
        return result.complaints().isEmpty();
    }

    /** Makes both runs, one after the other. */
    static TrialResult run(TrialPlan plan, Path folder) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Map<String, List<String>> undisturbed = new TreeMap<>();
        try (var run = new TrialRun(plan, folder.resolve("undisturbed"), false)) {
            run.send();
            Whereabouts whereabouts = run.settled();
            run.goodStations().forEach(id -> undisturbed.put(id, whereabouts.forecasts(id)));
        }
        try (var run = new TrialRun(plan, folder.resolve("disturbed"), true)) {
            run.send();
            Whereabouts whereabouts = run.settled();
            RecordAccount account = RecordAccount.of(run.sent(), whereabouts);
            List<String> complaints = new ArrayList<>(account.complaints());
            complaints.addAll(run.complaints());
            Map<String, Double> counts = run.topology().counts();
            if (run.health().ends() == 0) {
                // A process that has ended begins to count anew.
                complaints.addAll(RecordAccount.uncounted(run.sent(), counts));
            }
            for (String id : run.goodStations()) {
                differences(id, run.forecastsDue(), undisturbed.getOrDefault(id, List.of()), whereabouts.forecasts(id))
                        .forEach(complaints::add);
            }
            return new TrialResult(
                    plan,
                    account,
                    undisturbed.values().stream().mapToInt(List::size).sum(),
                    run.arrivals(),
                    complaints,
                    run.answers(),
                    run.health(),
                    counts,
                    run.topology().liveBytes(),
                    (System.nanoTime() - begun) / 1e9);
        }
    }

    private static List<String> differences(String station, int due, List<String> one, List<String> other) {
        if (one.size() != due) {
            return List.of("Undisturbed, %s had %d forecasts in place of %d.".formatted(station, one.size(), due));
        }
        if (one.equals(other)) {
            return List.of();
        }
        int at = 0;
        while (at < Math.min(one.size(), other.size()) && one.get(at).equals(other.get(at))) {
            at++;
        }
        return List.of("The forecasts of %s differ: %d undisturbed, %d disturbed, and number %d is another.%n%s%n%s"
                .formatted(
                        station,
                        one.size(),
                        other.size(),
                        at,
                        at < one.size() ? one.get(at) : "none",
                        at < other.size() ? other.get(at) : "none"));
    }
}
