"""Dew point and humidity out of each other, where a station measures one of them beside the temperature."""

import torch

from training.data.humid import LEAST, OFFSET, SLOPE
from training.data.variables import NAMES

WARM, DEW, WET = (NAMES.index(n) for n in ("air_temperature", "dew_point_temperature", "relative_humidity"))
assert (WARM, DEW, WET) == (0, 1, 2)
PARTS = [DEW, 2, len(NAMES) - DEW - 2]
OTHER = [1, 0]  # of the two, the one that each is made out of


def completed(values, mask):
    """[N, S, F] twice: the values, zero where nothing is known of them, and what is known of each, 0 to 1; all else as
    it was. What stands side by side is reckoned together, since each operation costs more than its arithmetic."""
    first, pair, rest = values.split(PARTS, 2)
    known_first, known, known_rest = mask.split(PARTS, 2)
    warm_and_dew, wet = values[:, :, : DEW + 1], pair[:, :, 1:]
    of_warm, of_dew = (SLOPE * warm_and_dew / (OFFSET + warm_and_dew)).split(1, 2)
    exponent = torch.log(wet.clamp(LEAST, 100) / 100) + of_warm
    made_dew = OFFSET * exponent / (SLOPE - exponent)
    made_wet = (100 * torch.exp(of_dew - of_warm)).clamp(0, 100)
    share = torch.minimum(known_first, known[:, :, OTHER]) * (1 - torch.sign(known))
    made = torch.where(share > 0, torch.cat([made_dew, made_wet], 2), pair)
    return torch.cat([first, made, rest], 2), torch.cat([known_first, known + share, known_rest], 2)
