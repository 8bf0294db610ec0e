"""What an owner may not do: where a plan would end nowhere, and with data that no screen offered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from conversations import engine
from conversations.events import Press
from conversations.facts import Facts, Membership, Person, Plan, School, Zone
from conversations.planning import enter
from conversations.rules.cycle import Period
from conversations.rules.plan import BehaviorChoice, PlanContent, RHKItem
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.session import Session, Step

ANI = Person(7, "Ani Lestari, S.Pd.", "id", Zone.WIT, Role.GURU, SchoolLevel.SD)
SCHOOL = School(3, "20100001", "SDN Contoh 1", SchoolLevel.SD, Zone.WIT, has_ks=True, led_by_plt=False)
VERSION = 4
HOME = Session("home", 1)


@pytest.fixture
def facts(rule_sets: Mapping[str, RuleSet]) -> Facts:
    """Ani with a complete plan that is not submitted, which a notice has told of."""
    rules = rule_sets["pmm_2024"]
    behaviors = tuple(BehaviorChoice(a.id, a.choices[0].id) for a in rules.work_behaviors)
    plan = Plan(
        id=5,
        owner_id=ANI.id,
        owner_name=ANI.name,
        school=SCHOOL,
        period=Period(2026, 2),
        rule_set="pmm_2024",
        role=Role.GURU,
        level=SchoolLevel.SD,
        status=PlanStatus.PERLU_PERBAIKAN,
        version=VERSION,
        content=PlanContent("g1", (RHKItem(1, 2), RHKItem(2, 2)), (), behaviors),
    )
    return Facts(
        now=datetime(2026, 8, 3, 1, tzinfo=UTC),
        today=date(2026, 8, 3),
        period=Period(2026, 2),
        rule_sets=rule_sets,
        current_rule_set="pmm_2024",
        final_date=date(2026, 12, 31),
        person=ANI,
        memberships=(Membership(SCHOOL, Role.GURU),),
        own_plan=plan,
        reviewed=plan,
    )


def with_status(facts: Facts, status: PlanStatus) -> Facts:
    assert facts.own_plan is not None
    plan = replace(facts.own_plan, status=status)
    return replace(facts, own_plan=plan, reviewed=plan)


def pressed_on_a_notice(action: str, facts: Facts) -> Step:
    return engine.advance(HOME, Press("n", VERSION, f"{action}:5"), facts)


@pytest.mark.parametrize("status", PlanStatus)
@pytest.mark.parametrize("action", [".home", ".back", ".help", "clear", "clear_yes", "submit", "yes", "send"])
def test_a_notice_button_that_no_notice_has_changes_nothing(
    facts: Facts, action: str, status: PlanStatus
) -> None:
    assert pressed_on_a_notice(action, with_status(facts, status)).effects == ()


def test_the_buttons_that_notices_have_still_work(facts: Facts) -> None:
    approved = with_status(facts, PlanStatus.DISETUJUI)

    assert pressed_on_a_notice("agree", approved).effects
    assert pressed_on_a_notice("ask", approved).session.data["place"] == "ask"
    assert pressed_on_a_notice("open", approved).session.data["place"] == "status"


def test_a_principal_goes_on_with_a_plan_begun_as_a_guru_and_a_penilai_does_not(facts: Facts) -> None:
    leading = replace(facts, person=replace(ANI, role=Role.KS), memberships=(Membership(SCHOOL, Role.KS),))
    appraising = replace(
        facts, person=replace(ANI, role=Role.APPRAISER), memberships=(Membership(SCHOOL, Role.APPRAISER),)
    )

    assert enter(leading).flow == "planning"
    assert enter(appraising).flow == "home"
    assert enter(with_status(appraising, PlanStatus.DISEPAKATI)).flow == "planning"


def test_rangkuman_does_not_promise_ajukan_after_the_final_date(facts: Facts) -> None:
    late = replace(facts, today=date(2026, 12, 31), final_date=date(2026, 12, 30))
    session = Session("planning", 1, {"place": "summary"})

    before, after = (
        [getattr(line, "key", "") for line in engine.show(session, known).lines] for known in (facts, late)
    )

    assert "Complete. You can submit it." in before
    assert "Complete. You can submit it." not in after
    assert any(line.startswith("Submitting closed on") for line in after)
