package org.skycast.sandbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.skycast.streams.guard.GuardedClients;
import org.skycast.streams.guard.PollBudget;
import org.skycast.streams.guard.StageGuard;

/**
 * Clients whose fetches of some topics lag. The broker's answer is as old as it would be after a flood: what the consumer
 * knows of these partitions stays as it was for a number of polls, while the others go on.
 */
final class LaggingClients extends GuardedClients {

    private final Set<String> topics;
    private final int polls;

    /**
     * @param topics those that lag
     * @param polls of so many they are fetched in one
     */
    LaggingClients(StageGuard guard, Set<String> topics, int polls) {
        super(guard);
        this.topics = topics;
        this.polls = polls;
    }

    @Override
    protected Consumer<byte[], byte[]> main(Map<String, Object> settings, PollBudget budget) {
        Map<String, Object> small = new HashMap<>(settings);
        small.put("max.partition.fetch.bytes", 1_000);
        small.put("max.poll.records", 3);
        return lagging(super.main(small, budget));
    }

    @SuppressWarnings("unchecked")
    private Consumer<byte[], byte[]> lagging(Consumer<byte[], byte[]> consumer) {
        Deque<Integer> turn = new ArrayDeque<>(List.of(0));
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("poll")) {
                        return poll(consumer, turn, (Duration) arguments[0]);
                    }
                    try {
                        return method.invoke(consumer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Object poll(Consumer<byte[], byte[]> consumer, Deque<Integer> turn, Duration timeout) {
        int now = turn.pop();
        turn.push(now + 1);
        List<TopicPartition> late = consumer.assignment().stream()
                .filter(partition -> topics.contains(partition.topic()))
                .filter(partition -> !consumer.paused().contains(partition))
                .toList();
        if (now % polls == 0) {
            return consumer.poll(timeout);
        }
        consumer.pause(late);
        try {
            return consumer.poll(Duration.ofMillis(Math.min(20, timeout.toMillis())));
        } finally {
            late.stream()
                    .filter(consumer.assignment()::contains)
                    .forEach(partition -> consumer.resume(List.of(partition)));
        }
    }
}
