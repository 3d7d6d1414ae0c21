package org.skycast.edge.status;

import java.util.List;
import org.skycast.edge.status.SourceState.Condition;
import org.skycast.http.PageAnswer;

/** Whether the process is worth keeping, and whether it does its work. An uplink that is down is no reason to restart. */
final class Health {

    private Health() {}

    /** 503 once the edge takes nothing any more: restart it. */
    static PageAnswer live(StatusBoard board) {
        return board.stopped()
                .map(why -> PageAnswer.text(503, why + "\n"))
                .orElseGet(() -> PageAnswer.text(200, "The edge runs.\n"));
    }

    /** 503 as well while each source is down. */
    static PageAnswer ready(StatusBoard board) {
        List<SourceState> sources = board.sources();
        boolean allDown = !sources.isEmpty() && sources.stream().allMatch(s -> s.condition() == Condition.WAITING);
        return allDown ? PageAnswer.text(503, "No source gives anything.\n") : live(board);
    }
}
