"""Every place has a way back that ends at home, and fits a message with the largest plan."""

import pytest

from conversations.facts import EventKind
from conversations.planning.state import Place
from conversations.rules.terms import PlanStatus
from tests.conversations.planning.record import PRINCIPAL, largest

DRAFT, WAITING = PlanStatus.BELUM_DIAJUKAN, PlanStatus.MENUNGGU_PERSETUJUAN
ITEMS = {
    Place.PRACTICE_ITEM: [{"item": f"g{n}"} for n in range(1, 9)],
    Place.RHK_CATEGORY: [
        {"item": c} for c in ("pelatihan", "pendidikan", "komunitas_belajar", "sumber_belajar", "lainnya")
    ],
    Place.RHK_ITEM: [{"item": "pelatihan", "number": n} for n in range(1, 19)],
    Place.DUTIES: [{"page": n} for n in range(6)],
    Place.DUTY_TEXT: [{"item": "lain"}],
    Place.BEHAVIOR: [{"item": f"p{n}"} for n in range(1, 8)],
    Place.BEHAVIOR_TEXT: [{"item": f"p{n}"} for n in range(1, 8)],
    Place.FULL: [{"page": n} for n in range(12)],
    Place.HISTORY: [{"page": n} for n in range(12)],
    Place.ASK_CHECK: [{"text": "w" * 500}],
}
STATUSES = tuple(PlanStatus)


def ends(place):
    """The first and the last of the items that are looked at there."""
    items = ITEMS.get(place, [{}])
    return items[:: max(len(items) - 1, 1)]


@pytest.mark.parametrize("from_summary", [False, True])
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("place", Place)
def test_back_ends_at_home_from_every_place(teacher, place, status, from_summary):
    teacher.has_plan(status=status, approved_by=PRINCIPAL)
    for item in ends(place):
        teacher.plans(place, from_summary=from_summary, **item)
        for _ in range(12):
            if teacher.flow == "home":
                break
            ways = [a for a in (".back", "next", ".home") if a in teacher.screen.actions]
            teacher.press(ways[0])
        assert teacher.flow == "home"
    assert teacher.effects == []


@pytest.mark.parametrize("place", Place)
def test_back_ends_at_home_before_there_is_a_plan(teacher, place):
    for item in ends(place):
        teacher.plans(place, **item)
        for _ in range(8):
            if teacher.flow == "home":
                break
            teacher.press(".back" if ".back" in teacher.screen.actions else ".home")
        assert teacher.flow == "home"


def test_each_step_back_is_to_the_screen_before(teacher):
    teacher.has_plan().plans("rhk").press("cat:pelatihan", "rhk:7", ".back")
    assert (teacher.place, teacher.session.data["item"]) == ("rhk_category", "pelatihan")
    assert teacher.press(".back").place == "rhk"
    assert teacher.press(".back").place == "practice"
    teacher.plans("behaviors").press("aspect:p2", "write:p2", ".back")
    assert (teacher.place, teacher.session.data["item"]) == ("behavior", "p2")
    teacher.press(".back", ".back")
    assert teacher.place == "duties"


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("place", Place)
def test_the_largest_plan_fits_a_message_at_every_place(teacher, place, status):
    """`Teacher.screen` weighs what it draws, whatever the word above it."""
    teacher.has_plan(largest(teacher.rules), status, approved_by="w" * 100, owner_name="w" * 100)
    teacher.at_school(name="w" * 100)
    teacher.happens(EventKind.REVISION_REQUESTED, PRINCIPAL, "w" * 500, revision_note="w" * 500)
    if status in (WAITING, PlanStatus.DISETUJUI):
        teacher.happens(EventKind.CHANGE_REQUESTED, "w" * 100, "w" * 500, change_note="w" * 500)
    for n in range(14):
        teacher.happens(EventKind.REVISION_REQUESTED, "w" * 100, f"{n} {'w' * 490}")
    for item in ITEMS.get(place, [{}]):
        assert teacher.plans(place, **item).screen.rows
    assert teacher.plans(place, from_summary=True, **item).screen.rows


def test_the_whole_of_the_largest_plan_is_read_page_by_page(teacher):
    teacher.has_plan(largest(teacher.rules)).plans("summary").press("full")
    text = teacher.text
    while (onward := f"page:{teacher.session.data['page'] + 1}") in teacher.screen.actions:
        teacher.press(onward)
        text += "\n" + teacher.text
    assert all(rhk.title in text for rhk in teacher.rules.rhks)
    assert all(duty.text in text for duty in teacher.kept.content.duties)
    assert text.count("w" * 200) == 7
    teacher.press(f"page:{teacher.session.data['page'] - 1}", ".back")
    assert teacher.place == "summary"


def test_the_history_is_read_page_by_page_newest_last(teacher):
    teacher.has_plan(status=WAITING).press("plan")
    for n in range(20):
        teacher.happens(EventKind.CHANGE_REQUESTED, "Ani Lestari", f"Permintaan {n:02} {'w' * 400}")
    teacher.press("history")
    seen = [n for n in range(20) if f"Permintaan {n:02}" in teacher.text]
    assert 0 < len(seen) < 20
    while (onward := f"page:{teacher.session.data['page'] + 1}") in teacher.screen.actions:
        teacher.press(onward)
        seen += [n for n in range(20) if f"Permintaan {n:02}" in teacher.text]
    assert seen == list(range(20))
    assert teacher.press(".back").place == "status"


def test_a_page_that_is_gone_shows_the_last_one(teacher):
    teacher.has_plan().plans("full", page=9)
    assert teacher.rules.behavior("p7").choices[0].behavior_focus in teacher.text
    assert "duty:anggota_tppk" not in teacher.plans("duties", page=0).screen.actions
    assert "write:lain" in teacher.plans("duties", page=99).screen.actions
