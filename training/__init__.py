"""Makes a bundle of labelled skies and stations' archives: python -m training lists the steps."""

import os

# ONNX Runtime reports to its maker unless the environment says otherwise before it is imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
