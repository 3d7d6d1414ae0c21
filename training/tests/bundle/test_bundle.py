import argparse
import hashlib
import json

import pytest

from training.bundle import bundle, report, tables
from training.tests.made_up import (
    ENCODER,
    HERE,
    MINE,
    OF_EXPORT,
)
from training.verify import peers


@pytest.mark.parametrize("no_peers", [False, True])
def test_from_an_export_to_a_bundle(export, tmp_path, monkeypatch, no_peers):
    monkeypatch.setitem(peers.BOOSTING, "n_estimators", 5)
    options = argparse.Namespace(
        data=export, runs=tmp_path / "runs", encoder=ENCODER, config=HERE / "config.toml", no_peers=no_peers
    )
    bundle.make(OF_EXPORT, options, tmp_path / "mine")
    manifest = json.loads((tmp_path / "mine" / "manifest.json").read_text())
    assert [e["name"] for e in manifest["events"]] == ["rain"]
    assert {"air_temperature", "rain"} <= set(manifest["scores"]["mine"])
    assert manifest["files"]["sky-encoder.onnx"] == hashlib.sha256(ENCODER.read_bytes()).hexdigest()
    report.write(tmp_path / "mine", None)
    card = (tmp_path / "mine" / "MODEL_CARD.md").read_text()
    assert "another bundle's" in card and "| mine | air_temperature | +60min |" in card
    assert "No source knows the truth of: cloudy, gust" in card
    assert "air_pressure" not in manifest["scores"]["mine"]
    assert ("beats LightGBM" in card) != no_peers
    (source,) = manifest["trainedOn"]
    assert (source["period"], source["validated"]) == (MINE.train, MINE.validate)


def test_scores_of_networks_go_with_their_encoder(tmp_path):
    bundle_folder = HERE.parent / "models" / "skycast"
    digest = hashlib.sha256(ENCODER.read_bytes()).hexdigest()
    taken = report.of_networks(bundle_folder, digest)
    assert taken["networksMeasuredFor"].startswith("skycast ") and taken["compression"]["rows"]
    assert report.of_networks(bundle_folder, "another") == {} == report.of_networks(tmp_path, digest)


def test_times_stand_beside_those_of_the_same_network_in_float():
    rows = [{"network": n, "form": f, "bytes": b * 1e6, "ms": m, "msP10": m} for n, f, b, m in TIMED]
    lines = tables.speed_table(rows).splitlines()
    assert lines[3].endswith("| 4.00 | 2.50 (2.50) |") and lines[5].endswith("| 2.00 | 3.00 (3.00) |")


TIMED = [("a", "fp32", 4, 5.0), ("a", "int8", 1, 2.0), ("b", "fp32", 8, 9.0), ("b", "int8", 4, 3.0)]
