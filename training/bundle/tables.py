"""What was measured, as Markdown tables."""

TEACHER = "densenet201"
MODELS = ("persistence", "climatology", "mix", "smart persistence", "LightGBM", "without frames", "with frames")


def interval(score, digits=1, scale=100) -> str:
    value, low, high = (f"{scale * v:.{digits}f}" for v in score)
    return f"{value} ({low} to {high})"


def lines_of(head: list, rows: list) -> str:
    cells = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(c) for c in row) + " |" for row in cells)


def slowest(rows: list) -> float | None:
    """Milliseconds of the teacher that times are told beside."""
    return next((r["ms"] for r in rows if r["network"].startswith(TEACHER) and r["form"] == "fp32"), None)


def ours(scores: dict) -> dict:
    """The forecaster's own, with frames where the source has them; nothing where there are none."""
    return scores.get("with frames", scores.get("without frames", {}))


def compression_table(rows: list) -> str:
    """Top-1 and macro-F1 in % with 95% intervals, size, time, and the ratio of time to the teacher in float."""
    teacher = slowest(rows)
    domains = sorted(rows[0]["scores"]["test"], reverse=True)
    head = ["network", "form", *(f"{d.upper()} {score}" for d in domains for score in ("top-1", "macro-F1"))]
    head += ["MB", "ms median (p10)", "times faster than the teacher"]
    made = []
    for row in rows:
        test = row["scores"]["test"]
        measured = f" (accuracy as measured for {row['measuredFor']})" if "measuredFor" in row else ""
        cells = [row["network"] + measured, row["form"]]
        for domain in domains:
            s = test[domain]
            cells += [interval([s[k], *s[f"{k}Interval"]]) for k in ("top1", "macroF1")]
        if "ms" in row:
            cells += [f"{row['bytes'] / 1e6:.2f}", f"{row['ms']} ({row['msP10']})"]
            cells.append(f"{teacher / row['ms']:.1f}" if teacher else "")
        else:
            cells += ["", "", ""]
        made.append(cells)
    return lines_of(head, made)


def speed_table(rows: list) -> str:
    """Size and time, and how many times smaller and faster than the same network in float."""
    plain, made = {r["network"]: r for r in rows if r["form"] == "fp32"}, []
    for row in rows:
        fp32 = plain[row["network"]]
        times = [f"{fp32[k] / row[k]:.2f}" for k in ("bytes", "ms", "msP10")]
        made.append([row["network"], row["form"], f"{row['bytes'] / 1e6:.2f}", f"{row['ms']} ({row['msP10']})"])
        made[-1] += [times[0], f"{times[1]} ({times[2]})"]
    return lines_of(["network", "form", "MB", "ms median (p10)", "times smaller", "times faster"], made)


def forecast_table(sources: dict, leads) -> str:
    """MAE by model, the ratio of MAE and CRPS to LightGBM's, the difference to persistence, and coverage."""
    head = ["data", "variable", "lead", "persistence", "climatology", "mix", "smart", "LightGBM", "without frames"]
    head += ["with frames", "minus persistence", "MAE / LightGBM", "CRPS / LightGBM", "80% covers"]
    head += ["LightGBM's covers", "cases"]
    made = []
    for source, variables in sources.items():
        for variable, by_lead in variables.items():
            for lead, found in by_lead.items():
                if lead not in leads or "minus persistence" not in found:
                    continue
                s = found["scores"]
                mine = ours(s)
                cells = [source, variable, lead] + [f"{s[m]['mae'][0]:.3g}" if m in s else "" for m in MODELS]
                cells.append(interval(found["minus persistence"], 3, 1))
                over = found.get("over LightGBM", {})
                cells += [interval(over[k], 3, 1) if k in over else "" for k in ("mae", "crps")]
                covers = (m.get("coverage80") for m in (mine, s.get("LightGBM", {})))
                cells += [f"{100 * c[0]:.1f}%" if c else "" for c in covers]
                made.append([*cells, found["cases"]])
    return lines_of(head, made)


