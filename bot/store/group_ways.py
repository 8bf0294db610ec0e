"""Loads what a principal may know of the group of a school."""

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.store.group_invites import live_group_link
from bot.store.school_groups import load_proposal, load_school_group
from bot.store.world import World
from conversations.facts import GroupProposal, MadeGroupLink, Membership, Needs, SchoolGroup
from conversations.rules.terms import Role
from conversations.values import value


@value
class GroupWays:
    """The group of a school, the principal's link to one, and what the principal was asked."""

    group: SchoolGroup | None = None
    link: MadeGroupLink | None = None
    proposal: GroupProposal | None = None


def load_group_ways(
    conn: Connection,
    needs: Needs,
    world: World,
    person_id: int | None,
    memberships: Sequence[Membership],
) -> GroupWays:
    """What the needs ask for, and only of schools that the person leads; of a question also its school's."""
    led = [member.school.id for member in memberships if member.role is Role.KS]
    asked = needs.group_proposal_id
    if person_id is None or (needs.group_of is None and asked is None):
        return GroupWays()
    proposal = None if asked is None else load_proposal(conn, asked, person_id, world)
    school_id = needs.group_of
    if school_id is None and proposal is not None and proposal.school is not None:
        school_id = proposal.school.id
    if school_id is None or school_id not in led:
        return GroupWays(proposal=proposal)
    return GroupWays(
        load_school_group(conn, school_id), live_group_link(conn, world, school_id, person_id), proposal
    )
