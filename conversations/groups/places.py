"""How the group of a school is shown to its principal."""

from conversations.facts import Facts, GroupProposal, School, SchoolGroup
from conversations.groups.state import led_schools
from conversations.navigation import LEAVE
from conversations.person_text import marked, school_line
from conversations.review.lists import short_name
from conversations.screens import Button, Rows, Screen, column
from conversations.words import Say, Words, say

COUNTS_ONLY = say("Only counts are posted there, never names, and I do not read what people write.")


def show_group(school: School, facts: Facts) -> Screen:
    """The group of the school, or the two ways to link one."""
    group, made = facts.school_group, facts.group_link
    lines: list[Words] = [say("<b>Grup sekolah</b>"), school_line(school), ""]
    lines += _ways() if group is None else group_lines(group)
    if made is not None:
        lines += ["", say("The button with ↗ works once, until {until}.", until=made.expires_at)]
    choose = ((Button(say("Choose the group ↗"), url=made.link),),) if made is not None else ()
    return Screen(tuple(lines), (*choose, *column(_buttons(group)), *_others(school, facts), LEAVE))


def group_lines(group: SchoolGroup) -> tuple[Words, ...]:
    """Which group it is, since when, and whether posts can arrive."""
    title = _title(group.title)
    named = say("Group: <b>{group}</b>, one topic of it", group=title)
    lines: list[Words] = [named if group.is_topic else say("Group: <b>{group}</b>", group=title)]
    lines.append(say("Linked: {at}", at=group.linked_at))
    if not group.is_inside:
        lines.append(say("✕ The assistant is not in the group, or may not write there. Please add it again."))
    lines += ["", say("It is told when a stage begins, and three days before one ends."), COUNTS_ONLY]
    return tuple(lines)


def show_unlink(school: School, group: SchoolGroup) -> Screen:
    """Say what letting the group go means, and ask."""
    lines = (
        say("Shall the group <b>{group}</b> not belong to the school any more?", group=_title(group.title)),
        school_line(school),
        "",
        say("Nothing is posted there any more. You can link it, or another one, at any time."),
    )
    return Screen(lines, ((Button(say("Ya, lepas grup"), "yes"),), LEAVE))


def show_choose(led: tuple[School, ...], proposal: GroupProposal) -> Screen:
    """Ask whose group it is to be."""
    lines: list[Words] = [
        say("Which school does the group <b>{group}</b> belong to?", group=_title(proposal.title)),
        "",
    ]
    lines += [
        say("{number}. {school}", number=number, school=school_line(school))
        for number, school in enumerate(led, start=1)
    ]
    names = (Button(short_name(school.name), f"school:{school.id}") for school in led)
    return Screen(tuple(lines), (*column(names), LEAVE))


def _ways() -> tuple[Words, ...]:
    return (
        say("No group is linked to the school yet."),
        say("1. Press Make a link, then Choose the group: I am added to it and linked at once."),
        say("2. Or add me to the group and type /hubungkan there; then I ask you here."),
        "",
        COUNTS_ONLY,
    )


def _buttons(group: SchoolGroup | None) -> tuple[Button, ...]:
    if group is None:
        return (Button(say("Make a link"), "new"),)
    return (
        Button(say("Kirim pesan uji"), "test"),
        Button(say("Ganti grup"), "new"),
        Button(say("Lepas grup"), "unlink"),
    )


def _others(school: School, facts: Facts) -> Rows:
    """Who leads several schools turns from one to the other."""
    led = led_schools(facts)
    if len(led) == 1:
        return ()
    return column(
        Button(marked(short_name(other.name), other.id == school.id), f"school:{other.id}") for other in led
    )


def _title(title: str) -> Words:
    return title or _UNTITLED


_UNTITLED: Say = say("without a name")
