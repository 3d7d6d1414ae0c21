from training.bundle import card, places, summary
from training.common import settings
from training.tests.made_up import HERE

AT = {"cases": 400, "persistence": 2.0, "mae": 1.0, "crps": 0.7, "coverage80": 0.8, "trees": 1.25, "treesCrps": 1.0}
FOUND = {"hill": {"top": {"air_temperature": {"+10min": AT | {"mae": 2.05}, "+60min": AT, "+240min": AT}}}}


def test_a_left_out_place_is_told_beside_persistence_and_trees():
    row = places.table(FOUND).splitlines()[-1]
    assert row == "| hill | top | air_temperature | 1.02 (0.62) |  | 0.50 (0.62) | 0.50 (0.62) | 80%, 80% | 400 |"
    said = places.said(FOUND)
    assert (
        "0.800 (CRPS 0.700) at +60min" in said
        and "Worse than persistence (at +10 min by more than 5%): nothing." in said
    )
    assert said.endswith("more than 90%: nowhere.")


def test_what_is_worse_than_persistence_or_too_sure_is_named():
    wet = {"+30min": AT | {"mae": 2.02}, "+10min": AT | {"mae": 2.11}, "+60min": AT | {"coverage80": 0.62}}
    del wet["+30min"]["trees"]
    said = places.said({"hill": {"top": {"relative_humidity": wet}}})
    for part in ("relative_humidity of top at +30min", "relative_humidity of top at +10min", "+60min (62%)"):
        assert part in said


def test_the_card_of_the_transferable_settings_names_whom_the_data_ask_for():
    given = settings.load(HERE / "transfer.toml")
    assert "Source: MeteoSwiss" in card.attributions(given) and "CC BY 4.0" in card.attributions(given)
    assert "stations needed that were left out" in card.what(given)
    shipped = settings.load(HERE / "config.toml")
    assert card.attributions(shipped) == "" and "one week in 8" in card.what(shipped)


def test_a_new_station_is_told_in_short():
    ((_, where, worth),) = summary.new_station(FOUND)
    assert where == "1 places, each left out"
    assert worth == "error over persistence's: 0.50 at +1 h (LightGBM 0.62), 0.50 at +4 h (LightGBM 0.62)"
    assert summary.new_station({}) == summary.new_station(None) == []
