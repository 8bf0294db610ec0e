"""Choosing to whom, writing, and reading it as the receivers will."""

from conversations.broadcast_effects import StartBroadcast
from conversations.broadcast_facts import Audience, AudienceKind, Broadcasting
from conversations.broadcasting.state import (
    BroadcastingState,
    Place,
    go,
    is_appraiser,
    led_schools,
)
from conversations.broadcasting.texts import (
    TEXT_CHARS,
    audience_line,
    filter_lines,
    message_lines,
    read_text,
    receivers_lines,
    sender_of,
)
from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.review.lists import short_name
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.texts import shortened
from conversations.words import Say, Words, say, say_n

_DRAFT_CHARS = 300
_BUSY = say("Another broadcast is still on its way. When it is done, you can send the next one.")


def show_start(state: BroadcastingState, facts: Facts, known: Broadcasting) -> Screen:
    """To whom one may write, and what was written before."""
    lines: list[Words] = [say("<b>Siaran</b>"), say("One message to many people at once."), ""]
    if facts.is_supervisor:
        lines.append(
            say("Today you can send {count} more of {most}.", count=known.left_today, most=known.most_a_day)
        )
    lines.append(say("Whom shall it go to?"))
    return Screen(tuple(lines), (*column((*_audiences(facts, known), *_watching(known))), LEAVE))


def press_start(state: BroadcastingState, action: str, facts: Facts, known: Broadcasting) -> Move:
    """Begin to write, choose among everybody, or look at one that was sent."""
    verb, _, rest = action.partition(":")
    if verb == "show":
        return go(BroadcastingState(place=Place.PROGRESS, is_mass=rest == "mass"))
    kind, _, school_id = rest.partition(":")
    if verb != "to":
        return go(state)
    audience = Audience(AudienceKind(kind), int(school_id) if school_id else None)
    place = Place.FILTERS if audience.kind is AudienceKind.EVERYBODY else Place.WRITE
    return go(state.at(place, audience=audience))


def show_write(state: BroadcastingState, facts: Facts, audience: Audience) -> Screen:
    """Ask for the text; one that was written before is kept."""
    lines: list[Words] = [
        say("<b>Siaran</b>"),
        audience_line(audience, facts),
        "",
        say("Please write the message, in 1 to {limit} characters. Line breaks are kept.", limit=TEXT_CHARS),
        say("Please no passwords, no NIP, no NIK."),
    ]
    if not state.text:
        return Screen(tuple(lines), (LEAVE,), expects_text=True)
    lines += ["", say("So far:"), *shortened(state.text, _DRAFT_CHARS).split("\n")]
    keep = Button(say("Use this text"), "keep")
    return Screen(tuple(lines), (*column((keep,)), LEAVE), expects_text=True)


def type_text(state: BroadcastingState, typed: str) -> Move:
    """Keep the text to be read back."""
    text = read_text(typed)
    return go(state, text) if isinstance(text, Say) else go(state.at(Place.CHECK, text=text))


def press_write(state: BroadcastingState, action: str) -> Move:
    """Go on with the text that there is."""
    return go(state.at(Place.CHECK)) if action == "keep" and state.text else go(state)


def show_check(state: BroadcastingState, facts: Facts, audience: Audience, known: Broadcasting) -> Screen:
    """The message as its receivers read it, how many they are, and how long it takes."""
    lines: list[Words] = [audience_line(audience, facts)]
    if audience.kind is AudienceKind.EVERYBODY:
        lines += filter_lines(audience, facts)
    if known.receivers is not None and known.receivers.count:
        lines += receivers_lines(known.receivers, audience.kind, known.per_second)
    lines += ["", say("<i>This is what they read:</i>"), ""]
    lines += message_lines(sender_of(audience, facts), state.text)
    refusal = _refusal(audience, known)
    rewrite = Button(say("Write again"), "rewrite")
    if refusal is not None:
        return Screen((*lines, "", refusal), (*column((rewrite,)), LEAVE))
    send = Button(_send_label(audience, known), "send")
    return Screen(tuple(lines), (*column((send, rewrite)), LEAVE))


def press_check(
    state: BroadcastingState, action: str, facts: Facts, audience: Audience, known: Broadcasting
) -> Move:
    """Send it, or write it again."""
    if action == "rewrite":
        return go(state.at(Place.WRITE))
    if action != "send" or not state.text or _refusal(audience, known) is not None:
        return go(state)
    is_mass = audience.kind is AudienceKind.EVERYBODY
    here = BroadcastingState(place=Place.PROGRESS, is_mass=is_mass)
    return go(here, None, StartBroadcast(audience, state.text))


def _audiences(facts: Facts, known: Broadcasting) -> list[Button]:
    led = led_schools(facts)
    buttons: list[Button] = []
    for school in led:
        name = short_name(school.name)
        alone = len(led) == 1
        everybody: Words = say("Everybody at the school") if alone else name
        buttons.append(Button(everybody, f"to:members:{school.id}"))
        if school.id in known.group_titles:
            group = say("The school's group") if alone else say("Group {school}", school=name[:20])
            buttons.append(Button(group, f"to:group:{school.id}"))
    if is_appraiser(facts):
        buttons.append(Button(say("The principals I appraise"), "to:principals"))
    if facts.is_operator:
        buttons.append(Button(say("All users, or some"), "to:everybody"))
    return buttons


def _watching(known: Broadcasting) -> list[Button]:
    buttons: list[Button] = []
    if known.own is not None:
        label = say("The one on its way") if known.own.is_open else say("The latest report")
        buttons.append(Button(label, "show:own"))
    if known.mass is not None:
        label = say("On its way: operator") if known.mass.is_open else say("Latest report: operator")
        buttons.append(Button(label, "show:mass"))
    return buttons


def _refusal(audience: Audience, known: Broadcasting) -> Say | None:
    """Why it cannot be sent now; what was written stays."""
    is_mass = audience.kind is AudienceKind.EVERYBODY
    latest = known.mass if is_mass else known.own
    receivers = known.receivers
    if latest is not None and latest.is_open:
        return _BUSY
    if not is_mass and known.left_today < 1:
        return say("Today {most} were sent already; tomorrow you can send this one.", most=known.most_a_day)
    if audience.kind is AudienceKind.GROUP and (
        receivers is None or receivers.count <= receivers.unreachable
    ):
        return say("The school has no group that the assistant may write to now.")
    if receivers is None or receivers.count <= receivers.unreachable:
        return say("There is nobody now who would receive it.")
    return None


def _send_label(audience: Audience, known: Broadcasting) -> Say:
    if audience.kind is AudienceKind.GROUP or known.receivers is None:
        return say("Send to the group")
    reachable = known.receivers.count - known.receivers.unreachable
    return say_n("Send to one person", "Send to {count} people", reachable)
