"""The made-up school of the demo, and who came to it since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.transcript.model import Gathering, Link, Opening, Registered, Someone
from conversations.rules.terms import Role

FIRST_SPEAKER = "Ani"
OPERATOR = "Rina"
SCHOOL = "SDN Contoh 1"
NPSN = "20100001"
FIRST_ID = 7_000_001
_LINKS = (Link("KS", Role.KS, NPSN, SCHOOL), Link("guru", Role.GURU, NPSN))
_PEOPLE: Mapping[str, tuple[str, str]] = {
    "Budi": ("Budi Santoso, S.Pd., M.M.", "KS"),
    "Ani": ("Ani Lestari, S.Pd.", "guru"),
    "Made": ("I Made Suardana, S.Pd.", "guru"),
    "Siti": ("Siti Aminah, S.Pd.SD", "guru"),
}
_ADDRESSES: Mapping[str, str] = {
    "Budi": "Pak Budi",
    "Ani": "Bu Ani",
    "Made": "Pak Made",
    "Siti": "Bu Siti",
    OPERATOR: "Bu Rina",
}
_GROUP = Gathering(f"Grup Guru {SCHOOL}", tuple(_PEOPLE))


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a phone: how one is addressed, as what and where; `role` None is the operator.

    `start` is the link by which a newcomer can come in."""

    address: str
    role: Role | None
    school: str
    is_hidden: bool = False
    start: Link | None = None


def opening(begins_at: datetime, language: str, *, is_fresh: bool, is_submitted: bool = False) -> Opening:
    """A principal, three teachers, their group and an operator.

    With `is_fresh` nobody is registered yet; with `is_submitted` a plan waits for the principal.
    """
    people = [
        Someone(name, FIRST_ID + place, language, None if is_fresh else Registered(full_name, link))
        for place, (name, (full_name, link)) in enumerate(_PEOPLE.items())
    ]
    people.append(Someone(OPERATOR, FIRST_ID + len(people), language))
    submitted = (FIRST_SPEAKER,) if is_submitted and not is_fresh else ()
    return Opening(
        begins_at, _LINKS, tuple(people), submitted=submitted, operators=(OPERATOR,), groups=(_GROUP,)
    )


class Cast:
    """Everybody with a phone by name, and the links that there are."""

    def __init__(self, opening: Opening) -> None:
        self.links: list[Link] = list(_LINKS)
        ways = {link.name: link for link in _LINKS}
        newcomers = {one.name for one in opening.people if one.registered is None}
        self.members: dict[str, Member] = {
            name: Member(
                _ADDRESSES[name], ways[way].role, SCHOOL, start=ways[way] if name in newcomers else None
            )
            for name, (_, way) in _PEOPLE.items()
        }
        self.members[OPERATOR] = Member(_ADDRESSES[OPERATOR], None, "", is_hidden=True)

    def school_of(self, link: Link) -> str:
        """The name of the school that a link leads into."""
        return next((other.school for other in self.links if other.npsn == link.npsn and other.school), "")
