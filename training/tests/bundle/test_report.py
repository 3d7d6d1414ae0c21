import json

from training.bundle import card, report, summary
from training.common import settings
from training.tests.made_up import BUNDLE, HERE

FOUND = json.loads((BUNDLE / "report.json").read_text())


def test_the_shipped_card_is_what_the_report_says():
    assert (BUNDLE / "MODEL_CARD.md").read_text() == card.card(settings.load(BUNDLE / "config.toml"), FOUND)


def test_the_readme_says_in_short_what_the_report_says(tmp_path):
    readme = HERE.parent / "README.md"
    told = readme.read_text().split(report.BEGIN)[1].split(report.END)[0].strip()
    assert told == summary.summary(FOUND, "models/skycast/MODEL_CARD.md")
    assert len(told.splitlines()) < 12


def test_only_what_is_between_the_markers_changes(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    report.insert(readme, "new")
    assert readme.read_text() == f"before\n{report.BEGIN}\nnew\n{report.END}\nafter\n"


def test_a_bundle_with_another_ones_encoder_is_told_of_by_its_forecasts_alone():
    told = summary.summary(FOUND | {"encoder": None}, "card")
    assert "embedding" not in told and "| wind speed, m s-1 | dtu | 0.482 at +1 h (0.546)" in told
