"""`python -m bot.catalogues update|check`, run in a checkout."""

import argparse
import sys
from pathlib import Path

from bot.catalogues.answers import answer_faults
from bot.catalogues.checks import catalogue_faults
from bot.catalogues.files import update
from bot.catalogues.sources import extract


def main() -> int:
    """Update the catalogues, or check them and say what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bot.catalogues", description=main.__doc__)
    parser.add_argument("action", choices=("update", "check"))
    action = parser.parse_args().action
    root = Path.cwd()
    if action == "update":
        update(extract(root), root / "locales")
        return 0
    faults = [*catalogue_faults(root), *answer_faults(root)]
    print(*faults, sep="\n", file=sys.stderr) if faults else print("catalogues: all well")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
