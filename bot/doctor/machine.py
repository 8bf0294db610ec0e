"""What this machine and this installation hold: settings file, catalogues, rules, answers, typst."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import typst
from babel.messages.pofile import read_po

from bot.answering.loading import load_answers
from bot.clock import world_clock
from bot.doctor.finding import Finding, ok, warning, wrong
from bot.errors import CommandError
from bot.i18n import LANGUAGES, catalogue_file, load_languages, locales_folder
from bot.rule_sets import load_rule_sets
from bot.settings import DEFAULT_ENV_FILE, Settings
from conversations.rules.cycle import Period

_REINSTALL = "install this version once more: files of the package are missing or were changed"
_PAPER = b"#set page(width: 4cm, height: 2cm)\nAsisten Kinerja"


def look_at_machine(settings: Settings) -> Iterator[Finding]:
    """What needs neither database nor network."""
    yield from _env_file(DEFAULT_ENV_FILE)
    yield _operators(settings)
    yield _world_clock(settings)
    yield _tried("catalogues", _catalogues, _REINSTALL)
    yield _tried("rules", lambda: _rules(settings), "name a rule set that is there in RULE_SETS")
    yield _tried("answers", lambda: _answers(settings), "correct the file named; docs/answers.md explains it")
    yield _tried("papers", _papers, "install the requirements once more: pip install -r requirements.txt")


def _tried(check: str, look: Callable[[], str], to_do: str) -> Finding:
    try:
        return ok(check, look())
    except CommandError as error:
        return wrong(check, str(error).partition("\n")[0], to_do)
    except Exception as error:
        return wrong(check, f"failed with {type(error).__name__}", to_do)


def _env_file(file: Path) -> Iterator[Finding]:
    if not file.is_file():
        return
    if stat.S_IMODE(file.stat().st_mode) & stat.S_IRWXO:
        yield warning("secrets", f"everybody on this machine may read {file}", f"chmod o= {file.absolute()}")
    else:
        yield ok("secrets", f"not everybody may read {file}")


def _operators(settings: Settings) -> Finding:
    if not settings.operator_ids:
        to_do = "put the Telegram numbers of the operators into OPERATOR_IDS"
        return warning("operators", "nobody is told of reports and of updates that fail", to_do)
    return ok("operators", f"{len(settings.operator_ids)} in OPERATOR_IDS")


def _world_clock(settings: Settings) -> Finding:
    if settings.world_clock_file is not None:
        to_do = "empty WORLD_CLOCK_FILE: it is only for the demo and for tests"
        return warning("world clock", "the time is moved, so reminders come at other days", to_do)
    return ok("world clock", "the real time")


def _catalogues() -> str:
    load_languages()
    for code in LANGUAGES:
        with catalogue_file(locales_folder(), code).open("rb") as source:
            missing = [message for message in read_po(source, locale=code) if not _is_said(message.string)]
        if missing:
            raise CommandError(f"{code}: {len(missing)} texts are not translated")
    return f"complete in {' and '.join(LANGUAGES)}"


def _is_said(text: object) -> bool:
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


def _rules(settings: Settings) -> str:
    calendar = settings.calendar
    load_rule_sets(calendar.rule_sets.names)
    period = Period.of(world_clock(settings.world_clock_file)().date())
    return f"valid; {calendar.name_for(period)} for {period.key}"


def _answers(settings: Settings) -> str:
    read = list(load_answers(settings).catalogues.values())
    return f"{len(read)} catalogues can be read"


def _papers() -> str:
    made = typst.compile(_PAPER, font_paths=typst.Fonts())
    if not isinstance(made, bytes) or not made.startswith(b"%PDF"):
        raise CommandError("typst made no PDF")
    return "typst makes a PDF with its fonts"
