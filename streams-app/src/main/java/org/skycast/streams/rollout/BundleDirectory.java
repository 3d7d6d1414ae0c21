package org.skycast.streams.rollout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.skycast.inference.BundleException;
import org.skycast.inference.bundle.BundleArchive;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.inference.golden.GoldenCases;
import org.skycast.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacked bundles, each in a directory named by its digest. What it gives has that digest, has proven itself on its
 * golden cases here, and is signed by a trusted key where there are any.
 */
public final class BundleDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(BundleDirectory.class);

    private final Path directory;
    private final TrustedKeys trusted;

    /**
     * @param directory is made when it is needed
     * @param trusted who must have signed
     */
    BundleDirectory(Path directory, TrustedKeys trusted) {
        this.directory = directory;
        this.trusted = trusted;
    }

    /** What was unpacked before, if it is still fit to run; what is not is taken away. */
    Optional<ModelBundle> find(String sha256) {
        Path unpacked = directory.resolve(sha256);
        if (!Files.isDirectory(unpacked)) {
            return Optional.empty();
        }
        try {
            return Optional.of(check(unpacked, sha256));
        } catch (BundleException e) {
            LOG.warn("What was unpacked before is not used, and fetched again: {}", e.getMessage());
            delete(unpacked);
            return Optional.empty();
        }
    }

    /**
     * Unpacks a bundle.
     *
     * @throws BundleException if it may not run; nothing of it is left then
     */
    ModelBundle unpack(byte[] archive, String sha256) {
        Path unpacked = directory.resolve(sha256);
        try {
            BundleArchive.unpack(archive, unpacked);
            return check(unpacked, sha256);
        } catch (BundleException e) {
            delete(unpacked);
            // Where it was unpacked is of no use to who reads this: it is there no more.
            String sentence = String.valueOf(e.getMessage());
            throw new BundleException(sentence.replace(unpacked.toString(), Topics.MODELS.name() + "/" + sha256), e);
        }
    }

    private ModelBundle check(Path unpacked, String sha256) {
        ModelBundle bundle = load(unpacked, sha256, trusted::require);
        GoldenCases.prove(bundle);
        return bundle;
    }

    /**
     * The bundle in a directory.
     *
     * @param trusted asked before any of its networks is opened; throws a {@link BundleException} of what may not be
     * @throws BundleException if it does not fit, or its manifest has not this digest
     */
    public static ModelBundle load(Path directory, String sha256, Consumer<ModelBundle> trusted) {
        return ModelBundle.load(directory, bundle -> {
            if (!bundle.model().sha256().equals(sha256)) {
                throw new BundleException("The bundle %s holds a manifest with the sha256 %s; publish it again."
                        .formatted(sha256, bundle.model().sha256()));
            }
            trusted.accept(bundle);
        });
    }

    private static void delete(Path unpacked) {
        try {
            BundleArchive.delete(unpacked);
        } catch (IOException e) {
            throw new UncheckedIOException("The directory %s cannot be deleted.".formatted(unpacked), e);
        }
    }
}
