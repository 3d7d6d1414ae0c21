"""Networks for skies: RGB 0..255 in, an embedding and the logits of every domain's classes out."""

import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

from training.common.bad_input import BadInput
from training.data.frames import EMBEDDING, MEAN_BGR
from training.encoder.squeezenet import STAGES
from training.encoder.weights import fit_weights, load_encoder, read_weights

# The mean and the deviation of ImageNet's colours, 0..1, as torchvision's weights expect.
IMAGENET_MEAN, IMAGENET_STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


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
    mean, std = np.array(IMAGENET_MEAN) * 255, np.array(IMAGENET_STD) * 255
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
