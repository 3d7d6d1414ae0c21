package org.skycast.benchmarks.hostile;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.skycast.nowcast.observe.Rejection.Reason;

/** What must become of a record: the one place where it is to be found. */
sealed interface Fate {

    /** Why a record that was found so has not come to this, if it has not. */
    Optional<String> complaint(Found found);

    /** It is counted in one slot, and the observations of this slot name it. */
    record Used() implements Fate {
        @Override
        public Optional<String> complaint(Found found) {
            return unless(found.equals(new Found(1, Map.of(), Map.of())), found);
        }
    }

    /** It is counted in the slot that is open when all ends, which no observation tells of yet; it is not put aside. */
    record Open() implements Fate {
        @Override
        public Optional<String> complaint(Found found) {
            return unless(found.slots() <= 1 && found.isNowhereAside(), found);
        }
    }

    /** It changes what is remembered, or says nothing, and leaves no trace of its own; it is not put aside. */
    record Taken() implements Fate {
        @Override
        public Optional<String> complaint(Found found) {
            return unless(found.isNowhereAside(), found);
        }
    }

    /** It is in the rejected ones, once for each reason, and nowhere else. */
    record Rejected(Set<Reason> reasons) implements Fate {
        static Rejected as(Reason... reasons) {
            return new Rejected(Set.of(reasons));
        }

        @Override
        public Optional<String> complaint(Found found) {
            return unless(found.equals(new Found(0, once(reasons), Map.of())), found);
        }
    }

    /** A part of it is counted in one slot, and the rest is rejected for a reason. */
    record PartlyUsed(Reason reason) implements Fate {
        @Override
        public Optional<String> complaint(Found found) {
            return unless(found.equals(new Found(1, once(Set.of(reason)), Map.of())), found);
        }
    }

    /** It is in the dead letters, once, for a reason. */
    record DeadLetter(String reason) implements Fate {
        @Override
        public Optional<String> complaint(Found found) {
            return unless(found.equals(new Found(0, Map.of(), Map.of(reason, 1))), found);
        }
    }

    /**
     * Threads die on it until it is passed over, in each stage that reads its topic: the dead letter of one says so, and of
     * no two.
     *
     * @param stages that read its topic
     */
    record PassedOver(int stages) implements Fate {
        @Override
        public Optional<String> complaint(Found found) {
            int letters = found.letters().getOrDefault("PASSED_OVER", 0);
            boolean fits = found.equals(new Found(0, Map.of(), Map.of("PASSED_OVER", letters)));
            return unless(fits && letters >= 1 && letters <= stages, found);
        }
    }

    /** It is counted by a counter and nothing more, for there is nothing of it to keep. */
    record Counted(String counter) implements Fate {
        @Override
        public Optional<String> complaint(Found found) {
            return unless(found.isNothing(), found);
        }
    }

    /** No stage reads its topic. */
    record Unread() implements Fate {
        @Override
        public Optional<String> complaint(Found found) {
            return unless(found.isNothing(), found);
        }
    }

    /** Bits of it are flipped, so it may be anything, but one thing only. */
    record Anything() implements Fate {
        @Override
        public Optional<String> complaint(Found found) {
            return unless(found.slots() + found.aside() <= 1 || found.isPartlyUsed(), found);
        }
    }

    /** In a word, for the account. */
    default String word() {
        return getClass().getSimpleName();
    }

    private static Map<String, Integer> once(Set<Reason> reasons) {
        return reasons.stream().collect(Collectors.toMap(Enum::name, reason -> 1, Integer::sum, TreeMap::new));
    }

    private static Optional<String> unless(boolean fits, Found found) {
        return fits ? Optional.empty() : Optional.of(found.toString());
    }
}
