"""After Ajukan: nothing can be edited, Minta ubah is read back, Sepakati binds what was seen."""

import pytest

from conversations.document_effects import DocumentKind, SendDocument
from conversations.effects import AskChange, Authority, MovePlan, NoticeKind, NotifySupervisors
from conversations.facts import EventKind
from conversations.planning.state import Place
from conversations.rules.terms import PlanStatus
from tests.conversations.planning.record import PLAN_ID, PRINCIPAL, complete

WAITING, APPROVED, AGREED = (
    PlanStatus.MENUNGGU_PERSETUJUAN,
    PlanStatus.DISETUJUI,
    PlanStatus.DISEPAKATI,
)
LOOKING = {
    "agree:v3",
    "ask",
    "print",
    "stages",
    "rating",
    "checklist",
    "card",
    "full",
    "history",
    "era",
    "go_on",
    "send",
    ".home",
    ".back",
    ".help",
}
ITEMS = {
    Place.PRACTICE_ITEM: {"item": "g1"},
    Place.RHK_CATEGORY: {"item": "pelatihan"},
    Place.RHK_ITEM: {"item": "pelatihan", "number": 1},
    Place.DUTY_TEXT: {"item": "lain"},
    Place.BEHAVIOR: {"item": "p1"},
    Place.BEHAVIOR_TEXT: {"item": "p1"},
    Place.ASK_CHECK: {"text": "Mohon RHK 9"},
}


@pytest.fixture
def waiting(teacher):
    """A submitted plan of version 3, shown."""
    return teacher.has_plan(status=WAITING).press("plan")


@pytest.fixture
def approved(teacher):
    """An approved plan of version 3, shown."""
    return teacher.has_plan(status=APPROVED, approved_by=PRINCIPAL).press("plan")


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("status", [WAITING, APPROVED, AGREED])
def test_nothing_can_be_edited_after_submission_from_any_stored_place(teacher, status, place):
    teacher.has_plan(status=status, approved_by=PRINCIPAL)
    for from_summary in (False, True):
        teacher.plans(place, from_summary=from_summary, **ITEMS.get(place, {}))
        assert set(teacher.screen.actions) <= LOOKING
        teacher.type("3").plans(place, from_summary=from_summary, **ITEMS.get(place, {}))
        teacher.type("Tim literasi")
    assert teacher.kept.content == complete(teacher.rules)
    assert not [e for e in teacher.effects if not isinstance(e, AskChange | NotifySupervisors | MovePlan)]


@pytest.mark.parametrize("place", [p for p in Place if p not in (Place.ASK, Place.ASK_CHECK, Place.FULL)])
def test_an_old_edit_button_at_a_stored_place_writes_nothing(teacher, place):
    teacher.has_plan(status=WAITING)
    for action in ("qty:1:9", "choose:g2", "duty:wali_kelas", "focus:p1:1", "clear_yes", "yes", "submit"):
        teacher.plans(place, **ITEMS.get(place, {})).press_data(f"p:{teacher.session.revision:x}:{action}")
        assert teacher.word.startswith("That button is from an earlier step.")
    assert teacher.effects == []


@pytest.mark.parametrize("place", [Place.STATUS, Place.ASK, Place.ASK_CHECK])
def test_a_draft_has_no_place_of_a_submitted_plan(teacher, place):
    teacher.has_plan().plans(place, text="Mohon RHK 9")
    assert "Stage 5 of 5" in teacher.text
    assert not {"agree:v3", "ask", "send"} & set(teacher.screen.actions)


@pytest.mark.parametrize("place", [Place.ASK, Place.ASK_CHECK])
def test_a_final_plan_takes_no_request_from_a_stored_place(teacher, place):
    teacher.has_plan(status=AGREED).plans(place, text="Mohon RHK 9")
    assert "It is final. Nothing in it can be changed any more." in teacher.text
    teacher.type("1")
    assert teacher.effects == []


def test_a_waiting_plan_says_for_whom_it_waits(waiting):
    assert "It waits for your principal. You need not do anything now." in waiting.text
    assert "agree:v3" not in waiting.screen.actions


def test_minta_ubah_reads_the_note_back_before_it_is_sent(waiting):
    waiting.press("ask")
    assert waiting.screen.expects_text
    waiting.type("  Mohon RHK 9\n ditambah ")
    assert "This goes to your principal:" in waiting.text
    assert "<i>Mohon RHK 9 ditambah</i>" in waiting.text
    assert waiting.effects == []
    waiting.press("send")
    assert waiting.effects == [
        AskChange(PLAN_ID, 3, "Mohon RHK 9 ditambah"),
        NotifySupervisors(NoticeKind.CHANGE_REQUESTED, PLAN_ID, 4),
    ]
    assert waiting.word == "Your request has been sent to your principal."
    assert "You asked for a change: Mohon RHK 9 ditambah" in waiting.text
    assert waiting.kept.status is WAITING


