"""What the search costs: loading, memory, processor time for a question: `python -m tests.bench.search`."""

import gc
import resource
import subprocess
import sys
import time
from importlib.resources import files

from bot.answering.loading import packaged_file, read_answers
from bot.i18n import LANGUAGES
from bot.rule_sets import load_rule_sets
from conversations.answers.book import AnswerBook
from conversations.search import words
from tests.search.test_known_trouble import GURU_BK, RETIREMENT, TWO_SCHOOLS

_LOADING = "load"
_LONG = 4000
_FORMS = ("Assalamualaikum, maaf mengganggu. {} Terima kasih sebelumnya.", "{} dan {}", "1. {}\n2. {}")


def _load() -> AnswerBook:
    return read_answers({}, tuple(load_rule_sets(["pmm_2024"]).values()))


def _resident() -> int:
    """Kilobytes that this process has in memory now."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize() // 1024


def _print_loading() -> None:
    gc.collect()
    before, began = _resident(), time.process_time()
    book = _load()
    seconds = time.process_time() - began
    gc.collect()
    megabytes = (_resident() - before) / 1024
    entries = sum(len(catalogue.entries) for catalogue in book.catalogues.values())
    print(f"loading: {seconds:.2f} s of processor time, {megabytes:.0f} MB for {entries} entries")


def _questions(book: AnswerBook) -> list[str]:
    ways = [
        way
        for catalogue in book.catalogues.values()
        for entry in catalogue.entries
        for way in (entry.title, *entry.ways)
    ]
    typed = [*GURU_BK, *TWO_SCHOOLS, *RETIREMENT]
    mixed = [form.format(first, second) for form, first, second in _mixed(ways)]
    return [*ways, *typed, *mixed]


def _mixed(ways: list[str]) -> list[tuple[str, str, str]]:
    forms = _FORMS
    return [
        (forms[number % len(forms)], first, second)
        for number, (first, second) in enumerate(zip(ways[::7], ways[3::7], strict=False))
    ]


def _print_times(name: str, book: AnswerBook, questions: list[str]) -> None:
    seconds = []
    for question in questions:
        words.words.cache_clear()
        began = time.process_time()
        book.find(question, "id")
        seconds.append(time.process_time() - began)
    seconds.sort()
    p50, p99 = (1000 * seconds[int(len(seconds) * share)] for share in (0.5, 0.99))
    print(f"{name}: {len(seconds)}, p50 {p50:.1f} ms, p99 {p99:.1f} ms, slowest {1000 * seconds[-1]:.1f} ms")


def _print_sizes() -> None:
    paths = [packaged_file(language) for language in LANGUAGES]
    sizes = {path.relative_to(path.parents[2]).as_posix(): path.stat().st_size for path in paths}
    for file in files("bot.answering").iterdir():
        if file.name.startswith("weights_"):
            sizes[f"bot/answering/{file.name}"] = len(file.read_bytes())
    for name, size in sizes.items():
        print(f"{name}: {size / 1024:.0f} KB")


def _main() -> None:
    # Loading is measured in a process of its own, in which nothing was loaded before.
    subprocess.run([sys.executable, "-m", "tests.bench.search", _LOADING], check=True)
    book = _load()
    questions = _questions(book)
    _print_times("questions", book, questions)
    long = [(" ".join(questions[start:]) * 2)[:_LONG] for start in range(0, len(questions), 20)]
    _print_times(f"texts of {_LONG:,} characters", book, long)
    _print_sizes()


if __name__ == "__main__":
    if sys.argv[1:] == [_LOADING]:
        _print_loading()
    else:
        _main()
