package org.skycast.edge.uplink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.skycast.edge.spool.Spool;
import org.skycast.nowcast.observe.Slot;

/**
 * Which of what waits is sent next.
 *
 * <p>As long as nothing has waited long, everything goes in the order in which it was taken, and slot by slot: all records
 * of one slot of ten minutes, of all stations, are acknowledged before the first of the next is sent. So however fast
 * recorded data are replayed, the broker's append times order the log by slot.
 *
 * <p>What has waited longer than a slot is backlog, after an outage or on a slow line. It goes as {@link CatchUp} says, and
 * once that has taken half a slot, readings that have waited as long go before it: so what is fresh is never kept a slot by
 * what is old, and, where the line is fast enough, nothing is out of order.
 */
final class SendScheduler {

    /** The step in which records go out; it serves any model whose slots are whole multiples of it. */
    static final Duration SLOT = Duration.ofMinutes(10);

    private static final Duration OVERDUE = SLOT.dividedBy(2);
    private static final int RECORDS = 2000;
    private static final long LEAST = 64 << 10;
    private static final long MOST = 8 << 20;
    private static final Duration QUICK = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofSeconds(20);

    private final CatchUp catchUp;
    private long bytes = MOST;
    private Instant backlogFrom = Instant.MIN;
    private Instant catchingUpSince = Instant.MAX;

    SendScheduler(CatchUp catchUp) {
        this.catchUp = catchUp;
    }

    SendPlan next(Spool spool, Instant now) {
        Optional<Instant> oldest = spool.oldestTaken();
        if (oldest.isEmpty()) {
            return new SendPlan.Nothing();
        }
        if (!oldest.get().isBefore(now.minus(SLOT))) {
            catchingUpSince = Instant.MAX;
            return new SendPlan.Send(slot(spool.oldest(RECORDS, bytes)));
        }
        if (now.isBefore(catchingUpSince)) {
            catchingUpSince = now;
        }
        if (!catchingUpSince.isAfter(now.minus(OVERDUE))) {
            List<Spool.Waiting> fresh = spool.freshReadings(now.minus(SLOT), RECORDS, bytes);
            if (!fresh.isEmpty() && !fresh.get(0).taken().isAfter(now.minus(OVERDUE))) {
                return new SendPlan.Send(fresh);
            }
        }
        if (now.isBefore(backlogFrom)) {
            return new SendPlan.Rest(Duration.between(now, backlogFrom));
        }
        SendPlan.Send backlog = backlog(spool);
        backlogFrom = catchUp.bytesPerSecond().isPresent() ? now.plus(span(backlog)) : Instant.MIN;
        return backlog;
    }

    private SendPlan.Send backlog(Spool spool) {
        // Under a limit, a second's worth at a time, so that the line is not filled at one stroke.
        long most = Math.min(bytes, catchUp.bytesPerSecond().orElse(bytes));
        return switch (catchUp.order()) {
            case oldestFirst -> new SendPlan.Send(slot(spool.oldest(RECORDS, most)));
            case newestFirst -> {
                List<Spool.Waiting> newest = new ArrayList<>(spool.newest(RECORDS, most));
                Collections.reverse(newest);
                yield new SendPlan.Send(newest);
            }
        };
    }

    private Duration span(SendPlan.Send backlog) {
        long size = backlog.records().stream().mapToLong(Spool.Waiting::size).sum();
        return Duration.ofMillis(size * 1000 / catchUp.bytesPerSecond().orElse(Long.MAX_VALUE));
    }

    /** Those up to the end of the first one's slot. */
    private static List<Spool.Waiting> slot(List<Spool.Waiting> records) {
        Instant end = records.isEmpty()
                ? Instant.MAX
                : Slot.holding(records.get(0).at(), SLOT).end();
        int length = 0;
        while (length < records.size() && records.get(length).at().isBefore(end)) {
            length++;
        }
        return List.copyOf(records.subList(0, length));
    }

    /** The broker did not answer: less is tried at a time, and what waits has not been kept waiting by the backlog. */
    void failed() {
        catchingUpSince = Instant.MAX;
        bytes = Math.max(LEAST, bytes / 4);
    }

    /** So much is sent at a time that the answer comes within seconds, whatever the line; a fresh reading waits no longer. */
    void took(Duration span) {
        if (span.compareTo(SLOW) > 0) {
            bytes = Math.max(LEAST, bytes / 4);
        } else if (span.compareTo(QUICK) < 0) {
            bytes = Math.min(MOST, bytes * 2);
        }
    }
}
