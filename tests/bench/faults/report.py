"""The table of the rounds, and what they come to together."""

from collections import Counter
from collections.abc import Sequence

from tests.bench.faults.rounds import Figures

_COLUMNS = "{:>5} {:<10} {:<11} {:>6} {:>7} {:>6} {:>7} {:>8} {:>17} {:>9} {:>7} {:>6}"


def heading() -> str:
    """What the columns are."""
    return _COLUMNS.format(
        *("seed", "database", "updates by", "faults", "updates", "losses", "doubles", "untruths"),
        *("repeats (unexpl.)", "overtaken", "seconds", "rest"),
    )


def round_line(figures: Figures) -> str:
    """One round, and all that is wrong with it."""
    line = _row(str(figures.wish.seed), figures.kind, "+".join(figures.wish.roles), [figures])
    if not figures.verdict.is_bad:
        return line
    return "\n".join([line, *(f"      {fault}" for fault in figures.verdict.faults), figures.last_words])


def summary(played: Sequence[Figures]) -> str:
    """All rounds of each database, and the faults by their kinds."""
    lines = [""]
    for kind in sorted({figures.kind for figures in played}):
        of_kind = [figures for figures in played if figures.kind == kind]
        lines.append(_row(f"{len(of_kind)}x", kind, "all", of_kind))
    made = sum((figures.made for figures in played), Counter[str]())
    lines += ["", *(f"{count:7} {kind}" for kind, count in sorted(made.items()))]
    return "\n".join(lines)


def _row(seed: str, kind: str, roles: str, of: Sequence[Figures]) -> str:
    verdicts = [figures.verdict for figures in of]
    repeats = sum(len(each.explained) + len(each.unexplained) for each in verdicts)
    unexplained = sum(len(each.unexplained) for each in verdicts)
    by = roles if roles == "all" else ("polling" if roles.startswith("run") else "webhooks")
    return _COLUMNS.format(
        seed,
        kind,
        by,
        sum(count for figures in of for kind, count in figures.made.items() if not kind.startswith("(")),
        sum(figures.updates for figures in of),
        sum(len(each.losses) for each in verdicts),
        sum(len(each.doubles) for each in verdicts),
        sum(len(each.untruths) for each in verdicts),
        f"{repeats} ({unexplained})",
        sum(len(each.overtaken) for each in verdicts),
        f"{sum(figures.seconds for figures in of):.0f}",
        f"{max(figures.rest_seconds for figures in of):.1f}",
    )
