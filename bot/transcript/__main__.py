"""`python -m bot.transcript [--update] FILES`: play dialogues again, or write down what is seen now."""

import argparse
import asyncio
import sys
from pathlib import Path

from bot.stage.product import ProductDiedError
from bot.stage.walking import LostError
from bot.transcript.reading import TranscriptError, read
from bot.transcript.replay import DifferenceError, replay, rewrite
from bot.transcript.writing import write


def main() -> int:
    """Play each file; 1 where one differs."""
    options = _parser().parse_args()
    results = [_play(file, update=options.update) for file in options.files]
    return 0 if all(results) else 1


def _play(file: Path, *, update: bool) -> bool:
    try:
        transcript = read(file.read_text(encoding="utf-8"))
        if update:
            file.write_text(write(asyncio.run(rewrite(transcript))), encoding="utf-8")
        else:
            asyncio.run(replay(transcript))
    except (TranscriptError, DifferenceError, ProductDiedError, LostError) as error:
        print(f"{file}: {error}", file=sys.stderr)
        return False
    print(f"{file}: {'written' if update else 'as played'}")
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.transcript", description=__doc__)
    parser.add_argument("--update", action="store_true", help="write down what everybody sees now")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
