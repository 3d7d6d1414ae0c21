package org.skycast.cli.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skycast.cli.connection.Connection;
import org.skycast.inference.BundleException;
import org.skycast.inference.bundle.BundleArchive;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.golden.GoldenCases;
import org.skycast.streams.rollout.BundleCatalogue;
import org.skycast.streams.rollout.BundleDirectory;
import org.skycast.streams.rollout.BundleLog;
import org.skycast.streams.rollout.RolloutException;
import org.skycast.topics.Topics;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code skycast models verify}: every check that a bundle must pass, one a line. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a bundle in a directory or one that was published; exit code 1 if it may not run.")
public final class VerifyCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Mixin
    private Connection connection = new Connection();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private boolean failed;

    /** Where the bundle is. */
    static final class Which {
        @Option(names = "--bundle", paramLabel = "DIR", description = "A bundle's directory; no broker is asked.")
        private Optional<Path> directory = Optional.empty();

        @Option(
                names = "--sha",
                paramLabel = "PREFIX",
                description = "A published bundle: the first digits of its sha256, at least six, or its id.")
        private Optional<String> sha256 = Optional.empty();
    }

    @Override
    public Integer call() {
        if (which.directory.isPresent()) {
            checkBundle(admission -> ModelBundle.load(which.directory.get(), admission));
        } else {
            checkPublished(which.sha256.orElseThrow(() -> new ParameterException(
                    spec.commandLine(), "Missing required argument (specify one of these): (--bundle | --sha)")));
        }
        return failed ? 1 : 0;
    }

    private void checkPublished(String reference) {
        try (BundleLog published = BundleLog.on(connection.reached())) {
            String sha256 = new BundleCatalogue(published).named(reference);
            BundleLog.Entry entry = published
                    .fetch(sha256)
                    .orElseThrow(() -> new RolloutException(
                            "The bundle %s is no longer in %s.".formatted(sha256, Topics.MODELS.name())));
            byte[] archive = check("archive", entry::archive, bytes -> bytes.length + " bytes");
            if (archive != null) {
                checkArchive(archive, sha256);
            }
        }
    }

    private void checkArchive(byte[] archive, String sha256) {
        try {
            Path directory = Files.createTempDirectory("skycast-verify");
            try {
                Path unpacked = directory.resolve(sha256);
                Boolean done = check(
                        "unpacking",
                        () -> {
                            BundleArchive.unpack(archive, unpacked);
                            return true;
                        },
                        ignored -> "every file is one that the manifest names");
                if (done != null) {
                    checkBundle(admission -> BundleDirectory.load(unpacked, sha256, admission));
                }
                BundleArchive.delete(unpacked);
            } finally {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room to unpack the bundle.", e);
        }
    }

    private void checkBundle(Function<Consumer<ModelBundle>, ModelBundle> load) {
        ModelBundle bundle = check(
                "manifest, checksums and tensors",
                () -> load.apply(this::checkSignature),
                loaded -> "%s %s %s"
                        .formatted(
                                loaded.model().id(),
                                loaded.model().version(),
                                loaded.model().sha256()));
        if (bundle != null) {
            check(
                    "golden cases",
                    () -> {
                        GoldenCases.prove(bundle);
                        return GoldenCases.of(bundle).summary();
                    },
                    summary -> summary);
        }
    }

    /** Before any native parser sees a network. */
    private void checkSignature(ModelBundle bundle) {
        if (check("signature", () -> trust.keys().require(bundle), found -> found) == null) {
            throw new BundleException("No network is opened of a bundle that no trusted key has signed.");
        }
    }

    private interface Telling<T> {
        String of(T found);
    }

    /** Makes one check and prints what came of it; null if it failed. */
    private <T> @Nullable T check(String what, Supplier<T> check, Telling<T> telling) {
        try {
            T found = check.get();
            System.out.printf("ok      %s: %s%n", what, telling.of(found));
            return found;
        } catch (BundleException e) {
            System.out.printf("FAILED  %s: %s%n", what, e.getMessage());
            failed = true;
            return null;
        }
    }
}
