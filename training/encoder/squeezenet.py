"""SqueezeNet without its classifier: the student's backbone."""

import copy

import torch
from torch import nn

# Fire modules: inputs, squeeze, expand; a pooling stands before the first, third and fifth.
FIRES = {3: (64, 16, 64), 4: (128, 16, 64), 6: (128, 32, 128), 7: (256, 32, 128)}
FIRES |= {9: (256, 48, 192), 10: (384, 48, 192), 11: (384, 64, 256), 12: (512, 64, 256)}

# One in the stem, and of each fire module one to squeeze and two to expand.
CONVOLUTIONS = 1 + 3 * len(FIRES)

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

    [N, 3, H, W] BGR minus mean to [N, E]. Parameters are named as torchvision names them.
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
