"""The link of an invite as a QR picture."""

import io
from dataclasses import dataclass
from datetime import datetime

import segno
from sqlalchemy import Connection, select

from bot.documents.reader import reader_of
from bot.drawn import Attachment, Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish
from bot.store.invites import load_invite
from bot.store.tables import invite
from bot.store.world import World
from conversations.facts import Invite, InviteState
from conversations.person_text import role_name, school_line
from conversations.rules.terms import Role
from conversations.words import Words, say

# Sharp on a phone and on paper.
_LEAST_PIXELS = 600
# Scanners need a margin of four modules.
_QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class _Made:
    """What its maker may see of an invite."""

    link: str
    uses_left: int
    expires_at: datetime


def draw_invite_qr(conn: Connection, wish: DocumentWish, world: World, languages: Languages) -> Drawn | None:
    """The picture for whoever made the invite or an operator, while the invite can be used."""
    found = load_invite(conn, world.now, token=None, invite_id=wish.subject_id)
    made = _made(conn, wish, world)
    if found.state is not InviteState.VALID or made is None:
        return None
    lines = _lines(found, made)
    if lines is None:
        return None
    caption = reader_of(conn, wish, languages).html(*lines)
    return Drawn(caption, (), Attachment("undangan.png", qr_picture(made.link), is_picture=True))


def qr_picture(link: str) -> bytes:
    """A PNG of the link, at least 600 pixels wide."""
    code = segno.make(link, error="m", micro=False)
    modules, _ = code.symbol_size(scale=1, border=_QUIET_ZONE)
    picture = io.BytesIO()
    code.save(picture, kind="png", scale=-(-_LEAST_PIXELS // modules), border=_QUIET_ZONE)
    return picture.getvalue()


def _made(conn: Connection, wish: DocumentWish, world: World) -> _Made | None:
    """The invite, if the receiver may see it: a KS's own is void by itself once that KS leads no longer."""
    row = conn.execute(select(invite).where(invite.c.id == wish.subject_id)).one_or_none()
    if row is None or row.nonce is None:
        return None
    is_maker = row.created_by is not None and row.created_by == wish.person_id
    # The id of a private chat is that of its user.
    if not is_maker and wish.chat_id not in world.operator_ids:
        return None
    return _Made(world.links.address(row.nonce), row.max_uses - row.used, row.expires_at)


def _lines(found: Invite, made: _Made) -> tuple[Words, ...] | None:
    if found.school is None or found.role is None:
        return None
    who: Words = (
        say("A successor of the principal gets in by this link.")
        if found.role is Role.KS and found.school.has_ks
        else say("Who gets in by this link: {role}", role=role_name(found.role))
    )
    return (
        say("<b>Invitation</b>"),
        school_line(found.school),
        *(school_line(school) for school in found.more_schools),
        "",
        who,
        say("People who can still use it: {count}", count=made.uses_left),
        say("Until: {at}", at=made.expires_at),
        "",
        made.link,
    )
