"""Makes a plan for somebody, quickly, by really talking to the product, and submits it."""

from bot.rule_sets import load_rule_sets
from bot.simulator.person import Person
from bot.stage.walking import Walker
from conversations.behavior_editor import FOCUS_CHARS
from conversations.planning.duty_screens import MOST_DUTIES
from conversations.planning.stage_steps import MOST_DUTY_CHARS
from conversations.rules.plan import max_quantity

_RULE_SET = "pmm_2024"
_ASPECTS = 7
_PRACTICE = ('"/rencana', "look:", "choose:")
_RHK = (
    *("cat:pelatihan", "rhk:1", '"2', "done"),
    *("cat:komunitas_belajar", "rhk:2", '"2', "done"),
)
_BEHAVIORS = ("aspect:", *("focus:",) * _ASPECTS, "next")
_SUBMIT = ("submit", "yes")


async def complete_plan(person: Person) -> None:
    """RHK 1 x 2 and RHK 2 x 2, the first choice elsewhere, up to Rangkuman; else a LostError."""
    await _complete(Walker(person))


async def submit_plan(person: Person) -> None:
    """The same plan, submitted; else a LostError."""
    walker = Walker(person)
    await _complete(walker)
    await walker.follow(_SUBMIT)


async def complete_largest_plan(person: Person) -> None:
    """As much of everything and texts as long as they may be, up to Rangkuman; else a LostError."""
    walker = Walker(person)
    await walker.follow((*_PRACTICE, *_all_rhk(), "next"))
    for number in range(1, MOST_DUTIES + 1):
        while not any(action.startswith("write:") for action in walker.offered):
            await walker.follow((_forward(walker),))
        await walker.follow(("write:", '"' + _long(f"Tugas tambahan ke-{number}", MOST_DUTY_CHARS)))
    await walker.follow(("next", "aspect:"))
    for number in range(1, _ASPECTS + 1):
        await walker.follow(("write:", '"' + _long(f"Fokus perilaku ke-{number}", FOCUS_CHARS)))
    await walker.follow(("next",))


async def _complete(walker: Walker) -> None:
    await walker.follow((*_PRACTICE, *_RHK))
    # A principal has no Tugas Tambahan on the way.
    while not any(action.startswith("aspect:") for action in walker.offered):
        await walker.follow(("next",))
    await walker.follow(_BEHAVIORS)


def _all_rhk() -> tuple[str, ...]:
    rules = load_rule_sets([_RULE_SET])[_RULE_SET]
    return tuple(
        step
        for category in rules.rhk_categories
        for rhk in rules.rhks_in(category.id)
        for step in (f"cat:{category.id}", f"rhk:{rhk.number}", f'"{max_quantity(rules, rhk.number)}', "done")
    )


def _forward(walker: Walker) -> str:
    """The action that turns to the next page."""
    return max(action for action in walker.offered if action.startswith("page:"))


def _long(beginning: str, chars: int) -> str:
    """A text of exactly so many characters."""
    filled = f"{beginning}: {'bersama rekan sejawat dan murid, ' * chars}"[: chars - 1]
    # Blanks at the end would be tidied away.
    return filled.rstrip(" ,").ljust(chars - 1, "m") + "."
