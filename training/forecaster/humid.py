"""Dew point and humidity out of each other, where a station measures one of them beside the temperature."""

import torch

from training.data.humid import LEAST, OFFSET, SLOPE
from training.data.variables import NAMES

WARM, DEW, WET = (NAMES.index(n) for n in ("air_temperature", "dew_point_temperature", "relative_humidity"))


def completed(values, mask):
    """[N, S, F] twice: the values and what is known of each, 0 to 1; all else as it was."""
    warm, dew, wet = (values[:, :, column] for column in (WARM, DEW, WET))
    known = [mask[:, :, column] for column in (WARM, DEW, WET)]
    of_warm = SLOPE * warm / (OFFSET + warm)
    exponent = torch.log(wet.clamp(LEAST, 100) / 100) + of_warm
    made_dew = OFFSET * exponent / (SLOPE - exponent)
    made_wet = (100 * torch.exp(SLOPE * dew / (OFFSET + dew) - of_warm)).clamp(0, 100)
    new = torch.minimum(known[0], known[2]) * (known[1] == 0), torch.minimum(known[0], known[1]) * (known[2] == 0)
    columns, there = [values[:, :, c] for c in range(values.shape[2])], [mask[:, :, c] for c in range(mask.shape[2])]
    for column, made, share in ((DEW, made_dew, new[0]), (WET, made_wet, new[1])):
        columns[column] = torch.where(share > 0, made, columns[column])
        there[column] = there[column] + share
    return torch.stack(columns, 2), torch.stack(there, 2)
