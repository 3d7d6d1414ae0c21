package org.skycast.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A loop that never ends, for an ONNX file: field by field as onnx.proto3 numbers them, a model of which the graph has nothing
 * but the loop. Behind another model's bytes it becomes, by the rules of Protocol Buffers, a part of that model's graph.
 */
final class EndlessLoop {

    private static final int FLOAT = 1;
    private static final int BOOL = 9;
    private static final int INT64 = 7;
    private static final int GRAPH = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private EndlessLoop() {}

    static byte[] bytes() {
        EndlessLoop body = message()
                .text(2, "endless-body")
                .with(1, node("Identity", "endless-go", "endless-go-on"))
                .with(1, node("Identity", "endless-in", "endless-out"))
                .with(11, value("endless-turn", INT64))
                .with(11, value("endless-go", BOOL))
                .with(11, value("endless-in", FLOAT))
                .with(12, value("endless-go-on", BOOL))
                .with(12, value("endless-out", FLOAT));
        EndlessLoop loop = message()
                .text(1, "")
                .text(1, "endless-always")
                .text(1, "endless-start")
                .text(2, "endless-never")
                .text(4, "Loop")
                .with(5, message().text(1, "body").with(6, body).number(20, GRAPH));
        EndlessLoop graph = message()
                .with(5, constant("endless-always", BOOL, new byte[] {1}))
                .with(5, constant("endless-start", FLOAT, new byte[4]))
                .with(1, loop);
        return message().with(7, graph).bytes.toByteArray();
    }

    private static EndlessLoop message() {
        return new EndlessLoop();
    }

    private static EndlessLoop node(String operator, String input, String output) {
        return message().text(1, input).text(2, output).text(4, operator);
    }

    private static EndlessLoop value(String name, int type) {
        EndlessLoop tensor = message().number(1, type).with(2, message());
        return message().text(1, name).with(2, message().with(1, tensor));
    }

    private static EndlessLoop constant(String name, int type, byte[] raw) {
        return message().number(2, type).text(8, name).field(9, raw);
    }

    private EndlessLoop number(int field, int value) {
        varint(field << 3);
        varint(value);
        return this;
    }

    private EndlessLoop text(int field, String value) {
        return field(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private EndlessLoop with(int field, EndlessLoop value) {
        return field(field, value.bytes.toByteArray());
    }

    private EndlessLoop field(int field, byte[] value) {
        varint(field << 3 | 2);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private void varint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }
}
