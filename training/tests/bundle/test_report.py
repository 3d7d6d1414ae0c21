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
    assert "embedding" not in told and "| wind speed, m s-1 | dtu | 0.48 at +1 h (0.546)" in told


def test_a_bundle_is_told_beside_the_one_before_it(tmp_path):
    now = {"mae": [1.1, 1, 1.2], "crps": [0.7, 0.6, 0.8]}
    sources = {"dtu": {"wind_speed": {"+60min": {"scores": {"without frames": now}}}}}
    sources["dtu"]["rain"] = {"+60min": {"scores": {"with frames": {"auc": [0.9, 0.8, 0.95], "brier": [0.1, 0, 1]}}}}
    then = {"dtu": {"wind_speed": {"+60min": {"mae": 1.0, "crps": 1.0}, "+120min": {"mae": 1.0}}}}
    then["dtu"]["rain"], then["gone"] = {"+60min": {"auc": 0.8, "brier": 0.2}}, {"rain": {"+60min": {"auc": 0.5}}}
    (tmp_path / "report.json").write_text("{}")
    (tmp_path / "manifest.json").write_text(json.dumps({"id": "a", "version": "1", "scores": then}))
    later, same = (settings.Bundle("a", version, "", []) for version in ("2", "1"))
    found = report.before(tmp_path, later) | {"verification": {"sources": sources}}
    rows = card.before(found).splitlines()
    assert rows[0] == "### Beside a 1"
    assert rows[-3:-1] == [
        "| dtu | wind_speed | +60min | 1 | 1.1 | 1.100 | 0.700 |",
        "| dtu | rain, AUC | +60min | 0.8 | 0.9 |  |  |",
    ]
    assert report.before(tmp_path, same) == {} == report.before(tmp_path / "none", later) and card.before({}) == ""
    (tmp_path / "report.json").write_text(json.dumps({"before": found["before"]}))
    assert report.before(tmp_path, same) == {"before": found["before"]}
