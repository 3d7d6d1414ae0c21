package org.skycast.edge.uplink;

import java.time.Duration;
import java.util.List;
import org.skycast.edge.spool.Spool;

/** What the uplink is to do next. */
sealed interface SendPlan {

    /** Send these together, in this order. */
    record Send(List<Spool.Waiting> records) implements SendPlan {}

    /** Something waits, but may not be sent before so long. */
    record Rest(Duration span) implements SendPlan {}

    /** Nothing waits. */
    record Nothing() implements SendPlan {}
}
