package org.skycast.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shipped bundle, copied to be changed; its manifest follows. */
record BundleCopy(Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static BundleCopy in(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String file :
                List.of("manifest.json", "sky-encoder.onnx", "forecaster.onnx", "golden.json", "MODEL_CARD.md")) {
            Files.copy(Shipped.DIRECTORY.resolve(file), directory.resolve(file));
        }
        return new BundleCopy(directory);
    }

    byte[] read(String file) throws IOException {
        return Files.readAllBytes(directory.resolve(file));
    }

    /** Writes a file and its digest. */
    void write(String file, byte[] bytes) throws IOException {
        Files.write(directory.resolve(file), bytes);
        Path path = directory.resolve("manifest.json");
        var manifest = (ObjectNode) JSON.readTree(Files.readString(path));
        ((ObjectNode) manifest.get("files")).put(file, Sha256.of(bytes));
        Files.write(path, JSON.writeValueAsBytes(manifest));
    }
}
