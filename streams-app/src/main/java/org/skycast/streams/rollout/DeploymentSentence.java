package org.skycast.streams.rollout;

import java.util.List;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Deployments.Role;

/** What a deployment means, for people. */
final class DeploymentSentence {

    private DeploymentSentence() {}

    /**
     * The sentences.
     *
     * @param version of its bundle
     * @param earlier what was deployed before it
     */
    static String of(Deployment deployment, String version, List<Deployment> earlier) {
        boolean configured = deployment.endsRole() && deployment.role() == Role.CHAMPION;
        return given(deployment, version)
                + (configured ? " A topology then runs the bundle of its configuration." : "")
                + later(deployment, earlier);
    }

    private static String given(Deployment deployment, String version) {
        String stations = deployment.stations().isEmpty()
                ? "all stations"
                : "the stations " + String.join(", ", deployment.stations());
        String role = deployment.role() == Role.CHAMPION ? "the champion" : "a shadow";
        return deployment.endsRole()
                ? "From %s on nobody is deployed as %s of %s.".formatted(deployment.fromSlot(), role, stations)
                : "From %s on %s %s (%s) is %s of %s."
                        .formatted(
                                deployment.fromSlot(),
                                deployment.bundleId(),
                                version,
                                deployment.bundleSha256(),
                                role,
                                stations);
    }

    /** What was deployed before and takes over again later. */
    private static String later(Deployment deployment, List<Deployment> earlier) {
        return earlier.stream()
                .filter(other -> other.role() == deployment.role())
                .filter(other -> other.fromSlot().isAfter(deployment.fromSlot()))
                .map(other -> " From %s on what was deployed before takes over: %s."
                        .formatted(other.fromSlot(), other.endsRole() ? "nobody" : other.bundleSha256()))
                .reduce("", String::concat);
    }
}
