"""The dialogue in the terminal: lines in, what everybody sees out."""

import sys

from bot.demo.lines import Lines
from bot.demo.orders import obey
from bot.demo.session import Sitting
from bot.transcript.actions import read_action


async def talk(sitting: Sitting) -> None:
    """Read and obey until the input ends or it is left."""
    lines = Lines(sys.stdin.fileno())
    while True:
        sitting.prompt()
        line = await lines.next()
        if line is None:
            sitting.terminal.break_prompt()
            return
        sitting.heard(line)
        if not await _take(sitting, line.strip()):
            return


async def _take(sitting: Sitting, line: str) -> bool:
    if line.startswith(":"):
        return await obey(sitting, line)
    if line.isascii() and line.isdigit():
        await sitting.press_number(int(line[:4]))
    elif line:
        await sitting.act(read_action(line))
    return True
