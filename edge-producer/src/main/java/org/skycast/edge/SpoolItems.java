package org.skycast.edge;

import java.util.Optional;
import java.util.Set;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.spool.Spool;

/** What was taken of each source, as the spool has it. */
record SpoolItems(Spool spool) implements TakenItems {

    @Override
    public Optional<String> last(String source) {
        return spool.lastTaken(source);
    }

    @Override
    public boolean has(String source, String item) {
        return spool.wasTaken(source, item);
    }

    @Override
    public void forgetAllBut(String source, Set<String> present) {
        spool.forgetAllBut(source, present);
    }
}
