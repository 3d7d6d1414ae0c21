"""What a model is worth in a few lines, for a README."""

from training.bundle import tables
from training.data.variables import INPUTS, IRRADIANCE

# The variables that are told of, by what people call them.
MAIN = {"air_temperature": "air temperature", "relative_humidity": "relative humidity", "wind_speed": "wind speed"}
MAIN |= {IRRADIANCE: "global irradiance"}
LEADS = {"+60min": "+1 h", "+240min": "+4 h"}


def summary(found: dict, link: str) -> str:
    """A table of what the encoder, the forecaster and its intervals are worth; link: to the card."""
    sources = found["verification"]["sources"]
    rows = embedding(found) + [forecast(sources, name) for name in MAIN if of_first(sources, name)]
    rows.append(coverage(sources))
    return f"""{tables.lines_of(["what", "measured on", "worth"], rows)}

Errors are mean absolute errors of the median, in brackets those of persistence. Every network, variable, lead and peer,
with 95% intervals, is in the [model card]({link})."""


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
    return ["80% interval", ", ".join(sources), f"covers {low:.1f}% to {high:.1f}%, in the middle {middle:.1f}%"]
