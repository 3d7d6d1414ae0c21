package org.skycast.inference.onnx;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.skycast.inference.BundleException;

/**
 * Refuses a network that keeps tensors in other files: ONNX Runtime reads those from wherever the network says, and neither
 * digest nor signature covers them. The file is walked as a protocol buffer (onnx.proto3, as of ONNX 1.23) through every message
 * that may hold a tensor, before any native parser sees it; what ends too early, is nested too deeply, or may be read in two ways
 * is refused as well.
 */
final class ExternalTensors {

    /** Nested graphs of networks in use are two or three; protobuf itself gives up at 100 messages. */
    private static final int DEEPEST = 60;

    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    private static final int LONGEST_NUMBER = 10;
    private static final int LONGEST_TAG = 5;

    /** The messages on the way to a tensor, each with its fields that lead on. */
    private enum Message {
        MODEL,
        TRAINING,
        FUNCTION,
        GRAPH,
        NODE,
        ATTRIBUTE,
        SPARSE_TENSOR,
        TENSOR;

        Map<Integer, Message> fields() {
            return switch (this) {
                case MODEL -> Map.of(7, GRAPH, 20, TRAINING, 25, FUNCTION);
                case TRAINING -> Map.of(1, GRAPH, 2, GRAPH);
                case FUNCTION -> Map.of(7, NODE, 11, ATTRIBUTE);
                case GRAPH -> Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR);
                case NODE -> Map.of(5, ATTRIBUTE);
                case ATTRIBUTE ->
                    Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR);
                case SPARSE_TENSOR -> Map.of(1, TENSOR, 2, TENSOR);
                case TENSOR -> Map.of();
            };
        }
    }

    private final String where;

    private ExternalTensors(String where) {
        this.where = where;
    }

    /**
     * Walks a network.
     *
     * @param where its file, for people
     * @throws BundleException if a tensor of it lies elsewhere, or it is no network
     */
    static void refuse(String where, byte[] network) {
        try {
            new ExternalTensors(where).walk(Message.MODEL, ByteBuffer.wrap(network), 0);
        } catch (BufferUnderflowException e) {
            throw new BundleException("The network %s is no ONNX file; export it again.".formatted(where), e);
        }
    }

    private void walk(Message message, ByteBuffer bytes, int depth) {
        if (depth > DEEPEST) {
            throw new BundleException(
                    "The network %s is nested more than %d deep; export a simpler one.".formatted(where, DEEPEST));
        }
        while (bytes.hasRemaining()) {
            int tag = tag(bytes);
            int field = tag >>> 3;
            switch (tag & 7) {
                case VARINT -> {
                    long value = varint(bytes, LONGEST_NUMBER);
                    refuseIf(message == Message.TENSOR && field == DATA_LOCATION && value != 0);
                }
                case FIXED_64 -> slice(bytes, Long.BYTES);
                case FIXED_32 -> slice(bytes, Integer.BYTES);
                case LENGTH -> {
                    ByteBuffer content = slice(bytes, varint(bytes, LONGEST_TAG));
                    refuseIf(message == Message.TENSOR && field == EXTERNAL_DATA);
                    Message next = message.fields().get(field);
                    if (next != null) {
                        walk(next, content, depth + 1);
                    }
                }
                default -> throw new BufferUnderflowException();
            }
        }
    }

    private void refuseIf(boolean external) {
        if (external) {
            throw new BundleException(
                    "The network %s keeps tensors in another file, which no digest covers; export it with all of them inside."
                            .formatted(where));
        }
    }

    private static ByteBuffer slice(ByteBuffer bytes, long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer content = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return content;
    }

    /**
     * A field's number and wire type. Protobuf keeps 32 bits of the 35 that five bytes have, and so must this, or a field would
     * pass for another one. Field 0, at which protobuf ends a message, is none.
     */
    private static int tag(ByteBuffer bytes) {
        int tag = (int) varint(bytes, LONGEST_TAG);
        if (tag >>> 3 == 0) {
            throw new BufferUnderflowException();
        }
        return tag;
    }

    /** What is longer, some readers refuse and others cut: it is refused. */
    private static long varint(ByteBuffer bytes, int longest) {
        long value = 0;
        for (int i = 0; i < longest; i++) {
            byte next = bytes.get();
            value |= (next & 0x7fL) << 7 * i;
            if (next >= 0) {
                return value;
            }
        }
        throw new BufferUnderflowException();
    }
}
