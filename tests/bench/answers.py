"""Searches compared on labelled questions: `python -m tests.bench.answers [MORE.jsonl ...]`.

Five folds of the project's own questions, with their spread; more files are asked whole, of searches that
know all of the own questions and none of theirs. Needs requirements-training.txt (docs/answers.md).
"""

import json
import math
import random
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from bot.answering.examples import Example, entries_of, read_examples
from bot.answering.training import examples_of, train
from conversations.search.features import counts
from conversations.search.finding import Finder
from conversations.search.linear import NO_ENTRY, LinearModel, written_model
from conversations.search.nearest import NearestWays
from conversations.search.words import plain, spoken, words

QUESTIONS = Path(__file__).parent.parent / "answers" / "questions" / "id"
FOLDS = 5
_CANDIDATES = 3

Answer = tuple[Sequence[str], float, bool]
"""Candidates, best first; a score of having an answer; and whether it would be given."""
Search = Callable[[str], Answer]
ENTRIES = entries_of("id")
IDS = [entry for entry, *_ in ENTRIES]
WAYS = [(entry, way) for entry, title, ways, _ in ENTRIES for way in (title, *ways)]


def bm25(cut: Callable[[str], Iterable[str]], k1: float = 1.2, b: float = 0.75) -> Search:
    """Okapi BM25 over each entry's title, ways of asking and answer."""
    texts = {entry: Counter(cut(" ".join((title, *ways, answer)))) for entry, title, ways, answer in ENTRIES}
    lengths = {entry: text.total() for entry, text in texts.items()}
    usual = statistics.fmean(lengths.values())
    holders = Counter(word for text in texts.values() for word in text)

    def search(question: str) -> Answer:
        asked = set(cut(question))
        scores: dict[str, float] = defaultdict(float)
        for word in asked & holders.keys():
            rarity = math.log(1 + (len(texts) - holders[word] + 0.5) / (holders[word] + 0.5))
            for entry, text in texts.items():
                if often := text[word]:
                    damped = often + k1 * (1 - b + b * lengths[entry] / usual)
                    scores[entry] += rarity * often * (k1 + 1) / damped
        return _ranked(scores)

    return search


def pieces_only() -> Search:
    """The nearest way of asking by pieces of words alone."""
    index = NearestWays(WAYS)
    return lambda question: _ranked(index.likeness((Counter(), counts(question)[1])))


def trained(model: LinearModel) -> Search:
    """The trained model alone."""

    def search(question: str) -> Answer:
        shares = dict(model.shares(counts(question)))
        unknown = shares.pop(NO_ENTRY)
        ranked, _, _ = _ranked(shares)
        return ranked, 1 - unknown, unknown < 0.5

    return search


def product(model: LinearModel) -> Search:
    """What the product does: the model, the ways of asking, and several questions apart."""
    finder = Finder(ENTRIES, written_model(model))

    def search(question: str) -> Answer:
        found = finder.find(question)
        return found.candidates, found.score, found.id is not None

    return search


def figures(search: Search, examples: Sequence[Example]) -> Mapping[str, float]:
    """How often the first, and one of the first three, is right; refusals; and the area under the curve."""
    given = [(example, search(example.text)) for example in examples]
    known = [(example, answer) for example, answer in given if example.accept]
    strange = [answer for example, answer in given if not example.accept]
    return {
        "first": _share(answer[0][:1] and answer[0][0] in example.accept for example, answer in known),
        "three": _share(bool(set(answer[0]) & set(example.accept)) for example, answer in known),
        "answered": _share(answer[2] for _, answer in known),
        "refused": _share(not answer[2] for answer in strange),
        "AUROC": _area([answer[1] for _, answer in known], [answer[1] for answer in strange]),
    }


def _ranked(scores: Mapping[str, float]) -> Answer:
    best = sorted(scores, key=lambda entry: (-scores[entry], entry))[:_CANDIDATES]
    # These give no share: what is not above 0 for any entry is refused.
    return best, max(scores.values(), default=0.0), bool(best)


def _share(hits: Iterable[object]) -> float:
    found = [bool(hit) for hit in hits]
    return sum(found) / len(found) if found else math.nan


def _area(known: Sequence[float], strange: Sequence[float]) -> float:
    pairs = [(high > low) + 0.5 * (high == low) for high in known for low in strange]
    return sum(pairs) / len(pairs) if pairs else math.nan


def _plain_words(text: str) -> list[str]:
    return spoken(plain(text))


def _stems(text: str) -> list[str]:
    return [feature for feature in counts(text)[0] if feature.startswith("w:")]


def _sastrawi() -> Callable[[str], list[str]]:
    stemmer = StemmerFactory().create_stemmer()
    known: dict[str, str] = {}

    def cut(text: str) -> list[str]:
        return [known.setdefault(word, stemmer.stem(word)) for word in words(text)]

    return cut


def _searches(examples: Sequence[Example]) -> Mapping[str, Callable[[], Search]]:
    model = cache(lambda: train(IDS, examples))
    return {
        "BM25": lambda: bm25(_plain_words),
        "BM25, meant words, Snowball": lambda: bm25(_stems),
        "BM25, meant words, Sastrawi": lambda: bm25(_sastrawi()),
        "nearest way, pieces": pieces_only,
        "trained model": lambda: trained(model()),
        "product": lambda: product(model()),
    }


def _own() -> list[Example]:
    return list(read_examples(sorted(QUESTIONS.glob("*.jsonl"))))


def _print(name: str, results: Sequence[Mapping[str, float]]) -> None:
    columns = []
    for figure in results[0]:
        values = [result[figure] for result in results]
        spread = f"±{statistics.stdev(values):.3f}" if len(values) > 1 else ""
        columns.append(f"{figure} {statistics.fmean(values):.3f}{spread}")
    print(f"{name:30}", "  ".join(columns), flush=True)


def _main(files: Sequence[str]) -> None:
    own = _own()
    random.Random(2026).shuffle(own)
    print(f"{len(own)} questions, {FOLDS} folds")
    results: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    for fold in range(FOLDS):
        rest = [example for number, example in enumerate(own) if number % FOLDS != fold]
        for name, make in _searches(examples_of("id", rest)).items():
            results[name].append(figures(make(), own[fold::FOLDS]))
    for name, found in results.items():
        _print(name, found)
    if not files:
        return
    searches = {name: make() for name, make in _searches(examples_of("id", own)).items()}
    for file in files:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
        asked = [Example(known["q"], tuple(known["accept"])) for known in map(json.loads, lines)]
        print(f"{len(asked)} questions of {Path(file).name}, none of which were trained on")
        for name, search in searches.items():
            _print(name, [figures(search, asked)])


if __name__ == "__main__":
    _main(sys.argv[1:])
