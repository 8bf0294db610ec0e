"""How a broadcast reads, in whose name it is, and to whom it goes."""

from math import ceil

from conversations.broadcast_facts import Audience, AudienceKind, Receivers, Sender
from conversations.facts import Facts, School
from conversations.person_text import level_name, role_name, zone_name
from conversations.rules.terms import Role
from conversations.screens import Screen
from conversations.texts import clean_lines, text_length
from conversations.words import Say, Words, rule_text, say, say_n

TEXT_CHARS = 3000
ALL = say("all")


def message_screen(sender: Sender, text: str) -> Screen:
    """What a receiver reads. Without buttons: a press would put another screen in its place."""
    return Screen(message_lines(sender, text))


def message_lines(sender: Sender, text: str) -> tuple[Words, ...]:
    """The message with the line that says who it is from."""
    return (sender_line(sender), "", *text.split("\n"))


def sender_line(sender: Sender) -> Say:
    """In whose name it is."""
    match sender.kind:
        case AudienceKind.EVERYBODY:
            return say("<b>From the operator</b>")
        case AudienceKind.PRINCIPALS:
            return say("<b>From your penilai {name}</b>", name=sender.name)
        case AudienceKind.MEMBERS | AudienceKind.GROUP if sender.is_plt:
            return say("<b>From the Plt. principal of {school}</b>", school=sender.school_name)
        case AudienceKind.MEMBERS | AudienceKind.GROUP:
            return say("<b>From the principal of {school}</b>", school=sender.school_name)


def sender_of(audience: Audience, facts: Facts) -> Sender:
    """In whose name the person writes to an audience."""
    school = _school(audience, facts)
    if school is not None:
        return Sender(audience.kind, school.name, school.led_by_plt)
    return Sender(audience.kind, name=facts.person.name if facts.person else "")


def audience_line(audience: Audience, facts: Facts) -> Say:
    """To whom it goes."""
    school = _school(audience, facts)
    name = school.name if school else ""
    match audience.kind:
        case AudienceKind.MEMBERS:
            return say("To: everybody at <b>{school}</b>, each in private", school=name)
        case AudienceKind.GROUP:
            return say("To: the group of <b>{school}</b>", school=name)
        case AudienceKind.PRINCIPALS:
            return say("To: the principals whom you appraise, each in private")
        case AudienceKind.EVERYBODY:
            return say("To: users of the assistant, each in private")


def filter_lines(audience: Audience, facts: Facts) -> tuple[Words, ...]:
    """Who of everybody."""
    level = ALL if audience.level is None else level_name(facts.rules, audience.level)
    return (
        say("School level: {level}", level=level),
        say("Role: {role}", role=role_label(audience.role)),
        say("Time zone: {zone}", zone=ALL if audience.zone is None else zone_name(audience.zone)),
        say("Stage not done: {stage}", stage=stage_label(audience, facts)),
    )


def role_label(role: Role | None) -> Say:
    """The role, or all."""
    return ALL if role is None else role_name(role)


def stage_label(audience: Audience, facts: Facts) -> Say:
    """The stage, or that it does not matter."""
    if audience.stage is None:
        return say("does not matter")
    return rule_text(facts.rules.stage(audience.stage).name)


def receivers_lines(receivers: Receivers, kind: AudienceKind, per_second: float) -> tuple[Words, ...]:
    """How many are told, how many cannot be, and how long it takes."""
    if kind is AudienceKind.GROUP:
        return (say("Receiver: the group {group}, as one message", group=receivers.group_title),)
    lines: list[Words] = [say("Receivers: <b>{count}</b>", count=receivers.count)]
    if receivers.unreachable:
        lines.append(
            say_n(
                "One of them has blocked the assistant and cannot be told.",
                "{count} of them have blocked the assistant and cannot be told.",
                receivers.unreachable,
            )
        )
    lines.append(say("Estimated time: {duration}", duration=duration(receivers.count / per_second)))
    return tuple(lines)


def duration(seconds: float) -> Say:
    """About how long so many seconds are."""
    minutes = ceil(seconds / 60)
    if minutes <= 1:
        return say("less than a minute")
    if minutes <= 90:
        return say("about {count} minutes", count=minutes)
    return say("about {count} hours", count=ceil(minutes / 60))


def read_text(typed: str) -> str | Say:
    """The text of a broadcast, or a sentence that says what is wrong with it."""
    text = clean_lines(typed)
    count = _drawn_length(text)
    if 1 <= count <= TEXT_CHARS:
        return text
    return say(
        "Please write it in 1 to {limit} characters; this was {count}. What you had before is kept.",
        limit=TEXT_CHARS,
        count=count,
    )


def _drawn_length(text: str) -> int:
    """As it counts once it is drawn, where & < and > take more."""
    return text_length(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def _school(audience: Audience, facts: Facts) -> School | None:
    return next((m.school for m in facts.memberships if m.school.id == audience.school_id), None)
