"""Choosing RHK and their quantities, for the owner of a plan and for whoever decides on it."""

from functools import lru_cache

from conversations.numbers import parse_count
from conversations.plan_text import advice_lines, points_line
from conversations.rules.models import RHK
from conversations.rules.plan import PlanContent, RHKItem, item_points, max_quantity
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import RHKCategory
from conversations.screens import Button, Rows, column
from conversations.words import Say, Words, rule_text, say

Lines = tuple[Words, ...]
Buttons = tuple[Button, ...]
Items = tuple[RHKItem, ...]


def quantity_of(items: Items, number: int) -> int:
    """How many units of that RHK are chosen, 0 when it is not."""
    return next((item.quantity for item in items if item.number == number), 0)


def set_quantity(items: Items, number: int, quantity: int) -> Items:
    """The items with that quantity, in order of number; a quantity of 0 removes the RHK."""
    others = [item for item in items if item.number != number]
    chosen = [RHKItem(number, quantity)] if quantity > 0 else []
    return tuple(sorted(others + chosen, key=lambda item: item.number))


def parse_quantity(text: str, rules: RuleSet, number: int) -> int | Say:
    """The typed quantity, or a sentence that names what is accepted."""
    quantity = parse_count(text)
    ceiling = max_quantity(rules, number)
    if quantity is not None and quantity <= ceiling:
        return quantity
    return say(
        "Please type a whole number from 0 to {ceiling}. With 0 the RHK is not in the plan.", ceiling=ceiling
    )


def categories_lines_and_buttons(rules: RuleSet, items: Items) -> tuple[Lines, Buttons]:
    """What is chosen so far, and the groups of RHK with `cat:<category id>`."""
    chosen = tuple(_chosen_line(rules, item) for item in items)
    lines: Lines = (
        *(chosen or (say("No RHK is chosen yet."),)),
        "",
        say("Choose a group to see its RHK."),
    )
    buttons = tuple(
        Button(_category_label(rules, entry.id, items), f"cat:{entry.id}") for entry in rules.rhk_categories
    )
    return lines, buttons


def category_lines_and_buttons(rules: RuleSet, items: Items, category: RHKCategory) -> tuple[Lines, Buttons]:
    """The RHK of a group, what their titles share said once, and a button `rhk:<number>` for each."""
    rhks = rules.rhks_in(category)
    lines: list[Words] = [
        say("<b>{category}</b>", category=_category_name(rules, category)),
        say("Each title begins: {prefix} …", prefix=rules.rhk_title_prefix.strip()),
    ]
    for position, rhk in enumerate(rhks, start=1):
        lines += ["", *_entry_lines(rules, position, rhk)]
    buttons = tuple(
        Button(_rhk_label(rhk, quantity_of(items, rhk.number)), f"rhk:{rhk.number}") for rhk in rhks
    )
    return tuple(lines), buttons


def item_lines_and_rows(rules: RuleSet, items: Items, number: int) -> tuple[Lines, Rows]:
    """One RHK with all that is known of it, and `qty:<number>:<quantity>` for one more, one less, none.

    The quantities are absolute, so that a press that comes twice counts once.
    """
    quantity = quantity_of(items, number)
    lines: list[Words] = [*_what_it_is(rules, number), "", _present_line(rules, number, quantity)]
    content = PlanContent(rhk=items)
    lines += [points_line(rules, content), *advice_lines(rules, content)]
    ceiling = max_quantity(rules, number)
    lines += ["", say("Press − or +, or type the quantity (0 to {ceiling}).", ceiling=ceiling)]
    return tuple(lines), _quantity_rows(number, quantity, ceiling)


def _category_name(rules: RuleSet, category: RHKCategory) -> Say:
    return rule_text(next(entry.label for entry in rules.rhk_categories if entry.id is category))


def _category_label(rules: RuleSet, category: RHKCategory, items: Items) -> Say:
    name = _category_name(rules, category)
    count = sum(quantity_of(items, rhk.number) > 0 for rhk in rules.rhks_in(category))
    return say("{category} ({count} chosen)", category=name, count=count) if count else name


def _rhk_label(rhk: RHK, quantity: int) -> Say:
    label = rule_text(rhk.label)
    if quantity:
        # The points stand in the lines above; with them the label would not fit a phone.
        return say("✓ {quantity}× {label}", quantity=quantity, label=label)
    return say("{label} · {points} points", label=label, points=rhk.points)


def _chosen_line(rules: RuleSet, item: RHKItem) -> Say:
    return say(
        "RHK {number} {label}: {quantity}× = {points} points",
        number=item.number,
        label=rule_text(rules.rhk(item.number).label),
        quantity=item.quantity,
        points=item_points(rules, item),
    )


# Nobody presses one button as often as + and − here.
@lru_cache(maxsize=64)
def _what_it_is(rules: RuleSet, number: int) -> Lines:
    rhk = rules.rhk(number)
    return (*_title_lines(rhk), "", *_unit_lines(rhk))


def _title_lines(rhk: RHK) -> Lines:
    title = say("<b>RHK {number}</b> {title}", number=rhk.number, title=rhk.title)
    if rhk.is_official:
        return (title,)
    return (title, say("<i>A suggestion: we have not seen it in PMM's own list.</i>"))


def _entry_lines(rules: RuleSet, position: int, rhk: RHK) -> Lines:
    # The position is what a typed number picks; the RHK number is the official one.
    title = say(
        "{position}. … {rest} (RHK {number})",
        position=position,
        rest=rules.rhk_title_rest(rhk.number),
        number=rhk.number,
    )
    figures = say(
        "{points} points per unit ({unit}). Evidence: {evidence}",
        points=rhk.points,
        unit=rhk.unit,
        evidence=rhk.evidence,
    )
    return (title, figures)


def _unit_lines(rhk: RHK) -> Lines:
    duration = (say("Duration: {duration}", duration=rhk.duration),) if rhk.duration else ()
    return (
        say("{points} points per unit. One unit: {unit}.", points=rhk.points, unit=rhk.unit),
        rule_text(rhk.unit_hint),
        *duration,
        say("Evidence: {evidence}", evidence=rhk.evidence),
    )


def _present_line(rules: RuleSet, number: int, quantity: int) -> Say:
    if not quantity:
        return say("Not in the plan.")
    points = item_points(rules, RHKItem(number, quantity))
    return say("In the plan: <b>{quantity}× = {points} points</b>", quantity=quantity, points=points)


# One for each quantity that each RHK can have.
@lru_cache(maxsize=512)
def _quantity_rows(number: int, quantity: int, ceiling: int) -> Rows:
    # Each in a row of its own, + first: so it stays under the thumb that presses it again and again.
    buttons: list[Button] = []
    if quantity < ceiling:
        buttons.append(_quantity_button(say("+ to {quantity}", quantity=quantity + 1), number, quantity + 1))
    if quantity > 1:
        buttons.append(_quantity_button(say("− to {quantity}", quantity=quantity - 1), number, quantity - 1))
    if quantity:
        buttons.append(_quantity_button(say("Remove this RHK"), number, 0))
    return column(buttons)


def _quantity_button(label: Say, number: int, quantity: int) -> Button:
    return Button(label, f"qty:{number}:{quantity}")
