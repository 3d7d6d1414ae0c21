package org.skycast.inference.bundle;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.skycast.inference.BundleException;
import org.skycast.inference.forecast.OnnxForecaster;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;

/**
 * A directory with a model, checked: the contract between the code that trains and the code that runs. What is opened
 * from it owns native memory and is closed by its owner; the bundle itself holds none.
 */
public final class ModelBundle {

    static final String MANIFEST = "manifest.json";
    static final String GOLDEN = "golden.json";

    private final Path directory;
    private final Manifest manifest;
    private final byte[] manifestBytes;
    private final ManifestSpecs specs;
    private final FeatureSpec featureSpec;
    private final ForecastSpec forecastSpec;
    private final Forecaster.Model model;
    private final Map<String, byte[]> files;

    private ModelBundle(Path directory, Manifest manifest, byte[] manifestBytes, Map<String, byte[]> files) {
        this.directory = directory;
        this.manifest = manifest;
        this.manifestBytes = manifestBytes;
        this.specs = new ManifestSpecs(manifest, directory.resolve(MANIFEST).toString());
        this.featureSpec = specs.featureSpec();
        this.forecastSpec = specs.forecastSpec();
        this.model = new Forecaster.Model(manifest.id(), manifest.version(), Sha256.of(manifestBytes));
        this.files = files;
    }

    /**
     * Reads a bundle and checks its manifest, its files' checksums and its networks' tensors.
     *
     * @throws BundleException naming what does not fit
     */
    public static ModelBundle load(Path directory) {
        return load(directory, read -> {});
    }

    /**
     * The same, of a bundle that may have come from anybody: native parsers see its networks only once it was admitted.
     *
     * @param admission asked when the manifest and the checksums are known to fit; throws a {@link BundleException} of what may
     *     not be opened
     * @throws BundleException naming what does not fit
     */
    public static ModelBundle load(Path directory, Consumer<ModelBundle> admission) {
        Path path = directory.resolve(MANIFEST);
        if (!Files.isRegularFile(path)) {
            throw new BundleException(
                    "There is no model bundle at %s: it has no manifest.json; name a bundle's directory."
                            .formatted(directory.toAbsolutePath().normalize()));
        }
        byte[] json = BundleFiles.read(path);
        Manifest manifest = Manifest.parse(new String(json, StandardCharsets.UTF_8), path.toString());
        Map<String, byte[]> files = BundleFiles.checked(directory, manifest.files());
        var bundle = new ModelBundle(directory, manifest, json, files);
        admission.accept(bundle);
        bundle.openEncoder().close();
        bundle.openForecaster().close();
        return bundle;
    }

    /** Where it was read from. */
    public Path directory() {
        return directory;
    }

    /**
     * When the training wrote it.
     *
     * @throws BundleException if the manifest's {@code created} is no time in ISO 8601
     */
    public Instant created() {
        try {
            return Instant.parse(manifest.created());
        } catch (DateTimeException e) {
            throw new BundleException(
                    "%s has created = %s, but a time such as 2026-06-01T00:00:00Z is needed."
                            .formatted(path(MANIFEST), manifest.created()),
                    e);
        }
    }

    /** The bytes of {@code manifest.json}, as they were checked. */
    byte[] manifestBytes() {
        return manifestBytes.clone();
    }

    /** The files that are run or replayed, by name, as they were checked. */
    Map<String, byte[]> files() {
        return files;
    }

    /** Who the model is; its sha256 is the manifest's. */
    public Forecaster.Model model() {
        return model;
    }

    /** What the forecaster reads. */
    public FeatureSpec featureSpec() {
        return featureSpec;
    }

    /** What the forecaster forecasts. */
    public ForecastSpec forecastSpec() {
        return forecastSpec;
    }

    /** What it was trained on, by input. */
    public TrainingStatistics trainingStatistics() {
        return specs.statistics();
    }

    /**
     * What its training saw, by source; empty in a bundle that does not tell.
     *
     * @throws BundleException if a period of the manifest is none
     */
    public List<TrainingPeriod> trainingPeriods() {
        return specs.periods();
    }

    /** The digest of the encoder's file, in hexadecimal: embeddings of another encoder do not fit. */
    public String encoderSha256() {
        return Objects.requireNonNull(manifest.files().get(manifest.encoder().file()));
    }

    /** The golden cases, as JSON. */
    public String golden() {
        byte[] golden = files.get(GOLDEN);
        if (golden == null) {
            throw new BundleException("The bundle at %s has no golden.json.".formatted(directory));
        }
        return new String(golden, StandardCharsets.UTF_8);
    }

    /** A new encoder; the caller closes it. */
    public SkyEncoder openEncoder() {
        String file = manifest.encoder().file();
        return SkyEncoder.open(path(file), bytes(file), specs.encoderSpec(), encoderSha256());
    }

    /** A new forecaster; the caller closes it. */
    public OnnxForecaster openForecaster() {
        String file = manifest.forecaster().file();
        return OnnxForecaster.open(path(file), bytes(file), model, featureSpec, forecastSpec, trainingStatistics());
    }

    private String path(String file) {
        return directory.resolve(file).toString();
    }

    /** A network's; that the manifest names its digest was checked. */
    private byte[] bytes(String file) {
        return Objects.requireNonNull(files.get(file));
    }
}
