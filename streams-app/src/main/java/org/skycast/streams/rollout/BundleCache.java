package org.skycast.streams.rollout;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.skycast.inference.BundleException;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the bundle with a digest: from memory, from a directory, or from the topic of bundles. Whatever it gives has the
 * digest that was asked for, has proven itself on its golden cases here, and is signed by a trusted key where there are
 * any. Thread-safe.
 */
public final class BundleCache implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BundleCache.class);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    /** A champion and a shadow, some stations' own, and the ones before: a few megabytes each. */
    private static final int REMEMBERED = 8;

    private final BundleLog published;
    private final BundleDirectory directory;
    private final NowcastMetrics metrics;
    private final Consumer<String> tell;
    private final Map<String, Found> remembered = Collections.synchronizedMap(new Remembered());
    private final Map<String, Refusal> refusals = new HashMap<>();

    /** What became of the search for a bundle. */
    public sealed interface Outcome {}

    /** The bundle, fit to run. */
    public record Found(ModelBundle bundle) implements Outcome {}

    /** There is none that may be run, and why, as one plain sentence. */
    public record Refused(String sentence) implements Outcome {}

    private record Refusal(Optional<BundleLog.Place> place, Refused refused) {}

    /**
     * A cache; nothing is read until a bundle is asked for.
     *
     * @param clients properties of the Kafka clients and the Avro serdes, by their own names
     * @param directory where bundles are unpacked; it is made when it is needed
     * @param trusted who must have signed
     */
    public BundleCache(Map<String, ?> clients, Path directory, TrustedKeys trusted, NowcastMetrics metrics) {
        this(
                BundleLog.on(clients),
                directory,
                trusted,
                metrics,
                sentence -> LOG.error("A bundle is refused: {}", sentence));
    }

    /** @param refused takes the sentence, once for each record that is refused */
    BundleCache(
            BundleLog published,
            Path directory,
            TrustedKeys trusted,
            NowcastMetrics metrics,
            Consumer<String> refused) {
        this.published = published;
        this.directory = new BundleDirectory(directory, trusted);
        this.metrics = metrics;
        this.tell = refused;
    }

    /**
     * The bundle whose manifest has this digest. What is refused is counted and logged once for each record that is
     * refused; a bundle that is published again is looked at again.
     *
     * @param manifestSha256 in hexadecimal
     * @throws BundlesUnavailableException if the broker, the registry or the disk does not answer: ask again, decide nothing
     */
    public Outcome find(String manifestSha256) {
        Found known = remembered.get(manifestSha256);
        try {
            return known == null ? search(manifestSha256) : known;
        } catch (UncheckedIOException e) {
            throw new BundlesUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private synchronized Outcome search(String sha256) {
        Found known = remembered.get(sha256);
        if (known != null) {
            return known;
        }
        if (!SHA256.matcher(sha256).matches()) {
            return refuse(sha256, Optional.empty(), "'%s' is no sha256 in hexadecimal.".formatted(sha256));
        }
        Optional<ModelBundle> kept = directory.find(sha256);
        if (kept.isPresent()) {
            return remember(sha256, kept.get());
        }
        Optional<BundleLog.Place> place = published.place(sha256);
        Refusal before = refusals.get(sha256);
        return before != null && before.place().equals(place) ? before.refused() : fromTopic(sha256, place);
    }

    private Outcome fromTopic(String sha256, Optional<BundleLog.Place> place) {
        Optional<BundleLog.Entry> entry = place.isEmpty() ? Optional.empty() : published.fetch(sha256);
        if (entry.isEmpty()) {
            return refuse(
                    sha256,
                    place,
                    "The bundle %s is not in %s; publish it with 'skycast models publish'."
                            .formatted(sha256, Topics.MODELS.name()));
        }
        try {
            return remember(sha256, directory.unpack(entry.get().archive(), sha256));
        } catch (BundleException e) {
            return refuse(sha256, place, String.valueOf(e.getMessage()));
        }
    }

    private Found remember(String sha256, ModelBundle bundle) {
        var found = new Found(bundle);
        refusals.remove(sha256);
        remembered.put(sha256, found);
        return found;
    }

    private Refused refuse(String sha256, Optional<BundleLog.Place> place, String sentence) {
        var refused = new Refused(sentence);
        if (!new Refusal(place, refused).equals(refusals.put(sha256, new Refusal(place, refused)))) {
            metrics.bundleRefused();
            tell.accept(sentence);
        }
        return refused;
    }

    @Override
    public synchronized void close() {
        published.close();
    }

    /** The bundles that were asked for last. */
    private static final class Remembered extends LinkedHashMap<String, Found> {
        private static final long serialVersionUID = 1L;

        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
            return size() > REMEMBERED;
        }
    }
}
