"""What every step needs: settings, files of results, the one training loop, ONNX Runtime."""
