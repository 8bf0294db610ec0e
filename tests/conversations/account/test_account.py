"""Profile, language and privacy, beside whatever one was doing."""

import pytest

from conversations import account, guide, home, onboarding
from conversations.account import AccountFlow
from conversations.facts import Membership, Needs, Zone
from conversations.navigation import BACK, HOME
from conversations.people_effects import UpdateProfile
from conversations.rules.terms import Role
from conversations.session import Session
from tests.conversations.onboarding.talking import (
    ANI,
    OTHER_SCHOOL,
    SCHOOL,
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
    def _open(move, person=ANI, memberships=()):
        return Talk(AccountFlow(), move, facts_with(rule_sets, None, person, memberships))

    return _open


def test_the_profile_tells_what_is_known(opened):
    text = opened(account.open_profile(HERE)).text
    for said in ("Ani Lestari, S.Pd.", "Guru", "mode mandiri", "SD", "WIT", "Bahasa Indonesia"):
        assert said in text


def test_the_profile_names_every_school_with_the_role_there(opened):
    led_by_plt = Membership(OTHER_SCHOOL, Role.KS)
    text = opened(account.open_profile(HERE), ANI, (Membership(SCHOOL, Role.GURU), led_by_plt)).text
    assert "SDN Contoh 1</b>, NPSN 20100001 (Guru)" in text
    assert "SDN Contoh 2</b>, NPSN 20100002 (Kepala Sekolah definitif)" in text


def test_back_leads_to_where_one_was(opened):
    talk = opened(account.open_profile(HERE)).press(BACK)
    assert (talk.move.flow, talk.move.data) == (HERE.flow, HERE.data)


@pytest.mark.parametrize("place", ["name", "zone", "language", "privacy"])
def test_back_from_a_part_of_the_profile_leads_to_the_profile(opened, place):
    talk = opened(account.open_profile(HERE)).press(f"open:{place}", BACK)
    assert "Your profile" in talk.text
    assert talk.press(BACK).move.flow == HERE.flow


@pytest.mark.parametrize("opening", [account.open_language, account.open_privacy])
def test_a_part_that_was_opened_directly_leads_straight_back(opened, opening):
    assert opened(opening(HERE)).press(BACK).move.flow == HERE.flow


def test_a_name_is_changed_after_it_was_read_back(opened):
    talk = opened(account.open_profile(HERE)).press("open:name").type("Ani  Lestari, M.Pd.")
    assert talk.effects == []
    assert "Ani Lestari, M.Pd." in talk.text
    talk.press("name:yes")
    assert talk.effects == [UpdateProfile(name="Ani Lestari, M.Pd.")]
    assert "Your profile" in talk.text
    assert "changed" in talk.word


def test_a_name_is_confirmed_or_written_again_by_number(opened):
    talk = opened(account.open_profile(HERE)).press("open:name").type("Any").type("2")
    talk.type("Ani").type("1")
    assert talk.effects == [UpdateProfile(name="Ani")]


def test_what_is_no_name_is_refused_as_in_onboarding(opened):
    talk = opened(account.open_profile(HERE)).press("open:name").type("Ani 😀")
    assert "does not belong" in talk.word
    assert talk.effects == []
    assert "Now: <b>Ani Lestari, S.Pd.</b>" in talk.text


def test_an_unconfirmed_name_is_forgotten_on_the_way_back(opened):
    talk = opened(account.open_profile(HERE)).press("open:name").type("Any").type("3")
    assert talk.press("open:name").state.draft == ""
    assert talk.effects == []


def test_the_zone_is_changed(opened):
    talk = opened(account.open_profile(HERE)).press("open:zone")
    assert "✓ WIT (Maluku, Papua)" in talk.labels
    assert talk.press("zone:wita").effects == [UpdateProfile(zone=Zone.WITA)]


def test_the_language_is_changed_for_a_person_at_once(opened):
    talk = opened(account.open_language(HERE))
    assert talk.labels[:2] == ["✓ Bahasa Indonesia", "English"]
    talk.press("lang:en")
    assert talk.effects == [UpdateProfile(language="en")]
    assert (talk.move.flow, talk.move.language) == (HERE.flow, "en")
    assert talk.word == "The language is now English."


def test_the_language_from_the_profile_leads_back_to_the_profile(opened):
    talk = opened(account.open_profile(HERE)).press("open:language", "lang:en")
    assert (talk.effects, talk.move.language) == ([UpdateProfile(language="en")], "en")
    assert "Your profile" in talk.text


def test_the_language_works_before_there_is_a_person_and_is_kept_for_onboarding(opened):
    talk = opened(account.open_language(NEWCOMER), person=None).press("lang:en")
    assert talk.effects == []
    assert (talk.move.flow, talk.move.language) == (onboarding.NAME, "en")
    assert talk.move.data == {**NEWCOMER.data, "language": "en"}


def test_privacy_tells_what_why_how_long_and_who(opened):
    text = opened(account.open_privacy(NEWCOMER), person=None).text
    for said in ("Kept:", "Why:", "How long?", "Who sees it?", "principal", "Groups never", "operator"):
        assert said in text
    for said in ("deletion", "UU 27/2022", "NIP, NIK", "official record stays PMM"):
        assert said in text


@pytest.mark.parametrize("opening", [account.open_language, account.open_privacy])
def test_a_newcomer_is_not_led_home_from_the_middle_of_onboarding(opened, opening):
    talk = opened(opening(NEWCOMER), person=None)
    assert HOME not in talk.screen.actions
    talk.press(BACK)
    assert talk.move.data == NEWCOMER.data


def test_asides_opened_from_asides_do_not_pile_up():
    session = HERE
    for _ in range(20):
        move = guide.open_guide(session)
        move = account.open_profile(Session(move.flow, 1, move.data))
        session = Session(move.flow, 1, move.data)
    assert session.data["back_flow"] == HERE.flow
    assert session.data["back_data"] == HERE.data


@pytest.mark.parametrize(("flow", "version"), [("gone", 1), (home.NAME, 99)])
def test_a_place_that_is_gone_leads_home(opened, flow, version):
    talk = opened(account.open_profile(Session(flow, version, {}))).press(BACK)
    assert talk.move.flow == home.NAME


def test_a_place_that_is_gone_leads_a_newcomer_to_the_first_question(opened):
    talk = opened(account.open_privacy(Session(onboarding.NAME, 99, {})), person=None).press(BACK)
    assert talk.move.flow == onboarding.NAME
    assert talk.move.data == onboarding.start().data


@pytest.mark.parametrize("person", [ANI, None])
@pytest.mark.parametrize("opening", [account.open_profile, account.open_language, account.open_privacy])
def test_every_place_fits_a_phone_and_can_be_left(opened, person, opening):
    for here in reachable(opened(opening(HERE), person), ("Ani", "9", "ya")):
        assert_fits_a_phone(here.screen)
        assert BACK in here.screen.actions
        assert read(here.flow.help(here.state))
        assert here.flow.needs(here.state) == Needs()


def test_data_of_another_version_is_not_guessed_at():
    assert AccountFlow().upgrade(0, {"place": "profile"}) is None
