package org.skycast.edge.status;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.skycast.edge.status.SourceState.Condition;
import org.skycast.http.PageAnswer;

/** Whether the process is worth keeping, and whether it does its work. An uplink that is down is no reason to restart. */
final class Health {

    /** So long the uplink may try in vain. */
    static final Duration STANDS_AFTER = Duration.ofMinutes(1);

    private Health() {}

    /** 503 once the edge takes nothing any more: restart it. */
    static PageAnswer live(StatusBoard board) {
        return board.stopped()
                .map(why -> PageAnswer.text(503, why + "\n"))
                .orElseGet(() -> PageAnswer.text(200, "The edge runs.\n"));
    }

    /** 503 as well while each source is down, or records have been on their way for a minute and the broker takes none. */
    static PageAnswer ready(StatusBoard board) {
        List<SourceState> sources = board.sources();
        if (!sources.isEmpty() && sources.stream().allMatch(s -> s.condition() == Condition.WAITING)) {
            return PageAnswer.text(503, "No source gives anything: %s\n".formatted(reasons(sources)));
        }
        Duration inVain = board.uplink().inVain(board.now());
        return inVain.compareTo(STANDS_AFTER) > 0 ? stands(board, inVain) : live(board);
    }

    /** A reason that all have, such as a disk that is full, is told once. */
    private static String reasons(List<SourceState> sources) {
        return sources.stream()
                .map(source -> source.why().orElse("it says not why"))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static PageAnswer stands(StatusBoard board, Duration inVain) {
        return PageAnswer.text(
                503,
                "The broker has taken nothing for %d s, and %d records wait in the spool%s\n"
                        .formatted(
                                inVain.toSeconds(),
                                board.spool().waiting(),
                                board.uplink().trouble().map(why -> ": " + why).orElse(".")));
    }
}