def test_the_note_can_be_written_again_or_dropped(waiting):
    waiting.press("ask").type("Kurang jelas").press("ask").type("Mohon RHK 9")
    assert "<i>Mohon RHK 9</i>" in waiting.text
    waiting.press(".back", ".back")
    assert waiting.place == "status"
    assert waiting.effects == []


def test_another_note_may_be_typed_where_the_first_is_read_back(waiting):
    waiting.press("ask").type("Kurang jelas").type("Mohon RHK 9 ditambah")
    assert "<i>Mohon RHK 9 ditambah</i>" in waiting.text
    waiting.type("1")
    assert waiting.kept.change_note == "Mohon RHK 9 ditambah"


@pytest.mark.parametrize("typed", ["", " \u200b ", "x" * 501, "😀" * 251])
def test_a_note_of_a_wrong_length_is_refused_where_it_can_be_typed_again(waiting, typed):
    waiting.press("ask").type(typed)
    assert waiting.word == "Please type 1 to 500 characters."
    assert waiting.place == "ask"


def test_a_number_typed_as_a_note_is_the_note(waiting):
    waiting.press("ask").type("1")
    assert waiting.session.data["text"] == "1"


def test_an_approved_plan_can_be_discussed_with_minta_ubah(approved):
    approved.press("ask").type("Mohon RHK 9").press("send")
    assert approved.kept.status is APPROVED
    assert approved.kept.change_note == "Mohon RHK 9"


def test_sepakati_closes_the_plan_that_was_shown(approved):
    assert f"{PRINCIPAL} approved it." in approved.text
    approved.press("agree")
    assert approved.effects == [
        MovePlan(PLAN_ID, 3, APPROVED, AGREED, EventKind.AGREED, Authority.OWNER),
        NotifySupervisors(NoticeKind.PLAN_AGREED, PLAN_ID, 4),
    ]
    assert approved.word == "Agreed. Your plan is final."
    assert "It is final. Nothing in it can be changed any more." in approved.text
    assert not {"agree:v3", "ask"} & set(approved.screen.actions)


def test_sepakati_on_a_plan_that_changed_meanwhile_only_shows_it(approved):
    seen = approved.data_of("agree")
    approved.is_waiting_again()
    approved.is_changed(complete(approved.rules, (1, 5)))
    approved.is_approved()
    approved.press_data(seen)
    assert approved.effects == []
    assert approved.word == "This has changed meanwhile. This is how it stands now."
    assert "40 / 32 points" in approved.text
    approved.press("agree")
    assert approved.kept.status is AGREED


def test_sepakati_after_the_approval_was_undone_is_refused(approved):
    data = approved.data_of("agree")
    approved.is_waiting_again()
    approved.press_data(data)
    assert approved.effects == []
    assert "It waits for your principal." in approved.text


@pytest.mark.parametrize("place", ["summary", "rhk", "status", "confirm"])
def test_whoever_stood_elsewhere_sees_the_plan_before_sepakati_binds(teacher, place):
    teacher.has_plan(status=APPROVED, approved_by=PRINCIPAL).plans(place)
    seen = teacher.data_of("agree")
    teacher.is_changed(complete(teacher.rules, (1, 5)))
    teacher.press_data(seen)
    assert teacher.effects == []
    assert "40 / 32 points" in teacher.text
    teacher.press("agree")
    assert teacher.kept.status is AGREED


@pytest.mark.parametrize("typed", ["oke", "setuju"])
def test_sepakati_binds_on_a_plan_approved_while_its_waiting_was_shown(waiting, typed):
    """A word typed there brings a screen with the approval; what it offers is what was seen."""
    waiting.is_approved()
    waiting.type(typed).press("agree")
    assert waiting.kept.status is AGREED


def test_a_place_stored_by_the_first_version_is_kept(approved):
    approved.plans("status", version=3)
    assert approved.press("history").place == "history"


def test_a_principals_change_is_seen_with_the_next_step(waiting):
    waiting.is_changed(complete(waiting.rules, (1, 5)))
    waiting.press("full")
    assert waiting.rules.rhk(1).title in waiting.text
    assert "5 × " in waiting.text
    waiting.press(".back", "history")
    assert f"{PRINCIPAL}</b>: changed the RHK" in waiting.text


def test_a_new_half_year_begins_without_the_old_plan(approved):
    approved.today = approved.today.replace(year=2027, month=1)
    assert "Nothing is in your plan yet." in approved.text
    approved.press("edit:practice", "look:g1")
    approved.press(".home")
    assert "Start my plan" in approved.labels


@pytest.mark.parametrize("place", [Place.STATUS, Place.FULL, Place.HISTORY])
def test_the_plan_is_sent_as_pdf_from_where_it_is_read(teacher, place):
    plan = teacher.has_plan(status=AGREED, approved_by=PRINCIPAL).plans(place).kept
    teacher.press("print")
    assert teacher.effects == [SendDocument(DocumentKind.SUMMARY_PDF, plan.id)]
    assert (teacher.place, teacher.word) == (place, "The PDF is on its way.")
