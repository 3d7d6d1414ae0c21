"""Loses some of a batch on purpose, so that the forecaster learns what to do without it."""

import torch

from training.data.variables import HOUR

# Shares of cases that lose a sensor, a slot, all slots but those an hour apart, and the camera.
SENSOR, SLOT, HOURLY, CAMERA = 0.08, 0.05, 0.15, 0.4
# So many slots of a history must be measured for it to be thinned to those an hour apart.
MANY = 12


def lose_some(batch: dict, generator: torch.Generator) -> dict:
    """The batch as stations with fewer sensors, slower clocks, gaps or no camera would have sent it."""
    n, history, wide = batch["history_mask"].shape

    def chance(p, *shape):
        return (torch.rand(shape, generator=generator) < p).to(torch.float32)

    def gaps(slots):
        return 1 - chance(SLOT, n, slots, 1)

    sensors = 1 - chance(SENSOR, n, 1, wide)
    keep = sensors * gaps(history)
    # An hourly station: only slots an hour apart, the newest up to five slots old.
    phase = torch.randint(0, HOUR, (n, 1, 1), generator=generator)
    thin = chance(HOURLY, n, 1, 1) * (batch["history_mask"].amax(2).sum(1) > MANY).to(torch.float32)[:, None, None]
    lost = left(batch, "history", keep * thinned(history, thin, phase))
    dark = 1 - chance(CAMERA, n, 1)
    lost |= {name: batch[name] * dark for name in ("sky", "sky_mask", "sky_age")}
    if "day_before" in batch:
        # A day and the history are whole hours, so the same slots of the hour are left.
        leads = batch["day_before"].shape[1]
        lost |= left(batch, "day_before", sensors * gaps(leads) * thinned(leads, thin, phase))
    return batch | lost


def thinned(slots: int, thin, phase, apart: int = HOUR):
    """[n, slots, 1]: 1 where a slot is kept, which of a station that is to be thinned are those at its phase, so many
    slots apart."""
    return 1 - thin + thin * ((torch.arange(slots)[None, :, None] + phase) % apart == 0).to(torch.float32)


def left(batch: dict, name: str, keep) -> dict:
    """The values and the mask of that name, where keep is 1."""
    mask = batch[f"{name}_mask"] * keep
    return {name: batch[name] * mask, f"{name}_mask": mask}
