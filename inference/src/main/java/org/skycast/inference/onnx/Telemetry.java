package org.skycast.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

/**
 * ONNX Runtime reports to its maker from Linux unless the environment says otherwise before its library is loaded, which no
 * program can say of itself. Every launcher, unit and image says it; whoever starts Java in another way is told.
 */
final class Telemetry {

    private static final String OFF = "ORT_DISABLE_TELEMETRY";

    static {
        if (!"1".equals(System.getenv(OFF))) {
            System.getLogger(Telemetry.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "ONNX Runtime may report its use over the network: set {0}=1 before Java is started.",
                            OFF);
        }
    }

    private Telemetry() {}

    /** ONNX Runtime, with all that can be switched off from here. */
    static OrtEnvironment quiet() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        environment.setTelemetry(false);
        return environment;
    }
}
