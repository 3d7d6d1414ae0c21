package org.skycast.edge.uplink;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolDamagedException;
import org.skycast.edge.spool.SpoolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the uplink send what the spool holds, turn after turn; on a thread of its own. */
public final class SendLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Uplink uplink;
    private final Spool spool;
    private final Runnable whenIdle;
    private volatile boolean closing;

    /** @param whenIdle run whenever nothing waits to be sent */
    public SendLoop(Uplink uplink, Spool spool, Runnable whenIdle) {
        this.uplink = uplink;
        this.spool = spool;
        this.whenIdle = whenIdle;
    }

    @Override
    public void run() {
        Duration pause = IDLE;
        while (!closing) {
            Uplink.Outcome outcome = sendNext();
            if (outcome instanceof Uplink.Stuck) {
                pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                await(pause);
                continue;
            }
            pause = IDLE;
            if (outcome instanceof Uplink.Resting resting) {
                await(shorter(resting.span(), AGAIN));
            } else if (outcome instanceof Uplink.Idle) {
                whenIdle.run();
                // Whoever takes something ends this.
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    /** Ends {@link #run} soon. */
    public void stop() {
        closing = true;
    }

    /** What was sent and could not be removed is sent again, and the topology drops it by its number. */
    private Uplink.Outcome sendNext() {
        try {
            return uplink.send(spool);
        } catch (SpoolDamagedException e) {
            throw e;
        } catch (SpoolException e) {
            LOG.warn("The uplink waits: {}", e.getMessage());
            return new Uplink.Stuck();
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Waits, also when something is taken meanwhile. */
    private void await(Duration span) {
        long until = System.nanoTime() + span.toNanos();
        while (!closing && System.nanoTime() < until) {
            LockSupport.parkNanos(Math.min(IDLE.toNanos(), span.toNanos()));
        }
    }
}
