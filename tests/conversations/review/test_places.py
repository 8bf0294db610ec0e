"""Every place of a review: it is drawn, survives JSON, fits a message and can be left."""

import json

import pytest

from conversations.document_effects import DocumentKind, SendDocument
from conversations.events import MAX_BUTTON_BYTES, press_data
from conversations.facts import EventKind, HistoryEntry
from conversations.review import Place, ReviewState
from conversations.rules.plan import BehaviorChoice, max_quantity

MESSAGE_CHARS = 4096
RHK = ("rhk", "cat:sumber_belajar", "rhk:11", "qty:11:1", "done", "save")
BEHAVIORS = ("behaviors", "aspect:p1", "write:p1")
WAYS = {
    Place.QUEUE: (),
    Place.APPROVE_ALL: ("all",),
    Place.PLAN: ("open:7",),
    Place.FULL: ("open:7", "full"),
    Place.HISTORY: ("open:7", "history"),
    Place.NOTE: ("open:7", "revise"),
    Place.NOTE_CHECK: ("open:7", "revise", "=note"),
    Place.RHK: ("open:7", *RHK[:1]),
    Place.RHK_CATEGORY: ("open:7", *RHK[:2]),
    Place.RHK_ITEM: ("open:7", *RHK[:3]),
    Place.RHK_CHECK: ("open:7", *RHK),
    Place.BEHAVIORS: ("open:7", *BEHAVIORS[:1]),
    Place.BEHAVIOR: ("open:7", *BEHAVIORS[:2]),
    Place.BEHAVIOR_TEXT: ("open:7", *BEHAVIORS),
    Place.BEHAVIORS_CHECK: ("open:7", *BEHAVIORS, "=focus", "save"),
}
TYPED = {"=note": "n" * 500, "=focus": "f" * 200}
PLACES = pytest.mark.parametrize("place", list(Place))


def walk(desk, place):
    desk.enters()
    for step in WAYS[place]:
        desk.types(TYPED[step]) if step in TYPED else desk.presses(step)
    assert desk.state.place is place
    return desk


@pytest.fixture
def small(desk):
    desk.submit(7)
    return desk


@pytest.fixture
def largest(desk):
    """All 18 RHK, seven long behaviors in own words, long names and notes, a long history."""
    rhk = tuple((number, max_quantity(desk.rules, number)) for number in range(1, 19) if number != 11)
    plan = desk.submit(7, "N" * 100, *rhk)
    behaviors = tuple(BehaviorChoice(a.id, None, "w" * 200) for a in desk.rules.work_behaviors)
    at = plan.submitted_at
    history = tuple(HistoryEntry(at, EventKind.CHANGE_REQUESTED, "N" * 100, "h" * 500) for _ in range(30))
    content = type(plan.content)("g6", plan.content.rhk, plan.content.duties, behaviors)
    desk.submit(7, "N" * 100, content=content, change_note="c" * 500, history=history)
    desk.submit(8, "M" * 100)
    return desk


@PLACES
def test_every_place_can_be_left_for_home(small, place):
    assert walk(small, place).presses(".home").at_home


@PLACES
def test_going_back_again_and_again_leads_home(small, place):
    walk(small, place)
    for _ in range(8):
        if place is Place.QUEUE or small.state.place is Place.QUEUE:
            break
        before = small.state.place
        small.presses(".back")
        assert small.state.place is not before
    facts = small.facts(small.flow.needs(small.state))
    assert small.state.place is Place.QUEUE
    assert small.flow.back(small.state, facts).flow == "home"


@PLACES
def test_the_state_of_every_place_survives_json(small, place):
    state = walk(small, place).state
    assert ReviewState.model_validate(json.loads(json.dumps(state.dump()))) == state


@PLACES
def test_drawing_twice_gives_the_same_screen(small, place):
    walk(small, place)
    assert small.screen == small.screen


@PLACES
def test_every_place_fits_a_message_with_the_largest_plan(largest, place):
    walk(largest, place)
    pages = range(12) if place in (Place.FULL, Place.HISTORY) else ()
    assert len(largest.text) < MESSAGE_CHARS
    for page in pages:
        if f"page:{page + 1}" in largest.screen.actions:
            largest.presses(f"page:{page + 1}")
            assert len(largest.text) < MESSAGE_CHARS


@PLACES
def test_every_button_of_every_place_fits_its_data_and_is_unique(largest, place):
    walk(largest, place)
    actions = largest.screen.actions
    assert len(set(actions)) == len(actions)
    for action in actions:
        assert len(press_data("r", 0xFFFFFFFF, action).encode()) <= MAX_BUTTON_BYTES


@PLACES
def test_every_place_has_a_word_of_help(small, place):
    assert small.flow.help(walk(small, place).state).key


@PLACES
def test_a_decision_elsewhere_leaves_no_place_without_a_way(small, place):
    walk(small, place)
    small.approved_elsewhere(7)
    assert ".home" in small.screen.actions
    facts = small.facts(small.flow.needs(small.state))
    assert small.flow.back(small.state, facts).flow in ("review", "home")


def test_the_whole_plan_and_its_history_are_there_to_read(small):
    walk(small, Place.FULL)
    assert "Peserta pelatihan mandiri sesuai model kompetensi" in small.text
    small.presses(".back", "history")
    assert "<b>Ani Lestari</b>: submitted the plan" in small.text


def test_a_plan_of_an_earlier_half_year_is_reviewed_by_its_own_rules(desk):
    newer = desk.rules.model_copy(update={"points": desk.rules.points.model_copy(update={"min_points": 99})})
    desk._rule_sets = {"newer": newer, "pmm_2024": desk.rules}
    desk.submit(7)
    desk.opens(7)
    assert "32 / 32 points" in desk.text
    desk.presses("rhk", "cat:pelatihan", "rhk:1", "qty:1:3", "done", "save", "confirm")
    assert desk.plans[7].version == 4


def test_a_hasty_second_press_after_setujui_undoes_nothing(desk):
    desk.submit(1, "Ani")
    desk.submit(2, "Made")
    desk.opens(1)
    place = [button.action for button in desk.buttons].index("approve")
    desk.presses("approve")
    assert desk.buttons[place].action == "open:2"
    desk.presses("open:2", "approve")
    assert desk.buttons[place].action != "undo"
    assert "undo" in desk.screen.actions


def test_the_history_says_whose_plan_it_is(desk):
    desk.submit(1, "Ani Lestari")
    assert "Riwayat: Ani Lestari" in desk.opens(1).presses("history").text.replace("<b>", "")


@pytest.mark.parametrize("place", ["full", "history"])
def test_the_plan_is_sent_as_pdf_from_where_it_is_read(desk, place):
    desk.submit(7)
    desk.opens(7).presses(place, "print")
    assert desk.effects == [SendDocument(DocumentKind.SUMMARY_PDF, 7)]
    assert desk.state.place is Place(place)
