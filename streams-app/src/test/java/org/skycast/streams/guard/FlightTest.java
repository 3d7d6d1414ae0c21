package org.skycast.streams.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skycast.avro.Tick;
import org.skycast.nowcast.observe.Origin;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topics;

/** What takes long: the record that a thread is at, or a broker or registry that the thread waits for. */
@Timeout(60)
class FlightTest {

    private static final Origin RECORD = new Origin("t", 0, 7);
    private static final long LONGEST = 1_000;

    /** A thread that does this, once it waits inside a class. */
    private static Thread waiting(String inside, Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, failure) -> {});
        thread.start();
        while (!waits(thread)
                || Stream.of(thread.getStackTrace())
                        .noneMatch(frame -> frame.getClassName().equals(inside))) {
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        return thread;
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static Flight flight(Thread thread) {
        Flight flight = new Flight(thread);
        flight.begin(new TaskId(0, 0), RECORD, null, 0);
        return flight;
    }

    private static void assertItIsNotHeldAgainstTheRecord(String inside, Runnable asking) {
        Thread thread = waiting(inside, asking);
        Flight flight = flight(thread);
        assertThat(flight.late(LONGEST + 1, LONGEST)).isEmpty();
        assertThat(flight.late(2 * LONGEST + 2, LONGEST)).isEmpty();
        assertThat(thread.isInterrupted()).isFalse();
        assertThat(thread.isAlive()).isTrue();
        thread.interrupt();
    }

    @Test
    void aRecordThatWaitsByItselfIsLateAndInterruptedOnce() throws Exception {
        var never = new CountDownLatch(1);
        Thread thread = waiting(CountDownLatch.class.getName(), () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Flight flight = flight(thread);
        assertThat(flight.late(LONGEST, LONGEST)).isEmpty();
        assertThat(flight.late(LONGEST + 1, LONGEST)).contains(new Flight.Late(RECORD, true));
        thread.join();
        assertThat(flight.late(2 * LONGEST + 2, LONGEST)).contains(new Flight.Late(RECORD, false));
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNotTheRecordsDoing() {
        // Nothing listens on the port for discarding.
        Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:9", "max.block.ms", 120_000);
        var bytes = new ByteArraySerializer();
        var producer = new KafkaProducer<>(settings, bytes, bytes);
        assertItIsNotHeldAgainstTheRecord(
                KafkaProducer.class.getName(), () -> producer.send(new ProducerRecord<>("t", new byte[1])));
        producer.close(Duration.ZERO);
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNotTheRecordsDoing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var ticks = AvroSerdes.values(
                            Tick.class, Map.of("schema.registry.url", "http://127.0.0.1:" + silent.getLocalPort()))
                    .serializer();
            assertItIsNotHeldAgainstTheRecord(
                    "org.skycast.schemas.RegistryHttp",
                    () -> ticks.serialize(Topics.TICKS.name(), new Tick(0, Instant.EPOCH)));
        }
    }
}
