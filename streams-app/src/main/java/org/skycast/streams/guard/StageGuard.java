package org.skycast.streams.guard;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.metrics.NowcastMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a record costs a stage no more than itself. Whatever ends a thread is held against the record that the
 * thread was at; after a stated number of deaths it is passed over. Thread-safe.
 */
public final class StageGuard {

    /** The configuration key under which a stage's parts find it. */
    public static final String CONFIG = "skycast.guard";

    private static final Logger LOG = LoggerFactory.getLogger(StageGuard.class);
    /** So many deaths within the time after which a partition stands mean that the stage is not well. */
    private static final int DEATHS_OF_THE_UNWELL = 2;

    /** Each time that what was fetched at once did not fit, so many times less is. */
    private static final int FEWER = 10;

    private final RecordBounds bounds;
    private final NowcastMetrics metrics;
    private final LongSupplier clock;
    private final Deaths deaths;
    private final Progress progress = new Progress();
    private final Map<Thread, Flight> flights = new ConcurrentHashMap<>();
    private final Map<TaskId, Origin> careful = new ConcurrentHashMap<>();
    private final Gatekeeper gatekeeper = new Gatekeeper(this);
    private final Set<Thread> dying = ConcurrentHashMap.newKeySet();
    private final ThreadSigns signs = new ThreadSigns();
    private final Deque<Long> died = new ArrayDeque<>();
    private final AtomicInteger atMost = new AtomicInteger(Integer.MAX_VALUE);

    /** @param file where the deaths are kept */
    public StageGuard(Path file, RecordBounds bounds, NowcastMetrics metrics) {
        this(file, bounds, metrics, System::nanoTime);
    }

    StageGuard(Path file, RecordBounds bounds, NowcastMetrics metrics, LongSupplier clock) {
        this.bounds = bounds;
        this.metrics = metrics;
        this.clock = clock;
        this.deaths = new Deaths(file, bounds.deaths());
    }

    /** A stage's guard, by its settings, if it has one. */
    public static Optional<StageGuard> of(Map<?, ?> settings) {
        return settings.get(CONFIG) instanceof StageGuard guard ? Optional.of(guard) : Optional.empty();
    }

    /** What one record may do. */
    public RecordBounds bounds() {
        return bounds;
    }

    Flight flight() {
        return flights.computeIfAbsent(Thread.currentThread(), Flight::new);
    }

    /** The bytes of the value that this thread is at, or was at last; none of a deletion. */
    public Optional<byte[]> wire(Origin record) {
        return flight().wire(record);
    }

    /** A thread begins with a record. */
    void begin(TaskId task, Origin record, @Nullable Object value) {
        flight().begin(task, record, value, clock.getAsLong());
    }

    /** What it does fails. */
    void thrown(Throwable failure) {
        flight().thrown(failure);
    }

    /** It is done with it. */
    void end(TaskId task, Origin record) {
        if (flight().end()) {
            signs.done(clock.getAsLong());
            handled(record);
            careful.computeIfPresent(task, (id, until) -> isBehind(record, until) ? null : until);
        }
    }

    private static boolean isBehind(Origin record, Origin other) {
        return record.topic().equals(other.topic())
                && record.partition() == other.partition()
                && record.offset() > other.offset();
    }

    /**
     * Whether each record of a task is committed for itself, because a thread died there: then it is known on which record
     * the next one dies, even if the broker refuses only when all is sent.
     */
    boolean isCareful(TaskId task) {
        return careful.containsKey(task);
    }

    /** A record was taken, or put aside. */
    public void handled(Origin record) {
        progress.handled(record, clock.getAsLong());
    }

    void fetched(TopicPartition partition, long offset) {
        progress.fetched(partition, offset, clock.getAsLong());
    }

    void stands(TopicPartition partition, long position, long end) {
        progress.at(partition, position, end, clock.getAsLong());
    }

    /** Why a record is passed over, if it is. */
    Optional<Death> passedOver(Origin record) {
        return deaths.passedOver(record);
    }

    Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    /** What was put aside at a place before it was decoded, if anything was; it is told once. */
    public Optional<SetAside> takeAside(Origin record) {
        return gatekeeper.takeAside(record);
    }

    boolean hasGaps() {
        return deaths.hasGaps();
    }

    Optional<Deaths.Gap> gap(TopicPartition partition, long position) {
        return deaths.gap(partition, position);
    }

