"""Who is let into the operators' menu, and how one gets about there."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from conversations.facts import Membership
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role
from tests.conversations.engine.test_all_screens import check_all
from tests.conversations.onboarding.talking import ANI, GURU_INVITE, SCHOOL
from tests.conversations.operating.desk import CARD, HEALTH, MADE, MADE_RELINK, REPORT, SARI, Operator

COMMANDS = {"undang": "menu", "status": "status", "laporan": "reports"}


@pytest.fixture
def known(rule_sets: Mapping[str, RuleSet]) -> Operator:
    """An operator who is also a guru, at home."""
    return Operator(rule_sets, ANI).command("start")


def test_an_unregistered_operator_starts_at_the_menu(operator: Operator):
    assert operator.place == "menu"
    assert "Reports (7)" in operator.labels
    assert operator.press("go:status", ".home").place == "menu"


def test_an_unregistered_operator_can_register_too_and_come_back(operator: Operator):
    operator.press("register")
    assert operator.session.flow == "onboarding"
    assert operator.press("agree").command("batal").place == "menu"


def test_a_link_leads_an_unregistered_operator_to_the_questions(operator: Operator):
    operator.knows(invite=GURU_INVITE).command("start", "abc")
    assert operator.session.flow == "onboarding"


def test_a_registered_operator_has_a_home_with_a_way_to_the_menu(known: Operator):
    assert known.session.flow == "home"
    assert known.press("operating").place == "menu"
    assert "register" not in known.screen.actions
    known.press(".home")
    assert known.session.flow == "home"


def test_an_operator_who_leads_a_school_finds_its_links_too(known: Operator):
    known.knows(memberships=(Membership(SCHOOL, Role.KS),)).command("undang").press("school")
    assert known.session.flow == "school"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("is_registered", [True, False])
def test_the_commands_of_operators_lead_there(operator, known, command: str, is_registered: bool):
    talk = known if is_registered else operator
    assert talk.command(command).place == COMMANDS[command]


def test_the_menu_leads_to_the_questions_with_their_number(operator: Operator, known: Operator):
    assert "Questions (12)" in operator.labels
    assert operator.press("questions").session.flow == "questions"
    assert known.press("operating", "questions", ".back").place == "menu"


@pytest.mark.parametrize("command", ["status", "laporan", "pertanyaan"])
@pytest.mark.parametrize("is_registered", [True, False])
def test_for_others_those_commands_say_whose_they_are(operator, known, command: str, is_registered: bool):
    talk = (known if is_registered else operator).knows(is_operator=False).command("start")
    before = talk.screen
    assert "for the operators" in talk.command(command).word
    assert talk.screen.rows == before.rows


def test_undang_is_for_principals_and_operators(known: Operator):
    known.knows(is_operator=False).command("undang")
    assert "for its principal" in known.word
    known.knows(memberships=(Membership(SCHOOL, Role.KS),)).command("undang")
    assert known.session.flow == "school"


@pytest.mark.parametrize("command", ["rencana", "profil", "lapor"])
def test_what_needs_a_person_waits_for_the_registration(operator: Operator, command: str):
    assert "few questions first" in operator.command(command).word


@pytest.mark.parametrize("is_registered", [True, False])
def test_who_is_no_operator_any_more_is_led_out(operator, known, is_registered: bool):
    talk = known.press("operating") if is_registered else operator
    talk.press("go:npsn").knows(is_operator=False).type("20100001")
    assert talk.session.flow == ("home" if is_registered else "onboarding")
    assert talk.effects == []


def test_the_state_tells_every_count(operator: Operator):
    text = operator.press("go:status").text
    queue = (4500, 4600, 4700, 4801, 4802, 4803, 4804, 4900, 1680)
    for count in (4100, 4200, 4300, 4400, *queue, 5100, 5101, 5102, 5103, 5104):
        assert str(count) in text
    assert "Reports without an answer: 7" in text
    assert operator.press("again").place == "status"


def test_the_state_names_what_is_wrong_with_the_newest_answers(operator: Operator):
    assert "refused" not in operator.press("go:status").text
    trouble = "FAQ_FILE faq.toml, line 7: near: there is no entry x"
    operator.knows(health=replace(HEALTH, answers_trouble=trouble))
    assert f"The new answers were refused: {trouble}" in operator.text


def test_help_and_language_are_open_to_an_unregistered_operator(operator: Operator):
    operator.command("bantuan").press("group:roles")
    assert "For operators" in operator.labels
    operator.press("topic:operator")
    assert "/laporan" in operator.text
    operator.command("bahasa").press("lang:en")
    assert operator.session.language == "en"


def test_every_screen_of_an_operator_can_be_sent(operator: Operator, known: Operator):
    answered = replace(REPORT, id=6, answer="Sudah diperbaiki")
    for talk in (operator, known):
        talk.knows(
            school_card=CARD,
            made_invite=MADE,
            made_relink=MADE_RELINK,
            known_schools=(SCHOOL,),
            found_people=(SARI,),
            reports=(REPORT, answered),
            report=REPORT,
        )
        facts = talk.facts
        flows = check_all(talk.session, lambda _, facts=facts: facts)
        assert "operating" in flows


def test_the_language_chosen_by_an_operator_is_that_of_the_questions_too(operator: Operator):
    operator.command("bahasa").press("lang:en").press("register")
    assert operator.session.data["language"] == "en"
