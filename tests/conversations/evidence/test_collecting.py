"""Files that the owner of a final plan sends: where they go, and what is refused."""

from dataclasses import replace

import pytest

from conversations import evidence
from conversations.document_effects import DocumentKind, SendDocument
from conversations.events import Attachment
from conversations.execution_effects import KeepFile
from conversations.rules.cycle import Period
from conversations.rules.plan import RHKItem
from conversations.rules.terms import PlanStatus
from tests.conversations.evidence.keeper import MEGABYTE, Keeper
from tests.conversations.planning.record import complete


def test_the_overview_tells_points_side_by_side_and_one_next_step(ani: Keeper) -> None:
    ani.at_evidence()
    assert "planned <b>32</b>, collected <b>0</b>, minimum <b>32</b>" in ani.text
    assert "32 points are still to be collected" in ani.text
    assert "<b>0/2</b>, Belum dikumpulkan" in ani.text
    ani.press("next")
    assert "RHK 1" in ani.text
    assert "What you send now goes to <b>unit 1</b>" in ani.text


def test_inside_an_rhk_each_pdf_goes_to_the_next_free_unit(ani: Keeper) -> None:
    ani.at_evidence().press("group:rhk:1")
    ani.send("a.pdf").send("b.pdf")
    assert ani.slots == {"a.pdf": "rhk:1:1", "b.pdf": "rhk:1:2"}
    assert "Sudah dikumpulkan" in ani.text
    ani.send("c.pdf")
    assert ani.slots["c.pdf"] is None
    assert "Every unit of this RHK has evidence already" in ani.word
    ani.press("to:rhk:2")
    assert ani.slots["c.pdf"] == "rhk:2:1"
    ani.at_evidence()
    assert "collected <b>24</b>" in ani.text


def test_with_everything_collected_the_minimum_is_said_to_be_met(ani: Keeper) -> None:
    ani.at_evidence()
    for number in (1, 2):
        ani.at_evidence().press(f"group:rhk:{number}").send(f"{number}a.pdf").send(f"{number}b.pdf")
    ani.at_evidence().press("group:duty:0").send("sk.pdf")
    ani.at_evidence().press("group:lesson_plan").send("rpp.pdf")
    ani.at_evidence()
    assert "collected <b>32</b>" in ani.text
    assert "Sudah memenuhi ekspektasi" in ani.text
    assert "next" not in ani.screen.actions
    assert "Dokumen akuntabilitas still missing: <b>2</b>" in ani.text


def test_a_complete_rhk_leads_on_to_what_is_still_missing(ani: Keeper) -> None:
    ani.at_evidence().press("group:rhk:1").send("a.pdf")
    assert "next" not in ani.screen.actions
    ani.send("b.pdf").press("next")
    assert "RHK 2" in ani.text
    ani.send("c.pdf").send("d.pdf").press("unit:2", "next").send("sk.pdf")
    assert ani.slots["sk.pdf"] == "duty:0"
    ani.press("next").send("rpp.pdf")
    assert ani.slots["rpp.pdf"] == "lesson_plan"
    assert "next" not in ani.screen.actions


def test_photos_of_an_album_stay_together_and_others_go_on(ani: Keeper) -> None:
    ani.at_evidence().press("group:rhk:1")
    for page in range(3):
        ani.send(album="one", unique=f"page{page}")
    ani.send(unique="other")
    assert ani.slots == {"page0": "rhk:1:1", "page1": "rhk:1:1", "page2": "rhk:1:1", "other": "rhk:1:2"}


def test_several_photos_fill_one_unit(ani: Keeper) -> None:
    ani.at_evidence().press("group:rhk:1", "unit:2").send(unique="p1").send(unique="p2")
    assert set(ani.slots.values()) == {"rhk:1:2"}
    ani.at_evidence()
    assert "collected <b>8</b>" in ani.text


def test_what_is_sent_at_the_overview_is_kept_and_asked_about(ani: Keeper) -> None:
    ani.at_evidence().send("a.pdf")
    assert ani.slots == {"a.pdf": None}
    assert "Where does this belong?" in ani.text
    ani.press("to:duty:0")
    assert ani.slots == {"a.pdf": "duty:0"}
    assert "merged" not in ani.text
    assert "menjadi satu berkas PDF" in ani.text


def test_an_album_sent_at_the_overview_is_kept_whole_and_placed_at_once(ani: Keeper) -> None:
    ani.at_evidence()
    for page in range(3):
        ani.send(album="one", unique=f"page{page}")
    assert list(ani.slots.values()) == [None] * 3
    ani.press("all", "to:rhk:2")
    assert set(ani.slots.values()) == {"rhk:2:1"}
    assert "All 3 files lie there together and count as one" in ani.word
    ani.press("undo")
    assert list(ani.slots.values()) == [None] * 3
    ani.press("to:lesson_plan")
    assert set(ani.slots.values()) == {"lesson_plan"}