def before_table(before: dict, sources: dict, leads) -> str:
    """Errors of a bundle before beside those of this one, of what both were scored on: MAE and CRPS, or the area under
    the ROC curve of an event; a ratio below 1 is better."""
    head = ["data", "variable", "lead", before["model"], "this one", "ratio", "CRPS ratio"]
    made = []
    for source, variables in before["scores"].items():
        for variable, by_lead in variables.items():
            for lead, then in by_lead.items():
                now = ours(sources.get(source, {}).get(variable, {}).get(lead, {"scores": {}})["scores"])
                score = "mae" if "mae" in then else "auc"
                if lead not in leads or score not in now:
                    continue
                cells = [f"{then[score]:.3g}", f"{now[score][0]:.3g}"]
                over = [f"{now[k][0] / then[k]:.3f}" if k in then else "" for k in ("mae", "crps")]
                named = f"{variable}, AUC" if score == "auc" else variable
                made.append([source, named, lead, *cells, *over])
    return lines_of(head, made)


def event_table(sources: dict, leads) -> str:
    """Area under the ROC curve and Brier score of events, with 95% intervals."""
    head = ["data", "event", "lead", "happened", "AUC LightGBM", "AUC without frames", "AUC with frames"]
    head += ["gain by frames", "Brier base rate", "Brier LightGBM", "Brier ours", "cases"]
    made = []
    for source, variables in sources.items():
        for event, by_lead in variables.items():
            for lead, found in by_lead.items():
                if lead not in leads or "happened" not in found:
                    continue
                s = found["scores"]
                mine = ours(s)
                cells = [source, event, lead, f"{100 * found['happened']:.0f}%"]
                for m in ("LightGBM", "without frames", "with frames"):
                    cells.append(interval(s[m]["auc"], 3, 1) if m in s else "")
                gained = found.get("with minus without frames")
                cells.append(interval(gained["auc"], 3, 1) if gained else "")
                cells += [f"{s[m]['brier'][0]:.4f}" if m in s else "" for m in ("base rate", "LightGBM")]
                made.append([*cells, f"{mine['brier'][0]:.4f}", found["cases"]])
    return lines_of(head, made)


def left_out_table(stations: dict) -> str:
    """MAE at stations that the forecaster never saw, averaged over the stations."""
    head = ["variable", "lead", "persistence", "station seen", "station left out"]
    made = []
    first = next(iter(stations.values()))
    for variable, by_lead in first.items():
        for lead in by_lead:
            mean = {
                m: sum(s[variable][lead][m] for s in stations.values()) / len(stations)
                for m in ("persistence", "seen", "left out")
            }
            made.append([variable, lead, *(f"{v:.3g}" for v in mean.values())])
    return lines_of(head, made)


def frames_say(sources: dict) -> str:
    """One sentence for each thing that frames help with, or do not: by the interval of the difference."""
    helped, not_helped = [], []
    for source, variables in sources.items():
        for name, by_lead in variables.items():
            for lead, found in by_lead.items():
                if "with minus without frames" in found:
                    gain = found["with minus without frames"]["auc"]
                    (helped if gain[1] > 0 else not_helped).append(f"{name} at {lead} ({source})")
                elif "with frames" in found["scores"]:
                    a, b = (found["scores"][m]["mae"][0] for m in ("with frames", "without frames"))
                    (helped if a < 0.99 * b else not_helped).append(f"{name} at {lead} ({source})")
    return (
        f"Frames help: {', '.join(helped) or 'nothing'}. Frames add nothing that these cases show (the interval of the "
        f"AUC's gain touches zero, or MAE is less than 1% better): {', '.join(not_helped) or 'none'}."
    )


def probe_table(probe: dict) -> str:
    head = ["embedding", *(f"AUC {t}" for t in next(iter(probe["embeddings"].values())))]
    rows = [[name, *(interval(v, 3, 1) for v in by_text.values())] for name, by_text in probe["embeddings"].items()]
    return lines_of(head, rows)
