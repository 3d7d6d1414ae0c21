package org.skycast.delivery.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.skycast.avro.Alert;

/**
 * What one receiver has yet to be told. Of each incident the newest message waits, and stands for those before it; so what
 * waits is bounded by the incidents there are. A message is done with once it was taken, refused, passed over or replaced by
 * one that is; how far the log is done with follows from that. For one thread.
 */
public final class Outbox {

    private final RetryDelay delay;
    private final Duration gathering;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<Integer, Progress> partitions = new HashMap<>();
    private long passedOver;

    /**
     * How far a partition is.
     *
     * @param done the offset before which all is done with
     * @param tried the offset before which something may have reached the receiver, though it is not done with
     */
    public record Progress(long done, long tried) {}

    /** @param gathering how long a message waits for others that may go with it */
    public Outbox(RetryDelay delay, Duration gathering) {
        this.delay = delay;
        this.gathering = gathering;
    }

    /** Begins, or begins anew, with a partition. */
    public void assign(int partition, Progress progress) {
        partitions.put(partition, progress);
    }

    /** Forgets a partition: another process tells what waits of it. */
    public void revoke(int partition) {
        partitions.remove(partition);
        entries.values().removeIf(entry -> entry.partition() == partition);
    }

    /**
     * What is not the receiver's is done with.
     *
     * @param position the offset before which all has been read
     */
    public void readTo(int partition, long position) {
        partitions.computeIfPresent(partition, (number, was) -> new Progress(position, was.tried()));
    }

    /**
     * A message; of a partition in the log's order.
     *
     * @param since when the log took it
     */
    public void take(Alert alert, int partition, long offset, Instant since, Instant now) {
        readTo(partition, offset + 1);
        boolean mayBeKnown =
                offset < Objects.requireNonNull(partitions.get(partition)).tried();
        Entry waiting = entries.get(alert.getId());
        if (waiting == null) {
            Instant due = IncidentEnds.with(alert) ? now : now.plus(gathering);
            entries.put(alert.getId(), new Entry(alert, partition, offset, mayBeKnown, since, due));
            return;
        }
        passedOver++;
        waiting.replace(alert, offset, mayBeKnown);
        if (waiting.isOverUntold()) {
            passedOver++;
            entries.remove(alert.getId());
        }
    }

    /** What is of no use any more though it was tried; {@link #drop} does with it. What was never tried is done with. */
    public List<Undelivered> expired(Instant now) {
        List<Undelivered> expired = new ArrayList<>();
        entries.values().removeIf(entry -> {
            boolean over = entry.isExpired(now);
            if (over && entry.attempts() > 0) {
                expired.add(new Undelivered(
                        entry.newest(), "It expired before it was taken; attempts: %d.".formatted(entry.attempts())));
                return false;
            }
            passedOver += over ? 1 : 0;
            return over;
        });
        return expired;
    }

    /** Is done with what will not be told. */
    public void drop(List<Undelivered> all) {
        all.forEach(one -> entries.remove(one.alert().getId()));
    }

    /**
     * What is to be told now, as one notification: the one that is due the longest, and with it what is due of the same rule
     * and in the same state.
     *
     * @param most how many may go together
     */
    public List<Alert> due(Instant now, int most) {
        List<Entry> due = entries.values().stream()
                .filter(entry -> !entry.due().isAfter(now))
                .sorted(Comparator.comparing(Entry::due))
                .toList();
        return due.stream()
                .findFirst()
                .map(first -> due.stream()
                        .map(Entry::newest)
                        .filter(alert -> alert.getRule().equals(first.newest().getRule())
                                && alert.getState().equals(first.newest().getState()))
                        .limit(most)
                        .toList())
                .orElse(List.of());
    }

    /** When something is due next. */
    public Optional<Instant> nextDue() {
        return entries.values().stream().map(Entry::due).min(Comparator.naturalOrder());
    }

    /** A notification goes out: what becomes of it may never be known. */
    public void trying(List<Alert> told) {
        told.forEach(alert -> {
            Entry entry = waiting(alert);
            entry.tried();
            partitions.computeIfPresent(
                    entry.partition(),
                    (number, was) -> new Progress(was.done(), Math.max(was.tried(), entry.last() + 1)));
        });
    }

    /** What became of it: it is done with, or waits for another attempt. */
    public void answered(List<Alert> told, Answer answer, Instant now) {
        for (Alert alert : told) {
            Entry entry = waiting(alert);
            if (answer instanceof Answer.Later later) {
                Duration wait = later.after().map(delay::bounded).orElseGet(() -> delay.after(entry.attempts()));
                entry.waitUntil(now.plus(wait));
            } else {
                entries.remove(alert.getId());
            }
        }
    }

    private Entry waiting(Alert alert) {
        return Objects.requireNonNull(entries.get(alert.getId()), "Only what waits is told.");
    }

    /** By partition, how far the log is done with. */
    public Map<Integer, Progress> progress() {
        Map<Integer, Progress> done = new HashMap<>(partitions);
        entries.values()
                .forEach(entry -> done.computeIfPresent(
                        entry.partition(),
                        (number, was) -> new Progress(Math.min(was.done(), entry.first()), was.tried())));
        return done;
    }

    /** Since when the message of an incident waits; now if none does. */
    public Instant since(Alert alert, Instant now) {
        Entry entry = entries.get(alert.getId());
        return entry == null ? now : entry.since();
    }

    /** How many incidents wait. */
    public int waiting() {
        return entries.size();
    }

    /** Since when the one waits that has waited the longest. */
    public Optional<Instant> oldest() {
        return entries.values().stream().map(Entry::since).min(Comparator.naturalOrder());
    }

    /** How many messages were never told because later ones, or the end of their incident, made them needless. */
    public long passedOver() {
        return passedOver;
    }
}
