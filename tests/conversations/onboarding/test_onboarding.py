"""Onboarding from the first word to the registered person."""

from dataclasses import replace

import pytest

from conversations import onboarding
from conversations.facts import Invite, InviteState, Needs, Zone
from conversations.navigation import BACK, HOME
from conversations.onboarding import OnboardingFlow
from conversations.onboarding_state import OnboardingState
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel
from conversations.session import Session
from tests.conversations.onboarding.talking import (
    GURU_INVITE,
    KS_INVITE,
    NEW_SCHOOL,
    SCHOOL,
    Talk,
    assert_fits_a_phone,
    facts_with,
    reachable,
)

NAME = "Ani Lestari, S.Pd."
TEXTS = (NAME, "NIP 1980")
# Equal in kind to choices that are walked.
ALIKE = (
    "level:smp",
    "level:sma",
    "level:smk",
    "level:slb",
    "level:paud_tk",
    "zone:wita",
    "zone:wib",
    "lang:id",
)


@pytest.fixture
def begin(rule_sets):
    def _begin(invite=None):
        facts = facts_with(rule_sets, invite)
        return Talk(OnboardingFlow(), onboarding.arrive(facts) if invite else onboarding.start(), facts)

    return _begin


def lose(talk, state=InviteState.EXPIRED):
    talk.facts = replace(talk.facts, invite=replace(talk.facts.invite, state=state))
    return talk


def to_summary_alone(talk):
    return (
        talk.press("agree", "role:guru").type(NAME).press("name:yes", "level:sd", "school:alone", "zone:wit")
    )


def to_summary_as_ks(talk):
    talk.press("agree").type("Budi Santoso, M.Pd.").press("name:yes", "lead:plt", "level:sd")
    return talk.press("zone:wita")


def test_the_consent_says_what_is_kept_why_and_what_is_never_asked(begin):
    text = begin().text
    for said in (
        "name",
        "school",
        "plan",
        "dates",
        "Why:",
        "NIP, NIK, phone number, password",
        "UU 27/2022",
        "PMM",
    ):
        assert said in text


def test_a_guru_alone_is_registered_without_a_school(begin):
    talk = to_summary_alone(begin()).press("save")
    assert talk.effects == [RegisterPerson(NAME, "id", Zone.WIT, Role.GURU, SchoolLevel.SD)]
    assert talk.move.flow == "home"
    assert talk.word == "Welcome. Everything is saved."


def test_a_guru_by_link_is_asked_only_what_the_school_does_not_say(begin):
    talk = begin(GURU_INVITE)
    assert "SDN Contoh 1</b>, NPSN 20100001" in talk.text
    talk.press("agree").type(NAME).press("name:yes")
    assert "Is this your school?" in talk.text
    talk.press("school:yes", "save")
    assert talk.effects == [RegisterPerson(NAME, "id", Zone.WIT, Role.GURU, SchoolLevel.SD, invite_id=11)]


def test_a_guru_of_a_school_that_is_not_confirmed_is_asked_level_and_zone(begin):
    talk = begin(replace(GURU_INVITE, school=NEW_SCHOOL)).press("agree").type(NAME)
    talk.press("name:yes", "level:smk", "school:yes", "zone:wib", "save")
    assert talk.effects == [RegisterPerson(NAME, "id", Zone.WIB, Role.GURU, SchoolLevel.SMK, invite_id=11)]


def test_a_guru_learns_before_joining_that_a_plt_leads_the_school(begin):
    talk = begin(replace(GURU_INVITE, school=replace(SCHOOL, led_by_plt=True)))
    assert "automatically" in talk.press("agree").type(NAME).press("name:yes").text


def test_a_principal_confirms_the_school_with_everything_about_it(begin):
    talk = to_summary_as_ks(begin(KS_INVITE)).press("save")
    assert talk.effects == [
        RegisterPerson(
            "Budi Santoso, M.Pd.", "id", Zone.WITA, Role.KS, SchoolLevel.SD, 12, "SDN Contoh 1", is_plt=True
        )
    ]


def test_a_principal_can_correct_the_name_of_the_school(begin):
    talk = begin(KS_INVITE).press("agree").type("Budi").press("name:yes", "school:rename")
    talk.type("S")
    assert "letters" in talk.word
    talk.type("SD Negeri Contoh 1")
    assert "SD Negeri Contoh 1</b>, NPSN 20100001" in talk.text
    talk.press("lead:definitif", "level:sd", "zone:wib", "save")
    registered = talk.effects[0]
    assert (registered.school_name, registered.is_plt) == ("SD Negeri Contoh 1", False)


