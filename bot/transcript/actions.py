r"""What somebody does, as one line: typed text, a button in brackets, or what else one sends in parentheses.

`[Ajukan]` presses, `^[Ajukan]` presses the same button on the message before, `[+] #2` the second of that
name in a message, `[Ajukan] x2` presses twice at once, `[Ajukan] lama` a button that a message had and has
no more. `(dokumen bukti.pdf, 12 kB) keterangan` and `(foto foto.jpg, 3 kB)` send a file,
`(foto foto.jpg, 3 kB, album 1)` one of several that go together, `(suara)` a voice note, `(balas) Setuju`
answers the newest message of the bot. Text that looks like any of this has a backslash before it, and `\n`
stands for a new line.
"""

import re
from collections.abc import Mapping

from bot.transcript.model import Action, Kind, Odd, Pressed, Sent, Typed

_WORDS: Mapping[Kind, str] = {
    Kind.VOICE: "suara",
    Kind.AUDIO: "audio",
    Kind.VIDEO: "video",
    Kind.STICKER: "stiker",
    Kind.CONTACT: "kontak",
    Kind.LOCATION: "lokasi",
    Kind.DICE: "dadu",
}
_UNITS: Mapping[str, int] = {"MB": 1_000_000, "kB": 1000, "B": 1}
_REPLY = "(balas) "
_PRESS = re.compile(r"(\^*)\[(.+)\]( lama)?(?: #(\d+))?(?: x(\d))?", re.DOTALL)
_SENT = re.compile(
    r"\((dokumen|foto) ((?:[^\\)]|\\.)+), (\d+) (B|kB|MB)(?:, album ([a-z0-9]+))?\)(?: (.+))?", re.DOTALL
)
_ODD = re.compile(rf"\(({'|'.join(_WORDS.values())})\)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def read_action(text: str) -> Action:
    """The action of a line."""
    if (press := _PRESS.fullmatch(text)) is not None:
        arrows, label, was, nth, times = press.groups()
        return Pressed(label, len(arrows), int(nth or 1), int(times or 1), was=bool(was))
    if (sent := _SENT.fullmatch(text)) is not None:
        kind, name, number, unit, album, caption = sent.groups()
        size = int(number) * _UNITS[unit]
        return Sent(_plain(name), size, kind == "foto", _plain(caption or ""), album=album or "")
    if (odd := _ODD.fullmatch(text)) is not None:
        return Odd(next(kind for kind, word in _WORDS.items() if word == odd[1]))
    if text.startswith(_REPLY):
        return Typed(_plain(text.removeprefix(_REPLY)), is_reply=True)
    return Typed(_plain(text))


def write_action(action: Action) -> str:
    """The line of an action."""
    match action:
        case Pressed():
            was = " lama" if action.was else ""
            nth = f" #{action.nth}" if action.nth > 1 else ""
            times = f" x{action.times}" if action.times > 1 else ""
            return f"{'^' * action.older}[{action.label}]{was}{nth}{times}"
        case Sent():
            kind = "foto" if action.is_photo else "dokumen"
            name = _escaped(action.name).replace(")", "\\)")
            caption = f" {_escaped(action.caption)}" if action.caption else ""
            album = f", album {action.album}" if action.album else ""
            return f"({kind} {name}, {_size(action.size)}{album}){caption}"
        case Odd(kind=odd):
            return f"({_WORDS[odd]})"
        case Typed(is_reply=True):
            return _REPLY + _escaped(action.text)
        case Typed(text=plain):
            text = _escaped(plain)
            return f"\\{text}" if _is_special(text) else text


def _is_special(text: str) -> bool:
    patterns = (_PRESS, _SENT, _ODD)
    return text.startswith(_REPLY) or any(pattern.fullmatch(text) for pattern in patterns)


def _size(size: int) -> str:
    unit, count = next((unit, count) for unit, count in _UNITS.items() if size % count == 0 and size >= count)
    return f"{size // count} {unit}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda m: "\n" if m[1] == "n" else m[1], text)
