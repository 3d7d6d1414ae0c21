package org.skycast.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A session with the memory of its inputs and outputs, allocated once outside the heap and used again at every run. For
 * one thread at a time.
 */
final class PinnedSession implements AutoCloseable {

    private final OrtSession session;
    private final Map<String, FloatBuffer> buffers = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

    PinnedSession(OrtSession session, Map<String, List<Long>> inputShapes, Map<String, List<Long>> outputShapes) {
        this.session = session;
        inputShapes.forEach((name, shape) -> inputs.put(name, tensor(name, shape)));
        outputShapes.forEach((name, shape) -> outputs.put(name, tensor(name, shape)));
    }

    private OnnxTensor tensor(String name, List<Long> shape) {
        FloatBuffer buffer = Tensors.direct(shape);
        buffers.put(name, buffer);
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, Tensors.array(shape));
        } catch (OrtException e) {
            throw new BundleException("No memory for the tensor '%s': %s.".formatted(name, e.getMessage()), e);
        }
    }

    /** The memory of an input or output; written and read by absolute index. */
    FloatBuffer buffer(String name) {
        FloatBuffer buffer = buffers.get(name);
        if (buffer == null) {
            throw new IllegalArgumentException(name);
        }
        return buffer;
    }

    /** Runs the network over what the inputs hold. */
    void run() {
        try (OrtSession.Result ignored = session.run(inputs, Set.of(), outputs)) {
            // The outputs are pinned; the result owns nothing.
        } catch (OrtException e) {
            throw new BundleException("The network failed: %s.".formatted(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        Tensors.close(session);
    }
}
