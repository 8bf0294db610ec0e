"""What each notice says, to whom, and when it is not sent at all because it is no longer true."""

from dataclasses import replace

import pytest

from conversations import engine
from conversations.effects import NoticeKind
from conversations.events import NOTICE, Press, parse_press
from conversations.execution_notices import EXECUTION_NOTICES
from conversations.facts import Membership, Needs
from conversations.notice_screens import notice_screen
from conversations.rules.plan import PlanContent
from conversations.rules.terms import PlanStatus, Role
from tests.conversations.onboarding.talking import ANI, OTHER_SCHOOL, SCHOOL, text_of
from tests.conversations.planning.record import PLAN_ID, PRINCIPAL, largest
from tests.conversations.planning.teacher import assert_can_be_sent

DRAFT, WAITING, RETURNED = (
    PlanStatus.BELUM_DIAJUKAN,
    PlanStatus.MENUNGGU_PERSETUJUAN,
    PlanStatus.PERLU_PERBAIKAN,
)
APPROVED, AGREED = PlanStatus.DISETUJUI, PlanStatus.DISEPAKATI
TRUE_IN = {
    NoticeKind.PLAN_SUBMITTED: {WAITING},
    NoticeKind.CHANGE_REQUESTED: {WAITING, APPROVED},
    NoticeKind.PLAN_AGREED: {AGREED},
    NoticeKind.PLAN_APPROVED: {APPROVED},
    NoticeKind.REVISION_REQUESTED: {RETURNED},
    NoticeKind.PLAN_CHANGED: {WAITING, APPROVED},
    NoticeKind.APPROVAL_UNDONE: {WAITING},
    NoticeKind.SUPERVISOR_CHANGED: {WAITING, APPROVED},
    NoticeKind.SUPERVISOR_GONE: {WAITING},
    NoticeKind.AUTO_APPROVED: {APPROVED},
    NoticeKind.RATED: {AGREED},
}
# Those about the stages look at what became of a plan and have tests of their own.
KINDS = sorted(set(NoticeKind) - EXECUTION_NOTICES)
TO_SUPERVISOR = {NoticeKind.PLAN_SUBMITTED, NoticeKind.CHANGE_REQUESTED, NoticeKind.PLAN_AGREED}
BUTTONS = {
    NoticeKind.PLAN_SUBMITTED: ["approve", "revise", "rhk", "behaviors", "full"],
    NoticeKind.CHANGE_REQUESTED: ["open"],
    NoticeKind.PLAN_AGREED: ["open"],
    NoticeKind.PLAN_APPROVED: ["agree", "ask", "open"],
    NoticeKind.REVISION_REQUESTED: ["open"],
    NoticeKind.PLAN_CHANGED: ["open"],
    NoticeKind.APPROVAL_UNDONE: ["open"],
    NoticeKind.SUPERVISOR_CHANGED: ["open"],
    NoticeKind.SUPERVISOR_GONE: ["open"],
    NoticeKind.AUTO_APPROVED: ["agree", "ask", "open"],
    NoticeKind.RATED: ["rating"],
}
SAID = {
    NoticeKind.PLAN_SUBMITTED: ["<b>Ani Lestari, S.Pd.</b> asks for your approval.", "32 / 32 points"],
    NoticeKind.CHANGE_REQUESTED: ["asks for a change:", "<i>Mohon RHK 9</i>", "32 / 32 points"],
    NoticeKind.PLAN_AGREED: ["has agreed. The plan is final.", "The official record is PMM"],
    NoticeKind.PLAN_APPROVED: [f"<b>{PRINCIPAL}</b> has approved your plan.", "Minta ubah", "SDN Contoh 1"],
    NoticeKind.REVISION_REQUESTED: ["<b>Tambah seminar</b>", "You can edit it again."],
    NoticeKind.PLAN_CHANGED: ["Your principal has changed your plan.", "32 / 32 points"],
    NoticeKind.APPROVAL_UNDONE: ["The approval of your plan was withdrawn."],
    NoticeKind.SUPERVISOR_CHANGED: ["<b>SDN Contoh 1</b> is led by a new principal", "stays as it is"],
    NoticeKind.SUPERVISOR_GONE: ["<b>SDN Contoh 1</b> has no principal", "nothing is lost"],
    NoticeKind.AUTO_APPROVED: ["led by a Plt. now", "Sepakati", "32 / 32 points"],
    NoticeKind.RATED: ["July-December 2026", "can be read"],
}
# What is true at the school or the plan while the notice is.
WHERE = {
    NoticeKind.SUPERVISOR_GONE: {"school": replace(SCHOOL, has_ks=False)},
    NoticeKind.AUTO_APPROVED: {"approved_by": None},
}


@pytest.fixture
def told(teacher):
    """A plan of version 3 with notes, in the status wanted, and the right reader of the notice."""

    def _told(kind, status=None, **changes):
        wanted = status or sorted(TRUE_IN[kind])[0]
        teacher.has_plan(
            status=wanted,
            **{
                "school": SCHOOL,
                "approved_by": PRINCIPAL,
                "change_note": "Mohon RHK 9",
                "revision_note": "Tambah seminar",
            }
            | WHERE.get(kind, {})
            | changes,
        )
        return teacher.leads() if kind in TO_SUPERVISOR else teacher

    return _told


