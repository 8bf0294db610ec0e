"""What must hold for a catalogue of answers beyond the shape of its tables."""

import re
from collections.abc import Collection, Iterator

from conversations.answers.entries import Catalogue, Entry
from conversations.answers.figures import filled, typed_figures, unknown_figures
from conversations.rules.regulation import RuleSet

# A message of Telegram holds 4,096 UTF-16 units; the rest is for what is said beside an answer.
ANSWER_UNITS = 3500
# What fits a phone without scrolling.
PHONE_CHARS = 900
_WORD = re.compile(r"\w+")

Place = tuple[int | str, ...]
Fault = tuple[Place, str]


def link_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Ids that are not unique, and what leads to no topic or entry."""
    topics = [topic.id for topic in catalogue.topics]
    yield from _repeated("topic", topics)
    yield from _repeated("entry", [entry.id for entry in catalogue.entries])
    for number, entry in enumerate(catalogue.entries):
        if entry.topic not in topics:
            yield ("entry", number, "topic"), f"there is no topic {entry.topic}"
        yield from _near_faults(number, entry, catalogue)
    for number, topic in enumerate(topics):
        if not catalogue.of_topic(topic):
            yield ("topic", number), f"the topic {topic} has no entry"


def way_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Ways of asking that stand twice, punctuation and capitals aside."""
    seen: dict[str, Entry] = {}
    for number, entry in enumerate(catalogue.entries):
        for key, way in (("title", entry.title), *(("ways", way) for way in entry.ways)):
            normal = " ".join(_WORD.findall(way.casefold()))
            other = seen.setdefault(normal, entry)
            if not normal:
                yield ("entry", number, key), f'"{way}" has no word'
            elif other is not entry:
                yield ("entry", number, key), f'"{way}" is also a way of asking of {other.id}'


def figure_faults(catalogue: Catalogue, rule_sets: Collection[RuleSet]) -> Iterator[Fault]:
    """Placeholders that some rule set cannot fill, and answers that then do not fit a message."""
    for number, entry in enumerate(catalogue.entries):
        unknown = dict.fromkeys(
            found for rules in rule_sets for found in unknown_figures(entry.answer, rules)
        )
        for found in unknown:
            yield ("entry", number, "answer"), f"{found} is no figure that I know"
        if not unknown:
            yield from _size_faults(number, entry, rule_sets)


def style_faults(catalogue: Catalogue, rules: RuleSet) -> Iterator[Fault]:
    """What is allowed, but not in the catalogues that come with the product."""
    for number, entry in enumerate(catalogue.entries):
        for typed, wanted in typed_figures(entry.answer, rules):
            yield ("entry", number, "answer"), f'"{typed}" is a figure of the rule set: write "{wanted}"'
        chars = max(len(filled(entry.answer, rules, language)) for language in ("id", "en"))
        if chars > PHONE_CHARS:
            yield ("entry", number, "answer"), f"has {chars} characters, at most {PHONE_CHARS} fit a phone"
        normal = [" ".join(_WORD.findall(way.casefold())) for way in (entry.title, *entry.ways)]
        if len(set(normal)) < len(normal):
            yield ("entry", number, "ways"), "a way of asking stands twice"


def _repeated(table: str, ids: list[str]) -> Iterator[Fault]:
    for number, name in enumerate(ids):
        if name in ids[:number]:
            yield (table, number, "id"), f"{name} is there already"


def _near_faults(number: int, entry: Entry, catalogue: Catalogue) -> Iterator[Fault]:
    for near in entry.near:
        if near not in catalogue:
            yield ("entry", number, "near"), f"there is no entry {near}"
    if entry.id in entry.near or len(set(entry.near)) < len(entry.near):
        yield ("entry", number, "near"), "holds the entry itself or one twice"


def _size_faults(number: int, entry: Entry, rule_sets: Collection[RuleSet]) -> Iterator[Fault]:
    sources = "\n".join(f"{source.title} {source.url or ''}" for source in entry.sources)
    for rules in rule_sets:
        for language in ("id", "en"):
            drawn = "\n\n".join((entry.title, filled(entry.answer, rules, language), sources))
            units = len(drawn.encode("utf-16-le")) // 2
            if units > ANSWER_UNITS:
                yield (
                    ("entry", number, "answer"),
                    f"has {units} characters with title and sources, at most {ANSWER_UNITS} fit a message",
                )
                return
