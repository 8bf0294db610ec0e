"""Who looks at the product, and how they begin."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.screens import cast as people
from bot.screens.answers import ASKED
from bot.screens.cast import Cast, Someone
from bot.screens.half_year import RATED
from bot.screens.stage import MONDAY, OPERATOR
from conversations.events import Attachment, Command, Edited, Event, Text, UnknownPress
from conversations.rules.terms import Role

START = (Command("start"),)
COMMANDS = (
    *("bantuan", "bahasa", "batal", "privasi", "profil", "rencana", "persetujuan", "poin", "jadwal"),
    *("hubungkan", "ringkasan", "sekolah", "undang", "status", "laporan", "lapor", "unduhdata", "hapusdata"),
    *("siaran", "tanya", "bukti", "nilai", "angkakredit"),
    "pertanyaan",
)
ODDITIES: tuple[Event, ...] = (
    *map(Attachment, ("voice", "video_note", "photo", "sticker", "contact", "location", "poll", "invoice")),
    *ASKED,
    *(Edited(), UnknownPress(), Command("tidakada"), Text("beranda"), Text("99")),
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
        _of("guru who is rated", RATED),
        _of("guru who asks for a change", people.HANA),
        _of("guru under a Plt.", people.UMAR),
        _of("guru approved by the system", people.VERA),
        _of("guru of a school without KS", people.WAWAN),
        _of("mandiri, ready for Ajukan", people.YANTI),
        _of("mandiri, agreed outside", people.ZAKI),
        _of("mandiri who asks to be let in", people.OKI),
        _of("asks a school without KS", people.RATNA),
        _of("retired", people.NUR),
        _of("KS with a queue", people.SRI),
        _of("Plt.", people.TONO),
        _of("KS and Plt., own plan waits", people.RUDI),
        _of("KS of many teachers", people.MEGA),
        _of("penilai of two schools", people.LINA),
        Persona("operator", OPERATOR),
        _at("guru in the last days of the half-year", people.CITRA, LATE),
        _at("guru in the next half-year, with an open plan", people.FITRI, NEW_YEAR),
        _at("guru in the next half-year", people.GILANG, NEW_YEAR),
        *await _known_with_links(cast),
        Persona("newcomer", _STRANGER),
        *await _newcomers_with_links(cast),
    )


async def _known_with_links(cast: Cast) -> tuple[Persona, ...]:
    guru = (await cast.invite(Role.GURU, [people.FIRST], uses=5)).token
    elsewhere = (await cast.invite(Role.GURU, [people.ACTING], uses=5)).token
    lead = (await cast.invite(Role.KS, [people.HEADLESS])).token
    appraise = (await cast.invite(Role.APPRAISER, [people.FIRST, people.SECOND])).token
    successor = await cast.successor_token(people.MEGA)
    return (
        _with("teacher with the link of a successor", people.FIRST_OF_LARGE, successor),
        _with("KS with a KS's link", people.SRI, lead),
        _with("guru with a KS's link", people.ANI, lead),
        _with("mandiri with a guru's link", people.YANTI, guru),
        _with("guru with another school's link", people.DEWI, elsewhere),
        _with("guru with the own school's link", people.ANI, guru),
        _with("KS with a guru's link", people.SRI, elsewhere),
        _with("KS with a penilai's link", people.SRI, appraise),
        _with("guru with an unknown link", people.ANI, "no-such-link"),
    )


async def _newcomers_with_links(cast: Cast) -> tuple[Persona, ...]:
    links = {
        "newcomer with a guru's link": (await cast.invite(Role.GURU, [people.FIRST], uses=5)).token,
        "newcomer with a link under a Plt.": (await cast.invite(Role.GURU, [people.ACTING])).token,
        "newcomer with a KS's link": (await cast.invite(Role.KS, [people.HEADLESS])).token,
        "newcomer with a penilai's link": (
            await cast.invite(Role.APPRAISER, [people.FIRST, people.SECOND])
        ).token,
        "newcomer with an expired link": (await cast.invite(Role.GURU, [people.FIRST], days=0)).token,
        "newcomer with an unknown link": "no-such-link",
        "newcomer with a relink link": await cast.relink_token(people.EKO),
    }
    return tuple(
        Persona(name, _STRANGER, (Command("start", token),), commands=()) for name, token in links.items()
    )


def _with(name: str, who: Someone, token: str) -> Persona:
    return Persona(name, who.chat_id, (Command("start"), Command("start", token)), commands=())


def _of(name: str, who: Someone, oddities: tuple[Event, ...] = ()) -> Persona:
    return Persona(name, who.chat_id, oddities=oddities)


def _at(name: str, who: Someone, now: datetime) -> Persona:
    return Persona(name, who.chat_id, now=now)
