"""The group of a school in the principal's private chat: link one, try it, let it go."""

from collections.abc import Mapping
from typing import Any

from conversations.events import Press
from conversations.facts import Facts, GroupProposal, Needs, RequestState, School
from conversations.flow import Input
from conversations.groups.places import show_choose, show_group, show_unlink
from conversations.groups.state import (
    LINK_IT,
    NAME,
    NOT_YOURS,
    GroupsState,
    Place,
    go,
    led_school,
    led_schools,
)
from conversations.navigation import HOME_BUTTON, go_home
from conversations.school_effects import LinkGroup, MakeGroupLink, RefuseGroup, SendTestPost, UnlinkGroup
from conversations.screens import Screen
from conversations.session import Move
from conversations.words import Say, say

SETTLED = say("That question does not wait any more. This is how it stands now.")
_LEFT = say("The assistant is not in that group any more. Please add it again, then type /hubungkan there.")


def enter(facts: Facts) -> Move:
    """Go to the group of the school that the person leads, the one in use first."""
    led = led_schools(facts)
    return go(GroupsState(school_id=led[0].id)) if led else go_home(NOT_YOURS)


def enter_school(school_id: int) -> Move:
    """Go to the group of a school."""
    return go(GroupsState(school_id=school_id))


def from_notice(action: str, facts: Facts) -> Move:
    """Answer the question whether a group is to be a school's; where it does not wait any more, say so."""
    led, proposal = led_schools(facts), facts.group_proposal
    if not led:
        return go_home(NOT_YOURS)
    asked_of = proposal.school if proposal is not None else None
    here = GroupsState(school_id=(asked_of or led[0]).id)
    if proposal is None or proposal.state is not RequestState.PENDING:
        return go(here, SETTLED)
    if asked_of is not None and not facts.is_ks_of(asked_of.id):
        return go_home(NOT_YOURS)
    if action != LINK_IT:
        word = say("The group {group} was not linked.", group=proposal.title)
        return go(here, word, RefuseGroup(proposal.id))
    if asked_of is None and len(led) > 1:
        return go(here.at(Place.CHOOSE, proposal_id=proposal.id))
    return _link(here, proposal, asked_of or led[0], facts)


class GroupsFlow:
    """What a principal does with the group of a school."""

    name = NAME
    code = "g"
    version = 1
    state = GroupsState

    def handle(self, state: GroupsState, event: Input, facts: Facts) -> Move:
        """Decide what an event leads to; whoever lost the right is told."""
        school = led_school(state, facts)
        if school is None:
            return go_home(NOT_YOURS)
        action = event.action if isinstance(event, Press) else ""
        match _place(state, facts):
            case Place.GROUP:
                return _take_group(state, action, facts)
            case Place.UNLINK:
                return _take_unlink(state, action, school)
            case Place.CHOOSE:
                return _take_choice(state, action, facts)

    def show(self, state: GroupsState, facts: Facts) -> Screen:
        """Draw the place."""
        school = led_school(state, facts)
        if school is None:
            return Screen((NOT_YOURS,), ((HOME_BUTTON,),))
        match _place(state, facts):
            case Place.UNLINK if facts.school_group is not None:
                return show_unlink(school, facts.school_group)
            case Place.CHOOSE if facts.group_proposal is not None:
                return show_choose(led_schools(facts), facts.group_proposal)
            case _:
                return show_group(school, facts)

    def back(self, state: GroupsState, facts: Facts) -> Move:
        """One step back, from the group to its school."""
        if led_school(state, facts) is None:
            return go_home()
        if state.place is Place.GROUP:
            # The school's own flow imports this one.
            return Move("school", {"school_id": state.school_id})
        return go(state.at(Place.GROUP))

    def needs(self, state: GroupsState) -> Needs:
        """The group of the school, and the question if one is being answered."""
        asked = state.proposal_id if state.place is Place.CHOOSE else None
        return Needs(group_of=state.school_id, group_proposal_id=asked)

    def help(self, state: GroupsState) -> Say:
        """What the group is for."""
        return say(
            "A group can belong to your school. It is told when a stage begins and when it is about to end, "
            "with counts and never with names. Only you, as principal, link a group or let it go."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _place(state: GroupsState, facts: Facts) -> Place:
    """Where the facts let one stand: at the group where what was asked about is gone."""
    is_gone = (state.place is Place.UNLINK and facts.school_group is None) or (
        state.place is Place.CHOOSE and facts.group_proposal is None
    )
    return Place.GROUP if is_gone else state.place


def _take_group(state: GroupsState, action: str, facts: Facts) -> Move:
    group = facts.school_group
    match action:
        case "new":
            word = say("The link is ready: press it and choose the group.")
            return go(state.at(Place.GROUP), word, MakeGroupLink(state.school_id))
        case "test" if group is not None:
            word = say("A short message is on its way to the group {group}.", group=group.title)
            return go(state, word, SendTestPost(state.school_id))
        case "unlink" if group is not None:
            return go(state.at(Place.UNLINK))
        case _ if action.startswith("school:"):
            return enter_school(int(action.partition(":")[2]))
        case _:
            return go(state)


def _take_unlink(state: GroupsState, action: str, school: School) -> Move:
    here = state.at(Place.GROUP)
    if action != "yes":
        return go(here)
    word = say("{school} has no group any more. The group is told.", school=school.name)
    return go(here, word, UnlinkGroup(state.school_id))


def _take_choice(state: GroupsState, action: str, facts: Facts) -> Move:
    here, proposal = state.at(Place.GROUP), facts.group_proposal
    chosen = action.partition(":")[2]
    school = next((school for school in led_schools(facts) if str(school.id) == chosen), None)
    if proposal is None or proposal.state is not RequestState.PENDING:
        return go(here, SETTLED)
    return go(state) if school is None else _link(here, proposal, school, facts)


def _link(here: GroupsState, proposal: GroupProposal, school: School, facts: Facts) -> Move:
    """Link the group, unless the assistant has left it or it belongs to somebody else's school."""
    at_school = here.at(Place.GROUP, school_id=school.id, proposal_id=0)
    taken_by = proposal.taken_by
    if not proposal.is_inside:
        return go(at_school, _LEFT, RefuseGroup(proposal.id))
    if taken_by is not None and taken_by.id != school.id and not facts.is_ks_of(taken_by.id):
        word = say("The group {group} belongs to another school already.", group=proposal.title)
        return go(at_school, word, RefuseGroup(proposal.id))
    word = say("The group {group} now belongs to {school}.", group=proposal.title, school=school.name)
    return go(at_school, word, LinkGroup(proposal.id, school.id))
