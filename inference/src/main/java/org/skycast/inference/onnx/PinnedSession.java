package org.skycast.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.skycast.inference.BundleException;
import org.skycast.inference.NativeLibraries;

/**
 * A session with the memory of its inputs and outputs, allocated once outside the heap and used again at every run. For
 * one thread at a time.
 */
public final class PinnedSession implements AutoCloseable {

    private final OrtSession session;
    private final RunLimit limit;
    private final Map<String, FloatBuffer> buffers = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();

    private PinnedSession(
            OrtSession session,
            RunLimit limit,
            Map<String, List<Long>> inputShapes,
            Map<String, List<Long>> outputShapes) {
        this.session = session;
        this.limit = limit;
        inputShapes.forEach((name, shape) -> inputs.put(name, tensor(name, shape)));
        outputShapes.forEach((name, shape) -> outputs.put(name, tensor(name, shape)));
    }

    /**
     * Opens a network.
     *
     * @param where its file, for people
     * @param network the file's bytes
     * @param inputShapes the shape of each input by its name
     * @param outputShapes likewise
     * @throws BundleException if it is none, has other tensors, or keeps some of them in another file
     * @throws org.skycast.inference.ProcessEndsException if it fails while the process ends
     */
    public static PinnedSession open(
            String where, byte[] network, Map<String, List<Long>> inputShapes, Map<String, List<Long>> outputShapes) {
        return open(where, network, inputShapes, outputShapes, RunLimit.USUAL);
    }

    /** @param limit how long a run may take */
    static PinnedSession open(
            String where,
            byte[] network,
            Map<String, List<Long>> inputShapes,
            Map<String, List<Long>> outputShapes,
            Duration limit) {
        ExternalTensors.refuse(where, network);
        OrtSession session = session(where, network);
        Tensors.check(where, session, inputShapes, outputShapes);
        try {
            return new PinnedSession(session, new RunLimit(limit), inputShapes, outputShapes);
        } catch (OrtException e) {
            throw ProcessEnd.failure("No memory for the network %s: %s.".formatted(where, e.getMessage()), e);
        }
    }

    private static OrtSession session(String where, byte[] network) {
        try (var options = new OrtSession.SessionOptions()) {
            // One thread a session: the topology's tasks and the other stations share the processors. Threads that spin
            // while they wait would take them.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            // Processors with AVX2 but without VNNI add products of 8 bits in 16, and what does not fit is cut off: an
            // embedding then has the cosine 0.93 to the training's. This turns weights so that it fits, there alone.
            options.addConfigEntry("session.x64quantprecision", "1");
            // It logs names out of the network, whatever characters they have; what matters comes as an exception.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            // What was walked is the one format that may be read.
            options.addConfigEntry("session.load_model_format", "ONNX");
            return DeepStack.call(() -> Telemetry.quiet().createSession(network, options));
        } catch (OrtException e) {
            throw ProcessEnd.failure("The network %s cannot be opened: %s.".formatted(where, e.getMessage()), e);
        } catch (LinkageError | IllegalStateException e) {
            String reason = NativeLibraries.sentence(e).orElse("");
            if (reason.isEmpty()) {
                throw e;
            }
            throw new BundleException("The network %s cannot be opened. %s".formatted(where, reason), e);
        }
    }

    private OnnxTensor tensor(String name, List<Long> shape) {
        FloatBuffer buffer = Tensors.direct(shape);
        buffers.put(name, buffer);
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer, Tensors.array(shape));
        } catch (OrtException e) {
            throw ProcessEnd.failure("No memory for the tensor '%s': %s.".formatted(name, e.getMessage()), e);
        }
    }

    /** The memory of an input or output; written and read by absolute index. */
    public FloatBuffer buffer(String name) {
        FloatBuffer buffer = buffers.get(name);
        if (buffer == null) {
            throw new IllegalArgumentException(name);
        }
        return buffer;
    }

    /**
     * Runs the network over what the inputs hold.
     *
     * @throws BundleException if it fails
     * @throws org.skycast.inference.ProcessEndsException if it fails while the process ends
     * @throws OverrunException if it does not come to an end in time
     */
    public void run() {
        try {
            // The outputs are pinned; the result owns nothing.
            limit.run(options -> session.run(inputs, Set.of(), outputs, options).close());
        } catch (OrtException e) {
            throw ProcessEnd.failure("The network failed: %s.".formatted(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        limit.close();
        Tensors.close(session);
    }
}
