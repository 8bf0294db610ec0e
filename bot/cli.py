"""The command line; each command imports only what it needs."""

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Sequence

from bot.cli_arguments import parser
from bot.errors import CommandError

WRONG = 2
INTERRUPTED = 130
NOT_WANTED = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; what goes wrong is a line on stderr, not a trace."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(given)
        sys.stdout.flush()
        return code
    except CommandError as error:
        print(error, file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read has enough, as `head` does; Python would say so once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_WANTED


def _run(given: list[str]) -> int:
    if given[:1] == ["demo"]:
        from bot.demo import main as demo

        return demo(given[1:])
    options = parser().parse_args(given)
    match options.command:
        case "run" | "web" | "worker" | "clock":
            return _serve(options.command)
        case "key":
            return _key()
        case "remind":
            return _remind(options)
        case "invite":
            return _invite(options)
        case "relink":
            return _relink(options)
        case "status":
            return _status(options)
        case "answer":
            return _answer(options)
        case "doctor":
            return _doctor(options)
        case _:
            return _database(options)


def _serve(command: str) -> int:
    # Nearly all that is made until it serves stays: looking for what does not takes a tenth of the start.
    gc.disable()
    from bot.running import run
    from bot.settings import load_settings
    from bot.wiring import CLOCK, EVERYTHING, WEB, WORKER

    roles = {"run": EVERYTHING, "web": WEB, "worker": WORKER, "clock": CLOCK}
    return run(load_settings(), roles[command])


def _remind(options: argparse.Namespace) -> int:
    from bot.reminding import remind
    from bot.settings import load_settings

    for line in asyncio.run(remind(load_settings(), options.at, is_dry_run=options.dry_run)):
        print(line.json() if options.jsonl else line.text())
    return 0


def _invite(options: argparse.Namespace) -> int:
    from bot.inviting import describe, invite
    from bot.settings import load_settings
    from conversations.rules.terms import Role

    role = Role.APPRAISER if options.role == "penilai" else Role(options.role)
    npsn, *more = dict.fromkeys(options.npsn)
    if more and role is not Role.APPRAISER:
        raise CommandError(f"python -m bot invite {options.role}: one --npsn, please")
    making = invite(load_settings(), role, npsn, options.school, options.uses, tuple(more), options.bot)
    made = asyncio.run(making)
    print(made.json() if options.json else describe(made))
    return 0


def _relink(options: argparse.Namespace) -> int:
    from bot import relinking
    from bot.settings import load_settings

    if options.npsn is None and options.name is None:
        raise CommandError("python -m bot relink: --list and --person need --npsn")
    if options.list:
        people = asyncio.run(relinking.list_people(load_settings(), options.npsn))
        print(relinking.people_json(people) if options.json else relinking.describe_people(people))
        return 0
    whom = relinking.Whom(options.npsn, options.name, options.person)
    made = asyncio.run(relinking.relink(load_settings(), whom, options.bot))
    print(relinking.relink_json(made) if options.json else relinking.describe(made))
    return 0


def _status(options: argparse.Namespace) -> int:
    from bot.health import status
    from bot.settings import load_settings

    print(asyncio.run(status(load_settings(), as_json=options.json)))
    return 0


def _answer(options: argparse.Namespace) -> int:
    from bot.settings import load_settings

    if options.jsonl == bool(options.question):
        raise CommandError('python -m bot answer: either a "question" or --jsonl, please')
    if not options.jsonl:
        from bot.answering.showing import shown_answer

        print(shown_answer(" ".join(options.question), options.language, load_settings()))
        return 0
    from bot.answering.asking import answers_of
    from bot.answering.loading import load_answers

    result = 0
    for answer, trouble in answers_of(sys.stdin.buffer, load_answers(load_settings()), options.language):
        print(answer, flush=True)
        if trouble:
            print(trouble, file=sys.stderr)
            result = WRONG
    return result


def _key() -> int:
    from bot.store.sealing import new_key

    print(new_key())
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from bot.doctor.command import examine

    return examine(as_json=options.json)


def _database(options: argparse.Namespace) -> int:
    from bot.settings import load_settings

    settings = load_settings()
    if options.action == "upgrade":
        from bot.upgrading import upgrade

        asyncio.run(upgrade(settings))
        return 0
    if options.action == "reencrypt":
        from bot.reencrypting import reencrypt

        print(asyncio.run(reencrypt(settings, plain=options.plain)))
        return 0
    from bot.backups import backup, restore

    is_backup = options.action == "backup"
    print(backup(settings, options.file, keep=options.keep) if is_backup else restore(settings, options.file))
    return 0
