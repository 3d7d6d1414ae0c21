package org.skycast.cli.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.skycast.cli.connection.Connection;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.streams.rollout.BundleCatalogue;
import org.skycast.streams.rollout.BundleSummary;
import org.skycast.streams.rollout.DeploymentLog;
import org.skycast.streams.rollout.ObservationProgress;
import org.skycast.streams.rollout.RoleAssignment;
import org.skycast.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast models list}: the published bundles and their roles. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the published bundles, and which role each has and from when.")
public final class ListCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Enough to tell bundles apart at a glance. */
    private static final int DIGITS = 12;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--json", description = "Print each bundle whole, as JSON, one a line.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, Object> clients = connection.reached();
        Deployments deployments = new DeploymentLog(clients).read();
        Instant slot = ObservationProgress.in(clients)
                .map(observed -> observed.newest().end())
                .orElseGet(() -> InstantSource.system().instant());
        List<RoleAssignment> held = RoleAssignment.at(deployments, slot);
        try (BundleCatalogue catalogue = BundleCatalogue.on(clients)) {
            for (BundleSummary bundle : catalogue.all()) {
                List<RoleAssignment> roles = held.stream()
                        .filter(one -> one.deployment().bundleSha256().equals(bundle.sha256()))
                        .toList();
                System.out.println(Printable.of(json ? json(bundle, roles) : line(bundle, roles)));
            }
        }
        if (!json) {
            running(held).forEach(line -> System.out.println(Printable.of(line)));
        }
        return 0;
    }

    /** What forecasts now, and what does so beside it. */
    static List<String> running(List<RoleAssignment> held) {
        List<String> lines = new ArrayList<>();
        for (Role role : List.of(Role.CHAMPION, Role.SHADOW)) {
            List<RoleAssignment> now = held.stream()
                    .filter(one -> one.deployment().role() == role && !one.planned())
                    .filter(one -> !one.deployment().endsRole())
                    .toList();
            now.forEach(one -> lines.add("%s runs as %s since %s%s."
                    .formatted(
                            digits(one.deployment().bundleSha256()),
                            role.name().toLowerCase(Locale.ROOT),
                            one.deployment().fromSlot(),
                            one.deployment().stations().isEmpty()
                                    ? ""
                                    : " at "
                                            + String.join(", ", one.deployment().stations()))));
            if (now.isEmpty()) {
                lines.add(
                        role == Role.CHAMPION
                                ? "No champion is deployed; a topology runs the bundle of its configuration."
                                : "No shadow runs.");
            }
        }
        return lines;
    }

    private static String digits(String sha256) {
        return sha256.substring(0, Math.min(DIGITS, sha256.length()));
    }

    private static String line(BundleSummary bundle, List<RoleAssignment> roles) {
        return "%s  %s %s  of %s  %.1f MB  %s"
                .formatted(
                        digits(bundle.sha256()),
                        bundle.id(),
                        bundle.version(),
                        bundle.created(),
                        bundle.archiveBytes() / 1e6,
                        roles.isEmpty()
                                ? "-"
                                : roles.stream().map(RoleAssignment::text).collect(Collectors.joining(", ")));
    }

    private static String json(BundleSummary bundle, List<RoleAssignment> roles) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", bundle.id());
        fields.put("version", bundle.version());
        fields.put("sha256", bundle.sha256());
        fields.put("encoderSha256", bundle.encoderSha256());
        fields.put("featureSpec", bundle.featureSpec());
        fields.put("created", bundle.created().toString());
        fields.put("archiveBytes", bundle.archiveBytes());
        fields.put("roles", roles.stream().map(ListCommand::fields).toList());
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> fields(RoleAssignment held) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("role", held.deployment().role().name());
        fields.put("fromSlot", held.deployment().fromSlot().toString());
        fields.put("stations", List.copyOf(held.deployment().stations()));
        fields.put("planned", held.planned());
        return fields;
    }
}
