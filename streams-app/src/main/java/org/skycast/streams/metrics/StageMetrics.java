package org.skycast.streams.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How each stage of this process is, as of the moment at which it is asked. */
public final class StageMetrics {

    private static final String STAGE = "stage";

    private final MeterRegistry meters;

    StageMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * What is known of a stage.
     *
     * @param up whether it runs or is about to: it has not ended
     * @param ready whether it gets on, as {@code /health/ready} has it
     * @param standing in how many partitions records wait and nothing moves
     * @param restoring how many records its stores have yet to be given back
     */
    public record Figures(BooleanSupplier up, BooleanSupplier ready, IntSupplier standing, LongSupplier restoring) {}

    /**
     * How far behind the log's end a stage is in the partitions of a topic that this process has.
     *
     * @param records so many records wait
     * @param seconds for so long the oldest has
     */
    public record Lag(long records, double seconds) {

        /** Nothing waits. */
        public static final Lag NONE = new Lag(0, 0);
    }

    /** Shows a stage's from now on, and begins its counts. */
    public void show(String stage, Figures figures) {
        Counted.THREADS_REPLACED.in(meters, STAGE, stage);
        gauge("skycast.stage.up", "1 as long as the stage has not ended", stage, () -> is(figures.up()));
        gauge(
                "skycast.stage.ready",
                "1 if the stage gets on, as /health/ready has it",
                stage,
                () -> is(figures.ready()));
        gauge(
                "skycast.partitions.standing",
                "partitions in which records wait and nothing moves",
                stage,
                () -> figures.standing().getAsInt());
        gauge(
                "skycast.restore.remaining.records",
                "records that the stage's stores have yet to be given back from their changelogs",
                stage,
                () -> figures.restoring().getAsLong());
    }

    /** Shows how far behind a stage is in each of the topics that it reads. */
    public void showLag(String stage, Set<String> topics, Function<String, Lag> lag) {
        for (String topic : topics) {
            lag(
                    "skycast.lag.records",
                    "records that wait for the stage",
                    stage,
                    topic,
                    () -> lag.apply(topic),
                    Lag::records);
            lag(
                    "skycast.lag.seconds",
                    "for how long the oldest record has waited for the stage, since this process began to look",
                    stage,
                    topic,
                    () -> lag.apply(topic),
                    Lag::seconds);
        }
    }

    /** Shows whether a broker answers. */
    public void showBroker(BooleanSupplier isThere) {
        Gauge.builder("skycast.broker.up", () -> is(isThere))
                .description("1 if a broker answered when it was last asked")
                .register(meters);
    }

    private void lag(
            String name, String help, String stage, String topic, Supplier<Lag> lag, ToDoubleFunction<Lag> figure) {
        Gauge.builder(name, () -> figure.applyAsDouble(lag.get()))
                .description(help)
                .tag(STAGE, stage)
                .tag("topic", topic)
                .register(meters);
    }

    private void gauge(String name, String help, String stage, Supplier<Number> figure) {
        Gauge.builder(name, figure).description(help).tag(STAGE, stage).register(meters);
    }

    private static int is(BooleanSupplier yes) {
        return yes.getAsBoolean() ? 1 : 0;
    }
}
