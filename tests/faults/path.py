"""The path that is walked: from the two links to Sepakati, with every decision on the way."""

from conversations.words import say
from tests.journeys import (
    RULES,
    activation,
    agreeing,
    approving,
    asking_for_change,
    asking_for_improvement,
    joining,
    planning,
    submitting,
    undoing,
)
from tests.steps import Journey, Picks, Presses, Step


def path() -> Journey:
    """A plan of 32 points with a duty that is sent back, changed, approved, undone, discussed and agreed."""
    return [
        *activation(),
        *joining(),
        *_planning_with_a_duty(),
        *submitting(),
        *asking_for_improvement("Mohon lengkapi."),
        Step("ani", Presses(say("Improve my plan")), ()),
        *submitting(),
        *_changing_rhk(),
        *approving(),
        *undoing(),
        *approving(),
        *asking_for_change("Mohon ditinjau lagi."),
        Step("sri", Presses(say("See the plan")), ()),
        *agreeing(),
    ]


def _planning_with_a_duty() -> Journey:
    steps = planning()
    leaving_rhk = next(n for n, step in enumerate(steps) if step.does == Presses(say("Next ▶")))
    choosing = Step("ani", Picks("duty:wali_kelas"), ())
    return [*steps[: leaving_rhk + 1], choosing, *steps[leaving_rhk + 1 :]]


def _changing_rhk() -> Journey:
    """The principal adds one more of an RHK, from the notice."""
    category = RULES.rhk(2).category
    deeds = (
        Presses(say("Ubah RHK")),
        Picks(f"cat:{category}"),
        Picks("rhk:2"),
        Presses(say("+ to {quantity}", quantity=3)),
        Presses(say("Done, back to the list")),
        Presses(say("Simpan perubahan")),
        Presses(say("Ya, simpan")),
    )
    return [Step("sri", deed, ()) for deed in deeds]
