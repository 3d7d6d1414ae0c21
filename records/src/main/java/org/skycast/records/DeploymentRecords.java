package org.skycast.records;

import java.util.List;
import java.util.Set;
import org.skycast.avro.ModelDeployment;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;

/** Deployments between the domain and the log; there and back changes nothing. */
public final class DeploymentRecords {

    private DeploymentRecords() {}

    /** The deployment as the log keeps it. */
    public static ModelDeployment toAvro(Deployment deployment) {
        return new ModelDeployment(
                deployment.role().name(),
                deployment.bundleId(),
                deployment.bundleSha256(),
                deployment.fromSlot(),
                List.copyOf(deployment.stations()));
    }

    /** @throws IllegalArgumentException in one sentence if the role is none that this version knows */
    public static Deployment toDomain(ModelDeployment record) {
        return new Deployment(
                role(record.getRole()),
                record.getBundleId(),
                record.getBundleSha256(),
                record.getFromSlot(),
                Set.copyOf(record.getStations()));
    }

    private static Role role(String name) {
        for (Role role : Role.values()) {
            if (role.name().equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "A deployment gives the role '%s', which this version does not know.".formatted(name));
    }
}
