"""Numbers as people type them."""

import re

_NUMBER = re.compile(r"\s*(\d{1,9})\s*[.)]?\s*")


def parse_number(text: str) -> int | None:
    """The whole number that the text is, such as `3`, ` 3. ` or `3)`; None for anything else."""
    found = _NUMBER.fullmatch(text)
    return int(found.group(1)) if found else None
