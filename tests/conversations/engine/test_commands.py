"""Commands work at every place, for those whom they concern."""

import pytest

from conversations.facts import Invite, InviteState
from conversations.rules.terms import PlanStatus, Role
from tests.conversations.onboarding.talking import GURU_INVITE

PLACES = {
    "home": ("home", {}),
    "stage": ("planning", {"place": "rhk"}),
    "text": ("planning", {"place": "duty_text", "item": "lain"}),
    "confirmation": ("planning", {"place": "confirm"}),
    "status": ("planning", {"place": "status"}),
    "guide": ("guide", {"back_flow": "planning", "back_v": 1, "back_data": {"place": "rhk"}}),
    "account": (
        "account",
        {"back_flow": "planning", "back_v": 1, "back_data": {"place": "rhk"}, "place": "name"},
    ),
    "queue": ("review", {}),
    "joining": ("joining", {"invite_id": 11}),
}
LEADS_TO = {
    "start": "home",
    "batal": "home",
    "bantuan": "guide",
    "help": "guide",
    "bahasa": "account",
    "privasi": "account",
    "profil": "account",
    "settings": "account",
    "rencana": "planning",
}
WAITS_FOR_A_PERSON = ("profil", "settings", "rencana", "persetujuan")


@pytest.fixture
def anywhere(teacher):
    def _stand(place):
        return teacher.has_plan().stands(*PLACES[place])

    return _stand


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("command", LEADS_TO)
def test_a_command_leads_to_its_place_from_everywhere(anywhere, place, command):
    teacher = anywhere(place).command(command)
    assert teacher.flow == LEADS_TO[command]
    assert teacher.effects == []
    assert teacher.screen.rows


@pytest.mark.parametrize("place", sorted(PLACES.keys() - {"home"}))
def test_batal_says_that_nothing_is_lost(anywhere, place):
    assert anywhere(place).command("batal").word == "Canceled. What you saved is kept."


@pytest.mark.parametrize("place", ["home", "status", "confirmation", "guide"])
def test_batal_after_submitting_cancels_nothing_and_says_so(anywhere, place):
    teacher = anywhere(place).has_plan(status=PlanStatus.MENUNGGU_PERSETUJUAN).command("batal")
    assert teacher.flow == "home"
    assert teacher.word.startswith("Nothing was being filled in, so nothing has been canceled.")


def test_batal_while_a_note_is_written_drops_it(teacher):
    teacher.has_plan(status=PlanStatus.MENUNGGU_PERSETUJUAN).plans("ask").command("batal")
    assert teacher.word == "Canceled. What you saved is kept."


@pytest.mark.parametrize("place", PLACES)
def test_an_unknown_command_changes_nothing_and_tells_the_way_to_help(anywhere, place):
    teacher = anywhere(place)
    before = teacher.screen.lines
    teacher.command("hapus_semua")
    assert teacher.screen.lines[2:] == before
    assert teacher.word == "I do not know that command. /bantuan shows what I can do."


@pytest.mark.parametrize("place", PLACES)
def test_persetujuan_is_for_principals(anywhere, place):
    teacher = anywhere(place).command("persetujuan")
    assert teacher.flow == "home"
    assert teacher.word.startswith("Deciding on plans is for the principal or the penilai of a school")
    teacher.leads().command("persetujuan")
    assert teacher.flow == "review"


@pytest.mark.parametrize("command", ["bantuan", "bahasa", "privasi", "profil"])
@pytest.mark.parametrize("place", ["home", "stage", "text", "confirmation", "status"])
def test_an_aside_leads_back_to_where_one_was(anywhere, place, command):
    teacher = anywhere(place)
    if place == "status":
        teacher.has_plan(status=PlanStatus.MENUNGGU_PERSETUJUAN)
    before = teacher.screen
    teacher.command(command)
    leave = "continue" if command == "bantuan" else ".back"
    teacher.press(leave)
    assert teacher.screen == before


@pytest.mark.parametrize("first", ["bantuan", "bahasa", "privasi", "profil"])
@pytest.mark.parametrize("second", ["bantuan", "bahasa", "privasi", "profil"])
def test_asides_upon_asides_still_lead_back(anywhere, first, second):
    teacher = anywhere("stage").command(first).command(second).command(first)
    for _ in range(3):
        if teacher.flow == "planning":
            break
        teacher.press("continue" if "continue" in teacher.screen.actions else ".back")
    assert teacher.place == "rhk"


@pytest.mark.parametrize("command", ["bantuan", "help", "bahasa", "privasi"])
def test_a_newcomer_can_read_and_choose_a_language_and_goes_on(teacher, command):
    teacher.is_new().command("start").press("agree").command(command)
    assert teacher.flow in ("guide", "account")
    teacher.press("continue" if teacher.flow == "guide" else ".back")
    assert teacher.session.data["place"] == "role"


@pytest.mark.parametrize("command", WAITS_FOR_A_PERSON)
def test_a_newcomer_finishes_the_questions_before_other_commands(teacher, command):
    teacher.is_new().command("start").press("agree").command(command)
    assert teacher.session.data["place"] == "role"
    assert teacher.word == "Please finish these few questions first, then that command works."


@pytest.mark.parametrize(("command", "place"), [("start", "role"), ("batal", "consent")])
def test_a_newcomer_goes_on_with_start_and_begins_again_with_batal(teacher, command, place):
    teacher.is_new().command("start").press("agree").command(command)
    assert teacher.session.data["place"] == place


def test_a_newcomers_choice_of_language_outlives_batal(teacher):
    teacher.is_new().command("bahasa").press("lang:en").command("batal")
    assert teacher.session.language == "en"
    assert teacher.session.data["language"] == "en"


@pytest.mark.parametrize("state", [InviteState.EXPIRED, InviteState.USED_UP, InviteState.UNKNOWN])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_link_that_leads_nowhere_says_whom_to_ask(teacher, state, is_known):
    teacher.invite = Invite(state, 11, Role.GURU)
    if not is_known:
        teacher.is_new()
    teacher.command("start", "abc")
    assert teacher.flow == ("home" if is_known else "onboarding")
    assert teacher.word.endswith("Please ask your principal for a new one.")


@pytest.mark.parametrize("place", PLACES)
def test_a_link_leads_somebody_known_to_joining_from_everywhere(anywhere, place):
    teacher = anywhere(place).alone()
    teacher.invite = GURU_INVITE
    teacher.command("start", "abc")
    assert teacher.flow == "joining"
    assert "SDN Contoh 1" in teacher.text


def test_a_link_leads_a_newcomer_to_the_questions_with_the_school(teacher):
    teacher.is_new().invite = GURU_INVITE
    teacher.command("start", "abc")
    assert teacher.session.data["invite_id"] == 11
    assert "SDN Contoh 1" in teacher.text
