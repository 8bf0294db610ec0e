"""Links that principals and operators make in chat."""

from sqlalchemy import Connection, exists, update

from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.database import ConflictError
from bot.store.invites import NewInvite, create_invite, is_live, revoke_invites
from bot.store.new_schools import InviteError, register_schools
from bot.store.schools import lock_membership
from bot.store.tables import invite, membership
from bot.store.world import World
from conversations.rules.terms import Role
from conversations.school_effects import InviteByOperator, MakeInvite, RevokeInvite

_MOST_USES = 1000


def make_invite(conn: Connection, wish: MakeInvite, actor: Actor, world: World) -> NewInvite:
    """A KS invites teachers, or one successor; what was made for the same before ends.

    ConflictError where the actor does not lead the school.
    """
    if wish.role is Role.APPRAISER or not 1 <= wish.uses <= _MOST_USES:
        raise ConflictError("a KS makes no such invite")
    lock_membership(conn, actor.known_id, wish.school_id, Role.KS)
    revoke_invites(conn, world.now, school_id=wish.school_id, role=wish.role, created_by_operator=False)
    made = create_invite(
        conn,
        role=wish.role,
        school_ids=(wish.school_id,),
        uses=1 if wish.role is Role.KS else wish.uses,
        links=world.links,
        now=world.now,
        expires_at=world.now + world.invite_lasts,
        created_by=actor.known_id,
    )
    record(conn, f"invite_made_{wish.role}", actor, world, school_id=wish.school_id)
    return made


def revoke_invite(conn: Connection, wish: RevokeInvite, actor: Actor, world: World) -> None:
    """A KS ends a link into the own school that a KS has made; ConflictError where it holds no more."""
    column = invite.c
    leads = exists().where(
        membership.c.person_id == actor.known_id,
        membership.c.school_id == column.school_id,
        membership.c.role == Role.KS,
        membership.c.ended_at.is_(None),
    )
    own = (column.id == wish.invite_id, column.created_by.is_not(None), leads, is_live(world.now))
    revoked = update(invite).where(*own).values(revoked_at=world.now).returning(column.school_id)
    school_id = conn.execute(revoked).scalar_one_or_none()
    if school_id is None:
        raise ConflictError("this invite does not hold any more")
    record(conn, "invite_revoked", actor, world, school_id=school_id)


def invite_by_operator(conn: Connection, wish: InviteByOperator, actor: Actor, world: World) -> NewInvite:
    """An operator makes a link; what operators made for the same school and role before ends.

    ConflictError for others, and where the schools are not as the wish takes them to be.
    """
    if not actor.is_operator:
        raise ConflictError("only operators do this")
    try:
        school_ids = register_schools(conn, wish.npsns, wish.school_name)
        revoke_invites(conn, world.now, school_id=school_ids[0], role=wish.role, created_by_operator=True)
        made = create_invite(
            conn,
            role=wish.role,
            school_ids=school_ids,
            uses=wish.uses,
            links=world.links,
            now=world.now,
            expires_at=world.now + world.invite_lasts,
            created_by=None,
        )
    except InviteError as error:
        raise ConflictError(str(error)) from None
    record(conn, f"invite_made_{wish.role}", actor, world, school_id=school_ids[0], by_operator=True)
    return made
