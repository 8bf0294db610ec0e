"""How long suggestions take, for every wish on the real catalogue: `python -m tests.bench.suggest`."""

import time
from itertools import combinations, product

from bot.rule_sets import load_rule_sets
from conversations.rules import suggest
from conversations.rules.suggest import Wishes
from conversations.rules.terms import ActivityKind


def _main() -> None:
    rules = load_rule_sets(["pmm_2024"])["pmm_2024"]
    wishes = [frozenset(kinds) for size in range(6) for kinds in combinations(ActivityKind, size)]
    seconds = []
    for kinds, months in product(wishes, range(1, 7)):
        suggest.forget()
        began = time.perf_counter()
        suggest.suggest(rules, Wishes(kinds, 12, months))
        seconds.append(time.perf_counter() - began)
    seconds.sort()
    print(f"{len(seconds)} wishes: median {1000 * seconds[len(seconds) // 2]:.1f} ms", end=", ")
    print(f"slowest {1000 * seconds[-1]:.1f} ms")


if __name__ == "__main__":
    _main()
