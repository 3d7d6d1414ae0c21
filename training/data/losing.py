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

    sensors = 1 - chance(SENSOR, n, 1, wide)
    keep = sensors * (1 - chance(SLOT, n, history, 1))
    # An hourly station: only slots an hour apart, the newest up to five slots old.
    phase = torch.randint(0, HOUR, (n, 1, 1), generator=generator)
    thin = chance(HOURLY, n, 1, 1) * (batch["history_mask"].amax(2).sum(1) > MANY).to(torch.float32)[:, None, None]

    def thinned(slots):
        return 1 - thin + thin * ((torch.arange(slots)[None, :, None] + phase) % HOUR == 0).to(torch.float32)

    mask = batch["history_mask"] * (keep * thinned(history))
    dark = 1 - chance(CAMERA, n, 1)
    lost = {
        "history": batch["history"] * mask,
        "history_mask": mask,
        "sky": batch["sky"] * dark,
        "sky_mask": batch["sky_mask"] * dark,
        "sky_age": batch["sky_age"] * dark,
    }
    if "day_before" in batch:
        # A day and the history are whole hours, so the same slots of the hour are left.
        leads = batch["day_before"].shape[1]
        mask = batch["day_before_mask"] * (sensors * (1 - chance(SLOT, n, leads, 1)) * thinned(leads))
        lost |= {"day_before": batch["day_before"] * mask, "day_before_mask": mask}
    return batch | lost
