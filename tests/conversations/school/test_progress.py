"""How far everybody is: counts, what waits for the reader, and who is late."""

from datetime import UTC, datetime

import pytest

from conversations.document_effects import DocumentKind
from conversations.recaps import recap_wish
from conversations.rules.terms import Capacity, PlanStatus, StageId
from conversations.school.state import PeopleFilter
from tests.conversations.onboarding.talking import ANI, OTHER_SCHOOL, SCHOOL
from tests.conversations.planning.teacher import assert_can_be_sent
from tests.conversations.school.following import opens, person
from tests.conversations.school.office import largest_progress, member, progress

WAITING = PlanStatus.MENUNGGU_PERSETUJUAN
BEFORE_E = frozenset({StageId.A, StageId.C, StageId.D})


def test_plans_and_stages_are_counted(office):
    office.follows(
        progress(1, "A", None),
        progress(2, "B", WAITING),
        progress(3, "C", owner_done=BEFORE_E, appraiser_done=frozenset({StageId.B})),
        progress(4, "D", owner_done=frozenset({StageId.A}), is_released=True),
        progress(5, "E", is_elsewhere=True, plan_id=None),
    )
    text = opens(office).text
    assert "<b>Progress of teachers</b>\nSDN Contoh 1, July-December 2026" in text
    assert "<b>Plans</b> of 5 people\n• Not started: 1\n• Menunggu Persetujuan: 1\n• Disepakati: 2" in text
    assert "• Plan at another school or in another role: 1" in text
    assert "<b>Stages done</b>, of 2 final plans\n• A Diskusi Persiapan: 2\n• B Observasi Kinerja: 1" in text
    assert "• C Diskusi Tindak Lanjut: 1\n• D Upaya Tindak Lanjut: 1\n• E Refleksi Tindak Lanjut: 0" in text
    assert "• F & G Penilaian: 1" in text


def test_a_part_counts_only_for_whom_it_belongs_to(office):
    others = frozenset({StageId.A, StageId.B})
    office.follows(progress(owner_done=frozenset({StageId.B}), appraiser_done=others - {StageId.B}))
    text = opens(office).text
    assert "• A Diskusi Persiapan: 0\n• B Observasi Kinerja: 0" in text


def test_the_school_itself_says_what_waits_and_who_is_late(office):
    office.has(member()).follows(progress(1, "A", WAITING), progress(2, "B", None))
    text = office.opens().text
    assert "Waiting for you: <b>1</b>\n• plans to approve: 1\nLate with the own part: <b>1</b>" in text


def test_what_waits_is_a_press_away_from_the_school_and_not_offered_when_nothing_does(office):
    office.has(member()).follows(progress(1, "A", WAITING))
    assert "Waiting for me (1)" in office.opens().labels
    assert "<b>A</b>: plan to approve" in office.press("to:tasks").text
    office.follows(progress(1, "A", None))
    assert not any(label.startswith("Waiting for me") for label in office.opens().labels)