@pytest.mark.parametrize(
    ("chosen", "units"), [("together", ["rhk:2:1"] * 2), ("each", ["rhk:2:1", "rhk:2:2"])]
)
def test_several_pdf_share_a_unit_or_fill_one_each_and_can_be_taken_out_again(
    ani: Keeper, chosen: str, units: list[str]
) -> None:
    ani.at_evidence().send("a.pdf", album="one").send("b.pdf", album="one")
    ani.press("all", "to:rhk:2")
    assert list(ani.slots.values()) == [None, None]
    ani.press(chosen)
    assert list(ani.slots.values()) == units
    ani.press("undo")
    assert list(ani.slots.values()) == [None, None]
    ani.press(".home").at_evidence().press("loose", "all", "to:rhk:2", ".back")
    assert "<b>Where does this belong?</b>" in ani.text


def test_more_pdf_than_empty_units_can_only_share_one(ani: Keeper) -> None:
    ani.at_evidence().send("a.pdf").send("b.pdf").send("c.pdf").press("all", "to:rhk:2")
    assert "each" not in ani.screen.actions
    assert "Units still empty: 2" in ani.text


def test_files_without_a_place_are_asked_about_one_by_one_and_wait_in_the_overview(ani: Keeper) -> None:
    ani.at_evidence().send("a.pdf").send("b.pdf")
    ani.at_evidence()
    assert "2" in ani.labels[0]
    ani.press("loose", "to:rhk:1")
    assert ani.slots == {"a.pdf": "rhk:1:1", "b.pdf": None}
    assert "b.pdf" in ani.text
    ani.press("drop")
    assert ani.slots == {"a.pdf": "rhk:1:1"}


def test_a_kept_file_is_seen_moved_replaced_and_removed(ani: Keeper) -> None:
    ani.at_evidence().press("group:rhk:1").send("a.pdf").press("unit:1")
    kept = ani.evidence[0]
    ani.press(f"file:{kept.id}", "see")
    assert ani.effects[-1] == SendDocument(DocumentKind.EVIDENCE_FILE, kept.id)
    ani.press("move", "to:rhk:1", "unit:2")
    assert ani.slots == {"a.pdf": "rhk:1:2"}
    ani.press(f"file:{kept.id}", "replace").send("better.pdf")
    assert ani.slots == {"better.pdf": "rhk:1:2"}
    ani.press(f"file:{ani.evidence[0].id}", "remove", "yes")
    assert ani.slots == {}
    assert "Belum dikumpulkan" in ani.text


@pytest.mark.parametrize("way", [("group:rhk:1",), ("group:rhk:1", "unit:1"), ()])
def test_exactly_ten_megabytes_pass_and_one_byte_more_does_not(ani: Keeper, way: tuple[str, ...]) -> None:
    ani.at_evidence().press(*way).send("largest.pdf", size=10 * MEGABYTE)
    assert list(ani.slots) == ["largest.pdf"]
    before = ani.screen.actions
    ani.send("larger.pdf", size=10 * MEGABYTE + 1)
    assert list(ani.slots) == ["largest.pdf"]
    assert "has 10.1 MB, and at most 10 MB" in ani.word
    assert ani.screen.actions == before


@pytest.mark.parametrize("kind", ["document", "video", "audio"])
def test_another_type_is_refused_and_the_place_stays(ani: Keeper, kind: str) -> None:
    ani.at_evidence().press("group:rhk:1")
    ani.tell(Attachment(kind))
    assert "only a PDF or photos" in ani.word
    assert "unit 1" in ani.text


@pytest.mark.parametrize(
    "typed", ["https://drive.example.id/a", "ini sertifikat saya https://drive.example.id/a"]
)
def test_a_link_in_the_place_of_a_file_is_refused_and_the_place_stays(ani: Keeper, typed: str) -> None:
    ani.at_evidence().press("group:rhk:1").type(typed)
    assert ani.word.startswith("I cannot open links, so I have kept nothing of this.")
    assert "unit 1" in ani.text


def test_the_same_file_is_recognised_and_said_where_it_is(ani: Keeper) -> None:
    ani.at_evidence().press("group:rhk:1").send("a.pdf").send("a.pdf")
    assert ani.slots == {"a.pdf": "rhk:1:1"}
    assert "You have sent this file already" in ani.word
    ani.at_evidence().press("group:duty:0").send("a.pdf")
    assert ani.slots == {"a.pdf": "rhk:1:1"}


def test_a_file_without_a_place_that_is_sent_again_inside_a_place_lies_there(ani: Keeper) -> None:
    ani.at_evidence().send("a.pdf")
    ani.at_evidence().press("group:duty:0").send("a.pdf")
    assert ani.slots == {"a.pdf": "duty:0"}


def test_what_counted_in_another_half_year_is_refused_for_an_rhk_only(ani: Keeper) -> None:
    ani.files_before = frozenset({"old.pdf"})
    ani.at_evidence().press("group:rhk:1").send("old.pdf")
    assert ani.slots == {}
    assert "another half-year" in ani.word
    ani.at_evidence().send("old.pdf").press("to:rhk:1")
    assert ani.slots == {"old.pdf": None}
    ani.press("to:duty:0")
    assert ani.slots == {"old.pdf": "duty:0"}


