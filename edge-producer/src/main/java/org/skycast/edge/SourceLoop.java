package org.skycast.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.skycast.edge.source.ClockBound;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.SourceBatch;
import org.skycast.edge.spool.SpoolDamagedException;
import org.skycast.edge.spool.SpoolException;
import org.skycast.nowcast.observe.Slot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the sources that are asked, slot by slot, and gives what is due to the intake; on a thread of its own. */
final class SourceLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceLoop.class);
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** How often a station's time goes on although nothing comes of it. */
    private static final Duration STEP = Duration.ofSeconds(30);
    /** What is recorded stays in its files while so many records wait to be sent. */
    private static final long ENOUGH = 4000;

    private static final Duration RECORDED = Duration.ofHours(1);

    private final List<Source> sources;
    private final boolean endless;
    private final Intake intake;
    private final Pace pace;
    private final LongSupplier waiting;
    private final InstantSource clock;
    private final RecordedProgress progress;
    private Instant nextNote = Instant.MIN;
    private List<SourceBatch> pending = List.of();
    private volatile boolean exhausted;
    private volatile boolean closing;

    /**
     * @param endless whether more may come in other ways, so that this is never exhausted
     * @param waiting how many records wait to be sent
     */
    SourceLoop(
            List<Source> sources,
            boolean endless,
            Intake intake,
            Pace pace,
            LongSupplier waiting,
            InstantSource clock) {
        this.sources = List.copyOf(sources);
        this.endless = endless;
        this.intake = intake;
        this.pace = pace;
        this.waiting = waiting;
        this.clock = clock;
        this.progress = new RecordedProgress(clock);
    }

    /** How far recorded sources have been read. */
    RecordedProgress progress() {
        return progress;
    }

    @Override
    public void run() {
        Instant nextAdvance = clock.instant().plus(STEP);
        while (!closing && !exhausted) {
            takeNext();
            if (!clock.instant().isBefore(nextAdvance)) {
                nextAdvance = clock.instant().plus(STEP);
                advance();
            }
        }
    }

    /** Whether nothing will ever come again, and all that came is kept. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Ends {@link #run} soon. */
    void stop() {
        closing = true;
    }

    private void advance() {
        try {
            intake.advance();
        } catch (SpoolDamagedException e) {
            throw e;
        } catch (SpoolException e) {
            LOG.warn("What falling silent brings waits: {}", e.getMessage());
        }
    }

    /** One slot's worth, so that what several sources recorded is taken in the order of the slots. */
    private void takeNext() {
        if (!pending.isEmpty()) {
            keep(pending);
            return;
        }
        List<SourceBatch> ahead = ahead();
        if (!ahead.isEmpty()) {
            keep(ahead);
            return;
        }
        Optional<Instant> next =
                sources.stream().flatMap(source -> source.next().stream()).min(Comparator.naturalOrder());
        if (next.isEmpty()) {
            exhausted = !endless && sources.stream().allMatch(Source::isExhausted);
            LockSupport.parkNanos(exhausted ? 0 : IDLE.toNanos());
            return;
        }
        Instant horizon = pace.horizon(next.get());
        note(next.get(), horizon);
        Instant slotEnd = Slot.holding(next.get(), SLOT).end();
        Instant end = slotEnd.isBefore(horizon) ? slotEnd : horizon;
        boolean recorded = next.get().isBefore(clock.instant().minus(RECORDED));
        if (!next.get().isBefore(end) || (recorded && waiting.getAsLong() > ENOUGH)) {
            LockSupport.parkNanos(IDLE.toNanos());
            return;
        }
        keep(sources.stream()
                .sorted(Comparator.comparing(Source::name))
                .map(source -> new SourceBatch(source.name(), source.memory(), source.takeBefore(end)))
                .filter(batch -> !batch.samples().isEmpty())
                .toList());
    }

    /** Now and then, for to look at many sources costs something. */
    private void note(Instant next, Instant horizon) {
        Instant now = clock.instant();
        if (!now.isBefore(nextNote)) {
            nextNote = now.plus(AGAIN);
            progress.note(sources, next.isBefore(horizon) ? Optional.empty() : Optional.of(pace.due(next)));
        }
    }

    /** What no waiting makes right: the topology rejects it with a reason, and what lies behind it comes next. */
    private List<SourceBatch> ahead() {
        Instant now = clock.instant();
        return sources.stream()
                .filter(source -> source.next()
                        .filter(at -> ClockBound.isFarAhead(at, now))
                        .isPresent())
                .map(source -> new SourceBatch(
                        source.name(),
                        source.memory(),
                        source.takeBefore(source.next().orElseThrow().plusNanos(1))))
                .toList();
    }

    /** What cannot be kept now is held, and nothing more taken, until it can. */
    private void keep(List<SourceBatch> batches) {
        try {
            intake.take(batches);
            pending = List.of();
        } catch (SpoolDamagedException e) {
            throw e;
        } catch (SpoolException e) {
            if (pending.isEmpty()) {
                LOG.warn("What the sources give waits: {}", e.getMessage());
            }
            pending = batches;
            LockSupport.parkNanos(AGAIN.toNanos());
        }
    }
}
