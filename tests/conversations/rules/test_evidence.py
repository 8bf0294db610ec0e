"""What evidence a plan needs, and how it is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.rules.evidence import (
    all_slots,
    collected_codes,
    collected_points,
    evidence_slots,
    filled_slots,
)
from conversations.rules.plan import AdditionalDuty, PlanContent, RHKItem, total_points
from conversations.rules.rating import missing_documents
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role

CONTENT = PlanContent(rhk=(RHKItem(1, 2), RHKItem(2, 2)), duties=(AdditionalDuty("wali_kelas"),))

CONTENTS = st.lists(
    st.builds(RHKItem, number=st.integers(1, 18), quantity=st.integers(1, 6)),
    unique_by=lambda item: item.number,
).map(lambda items: PlanContent(rhk=tuple(items)))
SLOTS = st.frozensets(st.builds("rhk:{}:{}".format, st.integers(1, 18), st.integers(0, 9)))


@pytest.mark.parametrize(
    ("slots", "points"),
    [
        ((), 0),
        (("rhk:1:1",), 8),
        (("rhk:1:1", "rhk:1:1"), 8),
        (("rhk:1:1", "rhk:1:3", "rhk:9:1", "duty:0", "lesson_plan"), 8),
        (("rhk:1:1", "rhk:1:2", "rhk:2:1", "rhk:2:2"), 32),
    ],
)
def test_planned_units_with_evidence_count_once(rules: RuleSet, slots: tuple[str, ...], points: int) -> None:
    assert collected_points(rules, CONTENT, slots) == points


@given(content=CONTENTS, slots=SLOTS)
def test_never_more_is_collected_than_planned(
    rules: RuleSet, content: PlanContent, slots: frozenset[str]
) -> None:
    assert 0 <= collected_points(rules, content, slots) <= total_points(rules, content.rhk)
    assert 0 <= filled_slots(content, slots) <= len(evidence_slots(content))


@given(content=CONTENTS)
def test_with_all_evidence_all_planned_points_are_collected(rules: RuleSet, content: PlanContent) -> None:
    everything = evidence_slots(content)
    assert collected_points(rules, content, everything) == total_points(rules, content.rhk)
    assert filled_slots(content, everything) == len(everything)


@given(content=CONTENTS, slots=SLOTS, other=SLOTS)
def test_another_file_never_takes_points_away(
    rules: RuleSet, content: PlanContent, slots: frozenset[str], other: frozenset[str]
) -> None:
    assert collected_points(rules, content, slots) <= collected_points(rules, content, slots | other)


def test_a_guru_hands_in_a_lesson_plan_and_a_ks_does_not(rules: RuleSet) -> None:
    assert "lesson_plan" in all_slots(rules, Role.GURU, CONTENT)
    assert "lesson_plan" not in all_slots(rules, Role.KS, CONTENT)


def test_the_sk_of_duties_is_collected_only_by_a_file_for_every_duty(rules: RuleSet) -> None:
    content = PlanContent(duties=(AdditionalDuty("wali_kelas"), AdditionalDuty("lainnya", "Pembina pramuka")))
    half = collected_codes(rules, Role.GURU, content, {"duty:0"}, {"K3", "K4", "K5"})
    whole = collected_codes(rules, Role.GURU, content, {"duty:0", "duty:1"}, {"K3", "K5"})
    assert [entry.code for entry in missing_documents(rules, Role.GURU, True, half)] == ["K4"]
    assert missing_documents(rules, Role.GURU, True, whole) == ()


def test_the_planning_document_of_a_ks_is_handed_in_like_the_others(rules: RuleSet) -> None:
    collected = collected_codes(rules, Role.KS, PlanContent(), (), {"K3", "K4", "K5", "K6"})
    assert missing_documents(rules, Role.KS, False, collected) == ()
