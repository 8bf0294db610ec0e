"""Random newcomers: whatever is pressed and typed, and whatever becomes of the invite."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from conversations import onboarding
from conversations.facts import Invite, InviteState
from conversations.names import read_name, read_school_name
from conversations.onboarding import OnboardingFlow
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role
from tests.conversations.onboarding.talking import (
    GURU_INVITE,
    KS_INVITE,
    NEW_SCHOOL,
    SCHOOL,
    Talk,
    assert_fits_a_phone,
    facts_with,
)

INVITES = (
    None,
    GURU_INVITE,
    KS_INVITE,
    replace(GURU_INVITE, school=NEW_SCHOOL),
    replace(KS_INVITE, school=SCHOOL),
    Invite(InviteState.UNKNOWN),
)
ONWARD = object()
NAMES = ("Ani Lestari, S.Pd.", "Budi", "SDN Contoh 1", "ya", "1", "2", "")

steps = st.lists(
    st.one_of(
        st.just(ONWARD),
        st.integers(0, 9),
        st.sampled_from(NAMES),
        st.text(max_size=90),
        st.sampled_from(InviteState),
        st.sampled_from(INVITES),
    ),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(invite=st.sampled_from(INVITES), onward=st.integers(0, 10), done=steps)
def test_random_newcomers_are_registered_only_with_consent_a_name_and_a_right(
    rule_sets, invite, onward, done
):
    facts = facts_with(rule_sets, invite)
    talk = Talk(OnboardingFlow(), onboarding.arrive(facts), facts)
    for step in (*[ONWARD] * onward, *done):
        before = talk.state
        _take(talk, step)
        for effect in talk.effects:
            _assert_is_right(effect, before, talk)
        if talk.move.flow != onboarding.NAME:
            assert len(talk.effects) == 1
            return
        assert_fits_a_phone(talk.screen)
        assert talk.screen.rows


def _take(talk: Talk, step: object) -> None:
    match step:
        case InviteState() if talk.facts.invite is not None:
            talk.facts = replace(talk.facts, invite=replace(talk.facts.invite, state=step))
        case Invite():
            talk.facts = replace(talk.facts, invite=step)
            talk.move = onboarding.arrive(talk.facts, talk.session)
        case str() if talk.screen.expects_text:
            talk.type(step)
        case str() | InviteState():
            pass
        case _ if step is ONWARD and talk.screen.expects_text and not talk.state.draft:
            talk.type(NAMES[0])
        case _ if step is ONWARD:
            talk.press(talk.screen.actions[0])
        case int():
            talk.press(talk.screen.actions[step % len(talk.screen.actions)])


def _assert_is_right(effect: object, before: onboarding.OnboardingState, talk: Talk) -> None:
    assert isinstance(effect, RegisterPerson)
    assert before.has_consented
    assert read_name(effect.name) == effect.name
    invite = talk.facts.invite
    if effect.role is Role.KS:
        assert effect.invite_id is not None
        assert read_school_name(effect.school_name) == effect.school_name
    if effect.invite_id is not None:
        assert invite is not None
        assert (invite.id, invite.role, invite.state) == (effect.invite_id, effect.role, InviteState.VALID)
