package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.skycast.nowcast.digest.Sha256;

/** The shipped bundle, or a small one of another spec with the same encoder, copied and changed. */
record Variant(Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A bundle of the spec slots-2: its networks know nothing of hours, and can be told of other slots. */
    private static final Path SECOND = Path.of("..", "inference", "src", "test", "resources", "slots-2");

    static Variant in(Path directory) throws IOException {
        Files.createDirectories(directory);
        copy(Rig.BUNDLE, directory);
        return new Variant(directory);
    }

    static Variant ofSecondSpecIn(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.copy(Rig.BUNDLE.resolve("sky-encoder.onnx"), directory.resolve("sky-encoder.onnx"));
        copy(SECOND, directory);
        var made = new Variant(directory);
        ObjectNode manifest = made.manifest();
        manifest.put("id", "skycast");
        made.write(manifest);
        return made;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Another version of the same networks. */
    Variant version(String version) throws IOException {
        ObjectNode manifest = manifest();
        manifest.put("version", version);
        write(manifest);
        return this;
    }

    /** The same networks, said to be trained on a source 'own' from one date to another. */
    Variant trainedOn(String from, String to) throws IOException {
        ObjectNode manifest = manifest();
        ObjectNode own = manifest.putArray("trainedOn").addObject().put("name", "own");
        own.putArray("period").add(from).add(to);
        write(manifest);
        return this;
    }

    /** An encoder with another digest that computes the same: its file says something more of itself. */
    Variant otherEncoder() throws IOException {
        var file = new ByteArrayOutputStream();
        file.write(Files.readAllBytes(directory.resolve("sky-encoder.onnx")));
        // Field 14 of an ONNX model, metadata_props, holding the key "a": 0x72, the length, field 1, the length, the
        // key.
        file.write(new byte[] {0x72, 3, 0x0a, 1, 'a'});
        replace("sky-encoder.onnx", file.toByteArray());
        return this;
    }

    /** A forecaster that does not come to an end. */
    Variant endless() throws IOException {
        var file = new ByteArrayOutputStream();
        file.write(Files.readAllBytes(directory.resolve("forecaster.onnx")));
        file.write(EndlessLoop.bytes());
        replace("forecaster.onnx", file.toByteArray());
        return this;
    }

    /** A forecaster that gives NaN. */
    Variant notFinite() throws IOException {
        byte[] network = Files.readAllBytes(directory.resolve("forecaster.onnx"));
        fill(network, "members.0.first.bias", Float.NaN);
        replace("forecaster.onnx", network);
        return this;
    }

    /** A forecaster that has forgotten a part of what it learnt, and golden cases that forgive it. */
    Variant forgetful() throws IOException {
        byte[] network = Files.readAllBytes(directory.resolve("forecaster.onnx"));
        fill(network, "members.0.first.weight.scale", 0);
        replace("forecaster.onnx", network);
        JsonNode golden = JSON.readTree(directory.resolve("golden.json").toFile());
        golden.get("forecaster").forEach(test -> ((ObjectNode) test).put("tolerance", 1e9));
        replace("golden.json", JSON.writeValueAsBytes(golden));
        return this;
    }

    /** The same networks, told that their slots are of half the length: made up, but consistent. Of the second spec. */
    Variant halfSlots() throws IOException {
        ObjectNode manifest = manifest();
        manifest.put("slotMinutes", manifest.get("slotMinutes").asInt() / 2);
        ArrayNode leads = JSON.createArrayNode();
        manifest.get("leadMinutes").forEach(lead -> leads.add(lead.asInt() / 2));
        manifest.set("leadMinutes", leads);
        write(manifest);
        JsonNode golden = JSON.readTree(directory.resolve("golden.json").toFile());
        golden.get("features").forEach(test -> ((ObjectNode) test).put("tolerance", 1e9));
        replace("golden.json", JSON.writeValueAsBytes(golden));
        return this;
    }

    /**
     * A forecaster that says nothing finite of a station that measures something, and golden cases that show nothing of
     * it: it divides the newest value by next to nothing. Of the second spec, whose networks read levels.
     */
    Variant brittle() throws IOException {
        byte[] network = Files.readAllBytes(directory.resolve("forecaster.onnx"));
        fill(network, "inputs.mean", 0);
        fill(network, "inputs.std", Float.MIN_NORMAL);
        replace("forecaster.onnx", network);
        ObjectNode golden =
                (ObjectNode) JSON.readTree(directory.resolve("golden.json").toFile());
        List<JsonNode> nothingObserved = new ArrayList<>();
        golden.get("forecaster").forEach(test -> {
            if (test.get("name").asText().equals("nothing observed")) {
                ((ObjectNode) test).put("tolerance", 1e9);
                nothingObserved.addAll(Collections.nCopies(4, test));
            }
        });
        golden.putArray("forecaster").addAll(nothingObserved);
        replace("golden.json", JSON.writeValueAsBytes(golden));
        return this;
    }

    /**
     * Gives each number of a tensor of less than 16 KiB one value; by ONNX, its name is followed by field 9, their
     * length in seven bits a byte, and they.
     */
    private static void fill(byte[] network, String tensor, float value) {
        String start = tensor + "J";
        int found = new String(network, StandardCharsets.ISO_8859_1).indexOf(start);
        assertThat(found).as("the tensor '%s' of the forecaster", tensor).isPositive();
        int at = found + start.length() + 1;
        int length = network[at - 1];
        if (length < 0) {
            length = length & 0x7f | network[at++] << 7;
        }
        ByteBuffer floats = ByteBuffer.wrap(network).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length / Float.BYTES; i++) {
            floats.putFloat(at + i * Float.BYTES, value);
        }
    }

    /** The digest of its manifest. */
    String sha256() throws IOException {
        return Sha256.of(Files.readAllBytes(directory.resolve("manifest.json")));
    }

    private void replace(String name, byte[] bytes) throws IOException {
        Files.write(directory.resolve(name), bytes);
        ObjectNode manifest = manifest();
        ((ObjectNode) manifest.get("files")).put(name, Sha256.of(bytes));
        write(manifest);
    }

    private ObjectNode manifest() throws IOException {
        return (ObjectNode) JSON.readTree(Files.readString(directory.resolve("manifest.json"), StandardCharsets.UTF_8));
    }

    private void write(ObjectNode manifest) throws IOException {
        Files.write(directory.resolve("manifest.json"), JSON.writeValueAsBytes(manifest));
    }
}
