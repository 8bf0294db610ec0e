"""Makes the weights of the search: `python -m bot.answering.training FOLDER [LANGUAGE ...]`.

For developers: needs numpy and scipy (`requirements-training.txt`). The folder has one of its own for each
language, with files of lines `{"q": ..., "accept": [ids, best first]}`; nothing to accept: refuse it.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bot.answering.examples import Example, catalogue_examples, entries_of, read_examples, with_endings
from bot.i18n import LANGUAGES
from conversations.search.features import Counts, counts, rarities, vector
from conversations.search.linear import NO_ENTRY, SCALE, LinearModel, written_model

_AT_LEAST = 3
_PENALTY = 6e-6
_ROUNDS = 80
# Most weights are near nothing; so many of them decide.
_KEPT = 50_000
# A feature of nearly every text decides little and would take most of the time.
_KEPT_OF_A_FEATURE = 16
_OTHER_ACCEPTED = 0.6


def train(entries: Sequence[str], examples: Sequence[Example]) -> LinearModel:
    """A softmax regression over the features; entries that no example accepts stay unlikely."""
    seen = [counts(example.text) for example in examples]
    rarity = rarities(seen, at_least=_AT_LEAST)
    names = sorted(rarity)
    rows = _matrix(seen, rarity, {name: number for number, name in enumerate(names)})
    classes = (*entries, NO_ENTRY)
    targets = np.array([_target(example.accept, classes) for example in examples])
    weights, bias = _fitted(rows, targets, np.array([example.counts for example in examples]))
    hundredths = np.rint(_pruned(weights) * SCALE).astype(int)
    by_feature = {
        name: tuple((int(at), int(row[at])) for at in np.flatnonzero(row))
        for name, row in zip(names, hundredths, strict=True)
    }
    return LinearModel(classes, bias.tolist(), rarity, by_feature)


def examples_of(language: str, own: Sequence[Example]) -> list[Example]:
    """All that the search of that language is trained on."""
    titled = with_endings(own) if language == "id" else ()
    return [*catalogue_examples(language), *own, *titled]


def _matrix(seen: Sequence[Counts], rarity: dict[str, float], numbers: dict[str, int]) -> Any:
    values, columns, ends = [], [], [0]
    for each in seen:
        for feature, value in vector(each, rarity).items():
            values.append(value)
            columns.append(numbers[feature])
        ends.append(len(values))
    return csr_matrix((values, columns, ends), shape=(len(seen), len(numbers)))


def _target(accept: Sequence[str], classes: Sequence[str]) -> Any:
    target = np.zeros(len(classes))
    for place, entry in enumerate(accept or (NO_ENTRY,)):
        target[classes.index(entry)] = 1.0 if place == 0 else _OTHER_ACCEPTED
    return target / target.sum()


def _fitted(rows: Any, targets: Any, shares: Any) -> tuple[Any, Any]:
    size = (rows.shape[1], targets.shape[1])
    columns, total = rows.T.tocsr(), shares.sum()

    def loss(flat: Any) -> tuple[float, Any]:
        weights, bias = flat[: -size[1]].reshape(size), flat[-size[1] :]
        likely = _softmax(rows @ weights + bias)
        missed = -(shares * (targets * np.log(likely + 1e-12)).sum(axis=1)).sum() / total
        slope = (likely - targets) * shares[:, None] / total
        gradient = np.concatenate([(columns @ slope + _PENALTY * weights).ravel(), slope.sum(axis=0)])
        return missed + _PENALTY * (weights**2).sum() / 2, gradient

    start = np.zeros(size[0] * size[1] + size[1])
    options = {"maxiter": _ROUNDS, "maxcor": 6}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return found[: -size[1]].reshape(size), found[-size[1] :]


def _softmax(scores: Any) -> Any:
    parts = np.exp(scores - scores.max(axis=1, keepdims=True))
    return parts / parts.sum(axis=1, keepdims=True)


def _pruned(weights: Any) -> Any:
    few = min(_KEPT_OF_A_FEATURE, weights.shape[1])
    least_of_each = np.partition(np.abs(weights), -few, axis=1)[:, -few, None]
    weights = np.where(np.abs(weights) >= least_of_each, weights, 0.0)
    kept = min(_KEPT, weights.size)
    least = np.partition(np.abs(weights).ravel(), -kept)[-kept]
    return np.where(np.abs(weights) >= least, weights, 0.0)


def main(arguments: Sequence[str]) -> None:
    """Train on the catalogue and the questions of each language, and write the weights."""
    folder, *chosen = arguments
    for language in chosen or LANGUAGES:
        own = list(read_examples(sorted((Path(folder) / language).glob("*.jsonl"))))
        examples = examples_of(language, own)
        model = train([entry for entry, *_ in entries_of(language)], examples)
        file = Path(__file__).with_name(f"weights_{language}.txt")
        file.write_text(written_model(model), encoding="utf-8")
        print(f"{file.name}: {len(examples)} examples, {len(model.rarity)} features")


if __name__ == "__main__":
    main(sys.argv[1:])
