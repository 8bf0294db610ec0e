"""Reads the catalogues of answers, those of the product or the operator's own."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from bot.errors import CommandError
from bot.i18n import LANGUAGES, locales_folder
from bot.rule_sets import load_rule_sets
from bot.settings import Settings
from conversations.answers.book import AnswerBook, make_book
from conversations.answers.catalogue import Catalogue, CatalogueError, located, parse_catalogue
from conversations.rules.regulation import RuleSet

SETTING_NAMES: Mapping[str, str] = {"id": "FAQ_FILE", "en": "FAQ_FILE_EN"}


class AnswersError(CommandError):
    """A catalogue of answers that cannot be used; its text names the file and the line."""


def load_answers(settings: Settings) -> AnswerBook:
    """The book of answers as set; an AnswersError where a file is wrong."""
    rule_sets = load_rule_sets(settings.calendar.rule_sets.names)
    return read_answers(own_files(settings), tuple(rule_sets.values()))


def trouble_of(settings: Settings) -> str:
    """The first line of what is wrong with the operator's own files; empty where nothing is."""
    try:
        load_answers(settings)
    except AnswersError as error:
        return str(error).partition("\n")[0]
    return ""


def own_files(settings: Settings) -> Mapping[str, Path]:
    """The operator's own files by language."""
    given = {"id": settings.faq_file, "en": settings.faq_file_en}
    return {language: file for language, file in given.items() if file is not None}


def packaged_file(language: str) -> Path:
    """The catalogue file of the product, in a checkout and in an installed package alike."""
    return locales_folder() / language / "faq.toml"


def read_answers(own: Mapping[str, Path], rule_sets: Collection[RuleSet]) -> AnswerBook:
    """The book of those files; English without a file of its own stays where the Indonesian does."""
    if not own:
        return _packaged_book(tuple(rule_sets))
    packaged = packaged_catalogues(tuple(rule_sets))
    main = _read(own["id"], _named(own, "id"), rule_sets)[0] if "id" in own else packaged["id"]
    english: Catalogue | None
    if "en" in own:
        english = _own_english(own, main, rule_sets)
    else:
        english = packaged["en"].without(_changed(packaged["id"], main, packaged["en"]))
    return _book({"id": main} | ({"en": english} if english else {}))


@cache
def _packaged_book(rule_sets: tuple[RuleSet, ...]) -> AnswerBook:
    return _book(packaged_catalogues(rule_sets))


@cache
def packaged_catalogues(rule_sets: tuple[RuleSet, ...] = ()) -> Mapping[str, Catalogue]:
    """The catalogues of the product by language, their placeholders checked against those rule sets."""
    return _Packaged(rule_sets)


class _Packaged(Mapping[str, Catalogue]):
    """Each is read when somebody first looks into it: nobody waits for that at the start."""

    def __init__(self, rule_sets: tuple[RuleSet, ...]) -> None:
        self._rule_sets = rule_sets
        self._read: dict[str, Catalogue] = {}

    def __getitem__(self, language: str) -> Catalogue:
        """The catalogue in that language."""
        if language not in LANGUAGES:
            raise KeyError(language)
        if language not in self._read:
            file = packaged_file(language)
            self._read[language] = _read(file, str(file), self._rule_sets)[0]
        return self._read[language]

    def __iter__(self) -> Iterator[str]:
        """All languages."""
        return iter(LANGUAGES)

    def __len__(self) -> int:
        """How many languages there are."""
        return len(LANGUAGES)


def _book(catalogues: Mapping[str, Catalogue]) -> AnswerBook:
    return make_book(catalogues, _weights)


def _own_english(own: Mapping[str, Path], main: Catalogue, rule_sets: Collection[RuleSet]) -> Catalogue:
    english, text = _read(own["en"], _named(own, "en"), rule_sets)
    strange = [
        (("entry", number, "id"), f"{entry.id} is not in the Indonesian catalogue")
        for number, entry in enumerate(english.entries)
        if entry.id not in main
    ]
    if strange:
        raise AnswersError("\n".join(located(strange, text, _named(own, "en"))))
    return english


def _changed(packaged: Catalogue, main: Catalogue, english: Catalogue) -> set[str]:
    """What must not be answered in English: the Indonesian is gone or says something else."""
    same = {
        entry.id
        for entry in main.entries
        if entry.id in packaged and packaged.entry(entry.id).answer == entry.answer
    }
    return {entry.id for entry in english.entries} - same


def _read(file: Path, name: str, rule_sets: Iterable[RuleSet]) -> tuple[Catalogue, str]:
    try:
        # Some editors begin a file with a mark.
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AnswersError(f"{name}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise AnswersError(f"{name}, line {line}: not UTF-8 text") from None
    try:
        return parse_catalogue(text, name, tuple(rule_sets)), text
    except CatalogueError as error:
        raise AnswersError(str(error)) from None


def _named(own: Mapping[str, Path], language: str) -> str:
    return f"{SETTING_NAMES[language]} {own[language]}"


def _weights(language: str) -> str | None:
    file = files("bot.answering") / f"weights_{language}.txt"
    return file.read_text(encoding="utf-8") if file.is_file() else None
