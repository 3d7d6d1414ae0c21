package org.skycast.trials.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.skycast.nowcast.alert.AlertLevel;

/** A file of rules, with what was fitted in the place of what was there; all else stays. */
final class FittedFile {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private FittedFile() {}

    /**
     * Writes it.
     *
     * @param file the rules as they were
     * @param heading a comment, of one line
     * @throws IOException if the one cannot be read, or the other not written
     */
    static void write(Path file, Path out, List<FittedLevel> fits, String heading) throws IOException {
        JsonNode tree = YAML.readTree(Files.readString(file));
        for (JsonNode rule : tree.withArray("rules")) {
            fits.stream()
                    .filter(fit ->
                            fit.isFitted() && fit.rule().equals(rule.path("id").asText()))
                    .forEach(fit -> put((ObjectNode) rule, fit));
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(out, "# " + heading + "\n" + YAML.writeValueAsString(tree), StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode rule, FittedLevel fit) {
        // A rule of one level may have its keys itself.
        boolean isOwn = !(rule.get("levels") instanceof ArrayNode);
        ObjectNode keys = isOwn ? rule : (ObjectNode) rule.get("levels").get(fit.level());
        AlertLevel to = fit.to();
        if (to.costLoss().isEmpty()) {
            keys.put("raise", to.raise());
        }
        keys.put("clear", to.clear());
        ArrayNode points = keys.putArray("calibration");
        to.calibration()
                .points()
                .forEach(point -> points.addArray().add(point.peak()).add(point.share()));
        // A station's own probabilities were of what was said, and would now be of what came true.
        rule.path("overrides").forEach(own -> ((ObjectNode) own).remove(List.of("raise", "clear")));
    }
}
