"""Loads what a conversation may know of links, codes and requests."""

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.store.invites import live_invite, load_invite
from bot.store.relinks import live_relink, load_relinking
from bot.store.requests import find_school, load_request
from bot.store.world import World
from conversations.facts import (
    Invite,
    InviteState,
    JoinRequest,
    MadeInvite,
    MadeRelink,
    Membership,
    Needs,
    Relinking,
    School,
)
from conversations.join_codes import read_join_code
from conversations.rules.terms import Role
from conversations.values import value


@value
class Ways:
    """The facts of the same names."""

    invite: Invite | None
    relinking: Relinking | None
    found_school: School | None
    request: JoinRequest | None
    made_invite: MadeInvite | None
    made_relink: MadeRelink | None


def load_ways(
    conn: Connection,
    needs: Needs,
    world: World,
    *,
    person_id: int | None,
    memberships: Sequence[Membership],
    is_operator: bool,
) -> Ways:
    """What the needs ask for; links are shown only to operators."""
    invite = _invite(conn, needs, world)
    return Ways(
        invite=invite,
        relinking=_relinking(conn, needs, world, invite),
        found_school=_found_school(conn, needs),
        request=_request(conn, needs.request_id, person_id, memberships),
        made_invite=_made_invite(conn, needs.made_for, world) if is_operator else None,
        made_relink=(
            live_relink(conn, world, needs.relink_for) if is_operator and needs.relink_for else None
        ),
    )


def _invite(conn: Connection, needs: Needs, world: World) -> Invite | None:
    if needs.token is None and needs.invite_id is None:
        return None
    return load_invite(conn, world.now, token=needs.token, invite_id=needs.invite_id)


def _relinking(conn: Connection, needs: Needs, world: World, invite: Invite | None) -> Relinking | None:
    """A token is asked for among these links only where it is no invite's."""
    is_unknown = invite is not None and invite.state is InviteState.UNKNOWN
    token = needs.token if is_unknown else None
    if token is None and needs.relink_id is None:
        return None
    return load_relinking(conn, world, token=token, relink_id=needs.relink_id)


def _found_school(conn: Connection, needs: Needs) -> School | None:
    code = None if needs.join_code is None else read_join_code(needs.join_code)
    return None if code is None else find_school(conn, join_code=code)


def _request(
    conn: Connection, request_id: int | None, person_id: int | None, memberships: Sequence[Membership]
) -> JoinRequest | None:
    if request_id is None or person_id is None:
        return None
    led = [member.school.id for member in memberships if member.role is Role.KS]
    return load_request(conn, request_id, person_id, led)


def _made_invite(conn: Connection, made_for: tuple[str, Role] | None, world: World) -> MadeInvite | None:
    here = None if made_for is None else find_school(conn, npsn=made_for[0])
    if made_for is None or here is None:
        return None
    return live_invite(conn, world, school_id=here.id, role=made_for[1], created_by_operator=True)
