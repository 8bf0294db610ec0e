"""Stage 4, Perilaku Kerja: one focus for each of the seven aspects."""

import pytest

from conversations.rules.plan import BehaviorChoice, PlanContent

ASPECTS = [f"p{n}" for n in range(1, 8)]


@pytest.fixture
def chooser(teacher):
    return teacher.has_plan(PlanContent(practice="g1")).plans("behaviors")


def test_each_choice_goes_on_to_the_next_empty_aspect_until_all_seven_are_filled(chooser):
    chooser.press("aspect:p1")
    for here, following in zip(ASPECTS, [*ASPECTS[1:], ""], strict=True):
        chooser.press(f"focus:{here}:1")
        assert chooser.session.data["item"] == following
    assert chooser.place == "behaviors"
    chosen = chooser.kept.content.behaviors
    assert [choice.aspect_id for choice in chosen] == ASPECTS
    assert [c.choice_id for c in chosen] == [a.choices[1].id for a in chooser.rules.work_behaviors]


def test_an_aspect_in_the_middle_leads_to_the_first_that_is_empty(chooser):
    chooser.press("aspect:p3", "focus:p3:0")
    assert (chooser.place, chooser.session.data["item"]) == ("behavior", "p1")


def test_changing_one_of_seven_leads_back_to_the_list(chooser):
    chooser.has_plan().plans("behaviors").press("aspect:p5", "focus:p5:2")
    assert chooser.place == "behaviors"
    assert len(chooser.kept.content.behaviors) == 7


def test_own_words_are_a_focus(chooser):
    chooser.press("aspect:p2", "write:p2").type("  Menyerahkan nilai\ntepat waktu ")
    assert chooser.kept.content.behaviors == (BehaviorChoice("p2", None, "Menyerahkan nilai tepat waktu"),)
    assert chooser.session.data["item"] == "p1"
    chooser.press(".back")
    assert "Menyerahkan nilai tepat waktu" in chooser.text


def test_a_listed_focus_replaces_own_words_and_the_other_way_round(chooser):
    chooser.press("aspect:p1", "write:p1").type("Menyapa murid")
    chooser.press(".back", "aspect:p1", "focus:p1:0", ".back", "aspect:p1")
    assert [c.text for c in chooser.kept.content.behaviors] == [""]
    chooser.press("write:p1").type("Menyapa murid")
    assert chooser.kept.content.behaviors == (BehaviorChoice("p1", None, "Menyapa murid"),)


@pytest.mark.parametrize("typed", ["", "\u200b", "x" * 201])
def test_own_words_of_a_wrong_length_are_refused_with_what_is_accepted(chooser, typed):
    chooser.press("aspect:p2", "write:p2").type(typed)
    assert chooser.word.startswith("Please write the focus in 1 to 200 characters; this was ")
    assert chooser.place == "behavior_text"
    assert chooser.effects == []


def test_a_number_typed_as_a_focus_is_the_focus(chooser):
    chooser.press("aspect:p2", "write:p2").type("1")
    assert chooser.kept.content.behaviors == (BehaviorChoice("p2", None, "1"),)


def test_a_number_typed_at_the_choices_picks_that_choice(chooser):
    chooser.press("aspect:p1").type("2")
    assert chooser.kept.content.behaviors[0].choice_id == chooser.rules.behavior("p1").choices[1].id


def test_every_aspect_tells_what_it_means_and_what_is_looked_at(chooser):
    for aspect in chooser.rules.work_behaviors:
        chooser.plans("behavior", item=aspect.id)
        assert aspect.aspect in chooser.text
        assert aspect.definition in chooser.text
        assert aspect.looks_at in chooser.text
        assert all(choice.behavior_focus in chooser.text for choice in aspect.choices)
