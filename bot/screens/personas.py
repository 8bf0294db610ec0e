"""Who looks at the product, and how they begin."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.screens import cast as people
from bot.screens.cast import Cast, Someone
from bot.screens.stage import MONDAY, OPERATOR
from conversations.events import Attachment, Command, Edited, Event, Text, UnknownPress
from conversations.rules.terms import Role

START = (Command("start"),)
COMMANDS = (
    *("bantuan", "bahasa", "batal", "privasi", "profil", "rencana", "persetujuan", "poin", "jadwal"),
    *("sekolah", "undang", "status", "laporan", "lapor", "unduhdata", "hapusdata"),
)
ODDITIES: tuple[Event, ...] = (
    *map(Attachment, ("voice", "video_note", "photo", "sticker", "contact", "location", "poll", "invoice")),
    *(Edited(), UnknownPress(), Command("tidakada"), Text("halo"), Text("99")),
)
NEW_YEAR = datetime(2027, 1, 5, 1, 30, tzinfo=UTC)
LATE = datetime(2026, 12, 28, 1, 30, tzinfo=UTC)
_STRANGER = 500


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody at an instant, with what they do first."""

    name: str
    chat_id: int
    opens: tuple[Event, ...] = START
    now: datetime = MONDAY
    commands: tuple[str, ...] = COMMANDS
    oddities: tuple[Event, ...] = ()


async def everybody(cast: Cast) -> tuple[Persona, ...]:
    """All personas; makes the links that some of them open."""
    return (
        _of("guru without a plan", people.ANI, oddities=ODDITIES),
        _of("guru with a draft", people.BUDI),
        _of("guru ready for Ajukan", people.CITRA),
        _of("guru who waits", people.DEWI),
        _of("guru whose plan was sent back", people.EKO),
        _of("guru whose plan is approved", people.FITRI),
        _of("guru who has agreed", people.GILANG),
        _of("guru who asks for a change", people.HANA),
        _of("guru under a Plt.", people.UMAR),
        _of("guru approved by the system", people.VERA),
        _of("guru of a school without KS", people.WAWAN),
        _of("mandiri, ready for Ajukan", people.YANTI),
        _of("mandiri, agreed outside", people.ZAKI),
        _of("mandiri", people.OKI),
        _of("KS with a queue", people.SRI),
        _of("Plt.", people.TONO),
        _of("KS without teachers, own plan waits", people.RUDI),
        _of("KS of many teachers", people.MEGA),
        _of("penilai of two schools", people.LINA),
        Persona("operator", OPERATOR),
        _at("guru in the last days of the half-year", people.CITRA, LATE),
        _at("guru in the next half-year, with an open plan", people.FITRI, NEW_YEAR),
        _at("guru in the next half-year", people.GILANG, NEW_YEAR),
        Persona("newcomer", _STRANGER),
        *await _newcomers_with_links(cast),
    )


async def _newcomers_with_links(cast: Cast) -> tuple[Persona, ...]:
    links = {
        "newcomer with a guru's link": await cast.invite(Role.GURU, [people.FIRST], uses=5),
        "newcomer with a guru's link under a Plt.": await cast.invite(Role.GURU, [people.ACTING], uses=5),
        "newcomer with a KS's link": await cast.invite(Role.KS, [people.THIRD]),
        "newcomer with a penilai's link": await cast.invite(Role.APPRAISER, [people.FIRST, people.SECOND]),
    }
    return tuple(
        Persona(name, _STRANGER, (Command("start", made.token),), commands=()) for name, made in links.items()
    )


def _of(name: str, who: Someone, oddities: tuple[Event, ...] = ()) -> Persona:
    return Persona(name, who.chat_id, oddities=oddities)


def _at(name: str, who: Someone, now: datetime) -> Persona:
    return Persona(name, who.chat_id, now=now)
