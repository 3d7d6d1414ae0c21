"""Networks for skies: RGB 0..255 in, an embedding and the logits of every domain's classes out."""

import copy
import io
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

from settings import BadInput

MEAN_BGR = np.array([104, 117, 123], dtype=np.float32)
EMBEDDING = 512
# Fire modules: inputs, squeeze, expand; a pooling stands before the first, third and fifth.
FIRES = {3: (64, 16, 64), 4: (128, 16, 64), 6: (128, 32, 128), 7: (256, 32, 128)}
FIRES |= {9: (256, 48, 192), 10: (384, 48, 192), 11: (384, 64, 256), 12: (512, 64, 256)}

# How many layers the stem and so many stages are.
STAGES = (0, 6, 9, 13)


class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand, 3, padding=1)
        self.squeeze_relu, self.expand1x1_relu, self.expand3x3_relu = nn.ReLU(), nn.ReLU(), nn.ReLU()

    def forward(self, x):
        x = self.squeeze_relu(self.squeeze(x))
        return torch.cat([self.expand1x1_relu(self.expand1x1(x)), self.expand3x3_relu(self.expand3x3(x))], 1)


class SkyEncoder(nn.Module):
    """SqueezeNet 1.1 (Iandola et al., arXiv:1602.07360) without its classifier.

    [N, 3, H, W] BGR minus mean to [N, 512]. Parameters are named as torchvision names them.
    """

    def __init__(self):
        super().__init__()
        pool = {2, 5, 8}
        layers = [nn.Conv2d(3, 64, 3, stride=2), nn.ReLU()]
        for i in range(2, 13):
            layers.append(nn.MaxPool2d(3, 2, ceil_mode=True) if i in pool else Fire(*FIRES[i]))
        self.features = nn.Sequential(*layers)

    def forward(self, image):
        return self.features(image).mean(dim=(2, 3))


