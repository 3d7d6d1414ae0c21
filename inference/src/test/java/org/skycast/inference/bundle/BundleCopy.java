package org.skycast.inference.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.skycast.nowcast.digest.Sha256;

/** A bundle, copied to be changed; its manifest follows. */
public record BundleCopy(Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A bundle of a spec beside the shipped one: its forecaster is made for tests, its encoder is the shipped one. */
    public static BundleCopy ofSpec(String version, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String file : List.of("manifest.json", "forecaster.onnx", "golden.json")) {
            Files.copy(Path.of("src", "test", "resources", version, file), directory.resolve(file));
        }
        Files.copy(Shipped.DIRECTORY.resolve("sky-encoder.onnx"), directory.resolve("sky-encoder.onnx"));
        return new BundleCopy(directory);
    }

    /** The shipped one. */
    public static BundleCopy in(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String file :
                List.of("manifest.json", "sky-encoder.onnx", "forecaster.onnx", "golden.json", "MODEL_CARD.md")) {
            Files.copy(Shipped.DIRECTORY.resolve(file), directory.resolve(file));
        }
        return new BundleCopy(directory);
    }

    public byte[] read(String file) throws IOException {
        return Files.readAllBytes(directory.resolve(file));
    }

    /** Writes a file and its digest. */
    public void write(String file, byte[] bytes) throws IOException {
        Files.write(directory.resolve(file), bytes);
        Path path = directory.resolve("manifest.json");
        var manifest = (ObjectNode) JSON.readTree(Files.readString(path));
        ((ObjectNode) manifest.get("files")).put(file, Sha256.of(bytes));
        Files.write(path, JSON.writeValueAsBytes(manifest));
    }
}