    /** The thread that calls this dies of a failure. */
    public void died(String stage, Throwable failure) {
        metrics.threadReplaced(stage);
        synchronized (died) {
            died.addLast(clock.getAsLong());
        }
        Flight flight = leaves();
        if (flight == null || Blame.isExcused(failure)) {
            return;
        }
        flight.blamed(failure).ifPresent(record -> {
            count(record, Blame.sentence(failure));
            Blame.task(failure).ifPresent(task -> careful.put(task, record));
        });
    }

    /** The thread that calls this ends for what no record did; it leaves its group, so that others need not wait for it. */
    public void endsBlameless() {
        leaves();
    }

    /** The thread that calls this takes records. */
    void polls() {
        signs.polls(clock.getAsLong());
    }

    /**
     * Whether a thread has ended without a word, as where memory runs out once more while it says why. It left its place in the
     * group to nobody, and no other thread of this process can take its tasks.
     */
    public boolean hasLostAThread() {
        return signs.hasLostOne();
    }

    private @Nullable Flight leaves() {
        signs.leaves();
        dying.add(Thread.currentThread());
        return flights.remove(Thread.currentThread());
    }

    /** Whether the thread that calls this is one that dies. */
    boolean isDying() {
        return dying.contains(Thread.currentThread());
    }

    private int count(Origin record, String reason) {
        int times = deaths.add(record, reason);
        LOG.error(
                "A thread died on the record at {}-{}@{}, for the {}. time: {}{}",
                record.topic(),
                record.partition(),
                record.offset(),
                times,
                reason,
                deaths.isEnough(times) ? " The record is passed over from now on." : "");
        return times;
    }

    /**
     * A fetch failed: the record is looked for on which it does. Where each can be fetched for itself and memory ran out all the
     * same, they were too many at once, and whoever comes after this thread takes fewer.
     *
     * @param atOnce how many the consumer took at once
     */
    void fetchFailed(Map<TopicPartition, Long> positions, int atOnce, Throwable failure, FetchProbe probe) {
        boolean isOneToBlame = false;
        for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
            TopicPartition partition = position.getKey();
            OptionalLong found = probe.firstUnfetchable(partition, position.getValue(), atOnce);
            if (found.isPresent()) {
                isOneToBlame = true;
                var record = new Origin(partition.topic(), partition.partition(), found.getAsLong());
                String reason = "It cannot be fetched into this heap (%s).".formatted(Blame.sentence(failure));
                if (deaths.isEnough(count(record, reason))) {
                    deaths.cannotFetch(record, probe.resumesAt(partition, record.offset()));
                }
            }
        }
        if (!isOneToBlame && failure instanceof OutOfMemoryError) {
            takeFewer(atOnce);
        }
    }

    private void takeFewer(int atOnce) {
        int fewer = Math.max(1, atOnce / FEWER);
        atMost.accumulateAndGet(fewer, Math::min);
        LOG.error(
                "{} records at once do not fit into this heap, though each one does; until the process ends, {} are taken at "
                        + "once. Give it more memory (-Xmx), or look for who sends what unpacks to so much.",
                atOnce,
                fewer);
    }

    /** How many records a consumer takes at once that would take so many by its settings. */
    int atOnce(int bySettings) {
        return Math.min(bySettings, atMost.get());
    }

    /**
     * Interrupts threads that have been at one record for too long.
     *
     * @return the record that not even that could end, if there is one: nothing but the end of the process does
     */
    public Optional<Origin> interruptLate() {
        flights.values().removeIf(Flight::isOver);
        dying.removeIf(thread -> !thread.isAlive());
        for (Flight flight : flights.values()) {
            Optional<Flight.Late> late =
                    flight.late(clock.getAsLong(), bounds.longest().toNanos());
            if (late.isPresent() && !late.get().isFirstTime()) {
                return late.map(Flight.Late::record);
            }
            late.ifPresent(one -> count(one.record(), "It took longer than %s.".formatted(bounds.longest())));
        }
        return Optional.empty();
    }

    /** What keeps the stage from going on; nothing if it goes on. */
    public Standing standing(Collection<? extends Set<TopicPartition>> tasks) {
        long now = clock.getAsLong();
        long after = bounds.standsAfter().toNanos();
        List<List<TopicPartition>> standing = progress.standing(tasks, now, after);
        List<String> sentences = new ArrayList<>();
        standing.forEach(waiting -> sentences.add("%s makes no progress".formatted(waiting.get(0))));
        sentences.addAll(signs.silent(now, after));
        synchronized (died) {
            died.removeIf(time -> time + after < now);
            if (died.size() >= DEATHS_OF_THE_UNWELL) {
                sentences.add("%d threads died within %s".formatted(died.size(), bounds.standsAfter()));
            }
        }
        return new Standing(sentences, standing.stream().mapToInt(List::size).sum());
    }
}