def test_the_question_on_plt_says_that_approval_is_automatic(begin):
    talk = begin(KS_INVITE).press("agree").type("Budi").press("name:yes")
    assert "automatically on submission" in talk.text


def test_nobody_becomes_principal_without_an_activation_link(begin):
    talk = begin().press("agree", "role:ks")
    assert "operator" in talk.text
    assert talk.press("role:guru").state.role is Role.GURU


def test_the_explanation_for_a_principal_leads_back_to_the_role(begin):
    assert "role at school" in begin().press("agree", "role:ks", BACK).text


def test_refusing_is_possible_and_told_kindly(begin):
    talk = begin().press("decline")
    assert "quite all right" in talk.text
    assert talk.press(BACK).state.has_consented is False
    assert talk.effects == []


def test_refusing_after_agreeing_takes_the_consent_back(begin):
    talk = begin().press("agree", BACK, "decline")
    assert talk.state.has_consented is False


def test_of_whoever_refuses_nothing_is_kept_but_the_link(begin):
    alone = begin().press("agree", "role:guru").type("Ani Lestari").press("name:yes", BACK, BACK, BACK)
    invited = begin(KS_INVITE).press("agree").type("Budi Santoso").press(BACK)

    assert alone.press("decline").state == OnboardingState(place="declined")
    assert invited.press("decline").state == OnboardingState(place="declined", role="ks", invite_id=12)


def test_the_language_changes_at_once_and_is_kept_for_the_person(begin):
    talk = begin().press("lang:en")
    assert talk.move.language == "en"
    assert to_summary_alone(talk).press("save").effects[0].language == "en"


def test_a_session_in_english_registers_a_person_in_english(rule_sets):
    facts = facts_with(rule_sets, GURU_INVITE)
    assert onboarding.start("en").data["language"] == "en"
    arrived = onboarding.arrive(facts, Session("home", 1, {}, language="en"))
    assert arrived.data["language"] == "en"


@pytest.mark.parametrize("again", ["2", "name:again"])
def test_a_name_is_read_back_and_can_be_written_again(begin, again):
    talk = begin().press("agree", "role:guru").type("Any Lestari")
    assert "Any Lestari" in talk.text
    talk = talk.type(again) if again.isdecimal() else talk.press(again)
    assert talk.type(NAME).press("name:yes").state.name == NAME


def test_a_name_can_be_typed_anew_right_where_it_is_read_back(begin):
    talk = begin().press("agree", "role:guru").type("Any").type(NAME).press("name:yes")
    assert talk.state.name == NAME


@pytest.mark.parametrize("yes", ["1", " 1. ", "ya", "Benar", "ya.", "correct"])
def test_a_name_is_confirmed_by_typing_too(begin, yes):
    assert begin().press("agree", "role:guru").type(NAME).type(yes).state.name == NAME


def test_back_is_reached_by_its_number_where_a_name_is_expected(begin):
    assert "role at school" in begin().press("agree", "role:guru").type("1").text


def test_a_refused_name_keeps_what_was_entered(begin):
    talk = begin().press("agree", "role:guru").type(NAME).type("198001012005011001")
    assert "NIP" in talk.word
    assert NAME in talk.text


def test_back_loses_nothing(begin):
    talk = to_summary_alone(begin())
    summary = talk.text
    talk.press(BACK, BACK, BACK, BACK, BACK, BACK)
    assert talk.state.place == "consent"
    talk.press("agree", "role:guru", "name:yes")
    assert "✓ SD" in talk.labels
    talk.press("level:sd", "school:alone", "zone:wit")
    assert talk.text == summary


@pytest.mark.parametrize(
    ("edit", "answers", "field", "value"),
    [
        ("edit:role", ("role:guru",), "role", Role.GURU),
        ("edit:level", ("level:slb",), "level", SchoolLevel.SLB),
        ("edit:zone", ("zone:wib",), "zone", Zone.WIB),
        ("edit:school", ("school:alone",), "has_confirmed_school", True),
    ],
)
def test_each_line_of_the_summary_is_corrected_and_leads_back_there(begin, edit, answers, field, value):
    talk = to_summary_alone(begin()).press(edit, *answers)
    assert getattr(talk.state, field) == value
    assert "save" in talk.screen.actions


def test_the_name_is_corrected_from_the_summary(begin):
    talk = to_summary_alone(begin()).press("edit:name").type("Ani Lestari, M.Pd.").press("name:yes", "save")
    assert talk.effects[0].name == "Ani Lestari, M.Pd."


def test_a_correction_can_be_left_without_a_change(begin):
    talk = to_summary_as_ks(begin(KS_INVITE))
    summary = talk.text
    for edit in [action for action in talk.screen.actions if action.startswith("edit:")]:
        assert talk.press(edit, BACK).text == summary


