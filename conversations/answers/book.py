"""All answers, and finding the right one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from conversations.answers.entries import Catalogue, Entry, Topic
from conversations.answers.figures import without_figures
from conversations.search.finding import Finder
from conversations.search.found import Found
from conversations.search.languages import language_of

_MAIN_LANGUAGE = "id"


@dataclass(frozen=True)
class AnswerBook:
    """Catalogues and finders by language; without any it refuses every question.

    A finder takes a moment to be made, so that is left to the first question, or to `warm`.
    """

    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    finders: Mapping[str, Callable[[], Finder]] = field(default_factory=dict)

    def warm(self) -> None:
        """Make the finders, so that nobody waits for that."""
        for finder in self.finders.values():
            finder()

    def find(self, text: str, language: str) -> Found:
        """What answers a text written by somebody who reads that language."""
        written_in = language_of(text, language)
        found = self._found(text, written_in)
        if written_in == language or not _is_borrowed(text, language):
            return found
        own = self._found(text, language)
        return found if own.id is None and found.id is not None else own

    def entry(self, entry_id: str, language: str) -> Entry | None:
        """The entry in that language, else in Indonesian; None where there is none any more."""
        for code in (language, _MAIN_LANGUAGE):
            catalogue = self.catalogues.get(code)
            if catalogue is not None and entry_id in catalogue:
                return catalogue.entry(entry_id)
        return None

    def topics(self, language: str) -> tuple[Topic, ...]:
        """The topics of the menu, in Indonesian where they have no title in that language."""
        main = self._main(language)
        own = self.catalogues.get(language)
        titled = {topic.id: topic for topic in own.topics} if own else {}
        return tuple(titled.get(topic.id, topic) for topic in main.topics) if main else ()

    def of_topic(self, topic_id: str, language: str) -> tuple[Entry, ...]:
        """The entries of a topic, in Indonesian where they are not in that language."""
        main = self._main(language)
        found = (self.entry(entry.id, language) for entry in main.of_topic(topic_id)) if main else ()
        return tuple(entry for entry in found if entry)

    def _found(self, text: str, language: str) -> Found:
        finder = self.finders.get(language) or self.finders.get(_MAIN_LANGUAGE)
        return finder().find(text) if finder else Found(text, language, None, 0.0, ())

    def _main(self, language: str) -> Catalogue | None:
        return self.catalogues.get(_MAIN_LANGUAGE) or self.catalogues.get(language)


def _is_borrowed(text: str, language: str) -> bool:
    """Whether a single word is of another language, as in "upload sertifikat"."""
    return sum(language_of(word, language) != language for word in text.split()) <= 1


def make_book(catalogues: Mapping[str, Catalogue], weights_of: Callable[[str], str | None]) -> AnswerBook:
    """The book of those catalogues by language, with the weights of the finders of those languages."""

    def maker(language: str) -> Callable[[], Finder]:
        return cache(lambda: Finder(finder_entries(catalogues[language]), weights_of(language), language))

    return AnswerBook(catalogues, {language: maker(language) for language in catalogues})


def finder_entries(catalogue: Catalogue) -> list[tuple[str, str, Sequence[str], str]]:
    """What a finder is made of: id, title, ways and answer of every entry."""
    return [(entry.id, entry.title, entry.ways, without_figures(entry.answer)) for entry in catalogue.entries]
