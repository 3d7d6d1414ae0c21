"""The stations of a source: of the archives that the shipped bundle was trained on, and of exported folders."""

from pathlib import Path

import pandas as pd

from training.common.bad_input import BadInput
from training.data import dataset, places, variables
from training.data.readings import read_readings, require
from training.data.series import Series, to_slots


def newest_frames(directory: Path, series: Series, minutes: int) -> dict:
    """By slot index, the newest frame in the slot and its capture time; frames are named yyyyMMddTHHmmZ.jpg."""
    frames = {}
    for path in sorted(directory.glob("*.jpg")):
        time = int(pd.Timestamp(path.stem).timestamp())
        index = (time - series.start[0]) // (minutes * 60)
        if 0 <= index < len(series.start):
            frames[int(index)] = (path, time)
    if not frames:
        raise BadInput(f"There is no frame in {directory}; expected files named like 20160605T1300Z.jpg.")
    return frames


def load(name: str, kind: str, folder: Path, minutes: int, events: dict) -> list[Series]:
    """All stations of a source; of an exported one, those in the folder of the source's name."""
    if kind == "export":
        return dataset.load(folder / name, minutes, events)
    if kind == "dtu":
        table = read_readings(folder / "dtu" / "ten_minute.csv.gz")
        require(table, [t for t in variables.TARGETS if t != "dew_point_temperature"], "dtu")
        return [to_slots("dtu", 55.79, 12.53, table, minutes, events)]
    if kind == "katkam":
        table = read_readings(folder / "katkam" / "observations.csv")
        series = to_slots("katkam", 49.28, -123.14, table, minutes, events)
        series.frames = newest_frames(folder / "katkam" / "frames", series, minutes)
        return [series]
    if kind == "beijing":
        files = sorted((folder / "beijing").glob("*.csv.gz"))
        if not files:
            raise BadInput(f"There are no readings in {folder / 'beijing'}; expected files named like dongsi.csv.gz.")
        return [to_slots(f.name.split(".")[0], 39.9, 116.4, read_readings(f), minutes, events) for f in files]
    if kind == "place":
        return places.load(name, folder / "stations", minutes, events)
    raise BadInput(f"The source kind '{kind}' is not known; known are export, place, dtu, katkam and beijing.")
