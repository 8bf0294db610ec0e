"""How far everybody is, in one picture."""

from collections.abc import Mapping
from math import ceil, sqrt
from typing import Any

from sqlalchemy import Connection

from bot.documents.recap_lines import (
    CREDIT_NOTES,
    Recap,
    count_stages,
    credit_of,
    load_recap,
    rating_of,
    stage_of,
    standing_of,
)
from bot.documents.typesetting import typeset_png
from bot.drawn import Attachment, Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish, Render
from bot.store.world import World
from conversations.execution_facts import Progress
from conversations.plan_text import PMM_COUNTS, era_lines
from conversations.words import Words, say

_HEAD = (
    say("Name"),
    say("Stage"),
    say("Points"),
    say("Evidence"),
    say("Predikat"),
    say("Angka kredit"),
)


def draw_recap_picture(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> Render | None:
    """The picture for the KS, or for who appraises principals."""
    recap = load_recap(conn, wish, world, languages)
    return None if recap is None else lambda: _drawn(recap)


def recap_picture(recap: Recap) -> bytes:
    """The picture as PNG."""
    return typeset_png("recap", recap_values(recap), _pixels_per_point(len(recap.people)))


def recap_values(recap: Recap) -> Mapping[str, Any]:
    """What the template shows, in the reader's words."""

    def text(words: Words) -> str:
        return recap.reader.plain(words)

    footer = (
        say("Points and evidence: collected / planned."),
        *(CREDIT_NOTES if any(credit_of(recap, person) is not None for person in recap.people) else ()),
        PMM_COUNTS,
        *era_lines(recap.rules, recap.period),
    )
    return {
        "language": recap.reader.language.code,
        "title": text(recap.title),
        "subtitle": text(recap.subtitle),
        "counts": [[text(label), count] for label, count in count_stages(recap)],
        "head": ["", *map(text, _HEAD)],
        "columns": _columns(len(recap.people)),
        "people": [_line(number, person, recap) for number, person in enumerate(recap.people, start=1)],
        "nobody": "" if recap.people else text(say("Nobody is here yet.")),
        "footer": [text(line) for line in footer],
    }


def _columns(count: int) -> int:
    """In how many columns so many lines stand, so that the picture is about as wide as high."""
    if count <= 40:
        return 1
    return 2 if count <= 100 else max(3, ceil(sqrt(count / 24)))


def _pixels_per_point(count: int) -> float:
    """How sharp: Telegram shows 2560 pixels at most, and takes 10,000 of width and height together."""
    if count <= 100:
        return 2.0
    return 1.5 if count <= 400 else min(1.0, sqrt(1500 / count))


def _drawn(recap: Recap) -> Drawn:
    file = Attachment(recap.file_name(".png"), recap_picture(recap), is_picture=True)
    return Drawn(recap.reader.html(recap.title, recap.subtitle), (), file)


def _line(number: int, person: Progress, recap: Recap) -> Mapping[str, Any]:
    has_plan, credit = person.plan_id is not None, credit_of(recap, person)
    return {
        "number": number,
        "name": person.name,
        "stage": recap.reader.plain(stage_of(recap, person)),
        "state": standing_of(recap, person),
        "points": f"{person.collected_points}/{person.planned_points}" if has_plan else "–",
        "files": f"{person.collected_files}/{person.needed_files}" if has_plan else "–",
        "result": recap.reader.plain(rating_of(recap, person)),
        "credit": "–" if credit is None else recap.reader.plain(say("{credit}", credit=credit)),
    }
