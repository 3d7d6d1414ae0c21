package org.skycast.inference.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** ONNX files, field by field as onnx.proto3 numbers them; of tensors {@code x} to {@code y}, each of one float. */
final class OnnxFile {

    static final Map<String, List<Long>> INPUT = Map.of("x", List.of(1L));
    static final Map<String, List<Long>> OUTPUT = Map.of("y", List.of(1L));

    private static final int FLOAT = 1;
    private static final int BOOL = 9;
    private static final int INT64 = 7;
    private static final int GRAPH = 5;

    /** How the tag of a field may be spelled: protobuf keeps the lower 32 bits of up to five bytes of seven bits. */
    enum Spelling {
        PLAIN,
        /** With zeros before it, in all five bytes. */
        LONG,
        /** With a bit above the 32. */
        BIT_33,
        /** With all bits above the 32. */
        BITS_ABOVE_32,
        /** In six bytes, which is none for a protobuf that reads tags of five. */
        SIX_BYTES
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Spelling spelling = Spelling.PLAIN;

    private OnnxFile number(int field, long value) {
        tag((long) field << 3);
        varint(value);
        return this;
    }

    /** Spells the tags from here on so. */
    private OnnxFile spelled(Spelling how) {
        spelling = how;
        return this;
    }

    private void tag(long key) {
        switch (spelling) {
            case PLAIN -> varint(key);
            case LONG -> tag(key, 5, 0);
            case BIT_33 -> tag(key, 5, 0x10);
            case BITS_ABOVE_32 -> tag(key, 5, 0x70);
            case SIX_BYTES -> tag(key, 6, 0);
        }
    }

    private void tag(long key, int length, int last) {
        for (int i = 0; i < length - 1; i++) {
            bytes.write((int) (key >>> 7 * i & 0x7f | 0x80));
        }
        bytes.write((int) (key >>> 7 * (length - 1)) | last);
    }

    private OnnxFile text(int field, String value) {
        return field(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private OnnxFile message(int field, OnnxFile value) {
        return field(field, value.bytes.toByteArray());
    }

    private OnnxFile field(int field, byte[] value) {
        tag((long) field << 3 | 2);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static OnnxFile empty() {
        return new OnnxFile();
    }

    private static OnnxFile node(String operator, List<String> inputs, List<String> outputs) {
        OnnxFile node = empty();
        inputs.forEach(name -> node.text(1, name));
        outputs.forEach(name -> node.text(2, name));
        return node.text(4, operator);
    }

    private static OnnxFile value(String name, int type, int... shape) {
        OnnxFile dimensions = empty();
        for (int size : shape) {
            dimensions.message(1, empty().number(1, size));
        }
        OnnxFile tensor = empty().number(1, type).message(2, dimensions);
        return empty().text(1, name).message(2, empty().message(1, tensor));
    }

    private static byte[] model(OnnxFile graph) {
        return empty().number(1, 8)
                .message(8, empty().number(2, 17))
                .message(7, graph)
                .bytes
                .toByteArray();
    }

    private static OnnxFile ofOneFloat(String name) {
        return empty().text(2, name).message(11, value("x", FLOAT, 1)).message(12, value("y", FLOAT, 1));
    }

    /** {@code y = x}, for ever where x is above zero. */
    static byte[] endlessAboveZero() {
        OnnxFile body = empty().text(2, "body")
                .message(1, node("Identity", List.of("go"), List.of("goOn")))
                .message(1, node("Identity", List.of("in"), List.of("out")))
                .message(11, value("turn", INT64))
                .message(11, value("go", BOOL))
                .message(11, value("in", FLOAT, 1))
                .message(12, value("goOn", BOOL))
                .message(12, value("out", FLOAT, 1));
        OnnxFile zero = tensor("zero").field(9, floatBytes(0));
        OnnxFile attribute = empty().text(1, "body").message(6, body).number(20, GRAPH);
        return model(ofOneFloat("endless")
                .message(5, zero)
                .message(1, node("Greater", List.of("x", "zero"), List.of("above")))
                .message(1, node("Squeeze", List.of("above"), List.of("while")))
                .message(
                        1, node("Loop", List.of("", "while", "x"), List.of("y")).message(5, attribute)));
    }

    private static OnnxFile tensor(String name) {
        return empty().number(1, 1).number(2, FLOAT).text(8, name);
    }

    private static byte[] floatBytes(float value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
    }

    private static OnnxFile elsewhere(String file) {
        return tensor("w")
                .message(13, empty().text(1, "location").text(2, file))
                .number(14, 1);
    }

    /** {@code y = x + w}, of which w lies in another file. */
    static byte[] withTensorIn(String file) {
        return model(ofOneFloat("elsewhere")
                .message(5, elsewhere(file))
                .message(1, node("Add", List.of("x", "w"), List.of("y"))));
    }

    /** The same, w being a constant in a node. */
    static byte[] withConstantIn(String file) {
        OnnxFile attribute =
                empty().text(1, "value").message(5, elsewhere(file)).number(20, 4);
        return model(ofOneFloat("elsewhere")
                .message(1, node("Constant", List.of(), List.of("w")).message(5, attribute))
                .message(1, node("Add", List.of("x", "w"), List.of("y"))));
    }

    /** The same in the graph of a branch, {@code depth} graphs deep. */
    static byte[] nested(String file, int depth) {
        OnnxFile graph = ofOneFloat("innermost").message(5, elsewhere(file));
        for (int i = 0; i < depth; i++) {
            OnnxFile attribute =
                    empty().text(1, "then_branch").message(6, graph).number(20, GRAPH);
            graph = ofOneFloat("g" + i)
                    .message(1, node("If", List.of("c"), List.of("y")).message(5, attribute));
        }
        return model(graph);
    }

    /** The same in a function of the model, beside a graph that has no tensor. */
    static byte[] functionWithTensorIn(String file) {
        OnnxFile attribute =
                empty().text(1, "value").message(5, elsewhere(file)).number(20, 4);
        OnnxFile function = empty().text(1, "f")
                .message(7, node("Constant", List.of(), List.of("w")).message(5, attribute));
        return empty().number(1, 8)
                .message(25, function)
                .message(7, ofOneFloat("g").message(1, node("Identity", List.of("x"), List.of("y"))))
                .bytes
                .toByteArray();
    }

    /** {@code y = x + w}, of which w lies in another file, with the tags on the way to it spelled so. */
    static byte[] withTensorIn(String file, Spelling graph, Spelling tensor, Spelling external) {
        OnnxFile elsewhere = tensor("w")
                .spelled(external)
                .message(13, empty().text(1, "location").text(2, file))
                .number(14, 1);
        OnnxFile whole = ofOneFloat("elsewhere")
                .message(1, node("Add", List.of("x", "w"), List.of("y")))
                .spelled(tensor)
                .message(5, elsewhere);
        return empty().number(1, 8)
                .message(8, empty().number(2, 17))
                .spelled(graph)
                .message(7, whole)
                .bytes
                .toByteArray();
    }

    /** {@code y = x}, with {@code before} as the first bytes of the file. */
    static byte[] identityBehind(int... before) {
        var file = new ByteArrayOutputStream();
        for (int one : before) {
            file.write(one);
        }
        file.writeBytes(identity());
        return file.toByteArray();
    }

    /** {@code y = x}. */
    static byte[] identity() {
        return model(ofOneFloat("identity").message(1, node("Identity", List.of("x"), List.of("y"))));
    }
}