def drawn(teacher, kind):
    return notice_screen(kind, teacher.facts(Needs(plan_id=PLAN_ID, history=True)))


@pytest.mark.parametrize("status", PlanStatus)
@pytest.mark.parametrize("kind", KINDS)
def test_a_notice_is_sent_only_as_long_as_it_is_true(told, kind, status):
    screen = drawn(told(kind, status), kind)
    assert (screen is not None) is (status in TRUE_IN[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_a_notice_says_what_happened_to_which_plan(told, kind):
    text = text_of(drawn(told(kind), kind))
    assert [said for said in SAID[kind] if said not in text] == []


def test_a_correction_of_a_rating_is_called_so(told):
    facts = told(NoticeKind.RATED).facts(Needs(plan_id=PLAN_ID, history=True))
    said = text_of(notice_screen(NoticeKind.RATED, facts, "5.corrected"))
    assert "was <b>corrected</b>" in said
    assert "Riwayat there tells what changed" in said
    assert "corrected" not in text_of(notice_screen(NoticeKind.RATED, facts, "5"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_button_names_the_plan_and_the_version(told, kind):
    actions = drawn(told(kind), kind).actions
    presses = [parse_press(action) for action in actions]
    assert presses == [Press(NOTICE, 3, f"{verb}:{PLAN_ID}") for verb in BUTTONS[kind]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_button_leads_to_the_plan(told, kind):
    reader = told(kind)
    for action in drawn(reader, kind).actions:
        press = parse_press(action)
        step = engine.advance(reader.session, press, reader.facts(engine.needs(reader.session, press)))
        to_owner = "rating" if kind is NoticeKind.RATED else "planning"
        assert step.session.flow == ("review" if kind in TO_SUPERVISOR else to_owner)
        assert step.session.word is None or step.effects


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_else_is_told(told, kind):
    reader = told(kind)
    elsewhere = (Membership(OTHER_SCHOOL, Role.KS),)
    for person, memberships in (
        (None, ()),
        (replace(ANI, id=99), (Membership(SCHOOL, Role.GURU),)),
        (replace(ANI, id=99, role=Role.KS), elsewhere),
        (replace(ANI, id=99, role=Role.KS), ()),
    ):
        reader.person, reader.memberships = person, memberships
        assert drawn(reader, kind) is None


@pytest.mark.parametrize("kind", KINDS)
def test_owner_and_supervisor_are_told_apart_also_in_one_person(told, kind):
    told(kind)
    reader = told(kind)
    reader.person, reader.memberships = ANI, (Membership(SCHOOL, Role.KS),)
    assert (drawn(reader, kind) is None) is (kind in TO_SUPERVISOR)


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_that_is_gone_has_no_notice(told, kind):
    reader = told(kind)
    reader.plan = None
    assert drawn(reader, kind) is None


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (NoticeKind.SUPERVISOR_CHANGED, {"school": replace(SCHOOL, has_ks=False)}),
        (NoticeKind.SUPERVISOR_CHANGED, {"school": None}),
        (NoticeKind.SUPERVISOR_GONE, {"school": SCHOOL}),
        (NoticeKind.SUPERVISOR_GONE, {"role": Role.KS, "school": replace(SCHOOL, has_appraiser=True)}),
        (NoticeKind.AUTO_APPROVED, {"approved_by": PRINCIPAL}),
    ],
)
def test_what_changed_again_meanwhile_is_not_told(told, kind, changes):
    assert drawn(told(kind, **changes), kind) is None


def test_a_principal_reads_that_the_penilai_has_gone(told):
    kind = NoticeKind.SUPERVISOR_GONE
    screen = drawn(told(kind, role=Role.KS, school=replace(SCHOOL, has_appraiser=False)), kind)
    assert "has no penilai here" in text_of(screen)


def test_a_principal_reads_that_the_plan_came_back_when_the_last_penilai_left(told):
    kind = NoticeKind.SUPERVISOR_GONE
    screen = drawn(told(kind, role=Role.KS, status=DRAFT, school=None), kind)
    assert "is a draft again" in text_of(screen)
    assert drawn(told(kind, role=Role.GURU, status=DRAFT, school=None), kind) is None


def test_a_request_without_an_open_note_is_over(told):
    assert drawn(told(NoticeKind.CHANGE_REQUESTED, change_note=""), NoticeKind.CHANGE_REQUESTED) is None


def test_an_approval_by_the_system_names_no_principal(told):
    assert drawn(told(NoticeKind.PLAN_APPROVED, approved_by=None), NoticeKind.PLAN_APPROVED) is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_largest_plan_fits_every_notice(told, kind):
    reader = told(kind)
    reader.plan = replace(
        reader.kept,
        content=largest(reader.rules),
        owner_name="w" * 100,
        change_note="w" * 500,
        revision_note="w" * 500,
    )
    assert_can_be_sent(drawn(reader, kind))


def test_a_draft_without_anything_can_be_told_of_after_it_was_sent_back(told):
    reader = told(NoticeKind.REVISION_REQUESTED, content=PlanContent())
    assert drawn(reader, NoticeKind.REVISION_REQUESTED) is not None
