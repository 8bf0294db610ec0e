"""How long papers and pictures take on one core: `python -m tests.bench.papers`."""

import os
import statistics
import time
from collections.abc import Callable

from bot.documents.progress_card import card_values
from bot.documents.recap_picture import recap_picture
from bot.documents.recap_sheet import recap_sheet
from bot.documents.summary import summary_values
from bot.documents.typesetting import typeset_pdf, typeset_png
from conversations.execution_facts import Progress
from conversations.rules.terms import JobLevel, PlanStatus, Predicate, Rating, StageId
from tests.documents.papers import NOW, content, execution, paper, plan, progress, rating, recap

_PEOPLE = 150
_ROUNDS = 5
_STAGES = tuple(StageId)
_STATUSES = tuple(PlanStatus)
_PREDICATES = (*Predicate, None)
_LEVELS = tuple(JobLevel)


def _main() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rows = [(1, 4), (2, 2), (3, 1), (9, 3)]
    _measure(
        "Rangkuman (PDF)",
        lambda n: typeset_pdf(
            "summary",
            summary_values(
                paper(
                    plan=plan(owner_name=f"Guru {n}", content=content(*rows)),
                    execution=execution(rating=rating(Rating.ABOVE, Rating.MEETS)),
                )
            ),
            NOW,
        ),
    )
    _measure(
        "progress card (PNG)",
        lambda n: typeset_png("card", card_values(paper(plan=plan(owner_name=f"Guru {n}")))),
    )
    _measure(f"recap of {_PEOPLE} (PNG)", lambda n: recap_picture(recap(*_school(n))))
    _measure(f"recap of {_PEOPLE} (XLSX)", lambda n: recap_sheet(recap(*_school(n))))


def _measure(name: str, make: Callable[[int], bytes]) -> None:
    """The first is cold; every round draws other people, so that nothing is kept from before."""
    seconds, busy, size = [], [], 0
    for number in range(_ROUNDS):
        began, begun = time.perf_counter(), time.process_time()
        size = len(make(number))
        seconds.append(1000 * (time.perf_counter() - began))
        busy.append(1000 * (time.process_time() - begun))
    print(
        f"{name}: first {seconds[0]:.0f} ms, then median {statistics.median(seconds[1:]):.0f} ms "
        f"({statistics.median(busy[1:]):.0f} ms of the core), slowest {max(seconds):.0f} ms, "
        f"{size / 1024:.0f} KiB"
    )


def _school(seed: int) -> tuple[Progress, ...]:
    return tuple(_person(number, seed) for number in range(1, _PEOPLE + 1))


def _person(number: int, seed: int) -> Progress:
    mixed = number + seed
    return progress(
        number,
        name=f"Guru {seed}-{number:03} Lestari, S.Pd.",
        status=PlanStatus.DISEPAKATI if mixed % 3 else _STATUSES[mixed % len(_STATUSES)],
        collected_points=mixed % 41,
        owner_done=frozenset(_STAGES[: mixed % len(_STAGES)]),
        appraiser_done=frozenset(_STAGES[: mixed % len(_STAGES)]),
        predicate=_PREDICATES[mixed % len(_PREDICATES)],
        job_level=_LEVELS[mixed % len(_LEVELS)],
    )


if __name__ == "__main__":
    _main()
