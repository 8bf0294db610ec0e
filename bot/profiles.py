"""What the bot's profile says, in each language."""

from bot.i18n import LANGUAGES, Languages
from bot.telegram.profile import Profile
from conversations.facts import Zone
from conversations.session import DEFAULT_LANGUAGE
from conversations.words import Say, say

_COMMANDS: tuple[tuple[str, Say], ...] = (
    ("start", say("Home: what is due now")),
    ("rencana", say("My performance plan")),
    ("persetujuan", say("Plans waiting for my approval")),
    ("bantuan", say("How each thing is done")),
    ("profil", say("My name, school, zone and language")),
    ("bahasa", say("Bahasa Indonesia or English")),
    ("privasi", say("What is kept about me")),
    ("batal", say("Leave what I am doing")),
)
_DESCRIPTION = say(
    "Asisten Kinerja helps teachers and principals with the half-year performance plan of PMM: choosing, "
    "counting points, submitting, approving. Everything is saved at once. Press Start to begin."
)
_SHORT_DESCRIPTION = say("The half-year performance plan of PMM, step by step.")


def profiles(languages: Languages) -> list[Profile]:
    """One profile for everybody, in the default language, and one for each other language."""
    return [_profile(languages, code) for code in LANGUAGES]


def _profile(languages: Languages, code: str) -> Profile:
    def words(said: Say) -> str:
        return languages[code].translate(said, Zone.WIB)

    commands = [(name, words(said)) for name, said in _COMMANDS]
    return Profile(
        language_code=None if code == DEFAULT_LANGUAGE else code,
        private_commands=commands,
        group_commands=[],
        description=words(_DESCRIPTION),
        short_description=words(_SHORT_DESCRIPTION),
    )
