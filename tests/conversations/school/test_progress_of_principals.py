"""How far principals are, for who appraises them."""

from dataclasses import replace

from conversations.document_effects import DocumentKind
from conversations.recaps import recap_wish
from conversations.rules.terms import PlanStatus, Role, StageId
from conversations.school_effects import NudgeMember
from tests.conversations.onboarding.talking import OTHER_SCHOOL
from tests.conversations.school.office import Office, progress

WAITING = PlanStatus.MENUNGGU_PERSETUJUAN
BEFORE_E = frozenset({StageId.A, StageId.C, StageId.D})


def principals(office: Office, *actions: str) -> Office:
    """The principals of two schools, whom Budi appraises."""
    of_ks = {"role": Role.KS, "school_name": "SDN Contoh 2", "school_id": OTHER_SCHOOL.id}
    office.is_penilai().follows(
        replace(progress(20, "Eka", WAITING), role=Role.KS),
        replace(progress(21, "Fajar"), **of_ks),
        progress(22, "Guru"),
    )
    return office.press("principals", *actions)


def test_a_penilai_sees_the_principals_from_home(office):
    principals(office)
    assert "<b>Progress of principals</b>\n2 schools that you appraise, July-December 2026" in office.text
    assert "<b>Plans</b> of 2 people" in office.text
    office.press("list:everybody")
    assert "2. <b>Fajar</b>: no stage done yet · 0/64 points · SDN Contoh 2" in office.text
    office.press("person:21", "rate")
    assert office.flow == "rating"


def test_the_command_leads_a_penilai_there_too(office):
    assert office.is_penilai().command("sekolah").place == "progress"


def test_a_penilai_goes_back_home_and_gets_a_recap_of_the_principals(office):
    principals(office, "recap:table")
    assert office.effects == [recap_wish(DocumentKind.SCHOOL_RECAP_XLSX)]
    assert office.press(".back").flow == "home"


def test_a_penilai_reminds_a_principal_at_the_principals_school(office):
    eka = replace(progress(20, "Eka", None), role=Role.KS, school_id=OTHER_SCHOOL.id)
    office.is_penilai().follows(eka)
    office.press("principals", "list:everybody", "person:20", "nudge")
    assert office.effects == [NudgeMember(20, OTHER_SCHOOL.id)]
    assert office.text.startswith("Eka gets a kind reminder in your name.")


def test_a_former_penilai_is_told(office):
    principals(office)
    office.memberships = ()
    assert office.text.startswith("This page is for a penilai of principals")
    assert office.press(".home").flow == "home"


def test_a_principal_has_no_button_for_principals(office):
    assert "principals" not in office.screen.actions
