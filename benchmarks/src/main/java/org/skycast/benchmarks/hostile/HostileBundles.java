package org.skycast.benchmarks.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.topics.Topics;

/** Bundles with hostile networks, put into the topic by somebody who may, and deployed as shadows at once. */
final class HostileBundles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORECASTER = "forecaster.onnx";
    /** Of the golden cases, those without a sky: the loop does not begin in them. */
    private static final List<String> WITHOUT_SKY = List.of("no sky", "nothing observed");

    private final Path bundle;
    private final Wire wire;
    private final String station;

    /**
     * Variants of a bundle.
     *
     * @param station the only one that they are deployed at
     */
    HostileBundles(Path bundle, Wire wire, String station) {
        this.bundle = bundle;
        this.wire = wire;
        this.station = station;
    }

    HostileKinds kinds() {
        return new HostileKinds().some("shadow with a tensor in another file", () -> {
            Map<String, byte[]> files = files();
            files.computeIfPresent(FORECASTER, (name, bytes) -> OnnxParts.withTensorIn(bytes, "../../../etc/passwd"));
            return deployed(digested(files), new Fate.Counted("skycast.deployments.refused"));
        });
    }

    /** What takes a minute of the shadow's stage. */
    HostileKinds slow() {
        return new HostileKinds()
                .some("shadow with a loop that never ends", () -> deployed(endless(), new Fate.Taken()));
    }

    /** The files of a bundle that is well where there is no sky, and does not come to an end where there is one. */
    Map<String, byte[]> endless() {
        Map<String, byte[]> files = files();
        files.computeIfPresent(FORECASTER, (name, bytes) -> OnnxParts.endlessWhere(bytes, "sky_mask", "quantiles", 4));
        files.computeIfPresent("golden.json", (name, bytes) -> withoutSky(bytes));
        return digested(files);
    }

    private Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(bundle)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static byte[] withoutSky(byte[] golden) {
        try {
            ObjectNode cases = (ObjectNode) JSON.readTree(golden);
            List<JsonNode> kept = new ArrayList<>();
            cases.get("forecaster").forEach(one -> {
                if (WITHOUT_SKY.contains(one.get("name").asText())) {
                    kept.addAll(List.of(one, one));
                }
            });
            cases.putArray("forecaster").addAll(kept);
            return JSON.writeValueAsBytes(cases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with their digests in the manifest. */
    private static Map<String, byte[]> digested(Map<String, byte[]> files) {
        try {
            ObjectNode manifest = (ObjectNode) JSON.readTree(files.get("manifest.json"));
            ObjectNode digests = (ObjectNode) manifest.get("files");
            digests.fieldNames()
                    .forEachRemaining(
                            name -> digests.put(name, Sha256.of(Objects.requireNonNull(files.get(name), name))));
            files.put("manifest.json", JSON.writeValueAsBytes(manifest));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bundle's record and its deployment. */
    private List<HostileRecord> deployed(Map<String, byte[]> files, Fate fate) {
        String sha256 = Sha256.of(Objects.requireNonNull(files.get("manifest.json"), "manifest.json"));
        byte[] archive = zip(files);
        Draft published = Draft.of(Topics.MODELS)
                .with("bundleId", "hostile")
                .with("manifestSha256", sha256)
                .with("archive", ByteBuffer.wrap(archive))
                .with("archiveSha256", Sha256.of(archive));
        Draft deployment = Draft.of(Topics.DEPLOYMENTS)
                .with("role", "SHADOW")
                .with("bundleId", "hostile")
                .with("bundleSha256", sha256)
                .with("stations", List.of(station));
        // Under the station's key it is in the partition of the station.
        return List.of(
                HostileRecord.of(Topics.MODELS, sha256, wire.of(Topics.MODELS, published), new Fate.Unread()),
                HostileRecord.of(Topics.DEPLOYMENTS, station, wire.of(Topics.DEPLOYMENTS, deployment), fate));
    }

    private static byte[] zip(Map<String, byte[]> files) {
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip.toByteArray();
    }
}
