"""Looks at everything in turn; one look that fails does not keep the others from being taken."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import asdict

from bot.doctor.database import look_at_database
from bot.doctor.finding import Finding, State, ok, wrong
from bot.doctor.machine import look_at_machine
from bot.doctor.telegram import look_at_telegram
from bot.errors import CommandError
from bot.settings import Settings, load_settings

_WIDEST_STATE = max(len(state) for state in State)
_WIDEST_CHECK = 12


def examine(*, as_json: bool) -> int:
    """Print what was found; 1 where something is wrong, else 0."""
    findings = asyncio.run(_all())
    is_well = all(finding.state is not State.WRONG for finding in findings)
    print(_json(findings, is_well=is_well) if as_json else "\n".join(map(_line, findings)))
    return 0 if is_well else 1


async def examination(settings: Settings) -> list[Finding]:
    """Everything about these settings and what they name."""
    return [finding async for finding in _looks(settings)]


async def _all() -> list[Finding]:
    try:
        settings = load_settings()
    except CommandError as error:
        to_do = "correct it in .env or in the environment; README.md explains every setting"
        return [wrong("settings", line, to_do) for line in str(error).splitlines()]
    return await examination(settings)


async def _looks(settings: Settings) -> AsyncIterator[Finding]:
    yield ok("settings", "all can be read")
    for finding in look_at_machine(settings):
        yield finding
    for look in (look_at_database, look_at_telegram):
        async for finding in look(settings):
            yield finding


def _line(finding: Finding) -> str:
    line = f"{finding.state:<{_WIDEST_STATE}}  {finding.check:<{_WIDEST_CHECK}}  {finding.said}"
    indent = " " * (_WIDEST_STATE + _WIDEST_CHECK + 4)
    return f"{line}\n{indent}-> {finding.to_do}" if finding.to_do else line


def _json(findings: Iterable[Finding], *, is_well: bool) -> str:
    return json.dumps({"ok": is_well, "findings": [asdict(finding) for finding in findings]})
