package org.skycast.streams.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.skycast.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The published bundles, as people name them. */
public final class BundleCatalogue implements AutoCloseable {

    /** Fewer digits would soon name two bundles. */
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{6,64}");

    private static final Logger LOG = LoggerFactory.getLogger(BundleCatalogue.class);

    private final BundleLog published;

    /** Names what this log holds; it is closed with it. */
    public BundleCatalogue(BundleLog published) {
        this.published = published;
    }

    /** @param clients properties of the Kafka clients and the Avro serdes, by their own names */
    public static BundleCatalogue on(Map<String, ?> clients) {
        return new BundleCatalogue(BundleLog.on(clients));
    }

    /** All bundles whose records can be read, the one that was published last first. */
    public List<BundleSummary> all() {
        List<BundleSummary> all = new ArrayList<>();
        for (String sha256 : published.all()) {
            find(sha256).ifPresent(all::add);
        }
        return all;
    }

    /** What the bundle with this digest is; empty if it is not published, or its record cannot be read. */
    public Optional<BundleSummary> find(String sha256) {
        return published
                .fetch(sha256)
                .flatMap(BundleCatalogue::readable)
                .map(entry -> BundleSummary.of(entry.bundle()));
    }

    private static Optional<BundleLog.Readable> readable(BundleLog.Entry entry) {
        if (entry instanceof BundleLog.Damaged damaged) {
            LOG.warn("{} It is passed over.", damaged.sentence());
        }
        return entry instanceof BundleLog.Readable readable ? Optional.of(readable) : Optional.empty();
    }

    /**
     * The digest of the bundle that is meant: by the first digits of its digest, at least six, or by its id, of which the
     * one that was published last is taken.
     *
     * @throws RolloutException if none is meant, or more than one
     */
    public String named(String reference) {
        List<String> begun = PREFIX.matcher(reference).matches()
                ? published.all().stream()
                        .filter(sha256 -> sha256.startsWith(reference))
                        .toList()
                : List.of();
        if (begun.size() > 1) {
            throw new RolloutException("'%s' begins the digests of %d bundles, %s; give more digits."
                    .formatted(reference, begun.size(), begun));
        }
        return begun.stream()
                .findFirst()
                .or(() -> withId(reference))
                .orElseThrow(() -> new RolloutException(
                        ("There is no bundle '%s' in %s; name the first digits of its sha256, at least six, or its id as"
                                        + " 'skycast models list' shows them.")
                                .formatted(reference, Topics.MODELS.name())));
    }

    private Optional<String> withId(String id) {
        return all().stream()
                .filter(bundle -> bundle.id().equals(id))
                .map(BundleSummary::sha256)
                .findFirst();
    }

    @Override
    public void close() {
        published.close();
    }
}
