"""What the command line understands."""

import argparse
import re
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from bot.errors import CommandError

GURU_USES = 60
_NPSN = re.compile(r"[0-9]{8}", re.ASCII)


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong in one line, like everything else here."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        raise CommandError(f"{self.prog}: {message}")


def parser() -> argparse.ArgumentParser:
    """What is understood after `python -m bot`; imports nothing that only one command needs."""
    parser = _Parser(prog="python -m bot", description="Asisten Kinerja.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="serve the chats of the bot of BOT_TOKEN, or of those of BOT_TOKENS")
    commands.add_parser("web", help="serve the chats by webhook; as many of these as wanted, beside a worker")
    commands.add_parser("worker", help="only send what waits; as many of these as wanted, beside run or web")
    commands.add_parser("clock", help="only enqueue what falls due; one or two of these beside the others")
    _add_remind(commands.add_parser("remind", help="enqueue what is due at an instant, or only tell it"))
    commands.add_parser("demo", help="try everything here, without a token (demo --help tells more)")
    _add_invite(commands.add_parser("invite", help="make a link for a principal, a penilai or for teachers"))
    _add_relink(commands.add_parser("relink", help="make a link that recovers a lost account"))
    _add_answer(commands.add_parser("answer", help="answer a question as the bot would"))
    status = commands.add_parser("status", help="count what is stored and what waits")
    status.add_argument("--json", action="store_true", help="print JSON")
    doctor = commands.add_parser("doctor", help="look for what is wrong, and say what to do about it")
    doctor.add_argument("--json", action="store_true", help="print JSON")
    commands.add_parser("key", help="make a key for ENCRYPTION_KEYS")
    _add_database(commands.add_parser("db", help="look after the database"))
    return parser


def _add_database(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("upgrade", help="bring its tables to the newest version")
    backup = actions.add_parser("backup", help="copy it, also while it is in use")
    backup.add_argument("file", type=Path, help="a new file, or a folder where its date names it")
    backup.add_argument("--keep", type=_uses, help="of the dated copies in that folder keep so many")
    reencrypt = actions.add_parser("reencrypt", help="encrypt all texts with the first of ENCRYPTION_KEYS")
    reencrypt.add_argument("--plain", action="store_true", help="write them as they were typed instead")
    restore = actions.add_parser("restore", help="put a copy in its place, while nothing uses it")
    restore.add_argument("file", type=Path, help="what backup has written")


def _add_answer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="*", help="what somebody would type")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read lines such as {"q": "..."}, answer each with a line of JSON',
    )
    parser.add_argument(
        "--language", choices=("id", "en"), default="id", help="the asker's language (default %(default)s)"
    )


def _add_remind(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--at", required=True, type=_instant, help="such as 2026-01-28T08:00+07:00; what is due then"
    )
    parser.add_argument("--dry-run", action="store_true", help="only tell who would get what, and why")
    parser.add_argument("--jsonl", action="store_true", help="print a line of JSON for each")


def _add_invite(parser: argparse.ArgumentParser) -> None:
    roles = parser.add_subparsers(dest="role", required=True)
    principal = roles.add_parser("ks", help="an activation link for a principal, for one use")
    principal.add_argument("--school", default="", help="the school's name, needed when it is new here")
    principal.set_defaults(uses=1)
    teachers = roles.add_parser("guru", help="an invite link for the teachers of a known school")
    teachers.add_argument(
        "--uses", type=_uses, default=GURU_USES, help="how many may join (default %(default)s)"
    )
    teachers.set_defaults(school="")
    appraiser = roles.add_parser(
        "penilai", help="an activation link for a penilai of principals, for one use"
    )
    appraiser.set_defaults(school="", uses=1)
    for role, many in ((principal, ""), (teachers, ""), (appraiser, ", once for each school")):
        role.add_argument(
            "--npsn",
            required=True,
            action="append",
            type=_npsn,
            help=f"the school's NPSN, 8 digits{many}",
        )
        role.add_argument("--json", action="store_true", help="print JSON")
        _add_bot(role)


def _add_relink(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--npsn", type=_npsn, help="the person's school; without it somebody without a school"
    )
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--name", help="the name as registered, with or without titles")
    who.add_argument(
        "--person", type=_number, help="the number that --list tells, where a name is not enough"
    )
    who.add_argument("--list", action="store_true", help="tell who belongs to the school")
    parser.add_argument("--json", action="store_true", help="print JSON")
    _add_bot(parser)


def _add_bot(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bot", metavar="USERNAME", help="whose link it is, the first bot's by default")


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not an instant such as 2026-01-28T08:00+07:00: {text!r}") from None
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} needs its distance from UTC, such as +07:00")
    return at


def _npsn(text: str) -> str:
    if not _NPSN.fullmatch(text):
        raise argparse.ArgumentTypeError(f"an NPSN has 8 digits, this is {text!r}")
    return text


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise argparse.ArgumentTypeError(f"a number, not {text!r}")
    return int(text)


def _uses(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 1000):
        raise argparse.ArgumentTypeError(f"a number from 1 to 1000, not {text!r}")
    return int(text)