@pytest.mark.parametrize(
    ("month", "changes", "task"),
    [
        (8, {"status": WAITING}, "plan to approve"),
        (8, {"status": WAITING, "asks_change": True}, "asks for a change of the plan"),
        (8, {"status": PlanStatus.DISETUJUI, "asks_change": True}, "asks for a change of the plan"),
        (8, {"status": PlanStatus.DISETUJUI}, None),
        (8, {"status": PlanStatus.PERLU_PERBAIKAN}, None),
        (
            8,
            {"observation_proposed_by": Capacity.OWNER, "observed_at": datetime(2026, 9, 9, tzinfo=UTC)},
            "proposes the observation for 2026-09-09 00:00:00+00:00",
        ),
        (8, {"observation_proposed_by": Capacity.APPRAISER}, None),
        (8, {"owner_done": frozenset({StageId.A})}, None),
        (9, {"owner_done": frozenset({StageId.A})}, "observation to record"),
        (9, {}, None),
        (9, {"owner_done": BEFORE_E, "appraiser_done": frozenset({StageId.B})}, None),
        (
            9,
            {
                "owner_done": frozenset({StageId.A}),
                "observed_at": datetime(2026, 9, 20, tzinfo=UTC),
                "is_observation_agreed": True,
            },
            None,
        ),
        (
            8,
            {
                "owner_done": frozenset({StageId.A}),
                "observed_at": datetime(2026, 8, 2, tzinfo=UTC),
                "is_observation_agreed": True,
            },
            "observation to record",
        ),
        (11, {"appraiser_done": frozenset({StageId.B})}, None),
        (12, {"appraiser_done": frozenset({StageId.B})}, "rating to give"),
        (
            11,
            {"appraiser_done": frozenset({StageId.B}), "owner_done": BEFORE_E | {StageId.E}},
            "rating to give",
        ),
        (12, {"appraiser_done": frozenset({StageId.B}), "is_rated": True}, "rating to give"),
        (12, {"appraiser_done": frozenset({StageId.B}), "is_released": True}, None),
        (12, {"appraiser_done": frozenset({StageId.B, StageId.F_G})}, None),
    ],
)
def test_what_waits_for_the_reader_is_listed(office, month, changes, task):
    office.at(month).follows(progress(**changes))
    text = opens(office, "tasks").text
    if task is None:
        assert "Waiting for me (0)" in text
        assert "Nothing is waiting for you." in text
    else:
        assert "Waiting for me (1)" in text
        assert f"1. <b>{ANI.name}</b>: {task}" in text


@pytest.mark.parametrize(
    ("changes", "action", "flow", "place"),
    [
        ({"status": WAITING}, "do:approve", "review", "plan"),
        ({"status": WAITING, "asks_change": True}, "do:change", "review", "plan"),
        ({"observation_proposed_by": Capacity.OWNER}, "do:date", "stages", "stage"),
        ({"owner_done": frozenset({StageId.A})}, "do:observe", "stages", "stage"),
        ({"appraiser_done": frozenset({StageId.B})}, "do:rate", "rating", "person"),
    ],
)
def test_each_thing_that_waits_is_a_press_from_where_it_is_done(office, changes, action, flow, place):
    office.at(12).follows(progress(**changes))
    opens(office, "tasks", f"{action}:{ANI.id}")
    assert (office.flow, office.session.data["plan_id"]) == (flow, ANI.id + 1000)
    assert office.session.data["place"] == place


def test_an_observation_that_waits_opens_its_own_stage(office):
    office.at(9).follows(progress(owner_done=frozenset({StageId.A})))
    opens(office, "tasks", f"do:observe:{ANI.id}")
    assert office.session.data["stage"] == StageId.B
    assert (office.session.data["back_flow"], office.session.data["back_data"]["place"]) == (
        "school",
        "tasks",
    )


def test_what_waits_comes_by_kind_and_then_by_name(office):
    office.at(12).follows(
        progress(1, "Ani", appraiser_done=frozenset({StageId.B})),
        progress(2, "Budi", WAITING),
        progress(3, "Citra", appraiser_done=frozenset({StageId.B})),
    )
    opens(office, "tasks")
    assert [one for one in office.screen.actions if one.startswith("do:")] == [
        "do:approve:2",
        "do:rate:1",
        "do:rate:3",
    ]


@pytest.mark.parametrize(
    ("month", "changes", "late"),
    [
        (7, {"status": None}, False),
        (8, {"status": None}, True),
        (8, {"status": PlanStatus.DISETUJUI}, True),
        (8, {"status": WAITING}, False),
        (8, {"status": None, "is_elsewhere": True}, False),
        (8, {}, False),
        (9, {}, True),
        (9, {"owner_done": frozenset({StageId.A})}, False),
        (12, {"owner_done": BEFORE_E}, False),
        (12, {"owner_done": frozenset({StageId.A, StageId.C})}, True),
    ],
)
def test_late_is_who_has_an_own_part_undone_when_its_months_are_over(office, month, changes, late):
    office.at(month).follows(progress(**changes))
    assert f"Late ({int(late)})" in opens(office).labels
    assert (f"person:{ANI.id}" in office.press("list:late").screen.actions) is late


