"""Names in place of what is random in a text: the tokens of links, and school codes."""

import re
from collections.abc import Mapping

_TOKEN = re.compile(r"(?:(?<=\?start=)|(?<=\?startgroup=))[A-Za-z0-9_-]{22}")
# The code that questions give as an example is always the same.
_CODE = re.compile(r"\b(?!K7QM-3FXW)[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}\b")


class Masks:
    """Links that are known have names; others, and codes, have numbers in the order of sight."""

    def __init__(self, tokens: Mapping[str, str]) -> None:
        self.tokens = dict(tokens)
        self._made = 0
        self._codes: dict[str, str] = {}

    def put_on(self, text: str) -> str:
        """The text with names."""
        for name, token in self.tokens.items():
            text = text.replace(token, f"<tautan {name}>")
        for token in _TOKEN.findall(text):
            self._made += 1
            self.tokens[f"{self._made}"] = token
            text = text.replace(token, f"<tautan {self._made}>")
        for code in _CODE.findall(text):
            name = self._codes.setdefault(code, f"<kode {len(self._codes) + 1}>")
            text = text.replace(code, name)
        return text

    def take_off(self, text: str) -> str:
        """The text with the tokens and codes that it names."""
        for name, token in self.tokens.items():
            text = text.replace(f"<tautan {name}>", token)
        for code, name in self._codes.items():
            text = text.replace(name, code)
        return text
