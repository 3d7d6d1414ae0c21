"""The training loop that teachers and students share: seeded by epoch, stopped and resumed without a difference."""

import time
from pathlib import Path

import numpy as np
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from training.common import files


def device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def cost(start: float) -> dict:
    """What a step took since start, a monotonic time in seconds, and on what."""
    minutes = round((time.monotonic() - start) / 60, 1)
    return {"minutes": minutes, "device": str(device()), "threads": torch.get_num_threads()}


def autocast(recipe):
    return torch.autocast(device().type, torch.bfloat16, enabled=recipe.precision == "bfloat16")


class Course:
    """A network on its way: AdamW, a one-cycle schedule over so many steps, and where averaging is asked for, the
    running mean of its weights."""

    def __init__(self, network, recipe, steps: int, averaging: float):
        self.network, self.learnt = network, [p for p in network.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(self.learnt, lr=recipe.learning_rate, weight_decay=recipe.weight_decay)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, recipe.learning_rate, total_steps=steps, pct_start=max(0.2, 2 / steps)
        )
        self.smooth = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(averaging)) if averaging else None

    def parts(self) -> dict:
        """By name, what a checkpoint holds the state of."""
        found = {"network": self.network, "optimizer": self.optimizer, "schedule": self.schedule}
        return found | ({"smooth": self.smooth} if self.smooth else {})

    def resume(self, checkpoint: Path) -> int:
        """Goes on from a checkpoint where there is one; the epoch that comes next."""
        if not checkpoint.exists():
            return 0
        state = torch.load(checkpoint, map_location=device(), weights_only=True)
        for name, part in self.parts().items():
            part.load_state_dict(state[name])
        return state["epoch"]

    def keep(self, checkpoint: Path, epoch: int):
        state = {name: part.state_dict() for name, part in self.parts().items()} | {"epoch": epoch}
        files.write(checkpoint, lambda p: torch.save(state, p))

    def step(self, value):
        self.optimizer.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(self.learnt, 2.0)
        self.optimizer.step()
        self.schedule.step()
        if self.smooth:
            self.smooth.update_parameters(self.network)


def fit(network, loss, rows, recipe, seed: int, folder: Path, name: str, averaging: float = 0.0):
    """Trains network in place for recipe.epochs over rows: AdamW, one-cycle schedule, the last epoch's weights stay.

    loss(rows, epoch) gives the batch's mean loss. With averaging, what stays is a running mean of the weights, each
    step's share less by that factor. After each epoch folder/checkpoint.pt is replaced; a run that finds
    one goes on from there, and ends as if it had not been stopped.
    """
    network.to(device(), memory_format=torch.channels_last)
    batches = max(1, len(rows) // recipe.batch)
    course, checkpoint = Course(network, recipe, batches * recipe.epochs, averaging), folder / "checkpoint.pt"
    for epoch in range(course.resume(checkpoint), recipe.epochs):
        torch.manual_seed(seed * 1000 + epoch)
        order = np.random.default_rng([seed, epoch]).permutation(rows)[: batches * recipe.batch]
        network.train()
        total, bar = 0.0, tqdm(np.split(order, batches), f"{name} {epoch + 1}/{recipe.epochs}", mininterval=5)
        for number, part in enumerate(bar):
            with autocast(recipe):
                value = loss(part, epoch)
            course.step(value)
            total += value.item()
            bar.set_postfix(loss=f"{total / (number + 1):.3f}", refresh=False)
        course.keep(checkpoint, epoch + 1)
    if course.smooth:
        network.load_state_dict(course.smooth.module.state_dict())
    return network.eval()


def outputs(network, pixels, rows, recipe, batch=64):
    """Embeddings [n, E] and logits [n, classes] as float32; pixels(rows) gives the images."""
    network.eval()
    embeddings, logits = [], []
    with torch.no_grad(), autocast(recipe):
        for part in np.array_split(rows, max(1, len(rows) // batch)):
            embedding, logit = network(pixels(part).to(device()))
            embeddings.append(embedding.float().cpu()), logits.append(logit.float().cpu())
    return torch.cat(embeddings), torch.cat(logits)
