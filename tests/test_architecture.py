"""`conversations` decides from values alone, and `bot` depends on it, never the other way round."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED_IMPORTS = frozenset(
    {
        "array",
        "abc",
        "calendar",
        "collections",
        "conversations",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "functools",
        "itertools",
        "math",
        "operator",
        "Stemmer",
        "pydantic",
        "re",
        "string",
        "tomllib",
        "types",
        "typing",
        "unicodedata",
    }
)
FORBIDDEN_CALLS = frozenset({"open", "print", "input", "exec", "eval", "__import__", "breakpoint"})
FORBIDDEN_METHODS = frozenset(
    {
        "now",
        "utcnow",
        "today",
        "uuid1",
        "uuid4",
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
    }
)


def impurities(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name.split(".")[0] not in ALLOWED_IMPORTS)
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] not in ALLOWED_IMPORTS:
                yield module
            case ast.ImportFrom(module=None):
                yield "relative import"
            case ast.Call(func=ast.Name(id=name)) if name in FORBIDDEN_CALLS:
                yield f"{name}()"
            case ast.Call(func=ast.Attribute(attr=name)) if name in FORBIDDEN_METHODS:
                yield f".{name}()"
            case ast.AsyncFunctionDef(name=name):
                yield f"async {name}"
            case ast.Global(names=names):
                yield f"global {', '.join(names)}"


def modules(package: str) -> dict[str, Path]:
    files = sorted((ROOT / package).rglob("*.py"))
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for file in files
    }


def imports(file: Path, known: dict[str, Path]) -> set[str]:
    """The known modules that a file imports when it is loaded itself."""
    found = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        match node:
            case ast.Import(names=names):
                found |= {name.name for name in names}
            case ast.ImportFrom(module=str(module), names=names):
                submodules = {f"{module}.{name.name}" for name in names} & known.keys()
                found |= submodules or {module}
    return found & known.keys()


@pytest.mark.parametrize("file", modules("conversations").values(), ids=modules("conversations"))
def test_conversations_touch_nothing_of_the_world(file):
    assert list(impurities(ast.parse(file.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    [
        "import bot.settings",
        "from bot import i18n",
        "import telegram",
        "import asyncio",
        "import random",
        "from uuid import uuid4",
        "from . import engine",
        "open('x')",
        "print('x')",
        "datetime.now(UTC)",
        "datetime.utcnow()",
        "date.today()",
        "uuid.uuid4()",
        "file.read_text()",
        "async def f(): pass",
        "def f():\n    import time",
    ],
)
def test_the_check_itself_catches(code):
    assert len(list(impurities(ast.parse(code)))) == 1


def test_no_module_imports_itself_by_a_detour():
    known = modules("conversations") | modules("bot")
    waiting = {name: imports(file, known) - {name} for name, file in known.items()}
    while ready := [name for name, needed in waiting.items() if not needed & waiting.keys()]:
        for name in ready:
            del waiting[name]
    assert waiting == {}
