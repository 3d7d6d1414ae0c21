package org.skycast.sandbox;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.skycast.avro.Rejected;
import org.skycast.avro.SensorReading;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.topology.Outgoing;
import org.skycast.streams.topology.TaskProcessor;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topics;

/** A stage that answers each reading of two topics, but for those of stations after whose names it fails. */
final class FailingStage implements Stage {

    /** It throws an exception. */
    static final String THROWS = "throws";
    /** Its stack overflows. */
    static final String OVERFLOWS = "overflows";
    /** It asks for more memory than there is. */
    static final String STARVES = "starves";
    /** What it makes is larger than its topic is declared. */
    static final String TOO_LARGE = "too-large";
    /** What it makes is larger than the broker takes, which is known once it is sent. */
    static final String REFUSED = "refused";
    /** It waits for ever. */
    static final String WAITS = "waits";
    /** It waits for ever, and takes no interruption. */
    static final String STAYS = "stays";

    /** The second topic that it reads, in step with the first. */
    static final String BESIDE = Topics.EMBEDDINGS.name();

    private static final Outgoing<Rejected> ANSWERS = new Outgoing<>("answers");

    private final Map<String, String> clients;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    FailingStage(Map<String, String> clients) {
        this.clients = clients;
    }

    /** Lets go of what takes no interruption. */
    void end() {
        ended.complete(null);
    }

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public String suffix() {
        return "-failing";
    }

    @Override
    public Topology topology() {
        var topology = new TopologyBuilder(clients);
        topology.source("in", Topics.READINGS);
        topology.sourceLike("beside", Topics.READINGS, BESIDE);
        topology.processor("fail", Failing::new, "in", "beside");
        topology.sink(ANSWERS, Topics.REJECTED, "fail");
        return topology.topology();
    }

    private final class Failing extends TaskProcessor<SensorReading, Rejected, String> {

        @Override
        protected String open(ProcessorContext<String, Rejected> context) {
            return "";
        }

        @Override
        protected void process(String nothing, Record<String, SensorReading> record) {
            String station = record.value().getStationId();
            int bytes = 1;
            switch (station) {
                case THROWS -> throw new IllegalStateException("as it was told");
                case OVERFLOWS -> deeper(1);
                case STARVES -> throw new OutOfMemoryError("as if an array were too large");
                case TOO_LARGE -> bytes = 7 << 20;
                case REFUSED -> bytes = 500_000;
                case WAITS -> await();
                case STAYS -> ended.join();
                default -> {
                    // A good one.
                }
            }
            ANSWERS.forward(context(), record.withValue(answer(record.value(), bytes)));
        }

        @SuppressWarnings("InfiniteRecursion") // that is what it is for
        private long deeper(long depth) {
            return depth + deeper(depth + 1);
        }

        private void await() {
            try {
                ended.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }

        private Rejected answer(SensorReading reading, int bytes) {
            return new Rejected(
                    "GOOD",
                    reading.getStationId() + reading.getSequence(),
                    reading.getStationId(),
                    "",
                    0,
                    0L,
                    Instant.EPOCH,
                    ByteBuffer.allocate(bytes),
                    null,
                    null);
        }
    }
}
