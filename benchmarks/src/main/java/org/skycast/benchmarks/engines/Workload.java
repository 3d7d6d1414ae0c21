package org.skycast.benchmarks.engines;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** What stations send. */
public enum Workload {
    /** Readings and camera frames. */
    frames(Duration.ofHours(12), Topics.FRAMES),
    /** Readings and skies that the edge has embedded. */
    embeddings(Duration.ofDays(3), Topics.EMBEDDINGS),
    /** Readings alone. */
    readings(Duration.ofDays(3));

    private final Duration waiting;
    private final List<Topic<?>> skies;

    Workload(Duration waiting, Topic<?>... skies) {
        this.waiting = waiting;
        this.skies = List.of(skies);
    }

    /** How much of it waits in the log when an engine starts. */
    Duration waiting() {
        return waiting;
    }

    /** The topics that they write to. */
    List<String> topics() {
        return Stream.concat(Stream.of(Topics.STATIONS, Topics.READINGS), skies.stream())
                .map(Topic::name)
                .toList();
    }

    /** How far the readings must pass a slot's end before it closes: where there are no skies, by the grace. */
    public Duration closesAfter() {
        return skies.isEmpty() ? Duration.ofMinutes(2) : Duration.ZERO;
    }
}
