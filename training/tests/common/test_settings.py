import pytest

from training.common import settings
from training.common.bad_input import BadInput
from training.tests.made_up import HERE, SETTINGS, write


def test_unknown_setting_names_the_nearest(tmp_path):
    text = (HERE / "config.toml").read_text().replace("hidden =", "hiden =")
    with pytest.raises(BadInput, match=r"'hiden' in \[forecaster\]; did you mean 'hidden'\?"):
        settings.load(write(tmp_path / "c.toml", text))


def test_without_the_key_the_spec_is_the_first(tmp_path):
    text = (HERE / "config.toml").read_text()
    assert settings.load(write(tmp_path / "c.toml", text.replace('spec = "slots-1"\n', ""))) == SETTINGS
    second = settings.load(write(tmp_path / "d.toml", text.replace('spec = "slots-1"', 'spec = "slots-2"')))
    assert (SETTINGS.slots.spec, second.slots.spec) == ("slots-1", "slots-2")


def test_missing_setting_is_named(tmp_path):
    text = (HERE / "config.toml").read_text().replace("seed =", "# seed =")
    with pytest.raises(BadInput, match="'seed' is missing"):
        settings.load(write(tmp_path / "c.toml", text))
