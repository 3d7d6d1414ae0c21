"""Golden cases: inputs and outputs that the Java tests replay. All made up by seed; no picture of anyone's sky."""

import base64
import io

import numpy as np
from PIL import Image

from training.common import runtime
from training.data import frames, solar, specs
from training.data.known import known
from training.data.variables import HOUR, NAMES, wind_components
from training.forecaster.network import predict

SITES = {
    "temperate noon": (55.79, 12.53, 50.0, "2018-06-21T12:00:00"),
    "southern winter": (-33.9, 18.4, 20.0, "2026-07-03T16:40:00"),
    "polar night": (78.2, 15.6, 10.0, "2025-12-24T00:10:00"),
}
# In the order of the history's columns: weather by its ranges only.
MEANS = np.array([12, 7, 70, 1013, 4, 7, -2, 1, 250, 0.05, 2e4])
SPREAD = np.array([2, 2, 10, 2, 1.5, 2, 1, 1, 120, 0.1, 5e3])
LEAST = [-40] * 8 + [0] * 3


def cases(encoder: bytes, forecaster: bytes, slots, size: int) -> dict:
    generator = np.random.default_rng(7)
    return {
        "encoder": [encoder_case(encoder, name, picture, size) for name, picture in pictures(generator, size)],
        "forecaster": forecaster_cases(runtime.session(forecaster), slots, generator),
        "features": feature_cases(slots, generator),
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
    embedding = frames.embed(encoder, [frames.prepare(Image.fromarray(picture), size)])[0]
    return {
        "name": name,
        "pngBase64": base64.b64encode(file.getvalue()).decode(),
        "embedding": numbers(embedding),
        "minCosine": 0.999,
    }


def forecaster_cases(runner, slots, generator) -> list:
    full = made_up(slots, generator)
    zeros = {name: value * 0 for name, value in full.items()}
    hourly = sparse_hours(full)
    for name in [name for name in ("history", "day_before") if name in full]:
        mask = np.zeros_like(full[name])
        mask[:, ::HOUR] = 1
        hourly |= {name: full[name] * mask, f"{name}_mask": mask}
    blind = {name: zeros[name] for name in ("sky", "sky_mask", "sky_age")}
    nothing = {name: zeros[name] for name in hourly}
    variants = {
        "all observed": full,
        "an hourly station": full | hourly,
        "no sky": full | blind,
        "nothing observed": full | blind | nothing,
    }
    result = []
    for name, inputs in variants.items():
        inputs = {k: rounded(v) for k, v in inputs.items()}
        quantiles, events = predict(runner, inputs)
        case = {"name": name, "tolerance": 2e-3}
        for key in specs.of(slots).names:
            case[camel(key)] = numbers(inputs[key].ravel(), 6)
        result.append(case | {"quantiles": numbers(quantiles.ravel(), 8), "events": numbers(events.ravel(), 6)})
    return result


def away(runner, cases: list, slots) -> list:
    """By how much a forecaster's quantiles and probabilities are off what cases of forecaster_cases say, at the most of
    each case."""
    found = []
    for case in cases:
        shapes = {f.name: (1, *f.shape(slots)) for f in specs.of(slots).features}
        inputs = {name: np.array(case[camel(name)], np.float32).reshape(shape) for name, shape in shapes.items()}
        said = zip(predict(runner, inputs), (case["quantiles"], case["events"]), strict=True)
        found.append(max(float(np.abs(is_said.ravel() - np.array(told)).max()) for is_said, told in said))
    return found


def sparse_hours(full) -> dict:
    """Of a spec with hours, those of a station that reports once an hour, and did not two days ago."""
    if "hours" not in full:
        return {}
    share = np.full_like(full["hours_mask"], 1 / HOUR)
    share[:, :HOUR] = 0
    return {"hours": full["hours"] * (share > 0), "hours_mask": share}


def made_up(slots, generator) -> dict:
    """One case of the slots' spec, by name."""
    middles = 1_529_582_700 + np.arange(-slots.history + 1, slots.leads + 1) * slots.minutes * 60
    history = weather(slots.history, generator)
    made = {
        "history": history,
        "history_mask": np.ones_like(history),
        "sun": solar.sun(55.79, 12.53, middles)[None],
        "calendar": solar.calendar(np.array([1_529_583_000])),
        "sky": np.maximum(generator.standard_normal((1, frames.EMBEDDING)), 0).astype(np.float32),
        "sky_mask": np.ones((1, 1), np.float32),
        "sky_age": np.full((1, 1), 12.5, np.float32),
    }
    if "day_before" in specs.of(slots).names:
        made["day_before"] = weather(slots.leads, generator)
        made["day_before_mask"] = np.ones_like(made["day_before"])
    if specs.of(slots).hours_back:
        made["hours"] = weather(len(specs.hours_of(slots)), generator)
        made["hours_mask"] = np.ones_like(made["hours"])
    return {name: made[name] for name in specs.of(slots).names}


def weather(count: int, generator) -> np.ndarray:
    """[1, count, F] float32."""
    drawn = MEANS + SPREAD * generator.standard_normal((1, count, len(MEANS)))
    return np.maximum(drawn, LEAST).astype(np.float32)


def feature_cases(slots, generator) -> list:
    return [feature_case(name, *site, slots, generator) for name, site in SITES.items()]


def feature_case(name, latitude, longitude, altitude, reference, slots, generator) -> dict:
    """Sparse slots as far back as the spec remembers, and the tensors that must come of them."""
    spec, end = specs.of(slots), int(np.datetime64(reference, "s").astype("int64"))
    seconds, past = slots.minutes * 60, spec.remembers(slots) // slots.minutes
    start = end + np.arange(-past, slots.leads) * seconds
    values, listed = np.full((len(start), len(NAMES)), np.nan), []
    for row in range(past):
        if generator.random() < 0.4:
            continue
        means = measured(row)
        listed.append({"start": stamp(start[row]), "means": means})
        columns = {k: v for k, v in means.items() if k in NAMES}
        if "wind_from_direction" in means:
            east, north = wind_components(means["wind_speed"], means["wind_from_direction"])
            columns |= {"eastward_wind": float(east), "northward_wind": float(north)}
        for key, value in columns.items():
            values[row, NAMES.index(key)] = value
    station = known(slots, latitude, longitude, start, values, {})
    made = {f.name: f.build(station, np.array([past - 1])).numpy() for f in spec.features if f.by_slots}
    return {
        "name": name,
        "site": {"latitude": latitude, "longitude": longitude, "altitude": altitude},
        "referenceTime": stamp(end),
        "slots": listed,
        **{camel(key): numbers(value.ravel(), DIGITS.get(key, 6)) for key, value in made.items()},
        "tolerance": 1e-4,
    }


# Significant digits of what was measured; of all else, six.
DIGITS = {"history": 7, "day_before": 7, "hours": 7}


def measured(row: int) -> dict:
    """By CF name, the means of a slot; the wind's direction in every other."""
    means = {"air_temperature": 10 + row / 10, "relative_humidity": 80.5, "air_pressure": 1001.25}
    means |= {"wind_speed": 1 + row / 7, "thickness_of_rainfall_amount": 0.2}
    return means | ({"wind_from_direction": (row * 37.5) % 360} if row % 2 else {})


def stamp(seconds) -> str:
    return f"{np.datetime64(int(seconds), 's')}Z"


def rounded(values):
    return np.array([float(f"{v:.6g}") for v in values.ravel()], np.float32).reshape(values.shape)


def numbers(values, digits=5):
    return [float(f"{v:.{digits}g}") for v in np.asarray(values).ravel().tolist()]


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
