"""Links that move a person to another Telegram account."""

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, or_, select, update

from bot.links import new_nonce, token_hash
from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.database import ConflictError
from bot.store.inserting import insert_new
from bot.store.outbox import Lane, OutboxState, enqueue
from bot.store.tables import channel_account, membership, outbox, person, relink, school, session
from bot.store.world import World
from conversations.facts import InviteState, MadeRelink, Relinking
from conversations.people_effects import MakeRelink, PersonNoticeKind, UseRelink

_relink = relink.c
_account = channel_account.c


def make_relink(conn: Connection, wish: MakeRelink, actor: Actor, world: World) -> None:
    """An operator makes a link for somebody; earlier ones end. ConflictError for others and the erased."""
    if not actor.is_operator:
        raise ConflictError("only operators do this")
    present = select(person.c.id).where(person.c.id == wish.person_id, person.c.erased_at.is_(None))
    if conn.execute(present.with_for_update()).first() is None:
        raise ConflictError("nobody is there any more")
    earlier = (_relink.person_id == wish.person_id, _is_live(world))
    conn.execute(update(relink).where(*earlier).values(expires_at=world.now))
    nonce = new_nonce()
    made = insert(relink).values(
        token_hash=token_hash(world.links.token(nonce)),
        nonce=nonce,
        person_id=wish.person_id,
        created_at=world.now,
        expires_at=world.now + world.invite_lasts,
    )
    conn.execute(made)
    record(conn, "relink_made", actor, world, person_id=wish.person_id, by_operator=True)


def load_relinking(
    conn: Connection, world: World, *, token: str | None, relink_id: int | None
) -> Relinking | None:
    """The relink link of a token, or else of an id; None where there is none."""
    is_wanted = _relink.id == relink_id if token is None else _relink.token_hash == token_hash(token)
    query = (
        select(_relink.id, _relink.person_id, _relink.used_at, _relink.expires_at)
        .add_columns(person.c.name, person.c.erased_at)
        .join_from(relink, person, _relink.person_id == person.c.id)
        .where(is_wanted)
    )
    row = conn.execute(query).one_or_none()
    if row is None or row.erased_at is not None:
        return None
    if row.used_at is not None:
        return Relinking(InviteState.USED_UP, row.id)
    if row.expires_at <= world.now:
        return Relinking(InviteState.EXPIRED, row.id)
    return Relinking(InviteState.VALID, row.id, row.person_id, row.name, _school_names(conn, row.person_id))


def live_relink(conn: Connection, world: World, person_id: int) -> MadeRelink | None:
    """The link for somebody that can still be used, as an operator sees it."""
    query = (
        select(_relink.nonce, _relink.token_hash, _relink.expires_at, person.c.name)
        .join_from(relink, person, _relink.person_id == person.c.id)
        .where(_relink.person_id == person_id, _is_live(world), person.c.erased_at.is_(None))
        .order_by(_relink.id.desc())
        .limit(1)
    )
    row = conn.execute(query).one_or_none()
    if row is None or not world.links.can_show(row.nonce, row.token_hash):
        return None
    return MadeRelink(person_id, row.name, world.links.address(row.nonce), row.expires_at)


def use_relink(conn: Connection, wish: UseRelink, actor: Actor, world: World) -> int:
    """The person of the link is reached at the actor's account from now on; returns who that is.

    The old account is told, and nobody goes on there. ConflictError where the link does not hold any more or
    where the new account is somebody already.
    """
    if actor.person_id is not None:
        raise ConflictError("somebody is registered with this account")
    usable = and_(_relink.id == wish.relink_id, _is_live(world))
    used = update(relink).where(usable).values(used_at=world.now).returning(_relink.person_id)
    person_id: int | None = conn.execute(used).scalar_one_or_none()
    if person_id is None:
        raise ConflictError("this link does not hold any more")
    _leave_old_accounts(conn, person_id, wish.relink_id, actor)
    moved = insert_new(conn, channel_account, "channel", "external_id").values(
        channel=actor.channel,
        external_id=actor.external_id,
        person_id=person_id,
        chat_id=actor.chat_id,
        reachable=True,
        bot_id=actor.bot_id,
    )
    if conn.execute(moved.returning(_account.id)).one_or_none() is None:
        raise ConflictError("somebody is registered with this account")
    record(conn, "relinked", actor, world, person_id=person_id)
    return person_id


def _leave_old_accounts(conn: Connection, person_id: int, relink_id: int, actor: Actor) -> None:
    of_person = and_(_account.person_id == person_id, _account.channel == actor.channel)
    told_by = actor.bot_for(_account.bot_id).label("bot_id")
    old = conn.execute(select(_account.chat_id, _account.reachable, told_by).where(of_person)).all()
    for row in old:
        # The session first, as a turn of the old chat does: so the two cannot wait for each other.
        conn.execute(delete(session).where(session.c.chat_id == row.chat_id))
        _take_notices_along(conn, person_id, row.chat_id, actor)
    conn.execute(delete(channel_account).where(of_person))
    reached = [row for row in old if row.reachable]
    enqueue(conn, [_notice(row.bot_id, row.chat_id, person_id, relink_id) for row in reached])


def _take_notices_along(conn: Connection, person_id: int, old_chat_id: int, actor: Actor) -> None:
    """What waits for the person goes along; what waits for whoever has the old account stays there."""
    row, same = outbox.c, outbox.alias("same")
    waiting = (
        row.bot_id.in_(list(actor.bots.names) or [actor.bot_id]),
        row.chat_id == old_chat_id,
        row.state == OutboxState.PENDING,
        row.kind != PersonNoticeKind.RELINKED,
        row.payload["person_id"].as_integer() == person_id,
    )
    # Told by the bot of the new account already: it need not be told twice.
    is_there = exists().where(same.c.bot_id == actor.bot_id, same.c.dedup_key == row.dedup_key)
    goes_along = or_(row.bot_id == actor.bot_id, ~is_there)
    moved = {"bot_id": actor.bot_id, "chat_id": actor.chat_id}
    conn.execute(update(outbox).where(*waiting, goes_along).values(moved))


def _notice(bot_id: int, chat_id: int, person_id: int, relink_id: int) -> dict[str, object]:
    kind = PersonNoticeKind.RELINKED
    return {
        "bot_id": bot_id,
        "chat_id": chat_id,
        "lane": Lane.URGENT,
        "kind": kind,
        "dedup_key": f"person/{kind}/{relink_id}/{chat_id}",
        "payload": {"person_id": person_id, "subject_id": 0},
    }


def _is_live(world: World) -> ColumnElement[bool]:
    return and_(_relink.used_at.is_(None), _relink.expires_at > world.now)


def _school_names(conn: Connection, person_id: int) -> tuple[str, ...]:
    query = (
        select(school.c.name)
        .join_from(membership, school, membership.c.school_id == school.c.id)
        .where(membership.c.person_id == person_id, membership.c.ended_at.is_(None))
        .group_by(school.c.id, school.c.name)
        .order_by(school.c.name)
    )
    return tuple(conn.execute(query).scalars())
