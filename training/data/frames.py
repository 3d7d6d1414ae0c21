"""From a camera's frame to what the sky encoder reads, and the size of what it gives."""

import numpy as np
from PIL import Image

from training.common import runtime

# The mean colour of ImageNet in blue, green and red, as the weights of SqueezeNet that the student starts from expect.
MEAN_BGR = np.array([104, 117, 123], dtype=np.float32)
# Values of an embedding: the channels of SqueezeNet's last fire module (Iandola et al., arXiv:1602.07360, table 1).
EMBEDDING = 512


def crop_and_shrink(image: Image.Image, size: int) -> np.ndarray:
    """[size, size, 3] RGB, 0..255: the centre square, averaged over areas (bilinear where the image is smaller)."""
    image = image.convert("RGB")
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    square = image.crop((left, top, left + side, top + side))
    if side != size:
        square = square.resize((size, size), Image.Resampling.BOX if side > size else Image.Resampling.BILINEAR)
    return np.asarray(square)


def prepare(image: Image.Image, size: int) -> np.ndarray:
    """[1, 3, size, size] float32, BGR minus mean."""
    bgr = crop_and_shrink(image, size)[:, :, ::-1].astype(np.float32) - MEAN_BGR
    return np.ascontiguousarray(bgr.transpose(2, 0, 1)[None])


def embed(model: bytes, images, threads: int = 1) -> np.ndarray:
    """[n, E]: the embedding of each prepared image [1, 3, H, W]."""
    runner = runtime.session(model, threads=threads)
    return np.concatenate([runner.run(["embedding"], {"image": image})[0] for image in images])
