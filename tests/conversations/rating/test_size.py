"""The longest names, notes and forms still fit a message and a phone, in every language."""

from dataclasses import replace

import pytest

from bot.i18n import LANGUAGES, load_languages
from conversations.execution_facts import RatingSource, StageDone, TargetBehaviorSeen
from conversations.facts import Zone
from conversations.rules.terms import Capacity, JobLevel, ObservationRating, Rating
from conversations.screens import Screen
from tests.conversations.rating.desk import ANI, NOW, SCHOOL, Desk
from tests.screens.style import LABEL_CHARS, LONGER, LONGER_CHARS, ROW_CHARS, ROWS, TEXT_CHARS

LONG, NOTE = "w" * 100, "w" * 1000


def check(screen: Screen) -> None:
    """It can be sent and read."""
    for code in LANGUAGES:
        language = load_languages()[code]
        text = "\n".join(language.translate(line, Zone.WIB) for line in screen.lines)
        assert len(text) <= TEXT_CHARS, f"{len(text)} characters"
        assert sum(text.count(sign) for sign in "⚠ℹ") <= 1
        for row in screen.rows:
            labels = [language.translate(button.label, Zone.WIB) for button in row]
            is_longer = getattr(row[0].label, "key", "") in LONGER
            most = ROW_CHARS if len(row) > 1 else LONGER_CHARS if is_longer else LABEL_CHARS
            assert sum(len(label.removeprefix("✓ ")) for label in labels) <= most, labels
    assert len(screen.rows) <= ROWS + 1


@pytest.fixture
def large(desk: Desk) -> Desk:
    """Everything as long as it may be, nothing handed in as a document."""
    for plan_id, plan in desk.plans.items():
        desk.plans[plan_id] = replace(plan, owner_name=LONG)
    texts = [
        ((stage.id, field.id), NOTE)
        for stage in desk.rules.stages
        if (form := stage.form_for(desk.plans[ANI].role))
        for field in form.fields
    ]
    done = {(stage.id, Capacity.OWNER): StageDone(NOW, LONG) for stage in desk.rules.stages}
    seen = tuple(TargetBehaviorSeen(n, ObservationRating.EFFECTIVE, "w" * 500) for n in range(4))
    desk.executions[ANI] = replace(desk.executions[ANI], answers=dict(texts), done=done, targets=seen)
    return desk.with_duty().is_rated(note=NOTE, rated_by=LONG, is_released=False)


@pytest.mark.parametrize("is_released", [False, True])
def test_every_screen_of_who_rates(large: Desk, is_released: bool) -> None:
    large.is_rated(note=NOTE, rated_by=LONG, is_released=is_released).command("nilai")
    check(large.screen)
    large.press(f"open:{ANI}")
    check(large.screen)
    for part in ("aspect", "behavior"):
        check(large.press(f"part:{part}").screen)
        for action in [action for action in large.screen.actions if action.startswith("item:")]:
            check(large.press(action).screen)
            large.press(".back")
        large.press(".back")
    for item in ("item:overall:result", "item:overall:behavior", "note"):
        check(large.press(item).screen)
        large.press(".back")
    large.press("forms")
    pages = 1
    while following := [action for action in large.screen.actions if action == f"page:{pages}"]:
        check(large.press(*following).screen)
        pages += 1
    assert pages > 2
    large.press(".back")
    if is_released:
        large.press("note").type("v" * 1000)
        for item in ("aspect:reflection_effort", "overall:result", "overall:behavior"):
            part = item.partition(":")[0]
            large.press(*([f"part:{part}"] if part == "aspect" else []), f"item:{item}", "rate:below")
            while large.place != "person":
                large.press(".back")
        check(large.screen)
    check(large.press("confirm").screen)


@pytest.mark.parametrize("level", [None, *JobLevel])
@pytest.mark.parametrize("rating", Rating)
def test_every_screen_of_the_owner(large: Desk, level: JobLevel | None, rating: Rating) -> None:
    ratings = {"work_result": rating, "work_behavior": Rating.ABOVE, "note": NOTE, "rated_by": LONG}
    large.is_rated(**ratings).is_owner(job_level=level).command("nilai")
    check(large.screen)
    content = replace(large.plans[ANI].content, duties=())
    large.plans[ANI] = replace(large.plans[ANI], content=content)
    large.has_documents()
    check(large.screen)
    check(large.press("job_level").screen)
    school = replace(SCHOOL, led_by_plt=True)
    large.alone(school=school).is_rated(source=RatingSource.OWNER, **ratings).command("nilai")
    check(large.screen)
    check(large.press("enter").screen)
    large.press("item:overall:behavior", "rate:below")
    check(large.screen)
    check(large.press("confirm").screen)
