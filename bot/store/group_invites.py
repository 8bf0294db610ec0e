"""Links that take the assistant into a group for a school; like invites only their hashes are kept."""

from sqlalchemy import ColumnElement, Connection, and_, exists, insert, select, update

from bot.links import new_nonce, token_hash
from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.database import ConflictError
from bot.store.schools import SCHOOL_COLUMNS, lock_membership, school_of
from bot.store.tables import group_invite, membership, school
from bot.store.world import World
from conversations.facts import InviteState, MadeGroupLink
from conversations.group_facts import GroupInvite
from conversations.rules.terms import Role
from conversations.school_effects import MakeGroupLink

_invite = group_invite.c
_maker = membership.alias("maker_of_group_link")
# It holds only while whoever made it leads the school, and no more after a return.
_has_right = exists().where(
    _maker.c.person_id == _invite.created_by,
    _maker.c.school_id == _invite.school_id,
    _maker.c.role == Role.KS,
    _maker.c.started_at <= _invite.created_at,
    _maker.c.ended_at.is_(None),
)


def make_group_link(conn: Connection, wish: MakeGroupLink, actor: Actor, world: World) -> None:
    """The KS makes a link; earlier ones into a group of the school end. ConflictError for others."""
    lock_membership(conn, actor.known_id, wish.school_id, Role.KS)
    earlier = (_invite.school_id == wish.school_id, _is_live(world))
    conn.execute(update(group_invite).where(*earlier).values(revoked_at=world.now))
    nonce = new_nonce()
    made = insert(group_invite).values(
        token_hash=token_hash(world.links.token(nonce)),
        nonce=nonce,
        school_id=wish.school_id,
        created_by=actor.known_id,
        created_at=world.now,
        expires_at=world.now + world.invite_lasts,
    )
    conn.execute(made)
    record(conn, "group_link_made", actor, world, school_id=wish.school_id)


def live_group_link(conn: Connection, world: World, school_id: int, person_id: int) -> MadeGroupLink | None:
    """The link into a group that somebody has made for a school and that can still be used."""
    own = (_invite.school_id == school_id, _invite.created_by == person_id, _is_live(world))
    query = select(_invite.nonce, _invite.token_hash, _invite.expires_at).where(*own)
    row = conn.execute(query.order_by(_invite.id.desc()).limit(1)).one_or_none()
    if row is None or not world.links.can_show(row.nonce, row.token_hash):
        return None
    return MadeGroupLink(world.links.group_address(row.nonce), row.expires_at)


def load_group_invite(conn: Connection, token: str, world: World) -> GroupInvite:
    """What a token is worth now."""
    query = (
        select(_invite.id, _invite.created_by, _is_live(world).label("is_live"), *SCHOOL_COLUMNS)
        .join_from(group_invite, school, _invite.school_id == school.c.id)
        .where(_invite.token_hash == token_hash(token))
    )
    row = conn.execute(query).one_or_none()
    if row is None:
        return GroupInvite(InviteState.UNKNOWN)
    if not row.is_live:
        return GroupInvite(InviteState.EXPIRED)
    return GroupInvite(InviteState.VALID, row.id, row.created_by, school_of(row))


def consume_group_invite(conn: Connection, invite_id: int, world: World) -> tuple[int, int]:
    """Use a link up; returns its school and its maker. ConflictError if it does not hold any more."""
    used = update(group_invite).where(_invite.id == invite_id, _is_live(world)).values(used_at=world.now)
    row = conn.execute(used.returning(_invite.school_id, _invite.created_by)).one_or_none()
    if row is None:
        raise ConflictError("the link into a group does not hold any more")
    return row.school_id, row.created_by


def _is_live(world: World) -> ColumnElement[bool]:
    unused = and_(_invite.used_at.is_(None), _invite.revoked_at.is_(None), _invite.expires_at > world.now)
    return and_(unused, _has_right)
