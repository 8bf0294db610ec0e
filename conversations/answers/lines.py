"""Where in a catalogue's text something stands."""

import re
from collections.abc import Sequence


def line_of(text: str, location: Sequence[int | str]) -> int:
    """The line, from 1, of a place such as ("entry", 3, "near"); the nearest known one around it."""
    lines = text.splitlines()
    if not location:
        return 1
    starts = _table_lines(lines, str(location[0]))
    if len(location) < 2 or not isinstance(location[1], int) or location[1] >= len(starts):
        return starts[0] if starts else 1
    start = starts[location[1]]
    if len(location) == 2:
        return start
    return _key_line(lines, start, str(location[2])) or start


def _table_lines(lines: Sequence[str], table: str) -> list[int]:
    header = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]")
    return [number for number, line in enumerate(lines, 1) if header.match(line)]


def _key_line(lines: Sequence[str], start: int, key: str) -> int | None:
    wanted = re.compile(rf"\s*{re.escape(key)}\s*=")
    for number, line in enumerate(lines[start:], start + 1):
        if line.lstrip().startswith("[["):
            return None
        if wanted.match(line):
            return number
    return None
