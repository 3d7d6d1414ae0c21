package org.skycast.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.settings.SettingsException;
import org.skycast.streams.alert.AlertRuleLog;
import org.skycast.trials.alert.RuleChanges;
import org.skycast.trials.alert.RuleReader;

/** The demo's three rules of weather alerts. */
final class DemoRules {

    private DemoRules() {}

    /** Writes them to the log; a bundle that does not foretell what they ask for does without, and that is told. */
    static void write(Map<String, String> clients, Path bundle) {
        try {
            new AlertRuleLog(clients).write(of(bundle));
        } catch (SettingsException e) {
            System.err.println(e.getMessage() + " The demo goes on without alerts.");
        }
    }

    static List<AlertRule> of(Path bundle) {
        var reader = new RuleReader(ModelBundle.load(bundle).forecastSpec());
        return RuleChanges.of(reader.read(yaml(), "the demo"), AlertBook.EMPTY).stream()
                .map(change -> change.next(Instant.EPOCH))
                .toList();
    }

    private static String yaml() {
        try (InputStream rules = DemoRules.class.getResourceAsStream("demo-rules.yaml")) {
            return rules == null ? "" : new String(rules.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
