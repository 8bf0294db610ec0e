r"""What somebody does, as one line: typed text, or a button in brackets.

`[Ajukan]` presses, `^[Ajukan]` presses the same button on the message before, `[+] #2` the second of that
name in a message, `[Ajukan] x2` presses twice at once. Text that looks like a button has a backslash before
it, and `\n` stands for a new line.
"""

import re

from bot.transcript.model import Action, Pressed, Typed

_PRESS = re.compile(r"(\^*)\[(.+)\](?: #(\d+))?(?: x(\d))?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def read_action(text: str) -> Action:
    """The action of a line."""
    found = _PRESS.fullmatch(text)
    if found:
        return Pressed(found[2], len(found[1]), int(found[3] or 1), int(found[4] or 1))
    return Typed(_ESCAPED.sub(lambda m: "\n" if m[1] == "n" else m[1], text))


def write_action(action: Action) -> str:
    """The line of an action."""
    if isinstance(action, Pressed):
        nth = f" #{action.nth}" if action.nth > 1 else ""
        times = f" x{action.times}" if action.times > 1 else ""
        return f"{'^' * action.older}[{action.label}]{nth}{times}"
    text = action.text.replace("\\", "\\\\").replace("\n", "\\n")
    return f"\\{text}" if _PRESS.fullmatch(text) else text
