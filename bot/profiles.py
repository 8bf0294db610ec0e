"""What the bot's profile says, in each language, and which commands each kind of person is shown."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from bot.i18n import LANGUAGES, Languages
from bot.telegram.profile import Profile
from conversations.facts import Facts, Zone
from conversations.rules.terms import Role
from conversations.session import DEFAULT_LANGUAGE
from conversations.values import value
from conversations.words import Say, say


class Audience(StrEnum):
    """For whom a command is beyond everybody."""

    GURU = "guru"
    KS = "ks"
    APPRAISER = "appraiser"
    OPERATOR = "operator"


@value
class Menu:
    """The commands that one chat is shown; nobody yet is an audience where nobody has registered."""

    audiences: frozenset[Audience]
    language: str

    @property
    def is_common(self) -> bool:
        """Whether it is what everybody is shown who has none of their own."""
        return self.audiences <= {Audience.GURU} and self.language == DEFAULT_LANGUAGE


@value
class ChatMenu:
    """The menu of a chat after a turn; `may_differ`: another one may be shown there."""

    menu: Menu
    may_differ: bool


_ALL = frozenset(Audience)
_PLANS = frozenset({Audience.GURU, Audience.KS, Audience.APPRAISER})
_DECIDES = frozenset({Audience.KS, Audience.APPRAISER})
_KS = frozenset({Audience.KS})
_OPERATOR = frozenset({Audience.OPERATOR})
# In the order in which they are shown.
_COMMANDS: tuple[tuple[str, Say, frozenset[Audience]], ...] = (
    ("start", say("Home: what is due now"), _ALL),
    ("rencana", say("My performance plan"), _PLANS),
    ("poin", say("My points at a glance"), _PLANS),
    ("bukti", say("Evidence of my plan"), _PLANS),
    ("jadwal", say("What is due when"), _PLANS),
    ("pengingat", say("When and of what I am reminded"), _PLANS),
    ("persetujuan", say("Plans waiting for my approval"), _DECIDES),
    ("nilai", say("Rating: the people I appraise"), _DECIDES),
    ("sekolah", say("How far everybody is, and my school"), _DECIDES),
    ("undang", say("Links and codes to invite people"), _KS | _OPERATOR),
    ("siaran", say("One message to many people"), _DECIDES | _OPERATOR),
    ("laporan", say("What people have reported"), _OPERATOR),
    ("pertanyaan", say("Questions that found no answer"), _OPERATOR),
    ("status", say("Counts, and what waits"), _OPERATOR),
    ("angkakredit", say("Angka kredit, for anyone"), _ALL),
    ("tanya", say("Ask a question, or see the topics"), _ALL),
    ("bantuan", say("How each thing is done"), _ALL),
    ("lapor", say("Report a problem to the operator"), _PLANS),
    ("profil", say("My name, school, zone and language"), _ALL),
    ("bahasa", say("Bahasa Indonesia or English"), _ALL),
    ("privasi", say("What is kept about me"), _ALL),
    ("unduhdata", say("Everything kept about me, as a file"), _PLANS),
    ("hapusdata", say("Delete everything kept about me"), _PLANS),
    ("batal", say("Leave what I am doing"), _ALL),
)
# What a group may be told; the rest is personal and belongs into the private chat.
_IN_GROUPS: tuple[tuple[str, Say], ...] = (
    ("ringkasan", say("How far the school is, in counts")),
    ("tanya", say("Ask about Pengelolaan Kinerja")),
    ("hubungkan", say("Make this the group of the school")),
)
_DESCRIPTION = say(
    "Asisten Kinerja helps teachers and principals with the half-year performance plan of PMM: choosing, "
    "counting points, submitting, approving. Everything is saved at once. Press Start to begin."
)
_SHORT_DESCRIPTION = say("The half-year performance plan of PMM, step by step.")
_AUDIENCE_OF = {Role.KS: Audience.KS, Role.APPRAISER: Audience.APPRAISER}


def profiles(languages: Languages) -> list[Profile]:
    """One profile for everybody, in the default language, and one for each other language."""
    return [_profile(languages, code) for code in LANGUAGES]


def menu_of(facts: Facts, language: str) -> Menu:
    """The menu of whoever the facts are about, in the language they are written to."""
    audiences = {_AUDIENCE_OF[member.role] for member in facts.memberships if member.role in _AUDIENCE_OF}
    if facts.person is not None:
        audiences.add(Audience.GURU)
    if facts.is_operator:
        audiences.add(Audience.OPERATOR)
    return Menu(frozenset(audiences), language)


def nobodys_menu(language: str, *, is_operator: bool) -> Menu:
    """The menu of whoever is not registered."""
    return Menu(frozenset({Audience.OPERATOR}) if is_operator else frozenset(), language)


def commands_of(menu: Menu, languages: Languages) -> Sequence[tuple[str, str]]:
    """The commands of a menu as pairs of a name and its description."""
    # Who is nobody yet is shown what a guru is: soon they will be one, and until then are told so.
    return _listed(languages, menu.language, menu.audiences or {Audience.GURU})


def command_names() -> frozenset[str]:
    """Every command of every menu."""
    return frozenset(name for name, _, _ in _COMMANDS)


def _listed(languages: Languages, code: str, audiences: Iterable[Audience]) -> list[tuple[str, str]]:
    shown = frozenset(audiences)
    return [
        (name, languages[code].translate(said, Zone.WIB)) for name, said, whom in _COMMANDS if whom & shown
    ]


def _profile(languages: Languages, code: str) -> Profile:
    return Profile(
        language_code=None if code == DEFAULT_LANGUAGE else code,
        private_commands=_listed(languages, code, {Audience.GURU}),
        group_commands=[(name, languages[code].translate(said, Zone.WIB)) for name, said in _IN_GROUPS],
        description=languages[code].translate(_DESCRIPTION, Zone.WIB),
        short_description=languages[code].translate(_SHORT_DESCRIPTION, Zone.WIB),
    )
