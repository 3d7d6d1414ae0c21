package org.skycast.streams.serve;

import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** The stage whose stores are asked for does not run in this process. */
public final class StageElsewhereException extends InvalidStateStoreException {

    private static final long serialVersionUID = 1;

    /** @param stage its name */
    public StageElsewhereException(String stage) {
        super("This process does not run the stage %s; ask one that does.".formatted(stage));
    }
}
