package org.skycast.benchmarks.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Parts of ONNX files, as onnx.proto3 numbers their fields, to be put behind a file that is whole: what comes twice is merged. */
final class OnnxParts {

    private static final int FLOAT = 1;
    private static final int BOOL = 9;
    private static final int INT64 = 7;
    private static final int GRAPH_ATTRIBUTE = 5;
    private static final int GRAPH_OF_MODEL = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private OnnxParts number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private OnnxParts text(int field, String value) {
        return field(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private OnnxParts message(int field, OnnxParts value) {
        return field(field, value.bytes.toByteArray());
    }

    private OnnxParts field(int field, byte[] value) {
        varint((long) field << 3 | 2);
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

    private static OnnxParts node(String operator, List<String> inputs, List<String> outputs) {
        OnnxParts node = new OnnxParts();
        inputs.forEach(name -> node.text(1, name));
        outputs.forEach(name -> node.text(2, name));
        return node.text(4, operator);
    }

    /** A value of so many dimensions, of any sizes. */
    private static OnnxParts value(String name, int type, int rank) {
        OnnxParts shape = new OnnxParts();
        for (int i = 0; i < rank; i++) {
            shape.message(1, new OnnxParts());
        }
        OnnxParts tensor = new OnnxParts().number(1, type).message(2, shape);
        return new OnnxParts().text(1, name).message(2, new OnnxParts().message(1, tensor));
    }

    private static byte[] behind(byte[] network, OnnxParts graph) {
        byte[] more = new OnnxParts().message(GRAPH_OF_MODEL, graph).bytes.toByteArray();
        byte[] both = Arrays.copyOf(network, network.length + more.length);
        System.arraycopy(more, 0, both, network.length, more.length);
        return both;
    }

    /** The network with a tensor more, which lies in a file beside it. */
    static byte[] withTensorIn(byte[] network, String file) {
        OnnxParts tensor = new OnnxParts()
                .number(1, 1)
                .number(2, FLOAT)
                .text(8, "elsewhere")
                .message(13, new OnnxParts().text(1, "location").text(2, file))
                .number(14, 1);
        return behind(network, new OnnxParts().message(5, tensor));
    }

    /**
     * The network with a loop between an output and what gives it, which never ends where an input of one number is above
     * zero.
     *
     * @param rank how many dimensions the output has
     * @throws IllegalArgumentException if no node of the network gives the output
     */
    static byte[] endlessWhere(byte[] network, String input, String output, int rank) {
        byte[] given = new OnnxParts().text(2, output).bytes.toByteArray();
        String other = output.substring(0, output.length() - 1) + "_";
        int at = new String(network, StandardCharsets.ISO_8859_1)
                .indexOf(new String(given, StandardCharsets.ISO_8859_1));
        if (at < 0) {
            throw new IllegalArgumentException("No node gives %s.".formatted(output));
        }
        byte[] renamed = network.clone();
        byte[] name = other.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(name, 0, renamed, at + given.length - name.length, name.length);
        OnnxParts body = new OnnxParts()
                .text(2, "endless")
                .message(1, node("Identity", List.of("loop_go"), List.of("loop_goOn")))
                .message(1, node("Identity", List.of("loop_in"), List.of("loop_out")))
                .message(11, value("loop_turn", INT64, 0))
                .message(11, value("loop_go", BOOL, 0))
                .message(11, value("loop_in", FLOAT, rank))
                .message(12, value("loop_goOn", BOOL, 0))
                .message(12, value("loop_out", FLOAT, rank));
        OnnxParts attribute = new OnnxParts().text(1, "body").message(6, body).number(20, GRAPH_ATTRIBUTE);
        OnnxParts zero = new OnnxParts()
                .number(1, 1)
                .number(2, FLOAT)
                .text(8, "loop_zero")
                .field(9, new byte[4]);
        return behind(
                renamed,
                new OnnxParts()
                        .message(5, zero)
                        .message(1, node("Greater", List.of(input, "loop_zero"), List.of("loop_above")))
                        .message(1, node("Squeeze", List.of("loop_above"), List.of("loop_while")))
                        .message(
                                1,
                                node("Loop", List.of("", "loop_while", other), List.of(output))
                                        .message(5, attribute)));
    }
}
