"""Texts as they are written in code: found, and checked to be literals with the values they name."""

import ast
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from bot.catalogues.placeholders import placeholders
from bot.catalogues.sources import FOLDERS

# How many leading arguments of each function are texts.
_TEXT_ARGUMENTS = {"say": 1, "say_n": 2}
_WORDS_MODULE = Path("conversations/words.py")


def extract_calls(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, list[str], list[str]]]:
    """Babel's extraction method for Python; unlike its own it leaves methods called `say` alone."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and (name := _name(node)) in keywords:
            yield node.lineno, name, _literals(node, name) or [], []


def call_faults(root: Path) -> Iterator[str]:
    """One line for each wrong use of say, say_n and Say under a checkout."""
    for file in _sources(root):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            for fault in _faults(node):
                yield f"{file.relative_to(root)}:{getattr(node, 'lineno', 0)}: {fault}"


def label_texts(root: Path) -> set[str]:
    """The texts that are written as the label of a button."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in _sources(root))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    labels = (call.args[0] for call in calls if _name(call) == "Button" and call.args)
    return {text for label in labels for text in _texts_said(label)}


def _sources(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*.py")):
            if file.relative_to(root) != _WORDS_MODULE:
                yield file


def _faults(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.ImportFrom():
            yield from _import_faults(node)
        case ast.Call():
            yield from _call_faults(node)


def _import_faults(node: ast.ImportFrom) -> Iterator[str]:
    for name in node.names:
        if node.module == "conversations.words" and name.asname:
            yield f"{name.name} is imported as {name.asname}, where nobody looks for texts"
        if node.module == "conversations" and name.name == "words":
            yield "words is imported as a module; import say itself"


def _call_faults(call: ast.Call) -> Iterator[str]:
    name = _name(call)
    if name == "Say":
        yield "Say(...) hides its text from the catalogues; use say(...)"
    if name in _TEXT_ARGUMENTS:
        yield from _say_faults(call, name)


def _say_faults(call: ast.Call, name: str) -> Iterator[str]:
    texts = _literals(call, name)
    if texts is None:
        yield f"{name}(...) needs literal text, else it is never extracted"
        return
    given = {keyword.arg for keyword in call.keywords}
    if None in given:
        return
    used = {field for text in texts for field in placeholders(text)} - (
        {"count"} if name == "say_n" else set()
    )
    if used != given:
        yield f"{name}({texts[0]!r}) uses {sorted(used)}, but is given {sorted(str(one) for one in given)}"


def _literals(call: ast.Call, name: str) -> list[str] | None:
    arguments = call.args[: _TEXT_ARGUMENTS[name]]
    texts = [
        node.value for node in arguments if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return texts if len(texts) == _TEXT_ARGUMENTS[name] and all(texts) else None


def _texts_said(label: ast.expr) -> list[str]:
    calls = (node for node in ast.walk(label) if isinstance(node, ast.Call))
    return [
        text
        for call in calls
        if (name := _name(call)) in _TEXT_ARGUMENTS
        for text in _literals(call, name) or ()
    ]


def _name(call: ast.Call) -> str:
    # A method of the same name, such as that of a person in the simulator, says nothing to a reader.
    return call.func.id if isinstance(call.func, ast.Name) else ""
