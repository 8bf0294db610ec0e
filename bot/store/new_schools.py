"""Schools become known by the first link into them."""

import re
import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from bot.store.inserting import insert_new
from bot.store.tables import school
from conversations.join_codes import ALPHABET, LENGTH

MOST_SCHOOL_NAME_CHARS = 120
_NPSN = re.compile(r"[0-9]{8}", re.ASCII)


class InviteError(ValueError):
    """An invite that cannot be made; the message says why."""


def register_schools(conn: Connection, npsns: Sequence[str], name: str) -> tuple[int, ...]:
    """The ids of these schools; an unknown first one becomes known by the name, InviteError else.

    Its name may be corrected so until its KS has confirmed it.
    """
    if not npsns or not all(_NPSN.fullmatch(npsn) for npsn in npsns):
        raise InviteError("an NPSN has 8 digits")
    named = " ".join(name.split())
    if len(named) > MOST_SCHOOL_NAME_CHARS:
        raise InviteError(f"the name of a school has 1 to {MOST_SCHOOL_NAME_CHARS} characters")
    known = _known(conn, npsns)
    missing = next((npsn for npsn in npsns[1:] if npsn not in known), None)
    if missing is not None:
        raise InviteError(f"no school with NPSN {missing} is registered: invite its KS first")
    if npsns[0] in known:
        _correct(conn, known[npsns[0]], named)
    else:
        _register(conn, npsns[0], named)
        known = _known(conn, npsns)
    return tuple(dict.fromkeys(known[npsn] for npsn in npsns))


def new_join_code() -> str:
    """A school code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _known(conn: Connection, npsns: Sequence[str]) -> dict[str, int]:
    rows = conn.execute(select(school.c.npsn, school.c.id).where(school.c.npsn.in_(npsns)))
    return {row.npsn: row.id for row in rows}


def _correct(conn: Connection, school_id: int, name: str) -> None:
    if name:
        unconfirmed = (school.c.id == school_id, school.c.level.is_(None))
        conn.execute(update(school).where(*unconfirmed).values(name=name))


def _register(conn: Connection, npsn: str, name: str) -> None:
    if not name:
        raise InviteError(f"no school with NPSN {npsn} is registered: invite its KS first, with its name")
    new = insert_new(conn, school, "npsn").values(
        npsn=npsn, name=name, level=None, zone=None, led_by_plt=False, join_code=new_join_code()
    )
    conn.execute(new)
