"""Numbers as people type them."""

import re

_SPELLED = {
    word: number
    for number, words in enumerate(
        (
            "nol zero",
            "satu se one",
            "dua two",
            "tiga three",
            "empat four",
            "lima five",
            "enam six",
            "tujuh seven",
            "delapan eight",
            "sembilan nine",
            "sepuluh ten",
            "sebelas eleven",
        )
    )
    for word in words.split()
}
_COUNT = re.compile(r"\s*(\d{1,9}|[a-z]+?)\s*(?:x|×|kali|kegiatan|buah|unit|bulan|sesi|times)?\s*[.)]?\s*")
_NUMBER = re.compile(r"\s*(\d{1,9})\s*[.)]?\s*")


def parse_number(text: str) -> int | None:
    """The whole number that the text is, such as `3`, ` 3. ` or `3)`; None for anything else."""
    found = _NUMBER.fullmatch(text)
    return int(found.group(1)) if found else None


def parse_count(text: str) -> int | None:
    """How many the text says, such as `4`, `4x`, `2 kali` or `empat`; None for anything else."""
    found = _COUNT.fullmatch(text.casefold())
    if found is None:
        return None
    said = found.group(1)
    return int(said) if said.isdigit() else _SPELLED.get(said)
