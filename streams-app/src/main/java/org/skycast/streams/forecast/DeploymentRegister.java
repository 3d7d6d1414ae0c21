package org.skycast.streams.forecast;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.avro.ModelDeployment;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.records.DeploymentRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.topology.StoreSpec;
import org.skycast.streams.topology.TaskProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds a role. A deployment of a bundle that cannot be run is refused here again, whoever wrote it: who held the
 * role keeps it.
 */
final class DeploymentRegister extends TaskProcessor<ModelDeployment, Void, KeyValueStore<String, Deployments>> {

    /** The one key of its store. */
    private static final String KEY = "deployments";

    /** As long as the log keeps observations; slots older than this are not forecast again. */
    private static final Duration KEPT = Duration.ofDays(400);

    private static final int NEWEST = 64;
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentRegister.class);

    private final StoreSpec<Deployments> shared;
    private final ModelChoice.Deployed choice;
    private final Duration slotLength;
    private final NowcastMetrics metrics;

    /**
     * @param shared the store it shares with the forecast step
     * @param slotLength how long the observations' slots are; a bundle of others is refused
     */
    DeploymentRegister(
            StoreSpec<Deployments> shared, ModelChoice.Deployed choice, Duration slotLength, NowcastMetrics metrics) {
        this.shared = shared;
        this.choice = choice;
        this.slotLength = slotLength;
        this.metrics = metrics;
    }

    /** What the log has told so far. */
    static Deployments known(KeyValueStore<String, Deployments> store) {
        return Optional.ofNullable(store.get(KEY)).orElse(Deployments.NONE);
    }

    @Override
    protected KeyValueStore<String, Deployments> open(ProcessorContext<String, Void> context) {
        return shared.in(context);
    }

    @Override
    protected void process(KeyValueStore<String, Deployments> store, Record<String, ModelDeployment> record) {
        if (record.value() == null) {
            metrics.tombstone(context().recordMetadata().orElseThrow().topic());
            return;
        }
        Deployment deployment;
        try {
            deployment = DeploymentRecords.toDomain(record.value());
        } catch (IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()));
            return;
        }
        if (deployment.role() != choice.role()) {
            return;
        }
        Optional<String> complaint = complaint(deployment);
        complaint.ifPresent(this::refuse);
        if (complaint.isEmpty()) {
            store.put(
                    KEY,
                    known(store)
                            .with(deployment)
                            .prunedTo(NEWEST, deployment.fromSlot().minus(KEPT)));
        }
    }

    private Optional<String> complaint(Deployment deployment) {
        if (deployment.endsRole()) {
            return Optional.empty();
        }
        Optional<ModelSource> model = choice.published().apply(deployment.bundleSha256());
        if (model.isEmpty()) {
            return Optional.of("The bundle %s %s cannot be run; the deployment as %s from %s is ignored."
                    .formatted(
                            deployment.bundleId(),
                            deployment.bundleSha256(),
                            deployment.role(),
                            deployment.fromSlot()));
        }
        return model.filter(m -> !m.featureSpec().slotLength().equals(slotLength))
                .map(m -> "The bundle %s has slots of %d min, the observations of %d min; its deployment is ignored."
                        .formatted(
                                deployment.bundleId(),
                                m.featureSpec().slotLength().toMinutes(),
                                slotLength.toMinutes()));
    }

    private void refuse(String sentence) {
        metrics.deploymentRefused();
        LOG.error(sentence);
    }
}
