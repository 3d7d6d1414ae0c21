import base64
import hashlib

import numpy as np
import pytest

from training.common.bad_input import BadInput
from training.data import archives, embeddings, variables
from training.tests.made_up import (
    RAIN_EVENT,
    write,
)


def exported(folder, encoder="ab" * 32):
    vector = base64.b64encode(np.arange(512, dtype="<f2").tobytes()).decode()
    header = "time_utc,revision,air_temperature,thickness_of_rainfall_amount,visibility_in_air,"
    lines = [
        header + "sky_captured_utc,sky_encoder_sha256,sky_embedding",
        f"2026-01-01T00:10:00Z,0,3.0,0.4,20000,2026-01-01T00:12:00.250Z,{encoder},{vector}",
        "2026-01-01T00:00:00Z,0,1.0,0.0,,,,",
        "2026-01-01T00:00:00Z,1,2.0,,,,,",
    ]
    (folder / "north").mkdir(parents=True)
    write(folder / "stations.csv", "station_id,latitude,longitude,altitude_m\nnorth,55.0,12.0,50\n")
    write(folder / "north" / "observations.csv", "\n".join(lines) + "\n")
    return folder


def test_an_export_holds_the_last_revision_and_its_embeddings(tmp_path):
    (made,) = archives.load("mine", "export", exported(tmp_path / "mine").parent, 10, RAIN_EVENT)
    column = {name: made.values[:, i] for i, name in enumerate(variables.NAMES)}
    np.testing.assert_allclose(column["air_temperature"], [2, 3])
    np.testing.assert_allclose(column["visibility_in_air"], [np.nan, 20000])
    np.testing.assert_array_equal(made.events["rain"], [np.nan, 1])
    assert list(made.frames) == [1]
    np.testing.assert_array_equal(made.embedded["ab" * 32][1], np.arange(512))


def test_embeddings_of_another_encoder_are_refused_in_one_sentence(tmp_path):
    (made,) = archives.load("mine", "export", exported(tmp_path / "mine").parent, 10, RAIN_EVENT)
    with pytest.raises(BadInput, match="are of the encoder abababababab, not of the one at hand"):
        embeddings.embed(made, b"another", 224, tmp_path)
    exported(tmp_path / "m2", hashlib.sha256(b"x").hexdigest())
    (right,) = archives.load("m2", "export", tmp_path, 10, RAIN_EVENT)
    assert embeddings.embed(right, b"x", 224, tmp_path).shape == (1, 512)


def test_a_folder_that_is_no_export_is_named(tmp_path):
    with pytest.raises(BadInput, match="stations.csv cannot be read"):
        archives.load("mine", "export", tmp_path, 10, RAIN_EVENT)
