"""The queue of a principal, and Setujui semua."""

from dataclasses import replace

from conversations.effects import ApproveMany
from conversations.facts import QueueFilter
from conversations.review import Place
from conversations.rules.terms import PlanStatus

MESSAGE_CHARS = 4096


def test_an_empty_queue_says_what_happens_next(desk):
    desk.enters()
    assert "No plan is waiting for you." in desk.text
    assert "comes here by itself" in desk.text
    assert desk.labels == ["Home"]


def test_whoever_leads_only_as_plt_is_not_promised_anything_to_decide(desk):
    desk.memberships = tuple(
        replace(led, school=replace(led.school, led_by_plt=True)) for led in desk.memberships
    )
    desk.enters()
    assert "the system approves each plan" in desk.text
    assert "comes here by itself" not in desk.text


def test_plans_are_listed_by_six_with_their_points_and_a_position(desk):
    for plan_id in range(1, 9):
        desk.submit(plan_id, f"Guru {plan_id}", (3, 1))
    desk.enters()
    assert desk.labels[:6] == [f"Guru {n} · 36 points" for n in range(1, 7)]
    assert "Page 1 of 2." in desk.text
    desk.presses("page:1")
    assert desk.labels[:2] == ["Guru 7 · 36 points", "Guru 8 · 36 points"]
    assert "1. Guru 7 · 36 points" in desk.text


def test_the_typed_number_of_a_line_opens_that_plan(desk):
    for plan_id in range(1, 9):
        desk.submit(plan_id, f"Guru {plan_id}")
    desk.enters().presses("page:1").types("2")
    assert desk.state.plan_id == 8


def test_back_leads_to_the_page_of_the_queue_that_one_came_from(desk):
    for plan_id in range(1, 9):
        desk.submit(plan_id, f"Guru {plan_id}")
    desk.enters().presses("page:1", "open:8", "full", ".back", ".back")
    assert "Page 2 of 2." in desk.text


def test_a_page_that_is_gone_shows_the_last_there_is(desk):
    for plan_id in range(1, 8):
        desk.submit(plan_id, f"Guru {plan_id}")
    desk.enters().presses("page:1")
    del desk.plans[7]
    assert desk.labels[5] == "Guru 6 · 32 points"


def test_a_requested_change_is_marked(desk):
    desk.submit(1)
    desk.asks_change(1)
    desk.enters()
    assert "1. Ani Lestari · 32 points · ✎ asks for a change" in desk.text
    assert desk.labels[0] == "✎ Ani Lestari · 32 points"


def test_filters_carry_their_counts_and_lead_to_their_plans(desk):
    desk.submit(1, "Ani")
    desk.submit(2, "Cici", status=PlanStatus.DISETUJUI)
    desk.submit(3, "Dedi", status=PlanStatus.DISEPAKATI)
    desk.submit(4, "Eka", status=PlanStatus.PERLU_PERBAIKAN)
    desk.enters()
    assert "Persetujuan</b>: Waiting (1)" in desk.text
    assert desk.labels[2:] == ["Perlu Perbaikan (1)", "Disetujui (1)", "Disepakati (1)", "Home"]
    desk.presses("filter:approved")
    assert desk.labels[0] == "Cici · 32 points"
    assert "Setujui semua" not in desk.labels
    assert "Waiting (1)" in desk.labels
    desk.presses("open:2", ".back")
    assert desk.state.filter is QueueFilter.APPROVED


def test_a_filter_that_empties_says_so_and_leads_back_to_what_waits(desk):
    desk.submit(2, "Cici", status=PlanStatus.DISETUJUI)
    desk.enters().presses("filter:approved")
    desk.agrees(2)
    assert "No plan is in this list now." in desk.text
    assert "filter:waiting" in desk.screen.actions


def test_a_long_name_leaves_room_for_the_points_on_the_button(desk):
    desk.submit(1, "Maria " * 16)
    assert len(desk.enters().labels[0]) <= 40
    assert ("Maria " * 16).strip() in desk.text


def test_approving_all_names_them_and_leaves_out_those_with_a_request(desk):
    desk.submit(1, "Ani")
    desk.submit(2, "Cici")
    desk.submit(3, "Dedi")
    desk.asks_change(3)
    desk.enters().presses("all")
    assert "• Ani · 32 points\n• Cici · 32 points" in desk.text
    assert "Dedi" not in desk.text
    assert "One plan is left out, because its owner asks for a change." in desk.text
    assert desk.labels[0] == "Ya, setujui 2 rencana"
    assert desk.effects == []
    desk.presses("yes")
    assert desk.effects == [ApproveMany(((1, 3), (2, 3)))]
    assert desk.word == "2 plans are approved; their owners are told."
    assert desk.labels[0] == "✎ Dedi · 32 points"


def test_what_changed_after_the_list_was_shown_is_not_approved(desk):
    for plan_id, name in ((1, "Ani"), (2, "Cici"), (3, "Dedi")):
        desk.submit(plan_id, name)
    desk.enters().presses("all")
    desk.approved_elsewhere(1)
    desk.asks_change(2)
    desk.submit(4, "Eka")
    desk.presses("yes")
    assert desk.effects == [ApproveMany(((3, 3),))]
    assert desk.word == (
        "One plan is approved; its owner is told. 2 plans changed meanwhile and were left as they are."
    )
    assert desk.plans[2].status is PlanStatus.MENUNGGU_PERSETUJUAN
    assert desk.plans[4].status is PlanStatus.MENUNGGU_PERSETUJUAN


def test_the_list_itself_tells_what_has_changed_since(desk):
    desk.submit(1, "Ani")
    desk.submit(2, "Cici")
    desk.enters().presses("all")
    desk.approved_elsewhere(1)
    assert "One plan has changed since you opened this list" in desk.text
    assert "Ani" not in desk.text
    assert desk.labels[0] == "Ya, setujui 1 rencana"


def test_when_all_have_changed_nothing_is_approved(desk):
    desk.submit(1, "Ani")
    desk.enters().presses("all")
    desk.approved_elsewhere(1)
    assert "There is nothing to approve here." in desk.text
    desk.presses("yes")
    assert desk.stale
    assert desk.effects == []


def test_without_a_plan_to_approve_setujui_semua_is_not_offered(desk):
    desk.submit(1, "Ani")
    desk.asks_change(1)
    assert "all" not in desk.enters().screen.actions


def test_the_largest_school_fits_its_messages(desk):
    for plan_id in range(1, 151):
        desk.submit(plan_id, f"{plan_id:03} ".ljust(99, "n") + "!", (6, 1))
    desk.asks_change(150)
    desk.enters()
    assert len(desk.text) < MESSAGE_CHARS
    desk.presses("all")
    assert desk.state.place is Place.APPROVE_ALL
    seen = 0
    for page in range(6):
        assert len(desk.text) < MESSAGE_CHARS
        assert f"Page {page + 1} of 6." in desk.text
        seen += desk.text.count("!")
        if page < 5:
            desk.presses(f"page:{page + 1}")
    assert seen == 149
    assert desk.presses("yes").word == "149 plans are approved; their owners are told."
