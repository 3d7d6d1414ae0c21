"""Java and Python make the same features of real slots: the same bundle gives the same errors in both."""

import dataclasses
import json
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from training.common import runtime, settings
from training.data import solar, variables
from training.data.readings import read_readings
from training.data.samples import Samples
from training.data.series import to_slots, within
from training.forecaster.network import predict
from training.tests.made_up import BUNDLE, HERE

HOME = HERE.parent
DATA = HOME.parent / "shared" / "data"
SETTINGS = settings.load(BUNDLE / "config.toml")
SPAN = ("2018-05-01", "2018-05-08")
COLUMNS = {
    "air_temperature": ("air_temperature_c", "degC"),
    "relative_humidity": ("relative_humidity_pct", "%"),
    "air_pressure": ("pressure_hpa", "hPa"),
    "wind_speed": ("wind_speed_ms", "m/s"),
    "wind_from_direction": ("wind_from_direction_deg", "degree"),
    "surface_downwelling_shortwave_flux_in_air": ("ghi_wm2", "W m-2"),
    "thickness_of_rainfall_amount": ("rain_mm", "mm"),
}


def scored_by_java(folder: Path) -> pd.DataFrame:
    readings = {"csv": str(DATA / "dtu" / "ten_minute.csv.gz"), "timeColumn": "time_utc"}
    readings["columns"] = {name: {"column": column, "units": units} for name, (column, units) in COLUMNS.items()}
    site = {"latitude": 55.79, "longitude": 12.53, "altitude": 50}
    station = {"id": "dtu", "name": "DTU", "site": site, "readings": readings}
    # JSON is YAML.
    (folder / "edge.yaml").write_text(json.dumps({"stations": [station]}))
    command = [HOME / "skycast", "models", "evaluate", "--bundle", BUNDLE, "--edge-config", folder / "edge.yaml"]
    command += ["--from", f"{SPAN[0]}T00:00:00Z", "--to", f"{SPAN[1]}T00:00:00Z", "--scores", folder / "scores.csv"]
    # The bundle alone: Python knows nothing of what a station teaches it.
    command += ["--adapt", "off"]
    ended = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=400)
    assert ended.returncode == 0, ended.stderr
    return pd.read_csv(folder / "scores.csv")


def scored_by_python() -> pd.DataFrame:
    table = read_readings(DATA / "dtu" / "ten_minute.csv.gz").loc[SPAN[0] : SPAN[1]]
    series = to_slots("dtu", 55.79, 12.53, table[table.index < SPAN[1]], SETTINGS.slots.minutes, SETTINGS.events)
    made = Samples(series, within(series, SPAN), SETTINGS.slots, None, list(SETTINGS.events))
    batch = made.batch(made.index)
    runner = runtime.session(str(BUNDLE / "forecaster.onnx"))
    quantiles, _ = predict(runner, {k: v.numpy() for k, v in made.inputs(made.index).items()})
    middle = len(SETTINGS.forecaster.quantiles) // 2
    truth = np.where(batch["truth_mask"] > 0, batch["truth"], np.nan)
    sun = batch["sun"][:, SETTINGS.slots.history :, 0].numpy()
    truth[:, variables.GHI] = np.where(sun > solar.SUN_UP, truth[:, variables.GHI], np.nan)
    error = quantiles[..., middle] - truth
    rows, targets, leads = np.nonzero(~np.isnan(error))
    return pd.DataFrame(
        {
            "reference_time": (series.start[made.index] + SETTINGS.slots.minutes * 60)[rows],
            "name": np.array(variables.TARGETS)[targets],
            "lead_minutes": (leads + 1) * SETTINGS.slots.minutes,
            "python": error[rows, targets, leads],
        }
    )


def test_java_and_python_agree_on_real_slots(tmp_path):
    if not (DATA / "dtu").is_dir():
        pytest.skip(f"there is no folder {DATA} with real data")
    ours = scored_by_python()
    theirs = scored_by_java(tmp_path)
    theirs["reference_time"] = pd.to_datetime(theirs["reference_time"]).dt.as_unit("s").astype("int64")
    # Where the variable was not measured lately, Java gives no forecast; near the borders of the span, only Java does.
    both = ours.merge(theirs, on=["reference_time", "name", "lead_minutes"])
    assert len(both) > 0.95 * len(ours) > 30_000
    scale = both.groupby("name")["python"].transform("std")
    assert ((both["python"] - both["error"]).abs() / scale).max() < 1e-3


def test_the_bundle_says_what_the_features_module_knows():
    manifest = json.loads((BUNDLE / "manifest.json").read_text())
    assert manifest["featureSpec"]["version"] == SETTINGS.slots.spec
    assert [(i["name"], i["units"]) for i in manifest["featureSpec"]["inputs"]] == variables.INPUTS
    assert dataclasses.asdict(SETTINGS.slots)["history"] == manifest["historySlots"]
