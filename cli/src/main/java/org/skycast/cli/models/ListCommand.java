package org.skycast.cli.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
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
        Map<String, Object> clients = connection.properties();
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
                System.out.println(json ? json(bundle, roles) : line(bundle, roles));
            }
        }
        if (!json && held.stream().noneMatch(one -> one.deployment().role() == Role.CHAMPION && !one.planned())) {
            System.out.println("No champion is deployed; a topology runs the bundle of its configuration.");
        }
        return 0;
    }

    private static String line(BundleSummary bundle, List<RoleAssignment> roles) {
        return "%s  %s %s  of %s  %.1f MB  %s"
                .formatted(
                        bundle.sha256()
                                .substring(0, Math.min(DIGITS, bundle.sha256().length())),
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
