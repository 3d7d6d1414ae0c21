package org.skycast.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.FeatureTensor;
import org.skycast.nowcast.forecast.ForecastSpec;

/** The names and shapes of the networks' tensors. */
final class Tensors {

    static final String QUANTILES = "quantiles";
    static final String EVENTS = "events";

    private Tensors() {}

    /** The forecaster's inputs for a batch of one, named and ordered as the feature spec has them. */
    static Map<String, List<Long>> inputs(FeatureSpec featureSpec, ForecastSpec forecastSpec) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (FeatureTensor tensor : featureSpec.tensors(forecastSpec.leads())) {
            List<Long> shape = new ArrayList<>(List.of(1L));
            tensor.shape().forEach(length -> shape.add(length.longValue()));
            shapes.put(tensor.name(), shape);
        }
        return shapes;
    }

    /** The forecaster's outputs for a batch of one. */
    static Map<String, List<Long>> outputs(ForecastSpec forecastSpec) {
        long leads = forecastSpec.leads().size();
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put(QUANTILES, List.of(1L, (long) forecastSpec.targets().size(), leads, (long)
                forecastSpec.quantileLevels().size()));
        shapes.put(EVENTS, List.of(1L, (long) forecastSpec.events().size(), leads));
        return shapes;
    }

    /** @throws BundleException naming the first tensor that is missing, unknown or of another shape or type */
    static void check(
            String where, OrtSession session, Map<String, List<Long>> inputs, Map<String, List<Long>> outputs) {
        try {
            check(where, "input", session.getInputInfo(), inputs);
            check(where, "output", session.getOutputInfo(), outputs);
        } catch (OrtException e) {
            throw new BundleException("The network %s cannot be read: %s.".formatted(where, e.getMessage()), e);
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
