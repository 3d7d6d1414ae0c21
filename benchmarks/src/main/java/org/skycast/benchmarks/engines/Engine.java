package org.skycast.benchmarks.engines;

import java.time.Duration;

/** What makes forecasts of a log. */
sealed interface Engine {

    /** What is printed of it. */
    String name();

    /**
     * Skycast's topology.
     *
     * @param commit how often it commits
     * @param isNamed whether its place in the group is kept over a restart
     */
    record Streams(Duration commit, boolean isNamed) implements Engine {
        @Override
        public String name() {
            return "Skycast, RocksDB, %s%s".formatted(shown(commit), isNamed ? ", named" : "");
        }
    }

    /**
     * Flink.
     *
     * @param backend rocksdb or hashmap
     * @param checkpoint how often it makes a checkpoint
     * @param order log or arrival
     */
    record Flink(String backend, Duration checkpoint, String order) implements Engine {
        @Override
        public String name() {
            return "Flink, %s, %s%s"
                    .formatted(
                            backend.equals("rocksdb") ? "RocksDB" : "heap",
                            shown(checkpoint),
                            order.equals("log") ? "" : ", as it arrives");
        }
    }

    /** Consumer, code, producer. */
    record Plain() implements Engine {
        @Override
        public String name() {
            return "plain loop";
        }
    }

    private static String shown(Duration span) {
        return span.toMillis() < 1000 ? span.toMillis() + " ms" : span.toSeconds() + " s";
    }

    /** Reads {@code skycast:100}, {@code skycast:100:named}, {@code flink-rocksdb:1000}, {@code flink-heap:100:arrival} (milliseconds) or {@code plain}. */
    static Engine of(String text) {
        String[] parts = text.split(":");
        Duration every = parts.length > 1 ? Duration.ofMillis(Long.parseLong(parts[1])) : Duration.ofMillis(100);
        String order = parts.length > 2 ? parts[2] : "log";
        return switch (parts[0]) {
            case "skycast" -> new Streams(every, order.equals("named"));
            case "flink-rocksdb" -> new Flink("rocksdb", every, order);
            case "flink-heap" -> new Flink("hashmap", every, order);
            case "plain" -> new Plain();
            default -> throw new IllegalArgumentException("There is no engine %s.".formatted(text));
        };
    }
}
