package org.skycast.edge.source;

import java.util.Optional;
import java.util.Set;

/** What was taken of each source and is kept; asked from the thread that takes. */
public interface TakenItems {

    /** Nothing was taken before. */
    TakenItems NONE = new TakenItems() {
        @Override
        public Optional<String> last(String source) {
            return Optional.empty();
        }

        @Override
        public Set<String> all(String source) {
            return Set.of();
        }

        @Override
        public void forgetAllBut(String source, Set<String> present) {
            // Nothing is remembered.
        }
    };

    /** The last item of a source that is remembered by its last. */
    Optional<String> last(String source);

    /** The items of a source that is remembered by each. */
    Set<String> all(String source);

    /** Forgets the items of a source that is remembered by each, save those that it may give again. */
    void forgetAllBut(String source, Set<String> present);
}
