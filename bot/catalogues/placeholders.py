"""What a text holds besides words: placeholders and markup."""

import re
from string import Formatter

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ALLOWED = ("<b>", "</b>", "<i>", "</i>", "<code>", "</code>")


def placeholders(text: str) -> set[str]:
    """The names in braces; ValueError where a brace stands alone or holds more than a name."""
    found = set()
    for _, name, spec, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(f"{{{name}}} is more than a name")
        found.add(name)
    return found


def has_words(text: str) -> bool:
    """Whether anything but placeholders, markup and signs is in a text."""
    bare = re.sub(r"\{\w*\}", "", _TAG.sub("", text))
    return any(sign.isalpha() for sign in bare)


def tags(text: str) -> list[str]:
    """The markup of a text, sorted."""
    return sorted(_TAG.findall(text))


def markup_fault(text: str) -> str | None:
    """What is wrong with the markup: a tag that is not allowed, not closed or crossed."""
    opened: list[str] = []
    for tag in _TAG.findall(text):
        if tag not in _ALLOWED:
            return f"{tag} is not allowed"
        if not tag.startswith("</"):
            opened.append(tag)
        elif not opened or opened.pop() != tag.replace("/", ""):
            return f"{tag} closes nothing"
    return f"{opened[-1]} is not closed" if opened else None
