package org.skycast.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.skycast.inference.BundleException;

/** The shapes of a network's tensors, and the memory for them. */
final class Tensors {

    private Tensors() {}

    /** @throws BundleException naming the first tensor that is missing, unknown or of another shape or type */
    static void check(
            String where, OrtSession session, Map<String, List<Long>> inputs, Map<String, List<Long>> outputs) {
        try {
            check(where, "input", session.getInputInfo(), inputs);
            check(where, "output", session.getOutputInfo(), outputs);
        } catch (OrtException e) {
            throw ProcessEnd.failure("The network %s cannot be read: %s.".formatted(where, e.getMessage()), e);
        } catch (BundleException e) {
            close(session);
            throw e;
        }
    }

    private static void check(String where, String kind, Map<String, NodeInfo> found, Map<String, List<Long>> wanted) {
        for (String name : found.keySet()) {
            if (kind.equals("input") && !wanted.containsKey(name)) {
                throw new BundleException(
                        "The network %s wants an input '%s', which the manifest does not name.".formatted(where, name));
            }
        }
        wanted.forEach((name, shape) -> {
            NodeInfo node = found.get(name);
            if (node == null) {
                throw new BundleException(
                        "The network %s has no %s '%s'; it has %s.".formatted(where, kind, name, found.keySet()));
            }
            if (!(node.getInfo() instanceof TensorInfo tensor)
                    || tensor.type != OnnxJavaType.FLOAT
                    || !fits(tensor.getShape(), shape)) {
                throw new BundleException("The network %s has the %s '%s' as %s, but the manifest needs float32 %s."
                        .formatted(where, kind, name, node.getInfo(), shape));
            }
        });
    }

    /** A free dimension, which ONNX Runtime gives as -1, fits any. */
    private static boolean fits(long[] found, List<Long> wanted) {
        if (found.length != wanted.size()) {
            return false;
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i] != -1 && found[i] != wanted.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** A buffer outside the heap, which ONNX Runtime reads and writes without copying. */
    static FloatBuffer direct(List<Long> shape) {
        long size = shape.stream().reduce(1L, Math::multiplyExact);
        return ByteBuffer.allocateDirect(Math.toIntExact(size * Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    static long[] array(List<Long> shape) {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("ONNX Runtime could not free what it held.", e);
        }
    }
}