def test_the_summary_tells_everything_that_will_be_kept(begin):
    text = to_summary_as_ks(begin(KS_INVITE)).text
    for said in ("Budi Santoso", "Kepala Sekolah", "SDN Contoh 1", "20100001", "SD", "Plt.", "WITA"):
        assert said in text


@pytest.mark.parametrize(
    ("invite", "sentence"),
    [
        (Invite(InviteState.UNKNOWN), "do not know this link"),
        (replace(GURU_INVITE, state=InviteState.EXPIRED), "expired. Please ask your principal"),
        (replace(GURU_INVITE, state=InviteState.USED_UP), "already been used. Please ask your principal"),
        (replace(KS_INVITE, state=InviteState.EXPIRED), "expired. Please ask the operator"),
    ],
)
def test_a_bad_link_is_told_kindly_and_onboarding_goes_on(begin, invite, sentence):
    talk = begin(invite)
    assert sentence in talk.word
    assert talk.state.invite_id is None
    assert to_summary_alone(talk).press("save").effects[0].invite_id is None


def test_only_the_id_of_an_invite_is_kept(begin):
    talk = begin(GURU_INVITE)
    assert talk.flow.needs(talk.state) == Needs(invite_id=11)
    assert not [value for value in talk.move.data.values() if isinstance(value, str) and len(value) > 20]


@pytest.mark.parametrize("state", [InviteState.EXPIRED, InviteState.USED_UP, InviteState.UNKNOWN])
def test_a_guru_whose_invite_ends_meanwhile_is_told_and_goes_on_alone(begin, state):
    talk = begin(GURU_INVITE).press("agree").type(NAME).press("name:yes", "school:yes")
    lose(talk, state)
    assert "save" not in talk.screen.actions
    assert "link" in talk.text
    talk.press("drop", "level:sma", "school:alone", "zone:wib", "save")
    assert talk.effects == [RegisterPerson(NAME, "id", Zone.WIB, Role.GURU, SchoolLevel.SMA)]


def test_a_principal_whose_invite_ends_meanwhile_is_no_principal(begin):
    talk = lose(to_summary_as_ks(begin(KS_INVITE)))
    assert "operator" in talk.text
    talk.press("drop")
    assert "role at school" in talk.text
    talk.press("role:guru", "name:yes", "level:sd", "school:alone", "zone:wita", "save")
    assert [(e.role, e.invite_id, e.school_name, e.is_plt) for e in talk.effects] == [
        (Role.GURU, None, "", False)
    ]


@pytest.mark.parametrize(("invite", "whom"), [(GURU_INVITE, "principal"), (KS_INVITE, "operator")])
def test_the_wrong_school_is_not_joined(begin, invite, whom):
    talk = begin(invite).press("agree").type(NAME).press("name:yes", "school:wrong")
    assert whom in talk.text
    assert talk.press("drop").state.invite_id is None


def test_a_link_opened_in_the_middle_keeps_what_was_answered(begin, rule_sets):
    talk = begin().press("agree", "role:guru").type(NAME).press("name:yes", "level:smp", "school:link")
    facts = facts_with(rule_sets, GURU_INVITE)
    joined = Talk(OnboardingFlow(), onboarding.arrive(facts, talk.session), facts)
    assert "Is this your school?" in joined.text
    joined.press("school:yes", "save")
    assert joined.effects == [RegisterPerson(NAME, "id", Zone.WIT, Role.GURU, SchoolLevel.SD, invite_id=11)]


def test_a_level_that_the_school_confirms_meanwhile_is_not_asked_any_more(begin):
    talk = begin(replace(GURU_INVITE, school=NEW_SCHOOL)).press("agree").type(NAME).press("name:yes")
    assert "level" in talk.text
    talk.facts = replace(talk.facts, invite=GURU_INVITE)
    assert "Is this your school?" in talk.text


@pytest.mark.parametrize("invite", [None, GURU_INVITE, KS_INVITE, replace(GURU_INVITE, school=NEW_SCHOOL)])
def test_every_place_fits_a_phone_and_can_be_left(begin, invite):
    places = set()
    for here in reachable(begin(invite), TEXTS, skip=ALIKE):
        places.add(here.state.place)
        assert_fits_a_phone(here.screen)
        assert here.screen.rows
        assert here.state.place == "consent" or BACK in here.screen.actions
        assert HOME not in here.screen.actions
        assert here.flow.help(here.state).key
    assert {"consent", "details", "declined", "name", "school", "summary"} <= places


def test_data_of_another_version_is_not_guessed_at():
    assert OnboardingFlow().upgrade(0, {"place": "name"}) is None
