"""Dokumen akuntabilitas: what is missing and whose it is, for guru, KS and those on whom nobody decides."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from conversations.document_effects import DocumentKind, SendDocument
from conversations.execution_effects import CollectDocument, TellOfPredicates
from conversations.execution_facts import PlanRating, RatingSource
from conversations.facts import Membership
from conversations.rules.cycle import Period
from conversations.rules.terms import Rating, Role
from tests.conversations.evidence.keeper import MEGABYTE, Keeper
from tests.conversations.onboarding.talking import OTHER_SCHOOL, SCHOOL
from tests.conversations.planning.record import complete

PERIOD = Period(2026, 2)
RELEASED = PlanRating(
    RatingSource.APPRAISER,
    {},
    {},
    Rating.MEETS,
    Rating.MEETS,
    "",
    "Budi",
    datetime(2026, 12, 20, tzinfo=UTC),
    3,
)


def documents(ani: Keeper) -> Keeper:
    ani.at_evidence().press("documents")
    return ani


def principal(ani: Keeper, **changes: object) -> Keeper:
    """Ani leads the school and has a final plan of her own."""
    ani.is_principal(**changes)
    content = replace(complete(ani.rules), practice="k1")
    return ani.with_final_plan(role=Role.KS, content=content, school=ani.memberships[0].school)


def test_a_guru_sees_what_is_missing_and_whose_it_is(ani: Keeper) -> None:
    documents(ani)
    assert "Kurikulum Operasional Satuan Pendidikan: <b>Belum dikumpulkan</b>, from the principal" in ani.text
    assert "SK Tugas Tambahan: <b>Belum dikumpulkan</b>, from you, with the evidence of the Tugas" in ani.text
    ani.press("document:k3")
    assert ani.screen.actions == (".back", ".home")
    ani.send("kosp.pdf")
    assert (ani.documents, ani.slots) == ({}, {})
    assert "handed in by somebody else" in ani.word


def test_the_sk_is_collected_with_the_evidence_of_the_duty(ani: Keeper) -> None:
    documents(ani).press("document:k4").send("sk.pdf")
    assert ani.slots == {}
    ani.press("duties").send("sk.pdf")
    assert ani.slots == {"sk.pdf": "duty:0"}
    documents(ani)
    assert "SK Tugas Tambahan: <b>Sudah dikumpulkan</b>" in ani.text


def test_without_a_duty_no_sk_is_asked_for(ani: Keeper) -> None:
    ani.with_final_plan(content=complete(ani.rules))
    documents(ani)
    assert "SK Tugas Tambahan" not in ani.text


@pytest.mark.parametrize("changes", [{"school": None}, {"led_by_plt": True}, {"has_ks": False}])
def test_where_nobody_decides_the_guru_marks_what_lies_in_pmm(
    ani: Keeper, changes: dict[str, object]
) -> None:
    school = None if "school" in changes else replace(SCHOOL, **changes)
    ani.with_final_plan(school=school)
    documents(ani).press("document:k3", "pmm")
    assert ani.effects == [CollectDocument(PERIOD, Role.GURU, "K3", True, plan_id=12)]
    assert "collected in PMM, without a file here" in ani.text
    ani.press("back")
    assert ani.documents == {}
    ani.send("kosp.pdf").press("see")
    assert ani.effects[-1] == SendDocument(DocumentKind.ACCOUNTABILITY_FILE, 5)


def test_what_the_school_has_handed_in_is_not_taken_back_by_a_guru(ani: Keeper) -> None:
    ani.with_final_plan(school=replace(SCHOOL, led_by_plt=True))
    handed_in = CollectDocument(PERIOD, Role.GURU, "K3", True, school_id=SCHOOL.id)
    ani._apply(handed_in)
    documents(ani).press("document:k3")
    assert "Sudah dikumpulkan" in ani.text
    assert ani.screen.actions == (".back", ".home")


def test_a_ks_hands_in_the_own_documents_through_the_school(ani: Keeper) -> None:
    principal(ani)
    documents(ani).press("document:k6", "pmm")
    assert ani.effects == [CollectDocument(PERIOD, Role.KS, "K6", True, school_id=SCHOOL.id)]
    ani.send("rangkuman.pdf")
    assert ani.documents[Role.KS, "K6", True].file is not None
    documents(ani)
    assert ani.text.count("Belum dikumpulkan") == 3


def test_a_ks_whom_nobody_appraises_here_hands_in_for_the_plan_alone(ani: Keeper) -> None:
    principal(ani, has_appraiser=False).with_final_plan(
        role=Role.KS, school=None, content=replace(complete(ani.rules), practice="k1")
    )
    documents(ani).press("document:k4", "pmm")
    assert ani.effects == [CollectDocument(PERIOD, Role.KS, "K4", True, plan_id=12)]


def test_what_the_ks_and_the_guru_both_need_is_handed_in_once_from_either_side(ani: Keeper) -> None:
    principal(ani)
    for role, at in ((Role.KS, documents), (Role.GURU, at_school)):
        at(ani).press("document:k3")
        assert "this same document: hand it in once" in ani.text
        ani.press("pmm")
        assert ani.effects[-1] == CollectDocument(PERIOD, role, "K3", True, None, SCHOOL.id, for_both=True)
        assert "for your own plan and for the guru" in ani.word
    at_school(ani).press("document:k5")
    assert "same document" not in ani.text


def at_school(ani: Keeper) -> Keeper:
    return ani.at_evidence().press("school")


def test_a_ks_hands_in_for_all_guru_of_the_school(ani: Keeper) -> None:
    principal(ani).at_evidence().press("school")
    assert "SDN Contoh 1" in ani.text
    assert "SK Tugas Tambahan" not in ani.text, "that is each guru's own"
    ani.send("kosp.pdf")
    assert "choose a document first" in ani.word
    ani.press("document:k3").send("kosp.pdf", size=11 * MEGABYTE)
    assert "at most 10 MB" in ani.word
    ani.send("kosp.pdf")
    wish = ani.effects[-1]
    assert isinstance(wish, CollectDocument)
    assert (wish.role, wish.code, wish.school_id, wish.plan_id) == (Role.GURU, "K3", SCHOOL.id, None)
    ani.press(".back", "document:k5", "pmm", ".back")
    assert ani.text.count("Sudah dikumpulkan") == 2


def test_a_ks_without_a_final_plan_still_hands_in_for_the_guru(ani: Keeper) -> None:
    ani.is_principal()
    ani.plan = None
    ani.at_evidence().press("school", "document:k3", "pmm", "back")
    assert ani.documents == {}


def test_a_ks_of_two_schools_chooses_one(ani: Keeper) -> None:
    principal(ani)
    ani.memberships = (*ani.memberships, Membership(OTHER_SCHOOL, Role.KS))
    ani.at_evidence().press("school", f"school:{OTHER_SCHOOL.id}", "document:k3", "pmm")
    wish = ani.effects[-1]
    assert isinstance(wish, CollectDocument)
    assert wish.school_id == OTHER_SCHOOL.id


def test_who_leads_no_longer_hands_nothing_in(ani: Keeper) -> None:
    ani.stands("evidence", {"place": "school_document", "school_id": SCHOOL.id, "code": "k3"})
    assert ani.screen.actions == (".home",)
    ani.send("kosp.pdf")
    assert ani.documents == {}


def test_who_hands_in_the_last_document_themselves_is_led_to_the_predikat(ani: Keeper) -> None:
    ani.with_final_plan(school=None).rating = RELEASED
    documents(ani).press("document:k3", "pmm", ".back", "document:k5")
    assert "can be read now" not in ani.text
    ani.press("pmm")
    assert "can be read now" not in ani.text, "the evidence of the duty is still missing"
    ani.press(".back", "document:k4", "duties").send("sk.pdf")
    assert "your <b>predikat</b> can be read now" in ani.text
    ani.press("rating")
    assert (ani.session.flow, ani.session.data["place"]) == ("rating", "result")


def test_without_a_released_rating_there_is_no_predikat_to_be_led_to(ani: Keeper) -> None:
    ani.with_final_plan(school=None, content=complete(ani.rules))
    documents(ani).press("document:k3", "pmm", ".back", "document:k5", "pmm")
    assert "can be read now" not in ani.text
    assert "rating" not in ani.screen.actions


def test_what_a_ks_newly_hands_in_may_show_a_predikat_to_those_it_is_for(ani: Keeper) -> None:
    principal(ani)
    at_school(ani).press("document:k5", "pmm", ".back", "document:k3", "pmm")
    assert ani.told == [
        TellOfPredicates(PERIOD, SCHOOL.id, (Role.GURU,), "K5"),
        TellOfPredicates(PERIOD, SCHOOL.id, (Role.GURU, Role.KS), "K3"),
    ]
    ani.send("kosp.pdf").press("back")
    assert len(ani.told) == 2, "a file that follows, or its going, shows nobody anything"
    documents(ani).press("document:k3", "pmm")
    assert ani.told[2:] == [TellOfPredicates(PERIOD, SCHOOL.id, (Role.GURU,), "K3")]


def test_what_is_there_already_says_that_nothing_more_is_needed(ani: Keeper) -> None:
    principal(ani)
    at_school(ani).press("document:k5")
    assert "the button is enough" in ani.text
    ani.press("pmm")
    assert "the button is enough" not in ani.text
    assert "Nothing more is needed. If you like, you can still send its file" in ani.text
    ani.send("hadir.pdf")
    assert "takes the place of this one" in ani.text
