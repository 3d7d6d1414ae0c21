"""What a model is worth in a few lines, for a README."""

from training.bundle import places as places_of
from training.bundle import tables
from training.data.variables import INPUTS, IRRADIANCE

# The variables that are told of, by what people call them.
MAIN = {"air_temperature": "air temperature", "relative_humidity": "relative humidity", "wind_speed": "wind speed"}
MAIN |= {IRRADIANCE: "global irradiance"}
LEADS = {"+60min": "+1 h", "+240min": "+4 h"}
# So many sources are counted, not named.
MANY = 6


def summary(found: dict, link: str) -> str:
    """A table of what the encoder, the forecaster and its intervals are worth; link: to the card."""
    sources = found["verification"]["sources"]
    rows = embedding(found) + [forecast(sources, name) for name in MAIN if of_first(sources, name)]
    rows += new_station(found["verification"].get("places"))
    rows.append(coverage(sources))
    return f"""{tables.lines_of(["what", "measured on", "worth"], rows)}

Mean absolute errors of the median, in brackets persistence's; all else, with intervals: the [model card]({link})."""


def embedding(found: dict) -> list:
    """The encoder that ships: accuracy of its student on test images, size and time; nothing where it is not told."""
    if not found["encoder"]:
        return []
    rows = found["compression"]["rows"]
    ships = next(row for row in rows if row["form"].endswith(", ships"))
    test = {domain: scores["top1"] for domain, scores in sorted(ships["scores"]["test"].items(), reverse=True)}
    accuracy = ", ".join(f"{100 * top1:.1f}% ({domain.upper()})" for domain, top1 in test.items())
    worth = f"{accuracy} top-1; {ships['bytes'] / 1e6:.2f} MB, {ships['ms']} ms a frame on one thread"
    slowest = tables.slowest(rows)
    worth += f", {slowest / ships['ms']:.0f} times faster than {tables.TEACHER}" if slowest else ""
    return [["sky embedding, int8", "test images", worth]]


def of_first(sources: dict, variable: str):
    """The first source that has scores of the variable at every lead that is told of, and those scores, or None."""
    for source, variables in sources.items():
        if all(lead in variables.get(variable, {}) for lead in LEADS):
            return source, variables[variable]
    return None


def forecast(sources: dict, variable: str) -> list:
    source, by_lead = of_first(sources, variable)
    worth = []
    for lead, told in LEADS.items():
        scores = by_lead[lead]["scores"]
        ours, persistence = (s["mae"][0] for s in (tables.ours(scores), scores["persistence"]))
        worth.append(f"{ours:.3g} at {told} ({persistence:.3g})")
    return [f"{MAIN[variable]}, {dict(INPUTS)[variable]}", source, ", ".join(worth)]


def new_station(places: dict | None) -> list:
    """MAE at places that were left out, over persistence's, beside that of trees; nothing where none were."""
    if not places:
        return []
    each, worth = places_of.listed(places), []
    for lead, told in LEADS.items():
        beside = [(what, at, f) for what, at, f in each if "trees" in f]
        if beside:
            own, trees = (places_of.ratio(beside, lead, k, "persistence") for k in ("mae", "trees"))
            worth.append(f"{own:.2f} at {told} (LightGBM {trees:.2f})")
        else:
            worth.append(f"{places_of.ratio(each, lead, 'mae', 'persistence'):.2f} at {told}")
    told = f"error over persistence's: {', '.join(worth)}"
    return [["a new station, all variables", f"{len(places)} places, each left out", told]]


def coverage(sources: dict) -> list:
    """Of the 80% interval, over all sources, variables and leads that are told of."""
    covers = [
        tables.ours(by_lead[lead]["scores"])["coverage80"][0]
        for variables in sources.values()
        for by_lead in variables.values()
        for lead in LEADS
        if "coverage80" in tables.ours(by_lead.get(lead, {"scores": {}})["scores"])
    ]
    low, middle, high = (100 * v for v in (min(covers), sorted(covers)[len(covers) // 2], max(covers)))
    where = ", ".join(sources) if len(sources) < MANY else f"{len(sources)} places"
    return ["80% interval", where, f"covers {low:.1f}% to {high:.1f}%, in the middle {middle:.1f}%"]
