"""Reads what `skycast models export-dataset` wrote: an operator's own stations, with their embeddings or frames."""

import base64
import binascii
from pathlib import Path

import numpy as np
import pandas as pd

from training.common.bad_input import BadInput
from training.data.readings import read_readings
from training.data.series import Series, to_slots


def load(folder: Path, minutes: int, events: dict) -> list[Series]:
    """Every station of an exported folder; raises BadInput naming the file and what is wrong with it."""
    listed = folder / "stations.csv"
    try:
        stations = pd.read_csv(listed, dtype={"station_id": str})
        found = zip(stations["station_id"], stations["latitude"], stations["longitude"], strict=True)
    except (OSError, ValueError, KeyError) as e:
        raise BadInput(f"{listed} cannot be read ({e}); name a folder that export-dataset wrote.") from e
    return [station(folder / name, name, lat, lon, minutes, events) for name, lat, lon in found]


def station(folder: Path, name: str, latitude, longitude, minutes: int, events: dict) -> Series:
    """One station. A frame is known by its embedding, by its file, or by both."""
    path = folder / "observations.csv"
    table = read_readings(path, last_of_each_time=True)
    series = to_slots(name, latitude, longitude, table.drop(columns=list(SKY), errors="ignore"), minutes, events)
    if not set(SKY) <= set(table.columns):
        return series
    skies = table.loc[table["sky_embedding"].notna(), list(SKY)]
    slots = ((skies.index.as_unit("s").asi8 - series.start[0]) // (minutes * 60)).tolist()
    captured = pd.to_datetime(skies["sky_captured_utc"], utc=True, format="ISO8601")
    encoders, vectors = skies["sky_encoder_sha256"], skies["sky_embedding"]
    for slot, time, encoder, vector in zip(slots, captured, encoders, vectors, strict=True):
        image = next((folder / "frames").glob(f"{time:%Y%m%dT%H%M%SZ}.*"), None)
        series.frames[slot] = (image, int(time.timestamp()))
        series.embedded.setdefault(encoder, {})[slot] = decoded(vector, path)
    return series


SKY = ("sky_captured_utc", "sky_encoder_sha256", "sky_embedding")


def decoded(text: str, path: Path) -> np.ndarray:
    """[E] float32 of base64 half-precision numbers, little-endian."""
    try:
        return np.frombuffer(base64.b64decode(text, validate=True), "<f2").astype(np.float32)
    except (binascii.Error, ValueError) as e:
        raise BadInput(f"An embedding in {path} cannot be read: {e}.") from e
