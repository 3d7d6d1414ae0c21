import json

import pytest

from training.bundle import golden
from training.common import settings
from training.tests.made_up import BUNDLE, ENCODER


@pytest.fixture(scope="module")
def made():
    shipped = settings.load(BUNDLE / "config.toml")
    forecaster = (BUNDLE / "forecaster.onnx").read_bytes()
    return golden.cases(ENCODER.read_bytes(), forecaster, shipped.slots, shipped.encoder.size)


def text(cases) -> str:
    return json.dumps(cases, separators=(",", ":"))


def test_the_shipped_golden_cases_are_written_again_byte_for_byte(made):
    """What networks say may differ in the last digits on a processor of another kind; what is made up may not."""
    shipped = json.loads((BUNDLE / "golden.json").read_text())
    said = {"encoder": ["embedding"], "forecaster": ["quantiles", "events"], "features": []}
    for kind, names in said.items():
        for ours, theirs in zip(made[kind], shipped[kind], strict=True):
            assert list(ours) == list(theirs)
            for name in names:
                tolerance = theirs.get("tolerance", 0.02)
                assert ours[name] == pytest.approx(theirs[name], rel=tolerance, abs=tolerance)
                ours[name] = theirs[name]
    assert text(made) == (BUNDLE / "golden.json").read_text()
