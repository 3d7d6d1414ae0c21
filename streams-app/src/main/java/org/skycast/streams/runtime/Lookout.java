package org.skycast.streams.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.skycast.streams.metrics.StageMetrics;
import org.skycast.streams.watch.BrokerLook;
import org.skycast.streams.watch.BrokerWatch;
import org.skycast.streams.watch.LagWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker every few seconds, for what a stage cannot tell of itself: whether one answers, and how far behind it is. */
final class Lookout implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
    private static final Duration OFTEN = Duration.ofSeconds(5);
    /** Of so many looks, one is at the lags, too. */
    private static final int LAGS_EACH = 3;

    private final BrokerLook look;
    private final BrokerWatch broker;
    private final Map<RunningStage, LagWatch> lags = new LinkedHashMap<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(Lookout::daemon);
    private final Duration often;
    private int looks;

    /**
     * Does not look yet.
     *
     * @param patience after so long without an answer the broker is said not to be there
     */
    Lookout(Map<String, String> kafka, List<RunningStage> stages, Duration patience) {
        this.look = new BrokerLook(kafka);
        this.broker = new BrokerWatch(
                String.valueOf(kafka.get("bootstrap.servers")), look::answers, System::nanoTime, patience);
        stages.forEach(stage -> lags.put(stage, new LagWatch()));
        Duration quarter = patience.dividedBy(4);
        this.often = quarter.compareTo(OFTEN) < 0 ? quarter : OFTEN;
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "lookout");
        thread.setDaemon(true);
        return thread;
    }

    /** Looks from now on, and shows what it sees. */
    void start(StageMetrics shown) {
        shown.showBroker(broker::isThere);
        lags.forEach((stage, lag) -> shown.showLag(stage.name(), stage.sources(), lag::of));
        looking.scheduleWithFixedDelay(this::look, 0, Math.max(1, often.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** That no broker answers, if none does. */
    Optional<String> silence() {
        return broker.silence();
    }

    private void look() {
        try {
            broker.look().ifPresent(LOG::warn);
            if (broker.isThere() && looks++ % LAGS_EACH == 0) {
                lookAtLags();
            }
        } catch (RuntimeException e) {
            // The next look may do better; one that throws would be the last.
            LOG.warn("The broker could not be looked at: {}", e.toString());
        }
    }

    private void lookAtLags() {
        Map<RunningStage, Map<TopicPartition, Long>> committed = new HashMap<>();
        lags.keySet().forEach(stage -> committed.put(stage, stage.committed()));
        List<TopicPartition> all = committed.values().stream()
                .flatMap(of -> of.keySet().stream())
                .distinct()
                .toList();
        List<TopicPartition> fresh = committed.values().stream()
                .flatMap(of -> of.entrySet().stream())
                .filter(of -> of.getValue() < 0)
                .map(Map.Entry::getKey)
                .distinct()
                .toList();
        Map<TopicPartition, Long> ends = look.ends(all);
        Map<TopicPartition, Long> beginnings = look.beginnings(fresh);
        long now = System.nanoTime();
        lags.forEach((stage, lag) -> {
            Map<TopicPartition, Long> of = committed.getOrDefault(stage, new HashMap<>());
            of.replaceAll((partition, offset) -> offset < 0 ? beginnings.getOrDefault(partition, 0L) : offset);
            lag.look(of, ends, now);
        });
    }

    @Override
    public void close() {
        looking.shutdownNow();
        look.close();
    }
}
