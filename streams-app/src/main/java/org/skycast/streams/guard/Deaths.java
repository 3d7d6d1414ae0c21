package org.skycast.streams.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.skycast.nowcast.observe.Origin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often threads have died on records. It is kept in a file, so that a record that ends the whole process is counted,
 * too. Thread-safe.
 */
final class Deaths {

    private static final Logger LOG = LoggerFactory.getLogger(Deaths.class);

    /** More records than this are not told apart; the oldest are forgotten first. */
    private static final int KEPT = 1_000;

    private static final String NONE = "-";

    private final Path file;
    private final int enough;
    private final Map<Origin, Death> deaths = new LinkedHashMap<>();

    /** @param enough after so many a record is passed over */
    Deaths(Path file, int enough) {
        this.file = file;
        this.enough = enough;
        read();
    }

    /** Counts one more; gives how many that makes. */
    synchronized int add(Origin at, String reason) {
        Death before = deaths.remove(at);
        int times = before == null ? 1 : before.times() + 1;
        keep(at, new Death(times, reason, before == null ? OptionalLong.empty() : before.resumeAt()));
        return times;
    }

    /** Notes that the record cannot be fetched, nor what stands between it and {@code resumeAt}. */
    synchronized void cannotFetch(Origin at, long resumeAt) {
        Death known = deaths.remove(at);
        if (known != null) {
            keep(at, new Death(known.times(), known.reason(), OptionalLong.of(resumeAt)));
        }
    }

    private void keep(Origin at, Death death) {
        deaths.put(at, death);
        if (deaths.size() > KEPT) {
            deaths.remove(deaths.keySet().iterator().next());
        }
        write();
    }

    /** Whether so many are enough. */
    boolean isEnough(int times) {
        return times >= enough;
    }

    /** Why the record is passed over, if it is. */
    synchronized Optional<Death> passedOver(Origin at) {
        return deaths.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(deaths.get(at)).filter(death -> isEnough(death.times()));
    }

    synchronized boolean hasGaps() {
        return deaths.values().stream().anyMatch(death -> death.resumeAt().isPresent());
    }

    /** The first record of a partition at an offset or after it that cannot be fetched, or with which such begin. */
    synchronized Optional<Gap> gap(TopicPartition partition, long position) {
        return deaths.entrySet().stream()
                .filter(entry -> entry.getValue().resumeAt().isPresent())
                .map(entry ->
                        new Gap(entry.getKey(), entry.getValue().resumeAt().getAsLong()))
                .filter(gap -> gap.isIn(partition) && gap.resumeAt() > position)
                .min(Comparator.comparing(Gap::first));
    }

    /**
     * A span that cannot be fetched.
     *
     * @param first the record that ends the fetch
     * @param resumeAt the first offset after it that can be fetched
     */
    record Gap(Origin first, long resumeAt) {

        private boolean isIn(TopicPartition partition) {
            return first.topic().equals(partition.topic()) && first.partition() == partition.partition();
        }
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        var lines = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            lines.load(in);
            lines.stringPropertyNames().forEach(key -> {
                String[] at = key.split(" ");
                String[] death = lines.getProperty(key).split(" ", 3);
                deaths.put(
                        new Origin(at[0], Integer.parseInt(at[1]), Long.parseLong(at[2])),
                        new Death(
                                Integer.parseInt(death[0]),
                                death[2],
                                death[1].equals(NONE)
                                        ? OptionalLong.empty()
                                        : OptionalLong.of(Long.parseLong(death[1]))));
            });
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            LOG.warn(
                    "The file {} of records that ended threads cannot be read and is begun anew: {}",
                    file,
                    e.toString());
            deaths.clear();
        }
    }

    private void write() {
        var lines = new Properties();
        deaths.forEach((at, death) -> lines.setProperty(
                "%s %d %d".formatted(at.topic(), at.partition(), at.offset()),
                "%d %s %s"
                        .formatted(
                                death.times(),
                                death.resumeAt().isPresent()
                                        ? Long.toString(death.resumeAt().getAsLong())
                                        : NONE,
                                death.reason())));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try (OutputStream out = Files.newOutputStream(fresh)) {
                lines.store(out, "Records on which threads died: times, where fetching goes on, why.");
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("The file {} of records that ended threads cannot be written: {}", file, e.toString());
        }
    }
}
