"""What a new station gets, as a Markdown table and in words."""

import math

from training.bundle.tables import lines_of

LEADS = {"+10min": "+10 min", "+30min": "+30 min", "+60min": "+1 h", "+240min": "+4 h"}
# Persistence is hard to beat at the first lead; intervals that cover this are right enough.
FIRST, WORSE, COVERED = "+10min", 1.05, (0.7, 0.9)


def table(places: dict) -> str:
    """By left-out station and variable: MAE over persistence's, in brackets that of the trees, and coverage."""
    head = ["place", "station", "variable", *LEADS.values(), "80% covers at +1 h, +4 h", "cases at +1 h"]
    rows = []
    for place, stations in places.items():
        for station, variables in stations.items():
            for variable, by_lead in variables.items():
                cells = [over_persistence(by_lead.get(lead)) for lead in LEADS]
                known = [by_lead[lead] for lead in ("+60min", "+240min") if lead in by_lead]
                covers = ", ".join(f"{100 * found['coverage80']:.0f}%" for found in known)
                rows.append([place, station, variable, *cells, covers, by_lead.get("+60min", {}).get("cases", "")])
    return lines_of(head, rows)


def over_persistence(found: dict | None) -> str:
    if not found or not found["persistence"]:
        return ""
    trees = f" ({found['trees'] / found['persistence']:.2f})" if "trees" in found else ""
    return f"{found['mae'] / found['persistence']:.2f}{trees}"


def said(places: dict) -> str:
    """The geometric mean over left-out stations and variables of MAE and CRPS over the trees', where persistence is
    better, and where intervals are off."""
    each = listed(places)
    beside = [
        f"{ratio(each, lead, 'mae', 'trees'):.3f} (CRPS {ratio(each, lead, 'crps', 'treesCrps'):.3f}) at {lead}"
        for lead in LEADS
        if any(at == lead and "trees" in f for _, at, f in each)
    ]
    worse = [name for name, at, f in each if f["mae"] > (WORSE if at == FIRST else 1) * f["persistence"]]
    least, most = COVERED
    off = [f"{name} ({100 * f['coverage80']:.0f}%)" for name, _, f in each if not least <= f["coverage80"] <= most]
    return f"""MAE over the trees', geometric mean of all stations and variables: {", ".join(beside) or "not measured"}.
Worse than persistence (at +10 min by more than 5%): {", ".join(worse) or "nothing"}.
The 80% interval covers less than {100 * least:.0f}% or more than {100 * most:.0f}%: {", ".join(off) or "nowhere"}."""


def listed(places: dict) -> list:
    """(what, lead, scores) of all stations, variables and leads."""
    return [
        (f"{variable} of {station} at {lead}", lead, found)
        for stations in places.values()
        for station, variables in stations.items()
        for variable, by_lead in variables.items()
        for lead, found in by_lead.items()
    ]


def ratio(each: list, lead: str, ours: str, theirs: str) -> float:
    """The geometric mean at a lead of one score over another, where both are there."""
    logs = [math.log(f[ours] / f[theirs]) for _, at, f in each if at == lead and f.get(theirs) and f[ours]]
    return math.exp(sum(logs) / len(logs))
