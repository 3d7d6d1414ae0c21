package org.skycast.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.report.FieldNames;
import org.skycast.edge.spool.SpoolException;

@Timeout(120)
class MqttSensorTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");

    private final PublishingBroker broker;
    private final EdgeMetrics metrics = new EdgeMetrics();
    private final LinkedBlockingQueue<Sample> kept = new LinkedBlockingQueue<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    MqttSensorTest() throws IOException {
        broker = new PublishingBroker("weather/loop");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private MqttSensor sensor() {
        var mqtt = new Mqtt(
                URI.create("mqtt://127.0.0.1:" + broker.port()),
                "weather/loop",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new MqttSensor(
                "a", new MqttReadings(mqtt, new FieldNames.Named("weewx")), metrics, () -> BEGIN.plusSeconds(1200));
    }

    private Thread run(MqttSensor sensor, SampleSink sink) {
        Thread thread = new Thread(() -> {
            try {
                sensor.run(sink);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                failures.add(e);
            }
        });
        thread.start();
        return thread;
    }

    private void end(Thread thread) throws InterruptedException {
        thread.interrupt();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
    }

    private void publish(int number) {
        publish("{\"dateTime\": \"%d\", \"outTemp_C\": \"%d\"}"
                .formatted(BEGIN.plusSeconds(60L * number).getEpochSecond(), number));
    }

    private void publish(String text) {
        broker.publish(false, text);
    }

    private List<Sample> await(int number) throws InterruptedException {
        var taken = new CopyOnWriteArrayList<Sample>();
        while (taken.size() < number) {
            Sample next = kept.poll(30, TimeUnit.SECONDS);
            assertThat(next).as("reading %d of %d", taken.size(), number).isNotNull();
            taken.add(next);
        }
        return taken;
    }

    private static List<Instant> minutes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> BEGIN.plusSeconds(60L * number))
                .toList();
    }

    /** Subscribes once, so that the broker knows the session. */
    private void subscribeOnce() throws InterruptedException {
        Thread once = run(sensor(), kept::addAll);
        publishUntilTaken(-1);
        end(once);
    }

    private void publishUntilTaken(int number) throws InterruptedException {
        Sample taken = null;
        for (int tries = 0; tries < 300 && taken == null; tries++) {
            publish(number);
            taken = kept.poll(100, TimeUnit.MILLISECONDS);
        }
        assertThat(taken).isNotNull();
    }

    @Test
    void whatComesWhileTheEdgeIsAwayIsGivenWhenItIsBack() throws InterruptedException {
        subscribeOnce();
        for (int number = 0; number < 10; number++) {
            publish(number);
        }
        Thread thread = run(sensor(), kept::addAll);
        // The report that the subscription was tried with may come once more.
        assertThat(await(10).stream().map(Sample::at).filter(at -> !at.isBefore(BEGIN)))
                .containsExactlyElementsOf(minutes(0, 10));
        end(thread);
        assertThat(failures).isEmpty();
    }

    @Test
    void messageThatCouldNotBeKeptIsNotAcknowledgedAndComesAgain() throws InterruptedException {
        MqttSensor sensor = sensor();
        var refused = new CountDownLatch(1);
        Thread first = run(sensor, taken -> {
            if (taken.get(0).at().equals(BEGIN.plusSeconds(120))) {
                refused.countDown();
                throw new SpoolException("The spool is full.", new IOException());
            }
            kept.addAll(taken);
        });
        // It listens: what is published while a session comes back, this broker may lose.
        publishUntilTaken(-1);
        for (int number = 0; number < 5; number++) {
            publish(number);
        }
        assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
        first.join(30_000);
        assertThat(failures).singleElement().isInstanceOf(SpoolException.class);
        Thread again = run(sensor, kept::addAll);
        assertThat(await(5)).extracting(Sample::at).containsExactlyInAnyOrderElementsOf(minutes(0, 5));
        end(again);
        assertThat(kept).isEmpty();
    }

    @Test
    void messageThatIsGivenAgainIsKeptOnceAlsoOverARestart() throws InterruptedException {
        MqttSensor first = sensor();
        Thread thread = run(first, kept::addAll);
        publishUntilTaken(0);
        publish(0);
        publish(1);
        List<Sample> taken = await(1);
        assertThat(taken).extracting(Sample::at).containsExactly(BEGIN.plusSeconds(60));
        end(thread);
        MqttSensor restarted = sensor();
        restarted.resumeAfter(taken.get(0).item());
        Thread again = run(restarted, kept::addAll);
        publish(0);
        publish(1);
        publish(2);
        assertThat(await(1)).extracting(Sample::at).containsExactly(BEGIN.plusSeconds(120));
        end(again);
    }

    @Test
    void messageThatIsNoReportIsCountedAndDoesNotComeAgain() throws InterruptedException {
        Thread thread = run(sensor(), kept::addAll);
        publishUntilTaken(-1);
        publish("not json");
        publish("{\"indoor\": 1}");
        publish("[1]");
        publish(7);
        assertThat(await(1)).extracting(Sample::at).containsExactly(BEGIN.plusSeconds(420));
        assertThat(metrics.counts()).containsEntry("unreadable.a/readings/mqtt/weather/loop", 3L);
        end(thread);
    }

    @Test
    void brokerThatGoesAwayOrIsNotThereIsNamed() throws InterruptedException {
        Thread thread = run(sensor(), kept::addAll);
        publishUntilTaken(0);
        MqttSensor sensor = sensor();
        broker.close();
        thread.join(30_000);
        assertThat(failures)
                .singleElement()
                .satisfies(e -> assertThat(e.getMessage()).contains("is lost"));
        assertThatThrownBy(() -> sensor.run(kept::addAll))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be reached");
        assertThat(sensor.check(Duration.ofSeconds(5))).isInstanceOf(SourceCheck.Failed.class);
    }

    @Test
    void checkListensWithoutTakingAnythingAway() throws InterruptedException {
        subscribeOnce();
        assertThat(sensor().check(Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        SourceCheck.Silent.class,
                        silent -> assertThat(silent.says()).contains("nothing came"));
        publish(3);
        Thread thread = run(sensor(), kept::addAll);
        assertThat(await(1)).isNotEmpty();
        end(thread);
    }
}
