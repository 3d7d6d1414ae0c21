"""ONNX models as ONNX Runtime runs them."""

import onnxruntime as ort


def session(model: bytes | str, optimized: str | None = None, threads: int = 1) -> ort.InferenceSession:
    """A model, or the path of one, ready to run; optimized: where the graph that is run is to be written."""
    options = ort.SessionOptions()
    # As the Java code opens networks: without it, sums of int8 are cut off on processors with AVX2 but without VNNI.
    options.add_session_config_entry("session.x64quantprecision", "1")
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    if optimized:
        options.optimized_model_filepath = optimized
    return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
