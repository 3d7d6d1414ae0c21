package org.skycast.streams.model;

import java.util.Optional;
import java.util.function.Function;
import org.skycast.nowcast.forecast.Deployments.Role;

/** How a forecast stage comes to its models. */
public sealed interface ModelChoice {

    /** Whether it is a shadow's, which forecasts beside the champion. */
    default boolean isShadow() {
        return this instanceof Deployed deployed && deployed.role() == Role.SHADOW;
    }

    /** Always the same, whatever is deployed: a replay's. */
    record Fixed(ModelSource model) implements ModelChoice {}

    /**
     * Who holds a role, by the deployments in the log.
     *
     * @param role the role
     * @param otherwise the model where nobody was given the role; a stage without one says nothing then
     * @param published the model of a published bundle, by its manifest's sha256; empty if there is none that can be run
     */
    record Deployed(Role role, Optional<ModelSource> otherwise, Function<String, Optional<ModelSource>> published)
            implements ModelChoice {}
}
