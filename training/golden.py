"""Golden cases: inputs and outputs that the Java tests replay. All made up by seed; no picture of anyone's sky."""

import base64
import io

import numpy as np
from PIL import Image

import features
import quantize
from forecaster import predict
from samples import INPUTS

SITES = {
    "temperate noon": (55.79, 12.53, 50.0, "2018-06-21T12:00:00"),
    "southern winter": (-33.9, 18.4, 20.0, "2026-07-03T16:40:00"),
    "polar night": (78.2, 15.6, 10.0, "2025-12-24T00:10:00"),
}


def cases(encoder: bytes, forecaster: bytes, slots, size: int) -> dict:
    generator = np.random.default_rng(7)
    return {
        "encoder": [encoder_case(encoder, name, picture, size) for name, picture in pictures(generator, size)],
        "forecaster": forecaster_cases(quantize.session(forecaster), slots, generator),
        "features": [feature_case(name, *site, slots, generator) for name, site in SITES.items()],
    }


def pictures(generator, size):
    y = np.linspace(0, 1, size)[:, None, None]
    clear = np.broadcast_to(np.array([70, 120, 200]) * (1 - y) + np.array([190, 210, 235]) * y, (size, size, 3))
    noise = sum(
        np.kron(generator.random((2**k, 2**k)), np.ones((size // 2**k + 1,) * 2))[:size, :size] / 2**k
        for k in range(1, 6)
    )
    cloud = np.clip((noise - 0.45) * 4, 0, 1)[:, :, None]
    broken = clear * (1 - cloud) + 225 * cloud
    yield "clear sky", clear.astype(np.uint8)
    yield "broken cloud", broken.astype(np.uint8)
    yield "night", np.full((size, size, 3), 9, np.uint8)


def encoder_case(encoder, name, picture, size):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG", optimize=True)
    embedding = quantize.embed(encoder, [quantize.prepare(Image.fromarray(picture), size)])[0]
    return {
        "name": name,
        "pngBase64": base64.b64encode(file.getvalue()).decode(),
        "embedding": numbers(embedding),
        "minCosine": 0.999,
    }


def forecaster_cases(runner, slots, generator):
    full = made_up(slots, generator)
    hourly = np.zeros_like(full["history_mask"])
    hourly[:, ::6] = 1
    blind = {"sky": full["sky"] * 0, "sky_mask": full["sky_mask"] * 0, "sky_age": full["sky_age"] * 0}
    nothing = {"history": full["history"] * 0, "history_mask": full["history_mask"] * 0}
    variants = {
        "all observed": full,
        "an hourly station": full | {"history": full["history"] * hourly, "history_mask": hourly},
        "no sky": full | blind,
        "nothing observed": full | blind | nothing,
    }
    result = []
    for name, inputs in variants.items():
        inputs = {k: rounded(v) for k, v in inputs.items()}
        quantiles, events = predict(runner, inputs)
        case = {"name": name, "tolerance": 2e-3}
        for key in INPUTS:
            case[camel(key)] = numbers(inputs[key].ravel(), 6)
        result.append(case | {"quantiles": numbers(quantiles.ravel(), 8), "events": numbers(events.ravel(), 6)})
    return result


def made_up(slots, generator):
    """One case that is weather by its ranges only."""
    means = np.array([12, 7, 70, 1013, 4, 7, -2, 1, 250, 0.05, 2e4])
    spread = np.array([2, 2, 10, 2, 1.5, 2, 1, 1, 120, 0.1, 5e3])
    history = np.maximum(
        means + spread * generator.standard_normal((1, slots.history, len(means))), [-40] * 8 + [0] * 3
    )
    middles = 1_529_582_700 + np.arange(-slots.history + 1, slots.leads + 1) * slots.minutes * 60
    return {
        "history": history.astype(np.float32),
        "history_mask": np.ones_like(history, dtype=np.float32),
        "sun": features.sun(55.79, 12.53, middles)[None],
        "calendar": features.calendar(np.array([1_529_583_000])),
        "sky": np.maximum(generator.standard_normal((1, 512)), 0).astype(np.float32),
        "sky_mask": np.ones((1, 1), np.float32),
        "sky_age": np.full((1, 1), 12.5, np.float32),
    }


def feature_case(name, latitude, longitude, altitude, reference, slots, generator):
    """A sparse history by slot, and the tensors that must come of it."""
    end = int(np.datetime64(reference, "s").astype("int64"))
    seconds = slots.minutes * 60
    history = np.zeros((slots.history, len(features.NAMES)))
    mask = np.zeros_like(history)
    listed = []
    for row in range(slots.history):
        if generator.random() < 0.4:
            continue
        means = {"air_temperature": 10 + row / 10, "relative_humidity": 80.5, "air_pressure": 1001.25}
        means |= {"wind_speed": 1 + row / 7, "thickness_of_rainfall_amount": 0.2}
        if row % 2:
            means["wind_from_direction"] = (row * 37.5) % 360
        listed.append({"start": stamp(end - (slots.history - row) * seconds), "means": means})
        columns = {k: v for k, v in means.items() if k in features.NAMES}
        if row % 2:
            east, north = features.wind_components(means["wind_speed"], means["wind_from_direction"])
            columns |= {"eastward_wind": float(east), "northward_wind": float(north)}
        for key, value in columns.items():
            history[row, features.NAMES.index(key)] = value
            mask[row, features.NAMES.index(key)] = 1
    middles = end + np.arange(-slots.history, slots.leads) * seconds + seconds // 2
    return {
        "name": name,
        "site": {"latitude": latitude, "longitude": longitude, "altitude": altitude},
        "referenceTime": stamp(end),
        "slots": listed,
        "history": numbers(history.ravel(), 7),
        "historyMask": numbers(mask.ravel()),
        "sun": numbers(features.sun(latitude, longitude, middles).ravel(), 6),
        "calendar": numbers(features.calendar(np.array([end]))[0], 6),
        "tolerance": 1e-4,
    }


def stamp(seconds) -> str:
    return f"{np.datetime64(int(seconds), 's')}Z"


def rounded(values):
    return np.array([float(f"{v:.6g}") for v in values.ravel()], np.float32).reshape(values.shape)


def numbers(values, digits=5):
    return [float(f"{v:.{digits}g}") for v in np.asarray(values).ravel().tolist()]


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
