"""`python -m bot.screens [--check]`, run in a checkout."""

import argparse
import asyncio
import sys
from pathlib import Path

from bot.i18n import LANGUAGES, load_languages
from bot.rule_sets import load_rule_sets
from bot.screens.pages import page
from bot.screens.tour import tour

_FOLDER = Path("docs/screens")


def main() -> int:
    """Write every screen in every language into docs/screens, or check that the files there are as now."""
    parser = argparse.ArgumentParser(prog="python -m bot.screens", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, say what is not up to date")
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="where the files are (%(default)s)")
    arguments = parser.parse_args()
    languages = load_languages()
    book = asyncio.run(tour(languages, load_rule_sets(["pmm_2024"])))
    faults = list(book.faults)
    for code in LANGUAGES:
        file, text = arguments.folder / f"{code}.txt", page(book, languages[code])
        if not arguments.check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            faults.append(f"{file} is not up to date: run python -m bot.screens")
    print(*faults, sep="\n", file=sys.stderr) if faults else print("screens: all well")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
