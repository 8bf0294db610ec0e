"""The made-up school of the demo."""

from collections.abc import Mapping
from datetime import datetime

from bot.transcript.model import Link, Opening, Registered, Someone
from conversations.rules.terms import Role

FIRST_SPEAKER = "Ani"
_NPSN = "20100001"
_LINKS = (Link("KS", Role.KS, _NPSN, "SDN Contoh 1"), Link("guru", Role.GURU, _NPSN))
_PEOPLE: Mapping[str, tuple[str, str]] = {
    "Budi": ("Budi Santoso, S.Pd., M.M.", "KS"),
    "Ani": ("Ani Lestari, S.Pd.", "guru"),
    "Made": ("I Made Suardana, S.Pd.", "guru"),
    "Siti": ("Siti Aminah, S.Pd.SD", "guru"),
}
_FIRST_ID = 7_000_001
ADDRESSES: Mapping[str, str] = {"Budi": "Pak Budi", "Ani": "Bu Ani", "Made": "Pak Made", "Siti": "Bu Siti"}


def opening(begins_at: datetime, language: str, *, is_fresh: bool) -> Opening:
    """A principal and three teachers; with `is_fresh` nobody is registered yet."""
    people = tuple(
        Someone(
            name,
            _FIRST_ID + place,
            language,
            None if is_fresh else Registered(full_name, link),
        )
        for place, (name, (full_name, link)) in enumerate(_PEOPLE.items())
    )
    return Opening(begins_at, _LINKS, people)


def role_of(name: str) -> Role:
    """What somebody is at the school."""
    return Role.KS if _PEOPLE[name][1] == "KS" else Role.GURU
