"""The guide: help for the place one came from, and topics."""

from dataclasses import replace

import pytest

from conversations import account, guide, home, onboarding
from conversations.account import AccountFlow
from conversations.facts import Needs
from conversations.guide import GuideFlow
from conversations.guide_topics import GROUPS, Topic
from conversations.home import ERA_TOPIC, HomeFlow
from conversations.navigation import BACK, HOME
from conversations.session import Session
from tests.conversations.onboarding.talking import (
    ANI,
    Talk,
    assert_fits_a_phone,
    facts_with,
    reachable,
    read,
)

HERE = Session(home.NAME, 1, dict(home.start().data))
NEWCOMER = Session(onboarding.NAME, 1, onboarding.start().data)


@pytest.fixture
def opened(rule_sets):
    def _open(move, person=ANI):
        return Talk(GuideFlow(), move, facts_with(rule_sets, None, person))

    return _open


def test_the_overview_starts_with_the_help_of_the_place(opened):
    assert read(HomeFlow().help(HomeFlow.state())) in opened(guide.open_guide(HERE)).text
    assert "what is kept" in opened(guide.open_guide(NEWCOMER), person=None).text


def test_the_help_of_an_aside_is_its_own(opened):
    move = account.open_language(HERE)
    talk = opened(guide.open_guide(Session(move.flow, 1, move.data)))
    assert read(AccountFlow().help(AccountFlow.state.model_validate(move.data))) in talk.text
    assert talk.press("continue").move.data == move.data


@pytest.mark.parametrize("leave", ["continue", BACK])
def test_the_guide_leads_back_to_where_one_was(opened, leave):
    talk = opened(guide.open_guide(HERE))
    move = talk.flow.back(talk.state, talk.facts) if leave == BACK else talk.press(leave).move
    assert (move.flow, move.data) == (HERE.flow, HERE.data)


def test_opening_the_guide_in_the_guide_keeps_where_one_was(opened):
    move = guide.open_guide(HERE)
    again = guide.open_guide(Session(move.flow, 1, move.data))
    assert opened(again).press("continue").move.flow == HERE.flow


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_is_reached_by_two_buttons_at_most_and_left_in_both_ways(opened, topic):
    way = [f"group:{group}" for group, topics in GROUPS.items() if topic in topics]
    talk = opened(guide.open_guide(HERE))
    talk.facts = replace(talk.facts, is_operator=True)
    talk.press(*way, f"topic:{topic}")
    assert 100 < len(talk.text) < 1200
    assert HOME in talk.screen.actions
    assert f"topic:{topic}" in talk.press(BACK).screen.actions
    assert "Where you were" in (talk.press(BACK) if way else talk).text
    assert talk.press(*way, f"topic:{topic}", "continue").move.flow == HERE.flow


def test_what_is_for_operators_is_shown_to_them_only(opened):
    assert "topic:operator" not in opened(guide.open_guide(HERE)).press("group:roles").screen.actions


def test_a_newcomer_is_told_whom_to_ask_and_cannot_report_yet(opened):
    talk = opened(guide.open_guide(NEWCOMER), person=None)
    talk.facts = replace(talk.facts, operator_contact="Dinas, WA 0812")
    assert "Contact: Dinas, WA 0812" in talk.text
    assert "report" not in talk.screen.actions


def test_a_topic_opened_from_a_screen_leads_straight_back_there(opened):
    talk = opened(guide.open_topic(home.NAME, home.start().data, ERA_TOPIC)).press(BACK)
    assert (talk.move.flow, talk.move.data) == (home.NAME, home.start().data)


def test_a_topic_opened_from_a_screen_offers_one_way_back(opened):
    talk = opened(guide.open_topic(HERE.flow, HERE.data, ERA_TOPIC))
    assert talk.screen.actions == (BACK, HOME)


def test_the_era_topic_says_what_changed_and_what_counts(opened):
    text = opened(guide.open_topic(home.NAME, {}, ERA_TOPIC)).text
    for said in (
        "2024",
        "2025",
        "one period a year",
        "no points target",
        "no upload",
        "Ruang GTK",
        "32 points",
    ):
        assert said in text
    for said in ("guru and for principals", "official entry stays on Ruang GTK"):
        assert said in text


def test_the_plan_topic_takes_its_figures_from_the_rules(opened, rule_sets):
    text = opened(guide.open_topic(home.NAME, {}, Topic.PLAN)).text
    limits = rule_sets["pmm_2024"].points
    assert f"{limits.min_points} points at least" in text
    assert str(limits.advised_max_points) in text


def test_a_newcomer_is_not_led_home_from_the_middle_of_onboarding(opened):
    talk = opened(guide.open_guide(NEWCOMER), person=None)
    assert HOME not in talk.screen.actions
    assert "/batal starts the questions over" in talk.text
    assert talk.press("continue").move.data == NEWCOMER.data


def test_a_place_that_is_gone_has_no_help_and_leads_home(opened):
    talk = opened(guide.open_guide(Session("gone", 1, {"x": 1})))
    assert "Where you were" not in talk.text
    assert talk.press("continue").move.flow == home.NAME


def test_data_that_does_not_read_has_no_help(opened):
    talk = opened(guide.open_guide(Session(home.NAME, 1, {"nonsense": True})))
    assert "Where you were" not in talk.text


@pytest.mark.parametrize("person", [ANI, None])
def test_every_place_fits_a_phone_and_can_be_left(opened, person):
    for here in reachable(opened(guide.open_guide(HERE), person), ()):
        assert_fits_a_phone(here.screen)
        assert "continue" in here.screen.actions
        assert read(here.flow.help(here.state))
        assert here.flow.needs(here.state) == Needs()


def test_data_of_another_version_is_not_guessed_at():
    assert GuideFlow().upgrade(0, {}) is None
