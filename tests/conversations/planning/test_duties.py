"""Stage 3, Tugas Tambahan: those of the level, switched on and off, and own words."""

import pytest

from conversations.rules.plan import AdditionalDuty, PlanContent
from conversations.rules.terms import SchoolLevel


def at_duties(teacher, *duties, level=SchoolLevel.SD):
    teacher.of_level(level).has_plan(PlanContent(practice="g1", duties=duties)).plans("duties")
    return teacher


def written(*texts):
    return tuple(AdditionalDuty("lain", text) for text in texts)


def all_offered(teacher):
    """The duties on all pages, in order."""
    found = []
    while True:
        actions = teacher.screen.actions
        found += [a for a in actions if a.startswith(("duty:", "write:"))]
        onward = f"page:{int(teacher.session.data['page']) + 1}"
        if onward not in actions:
            return found
        teacher.press(onward)


@pytest.mark.parametrize("level", SchoolLevel)
def test_only_the_duties_of_the_level_are_offered_on_pages(teacher, level):
    at_duties(teacher, level=level)
    entries = teacher.rules.duties_for(level)
    expected = [f"{'write' if entry.free_text else 'duty'}:{entry.id}" for entry in entries]
    teacher.stands("planning", {"place": "duties", "page": 0})
    assert sorted(all_offered(teacher)) == sorted(expected)
    assert len([e for e in teacher.rules.additional_duties if e.id in str(expected)]) == len(entries)


@pytest.mark.parametrize(
    ("level", "is_offered"),
    [
        (SchoolLevel.SMK, True),
        (SchoolLevel.SMA, False),
        (SchoolLevel.SLB, False),
        (SchoolLevel.PAUD_TK, False),
    ],
)
def test_a_duty_of_smk_is_offered_only_there(teacher, level, is_offered):
    at_duties(teacher, level=level).stands("planning", {"place": "duties", "page": 0})
    assert ("duty:ketua_program_keahlian" in all_offered(teacher)) is is_offered


def test_a_duty_is_switched_on_and_off(teacher):
    at_duties(teacher).press("duty:kepala_perpustakaan", "duty:wali_kelas")
    assert teacher.kept.content.duties == (
        AdditionalDuty("kepala_perpustakaan"),
        AdditionalDuty("wali_kelas"),
    )
    assert "Chosen:" in teacher.text
    assert "✓ " in " ".join(teacher.labels)
    teacher.press("duty:kepala_perpustakaan")
    assert teacher.kept.content.duties == (AdditionalDuty("wali_kelas"),)


def test_switching_a_duty_keeps_the_page(teacher):
    at_duties(teacher).press("page:1")
    duty = next(a for a in teacher.screen.actions if a.startswith("duty:"))
    teacher.press(duty)
    assert teacher.session.data["page"] == 1


@pytest.mark.parametrize("typed", ["Pembina pramuka", "x", "x" * 100])
def test_a_duty_in_own_words_is_kept_and_can_be_removed(teacher, typed):
    at_duties(teacher).plans("duties", page=2).press("write:lain")
    assert teacher.screen.expects_text
    teacher.type(typed)
    assert teacher.kept.content.duties == written(typed)
    assert typed in teacher.text
    teacher.press("drop:0")
    assert teacher.kept.content.duties == ()


def test_a_number_typed_as_a_duty_is_the_duty(teacher):
    at_duties(teacher).plans("duty_text", item="lain").type("2")
    assert teacher.kept.content.duties == written("2")


@pytest.mark.parametrize("typed", ["", "  \n ", "x" * 101, "😀" * 51])
def test_own_words_of_a_wrong_length_are_refused_where_they_can_be_typed_again(teacher, typed):
    at_duties(teacher).plans("duty_text", item="lain").type(typed)
    assert teacher.word == "Please type 1 to 100 characters."
    assert teacher.place == "duty_text"
    assert teacher.effects == []


def test_own_words_are_kept_on_one_line_and_once(teacher):
    at_duties(teacher, *written("Tim literasi")).plans("duty_text", item="lain").type(" Tim \n literasi ")
    assert teacher.kept.content.duties == written("Tim literasi")
    assert teacher.place == "duties"
    assert teacher.effects == []


def test_one_of_several_own_duties_is_removed_by_its_own_button(teacher):
    at_duties(teacher, AdditionalDuty("wali_kelas"), *written("A", "B")).press("drop:1")
    assert teacher.kept.content.duties == (AdditionalDuty("wali_kelas"), *written("B"))


def test_an_eleventh_duty_is_refused_listed_or_written(teacher):
    ten = written(*(f"Tugas {n}" for n in range(10)))
    at_duties(teacher, *ten).plans("duties", page=2)
    teacher.press(next(a for a in teacher.screen.actions if a.startswith("duty:")))
    assert teacher.word == "That is the most a plan can hold: 10 duties."
    teacher.plans("duty_text", item="lain").type("Tugas 11")
    assert teacher.word == "That is the most a plan can hold: 10 duties."
    assert teacher.kept.content.duties == ten
    teacher.press("page:1", "drop:9")
    assert len(teacher.kept.content.duties) == 9


def test_duties_are_optional_and_said_to_be_so(teacher):
    at_duties(teacher)
    assert "Optional, and without points." in teacher.text
    teacher.press("next")
    assert teacher.place == "behaviors"


@pytest.mark.parametrize(("level", "is_marked"), [(SchoolLevel.SLB, True), (SchoolLevel.SMP, False)])
def test_a_duty_without_a_source_at_the_level_is_marked_as_our_suggestion(teacher, level, is_marked):
    at_duties(teacher, level=level)
    label = teacher.rules.duty("wakil_kepala").label
    assert (f"~ {label}" in teacher.labels) is is_marked
    assert "~ a suggestion" in teacher.text
