"""How files, places of evidence and points read."""

from decimal import ROUND_HALF_UP, ROUND_UP, Decimal

from conversations.evidence.groups import Group
from conversations.evidence.state import Desk
from conversations.execution_facts import EvidenceFile, FileKind, SentFile
from conversations.facts import Facts
from conversations.plan_text import period_name
from conversations.rules.evidence import collected_points
from conversations.rules.plan import total_points
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import EvidenceStatus
from conversations.texts import shortened
from conversations.words import Say, Words, rule_text, say

MEGABYTE = 1024 * 1024
_NAME_CHARS = 60
_BUTTON_CHARS = 24


def points_lines(desk: Desk) -> tuple[Words, ...]:
    """Planned, collected and minimum points side by side, and what that means."""
    rules, content = desk.rules, desk.plan.content
    collected = collected_points(rules, content, desk.filled)
    minimum = rules.points.min_points
    side_by_side = say(
        "Points: planned <b>{planned}</b>, collected <b>{collected}</b>, minimum <b>{minimum}</b>",
        planned=total_points(rules, content.rhk),
        collected=collected,
        minimum=minimum,
    )
    if collected >= minimum:
        return (side_by_side, say("Collected so far: {label}.", label=rule_text(rules.points.met_label)))
    return (side_by_side, say("{short} points are still to be collected.", short=minimum - collected))


def status_of(rules: RuleSet, is_collected: bool) -> Say:
    """The official status."""
    status = EvidenceStatus.COLLECTED if is_collected else EvidenceStatus.NOT_COLLECTED
    return rule_text(rules.evidence_status_label(status))


def group_line(desk: Desk, group: Group) -> Say:
    """How much of a group is collected."""
    filled = len(desk.filled.intersection(group.slots))
    status = status_of(desk.rules, filled == len(group.slots))
    return say(
        "• {label}: <b>{filled}/{needed}</b>, {status}",
        label=group.label,
        filled=filled,
        needed=len(group.slots),
        status=status,
    )


def where(desk: Desk, slot: str | None) -> Words:
    """A slot in a few words."""
    group = desk.group_with(slot)
    if group is None or slot is None:
        return say("not placed yet")
    if len(group.slots) == 1:
        return group.label
    return say("{label}, unit {unit}", label=group.label, unit=group.number_of(slot))


def file_name(file: SentFile) -> Words:
    """The name of a file; what was sent as a photo has none."""
    return shortened(file.name, _NAME_CHARS) if file.name else say("Photo")


def file_line(number: int, kept: EvidenceFile) -> Say:
    """A file in a list."""
    return say(
        "{number}. {name} ({size}), {at}",
        number=number,
        name=file_name(kept.file),
        size=size_of(kept.file),
        at=kept.sent_at,
    )


def file_label(number: int, kept: EvidenceFile) -> Words:
    """A file on a button."""
    if kept.file.name:
        return say("{number}. {name}", number=number, name=shortened(kept.file.name, _BUTTON_CHARS))
    return say("{number}. Photo", number=number)


def size_of(file: SentFile, rounding: str = ROUND_HALF_UP) -> Say:
    """The size in megabytes."""
    tenths = (Decimal(file.size) / MEGABYTE).quantize(Decimal("0.1"), rounding)
    whole = tenths.to_integral_value()
    return say("{size} MB", size=whole if whole == tenths and whole else max(tenths, Decimal("0.1")))


def head(desk: Desk) -> tuple[Words, ...]:
    """Of which plan it is."""
    title = say("<b>Bukti dukung</b>, {period}", period=period_name(desk.plan.period))
    return (title,) if desk.is_owner else (title, say("<b>{name}</b>", name=desk.plan.owner_name))


def how_to_send(rules: RuleSet) -> Say:
    """What can be sent."""
    return say(
        "Send a PDF of at most {most} MB, or photos, right here in the chat. PMM itself takes only PDF.",
        most=rules.evidence.max_megabytes,
    )


def late_line(desk: Desk, facts: Facts) -> tuple[Words, ...]:
    """That the half-year is over, which blocks nothing."""
    if desk.plan.period >= facts.period:
        return ()
    return (say("This half-year is over. What is missing can still be collected here."),)


def refusal(file: SentFile, rules: RuleSet) -> Say | None:
    """Why a file cannot be kept at all; None where it can."""
    most = rules.evidence.max_megabytes
    if file.size <= most * MEGABYTE:
        return None
    what = say("PDF") if file.kind is FileKind.PDF else say("photo")
    return say(
        "This {what} has {size}, and at most {most} MB are allowed. It was not kept; please make it smaller "
        "and send it again.",
        what=what,
        # Rounded down, a file barely too large would read as large as what is allowed.
        size=size_of(file, ROUND_UP),
        most=most,
    )
