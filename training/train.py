"""Trains the forecaster; the epoch with the least loss on the validation periods is kept."""

import numpy as np
import torch

import forecaster
from samples import INPUTS, Samples, lose_some


def statistics(samples: list[Samples], slots):
    """Mean and standard deviation [F] of the inputs, and [T, L] of persistence's errors, over training slots."""
    values = torch.cat([s.values[s.index] for s in samples]).double()
    mask = torch.cat([s.mask[s.index] for s in samples]).double()
    count = mask.sum(0).clamp(min=1)
    mean = (values * mask).sum(0) / count
    std = (((values - mean) ** 2 * mask).sum(0) / count).sqrt()
    seen = mask.sum(0) > 1
    squares = torch.zeros(len(forecaster.features.TARGETS), slots.leads, dtype=torch.double)
    counts = torch.zeros_like(squares)
    generator = np.random.default_rng(0)
    for s in samples:
        index = np.sort(generator.choice(s.index, min(len(s.index), 20_000), replace=False))
        batch = s.batch(index)
        now = s.values[index][:, s.targets].double()[:, :, None]
        both = (batch["truth_mask"] * s.mask[index][:, s.targets][:, :, None]).double()
        squares += ((batch["truth"] - now) ** 2 * both).sum(0)
        counts += both.sum(0)
    spread = (squares.sum(1, keepdim=True) / counts.sum(1, keepdim=True).clamp(min=1)).sqrt()
    each = torch.where(counts > 100, (squares / counts.clamp(min=1)).sqrt(), spread)
    std = torch.where(seen & (std > 1e-6), std, torch.ones_like(std))
    return mean.float(), std.float(), each.clamp(min=1e-3).float()


def loss_of(network, batch, levels, threshold):
    quantiles, events = network(*(batch[name] for name in INPUTS))
    mask = batch["truth_mask"]
    scale = network.spread[None].clone()
    scale[:, forecaster.GHI] = 200.0
    pin = forecaster.pinball(quantiles, batch["truth"], levels) / scale
    continuous = (pin * mask).sum((0, 2)) / mask.sum((0, 2)).clamp(min=1)
    rains = (batch["rain"] >= threshold).to(torch.float32)
    entropy = torch.nn.functional.binary_cross_entropy(events[:, 0].clamp(1e-6, 1 - 1e-6), rains, reduction="none")
    rain = (entropy * batch["rain_mask"]).sum() / batch["rain_mask"].sum().clamp(min=1)
    return continuous.mean() + 0.3 * rain


def draw(sources, size, generator):
    """One batch out of all sources, each with its weight's share."""
    parts = []
    for weight, samples in sources:
        share = max(1, round(size * weight / len(samples)))
        for s in samples:
            parts.append(s.batch(generator.choice(s.index, min(share, len(s.index)))))
    return {name: torch.cat([p[name] for p in parts]) for name in parts[0]}


def train(settings, training, validation, log=print):
    """training, validation: lists of (weight, [Samples]). Gives the network of the best epoch."""
    config, slots = settings.forecaster, settings.slots
    torch.manual_seed(settings.seed)
    torch.set_num_threads(1)
    generator = np.random.default_rng(settings.seed)
    losing = torch.Generator().manual_seed(settings.seed)
    network = forecaster.Network(config, slots, *statistics([s for _, all in training for s in all], slots))
    levels = torch.tensor(config.quantiles)
    checks = draw(validation, 8192, np.random.default_rng(1))
    optimizer = torch.optim.AdamW(network.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay)
    steps = config.epochs * config.steps_per_epoch
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, config.learning_rate, total_steps=steps)
    best, kept = float("inf"), None
    for epoch in range(config.epochs):
        network.train()
        total = 0.0
        for _ in range(config.steps_per_epoch):
            batch = lose_some(draw(training, config.batch, generator), losing)
            loss = loss_of(network, batch, levels, config.rain_threshold_mm)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        network.eval()
        with torch.no_grad():
            check = loss_of(network, checks, levels, config.rain_threshold_mm).item()
        log(f"epoch {epoch + 1}/{config.epochs}: loss {total / config.steps_per_epoch:.4f}, validation {check:.4f}")
        if check < best:
            best, kept = check, {k: v.clone() for k, v in network.state_dict().items()}
    network.load_state_dict(kept)
    return network.eval()