class SpaceToDepth(torch.autograd.Function):
    """[N, C, H, W] to [N, 4 C, H/2, W/2], blocks of 2 by 2 pixels, as ONNX's operator of that name orders them."""

    @staticmethod
    def forward(context, x):
        n, c, h, w = x.shape
        return x.reshape(n, c, h // 2, 2, w // 2, 2).permute(0, 3, 5, 1, 2, 4).reshape(n, 4 * c, h // 2, w // 2)

    @staticmethod
    def backward(context, gradient):
        n, c, h, w = gradient.shape
        blocks = gradient.reshape(n, 2, 2, c // 4, h, w).permute(0, 3, 4, 1, 5, 2)
        return blocks.reshape(n, c // 4, h * 2, w * 2)

    @staticmethod
    def symbolic(graph, x):
        return graph.op("SpaceToDepth", x, blocksize_i=2)


class Blocks(nn.Module):
    def forward(self, x):
        return SpaceToDepth.apply(x)


def by_blocks(encoder: SkyEncoder) -> SkyEncoder:
    """The same function of images of even height and width, with the first convolution over blocks of 2 by 2 pixels.

    Three channels are too few for int8 kernels: as 12 channels of a quarter of the places the first layer takes a third
    of the time. The 3 by 3 kernel of stride 2, padded with zeros to 4 by 4, is one of 2 by 2 blocks.
    """
    first, made = encoder.features[0], copy.deepcopy(encoder)
    convolution = nn.Conv2d(12, first.out_channels, 2)
    convolution.weight.data = SpaceToDepth.apply(nn.functional.pad(first.weight.data, (0, 1, 0, 1)))
    convolution.bias.data = first.bias.data.clone()
    made.features[0] = nn.Sequential(Blocks(), convolution)
    return made.train(encoder.training)


def export(encoder, size: int) -> bytes:
    """ONNX of [1, 3, size, size] "image" to "embedding"."""
    file = io.BytesIO()
    torch.onnx.export(
        encoder.cpu().eval(),
        (torch.zeros(1, 3, size, size),),
        file,
        input_names=["image"],
        output_names=["embedding"],
        opset_version=17,
        dynamo=False,
    )
    return file.getvalue()


def read_weights(path: Path) -> dict:
    """A file of weights; raises BadInput if it is absent or no such file."""
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as e:  # torch.load throws what the file makes it throw
        raise BadInput(f"The weights {path} cannot be read: {str(e).splitlines()[0]}") from e


def load_encoder(path: Path) -> SkyEncoder:
    """The encoder with ImageNet weights in torchvision's layout; raises BadInput if they do not fit."""
    state, encoder = read_weights(path), SkyEncoder()
    try:
        encoder.load_state_dict({k: v for k, v in state.items() if not k.startswith("classifier.")})
    except RuntimeError as e:
        raise BadInput(f"The weights {path} do not fit SqueezeNet 1.1 in torchvision's layout: {e}.") from e
    return encoder.eval()


class SkyNetwork(nn.Module):
    """A backbone behind its own normalisation, and one linear layer over the classes of all domains.

    forward: [N, 3, H, W] RGB 0..255 to the embedding [N, E] and the logits [N, classes].
    """

    def __init__(self, backbone, width, classes, mean, std, bgr=False, frozen=(), frozen_norms=False):
        super().__init__()
        self.backbone, self.width, self.bgr = backbone, width, bgr
        self.head = nn.Linear(width, classes)
        self.dropout = nn.Dropout(0.3)
        self.register_buffer("mean", torch.as_tensor(mean, dtype=torch.float32)[None, :, None, None])
        self.register_buffer("std", torch.as_tensor(std, dtype=torch.float32)[None, :, None, None])
        still = [m for m in backbone.modules() if frozen_norms and isinstance(m, nn.modules.batchnorm._BatchNorm)]
        self.still = [*frozen, *still]
        for module in frozen:
            module.requires_grad_(False)

    def train(self, mode=True):
        super().train(mode)
        for module in self.still:
            module.eval()
        return self

    def normalise(self, rgb):
        """What the backbone reads."""
        return ((rgb.flip(1) if self.bgr else rgb) - self.mean) / self.std

    def forward(self, rgb):
        embedding = self.backbone(self.normalise(rgb).contiguous(memory_format=torch.channels_last))
        return embedding, self.head(self.dropout(embedding))


def torchvision():
    """The module; a wheel without its compiled operators lacks two names that its import asks for."""
    try:
        import torchvision
    except RuntimeError:
        global _operators
        _operators = torch.library.Library("torchvision", "DEF")
        _operators.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        _operators.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        for name in [n for n in sys.modules if n.split(".")[0] == "torchvision"]:
            del sys.modules[name]
        import torchvision
    return torchvision


def student(weights: Path, classes: int, frozen_stages: int = 0) -> SkyNetwork:
    """From the weights' file; the stem and so many stages, each up to its pooling, keep what they have learnt."""
    if not 0 <= frozen_stages < len(STAGES):
        raise BadInput(f"The student's frozen_stages is {frozen_stages}; it has {len(STAGES) - 1} stages.")
    encoder = load_encoder(weights)
    frozen = encoder.features[: STAGES[frozen_stages]]
    return SkyNetwork(encoder, EMBEDDING, classes, MEAN_BGR, [1, 1, 1], bgr=True, frozen=frozen)


def efficientnet_lite(architecture: str, weights: str, frozen: int, classes: int) -> SkyNetwork:
    torchvision()
    import timm

    made = timm.create_model(architecture, num_classes=0)
    if weights != "random":
        state = {k: v for k, v in read_weights(Path(weights)).items() if not k.startswith("classifier.")}
        fit_weights(made, state, weights, architecture)
    still = [made.conv_stem, made.bn1, *made.blocks[:frozen]] if frozen else []
    return SkyNetwork(made, made.num_features, classes, [127] * 3, [128] * 3, frozen=still)


def densenet201(weights: str, classes: int) -> SkyNetwork:
    models = torchvision().models
    try:
        made = models.densenet201(weights="IMAGENET1K_V1" if weights == "torchvision" else None)
    except OSError as e:
        raise BadInput(
            f"torchvision's ImageNet weights for DenseNet201 cannot be downloaded ({e}); "
            "give a file of them with --weights FILE, or start without any with --weights random."
        ) from e
    if weights not in ("torchvision", "random"):
        fit_weights(made, read_weights(Path(weights)), weights, "DenseNet201")
    body = nn.Sequential(made.features, nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    mean, std = np.array([0.485, 0.456, 0.406]) * 255, np.array([0.229, 0.224, 0.225]) * 255
    return SkyNetwork(body, 1920, classes, mean, std)


def mobilenet_v2(weights: str, classes: int) -> SkyNetwork:
    """From weights with batch norm folded into biased convolutions: each norm is made the identity plus that bias, and
    stays so."""
    torchvision()
    import timm

    made = timm.create_model("mobilenetv2_100", num_classes=0, pad_type="same")
    convolutions = [m for m in made.modules() if isinstance(m, nn.Conv2d)]
    norms = [m for m in made.modules() if isinstance(m, nn.modules.batchnorm._BatchNorm)]
    if weights != "random":
        state = {k: v for k, v in read_weights(Path(weights)).items() if not k.startswith("classifier.")}
        kernels = [v for k, v in state.items() if k.endswith(".weight")]
        biases = [v for k, v in state.items() if k.endswith(".bias")]
        if [k.shape for k in kernels] != [c.weight.shape for c in convolutions]:
            raise BadInput(f"The weights {weights} do not fit MobileNetV2 with its batch norm folded.")
        for convolution, norm, kernel, bias in zip(convolutions, norms, kernels, biases, strict=True):
            convolution.weight.data.copy_(kernel)
            norm.bias.data.copy_(bias)
            norm.weight.data.fill_((1 + norm.eps) ** 0.5)
    return SkyNetwork(made, made.num_features, classes, [127.5] * 3, [127.5] * 3, frozen_norms=True)


def fit_weights(network, state, path, name):
    try:
        network.load_state_dict(state)
    except RuntimeError as e:
        raise BadInput(f"The weights {path} do not fit {name}: {str(e).splitlines()[1].strip()}") from e


def teacher(recipe, data_folder: Path, classes: int) -> SkyNetwork:
    """The network that a [teachers.NAME] table names; raises BadInput if its weights or architecture are not there."""
    weights = recipe.weights
    if weights not in ("torchvision", "random"):
        weights = str(data_folder / weights)
    if recipe.architecture.startswith("tf_efficientnet_lite"):
        return efficientnet_lite(recipe.architecture, weights, recipe.frozen_stages, classes)
    if recipe.architecture == "densenet201":
        return densenet201(weights, classes)
    if recipe.architecture == "mobilenet_v2":
        return mobilenet_v2(weights, classes)
    raise BadInput(
        f"The architecture '{recipe.architecture}' is not known; known are densenet201, mobilenet_v2 and "
        "tf_efficientnet_lite0 to lite4."
    )