def test_the_lists_are_those_who_lack_something(office):
    office.at(12).follows(
        progress(1, "Ani", owner_done=BEFORE_E),
        progress(2, "Budi", owner_done=frozenset({StageId.A}), is_released=True),
        progress(3, "Citra", WAITING),
        progress(4, "Dewi", None, is_elsewhere=True),
    )
    opens(office, "filters")
    assert {"Everybody (4)", "Late (1)", "No final plan (1)", "No A yet (0)", "No D yet (1)"} < set(
        office.labels
    )
    assert {"No E yet (2)", "Not rated yet (1)"} < set(office.labels)
    office.press("list:d")
    assert [one for one in office.screen.actions if one.startswith("person:")] == ["person:2"]
    assert "1. <b>Budi</b>: done: A, F & G · 0/64 points · late: C, D" in office.text
    assert office.press(".back").place == "progress"


def test_150_people_are_looked_through_on_13_pages(office):
    office.follows(*(progress(n, f"Guru {n:03}") for n in range(150)))
    opens(office, "list:everybody", "page:1")
    assert "Page 2 of 13." in office.text
    assert "1. <b>Guru 012</b>" in office.text
    assert office.type("12").session.data["person_id"] == 23
    assert office.press(".back").session.data["page"] == 1


def test_an_empty_list_says_so(office):
    office.at(8).follows(progress())
    assert "Nobody is in this list now." in opens(office, "list:late").text


def test_of_the_half_year_before_those_with_a_plan_then_are_shown(office):
    office.follows(progress(9, "Sari")).follows(progress(), before=True)
    opens(office, "period")
    assert "SDN Contoh 1, January-June 2026" in office.text
    assert "Late (1)" in office.labels
    assert "rating to give" in office.press("tasks").text
    assert office.press(".back", "period", "list:everybody").screen.actions[0] == "person:9"


def test_no_reminder_is_sent_for_a_half_year_that_is_over(office):
    office.follows(progress(status=PlanStatus.PERLU_PERBAIKAN), before=True)
    opens(office, "period", "list:everybody", f"person:{ANI.id}")
    assert "nudge" not in office.screen.actions


@pytest.mark.parametrize(
    ("action", "kind"),
    [("recap:picture", DocumentKind.SCHOOL_RECAP_PNG), ("recap:table", DocumentKind.SCHOOL_RECAP_XLSX)],
)
def test_the_recap_is_sent_of_the_half_year_that_is_shown(office, action, kind):
    office.follows(progress()).follows(progress(), before=True)
    opens(office, action)
    opens(office, "period", action)
    assert office.effects == [recap_wish(kind, SCHOOL.id), recap_wish(kind, SCHOOL.id, is_before=True)]


def test_teachers_of_another_school_are_not_in_it(office):
    office.leads_another().follows(progress(), progress(9, "Sari", school_id=OTHER_SCHOOL.id))
    opens(office, "list:everybody")
    assert [one for one in office.screen.actions if one.startswith("person:")] == [f"person:{ANI.id}"]
    office.forge("person:9")
    assert office.place == "people"


def test_whoever_loses_the_school_sees_nothing_any_more(office):
    person(office).loses()
    assert office.text.startswith("The page of a school is for its principal")
    assert ANI.name not in office.text
    assert office.press(".home").flow == "home"


def test_back_leads_from_a_person_to_the_list_to_the_counts_to_the_school(office):
    person(office)
    assert [office.press(".back").place for _ in range(3)] == ["people", "progress", "overview"]


@pytest.mark.parametrize("month", [7, 12])
def test_every_screen_of_the_largest_school_can_be_sent(office, month):
    people = largest_progress(26)
    office.at(month).follows(*people)
    opens(office)
    for actions in ((), ("tasks",), ("filters",), *(("filters", f"list:{one}") for one in PeopleFilter)):
        assert_can_be_sent(opens(office, *actions).screen)
    for one in people[:7]:
        assert_can_be_sent(opens(office, "list:everybody", f"person:{one.person_id}").screen)
