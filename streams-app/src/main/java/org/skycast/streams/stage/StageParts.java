package org.skycast.streams.stage;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.skycast.identity.IdentityPolicy;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.model.SkyEmbedder;

/**
 * What a stage may be built from.
 *
 * @param bundle the configured one
 * @param policy how records become observations
 * @param tickInterval how often the wall clock is written into the log
 * @param skies opens an encoder of the bundle, for a task
 * @param champion the configured model
 * @param published the model of a published bundle, by its manifest's sha256; empty if there is none that can be run
 * @param taught at which stations the models are taught, by station id
 * @param clients properties of the Kafka clients and the Avro serdes, by their own names
 * @param identity by what it is told whose records are; empty asks for no signatures
 */
public record StageParts(
        ModelBundle bundle,
        ObservePolicy policy,
        Duration tickInterval,
        Supplier<SkyEmbedder> skies,
        ModelSource champion,
        Function<String, Optional<ModelSource>> published,
        Predicate<String> taught,
        Map<String, ?> clients,
        NowcastMetrics metrics,
        Optional<IdentityPolicy> identity) {}