@pytest.mark.parametrize("status", [s for s in PlanStatus if s is not PlanStatus.DISEPAKATI])
def test_without_a_final_plan_nothing_is_kept_and_the_way_is_told(ani: Keeper, status: PlanStatus) -> None:
    ani.with_final_plan(status=status).at_evidence()
    assert "/rencana" in ani.text
    ani.send("a.pdf")
    assert ani.slots == {}
    assert ani.word


def test_elsewhere_a_file_is_pointed_to_the_evidence(ani: Keeper) -> None:
    ani.command("start").tell(Attachment("photo"))
    assert "/bukti" in ani.word
    ani.with_final_plan(status=PlanStatus.DISETUJUI).tell(Attachment("photo"))
    assert "/bukti" not in ani.word


def test_the_last_half_year_can_still_be_completed(ani: Keeper) -> None:
    ani.with_final_plan(period=Period(2026, 1))
    ani.stands("evidence", {"plan_id": 12})
    assert "This half-year is over" in ani.text
    ani.press("group:rhk:1").send("a.pdf")
    assert isinstance(ani.effects[-1], KeepFile)


def test_the_half_year_before_is_a_press_away_once_the_new_plan_is_final(ani: Keeper) -> None:
    ani.with_final_plan()
    assert ani.plan is not None
    ani.others[11] = replace(ani.plan, id=11, period=Period(2026, 1))
    ani.at_evidence().press("plan:11")
    assert "January-June 2026" in ani.text
    assert "This half-year is over" in ani.text
    ani.press("group:rhk:1").send("a.pdf")
    kept = ani.effects[-1]
    assert isinstance(kept, KeepFile)
    assert kept.plan_id == 11
    ani.press(".back", "plan:12")
    assert "July-December 2026" in ani.text


def test_a_large_plan_fits_its_screens(ani: Keeper) -> None:
    rules = ani.rules
    content = complete(rules, *((rhk.number, 128 // rhk.points + 1) for rhk in rules.rhks))
    ani.with_final_plan(content=content).at_evidence()
    for page in range(1, 4):
        ani.press(f"page:{page}")
    ani.at_evidence().send("a.pdf").press("page:1", "page:2")
    ani.at_evidence().press("group:rhk:5")
    assert RHKItem(5, 33) in content.rhk
    for page in range(1, 6):
        ani.press(f"page:{page}")
    ani.press("unit:33").send("b.pdf")
    assert ani.slots["b.pdf"] == "rhk:5:33"


def test_who_decides_on_the_plan_sees_the_files_and_changes_nothing(ani: Keeper) -> None:
    ani.at_evidence().press("group:rhk:1").send("a.pdf")
    ani.others[12], ani.plan = ani.kept, None
    ani.leads().stands("evidence", {"plan_id": 12})
    ani.press("group:rhk:1", "unit:1", f"file:{ani.evidence[0].id}")
    assert ani.screen.actions == ("see", ".back", ".home")
    assert not ani.screen.accepts_files
    ani.send("mine.pdf")
    assert list(ani.slots) == ["a.pdf"]


def test_a_stranger_sees_nothing(ani: Keeper) -> None:
    ani.leads(id=99)
    ani.stands("evidence", {"plan_id": 12})
    assert ani.screen.actions == (".home",)
    assert "Ani" not in ani.text


@pytest.mark.parametrize("place", ["file", "replace", "remove", "assign", "units", "slot", "group"])
def test_a_place_whose_subject_is_gone_is_the_overview(ani: Keeper, place: str) -> None:
    gone = {"place": place, "file_id": 77, "group": "rhk:17", "slot": "rhk:17:9"}
    ani.stands("evidence", gone)
    assert "Points: planned" in ani.text
    ani.send("a.pdf")
    assert ani.slots == {"a.pdf": None}


def test_back_leads_step_by_step_home(ani: Keeper) -> None:
    ani.at_evidence().press("group:rhk:1").send("a.pdf")
    ani.press("unit:1", f"file:{ani.evidence[0].id}", "move", "to:rhk:1")
    for _ in range(5):
        ani.press(".back")
    assert "Points: planned" in ani.text
    ani.press(".home")
    assert ani.flow == "home"


def test_home_leads_to_the_evidence_once_the_plan_is_final(ani: Keeper) -> None:
    ani.command("start").press("evidence")
    assert "Points: planned" in ani.text
    ani.with_final_plan(status=PlanStatus.DISETUJUI).command("start")
    assert "evidence" not in ani.screen.actions


def test_from_the_form_of_a_stage_a_file_is_sent_and_back_leads_to_the_form(ani: Keeper) -> None:
    ani.stands("evidence", dict(evidence.open_for_slot("lesson_plan", 12).data)).send("rpp.pdf")
    assert ani.slots == {"rpp.pdf": "lesson_plan"}
    ani.press(".back")
    assert (ani.flow, ani.session.data["stage"]) == ("stages", "A")
