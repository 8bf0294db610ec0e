"""What is kept of a plan for another role, level or rule set."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from conversations.rules.fitting import Dropped, Part, fit
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent, RHKItem, problems
from conversations.rules.terms import Role, SchoolLevel

GURU, KS = Role.GURU, Role.KS
SD, SMK = SchoolLevel.SD, SchoolLevel.SMK


def test_what_fits_is_left_exactly_as_it_is(rules, complete_plan):
    content = replace(complete_plan, duties=(AdditionalDuty("kepala_perpustakaan"),))
    fitted = fit(rules, GURU, SD, content)
    assert (fitted.content, fitted.dropped) == (content, ())


def test_a_guru_who_becomes_a_principal_keeps_rhk_and_behaviors(rules, complete_plan):
    content = replace(complete_plan, duties=(AdditionalDuty("kepala_perpustakaan"),))
    fitted = fit(rules, KS, SD, content)
    assert fitted.content == replace(complete_plan, practice=None)
    assert fitted.dropped == (Dropped(Part.PRACTICE, "g1"), Dropped(Part.DUTY, "kepala_perpustakaan"))


def test_a_duty_that_the_new_level_does_not_have_is_dropped(rules):
    only_smk = next(d.id for d in rules.duties_for(SMK) if not d.is_for(SD) and not d.free_text)
    fitted = fit(rules, GURU, SD, PlanContent(duties=(AdditionalDuty(only_smk),)))
    assert fitted.dropped == (Dropped(Part.DUTY, only_smk),)


def test_what_the_rules_do_not_know_is_dropped_and_named(rules):
    content = PlanContent(
        "g99",
        (RHKItem(99, 1), RHKItem(1, 2), RHKItem(2, 0), RHKItem(1, 3)),
        (AdditionalDuty("tidak_ada"), AdditionalDuty("lain", "Panitia wisuda")),
        (BehaviorChoice("p1", "p1-1"), BehaviorChoice("p2", "p2-99"), BehaviorChoice("p99", None, "Rajin")),
    )
    fitted = fit(rules, GURU, SD, content)
    assert fitted.content == PlanContent(
        None, (RHKItem(1, 2),), (AdditionalDuty("lain", "Panitia wisuda"),), (BehaviorChoice("p1", "p1-1"),)
    )
    assert fitted.dropped == (
        Dropped(Part.PRACTICE, "g99"),
        Dropped(Part.RHK, "99"),
        Dropped(Part.RHK, "2"),
        Dropped(Part.RHK, "1"),
        Dropped(Part.DUTY, "tidak_ada"),
        Dropped(Part.BEHAVIOR, "p2"),
        Dropped(Part.BEHAVIOR, "p99", "Rajin"),
    )


IDS = st.sampled_from(
    ["g1", "g8", "k1", "k8", "p1", "p2", "p1-1", "p2-2", "lain", "kepala_perpustakaan", "?"]
)
CONTENTS = st.builds(
    PlanContent,
    st.none() | IDS,
    st.lists(st.builds(RHKItem, st.integers(0, 20), st.integers(-1, 3)), max_size=5).map(tuple),
    st.lists(st.builds(AdditionalDuty, IDS, st.sampled_from(["", " ", "Sendiri"])), max_size=4).map(tuple),
    st.lists(
        st.builds(BehaviorChoice, IDS, st.none() | IDS, st.sampled_from(["", "Sendiri"])), max_size=4
    ).map(tuple),
)


@given(CONTENTS, st.sampled_from([GURU, KS]), st.sampled_from(SchoolLevel))
def test_nothing_is_wrong_with_what_is_left_and_nothing_is_lost_unsaid(rules, content, role, level):
    fitted = fit(rules, role, level, content)
    left = fitted.content
    assert problems(rules, role, level, left) == ()
    assert fit(rules, role, level, left).dropped == ()
    before = len(content.rhk) + len(content.duties) + len(content.behaviors) + (content.practice is not None)
    after = len(left.rhk) + len(left.duties) + len(left.behaviors) + (left.practice is not None)
    assert before == after + len(fitted.dropped)
