"""A dialogue as text."""

from collections.abc import Iterable, Iterator

from bot.transcript.actions import write_action
from bot.transcript.model import (
    Act,
    Advance,
    Arrive,
    Block,
    Calm,
    Change,
    Kill,
    Link,
    Offer,
    Registered,
    Repeat,
    Revive,
    Scene,
    SetClock,
    Sight,
    Someone,
    Transcript,
    Trouble,
    Turn,
)
from bot.transcript.reading import ROLES
from bot.transcript.times import write_moment, write_span
from conversations.facts import Zone
from conversations.rules.terms import Role, SchoolLevel


def write(transcript: Transcript) -> str:
    """The file of a dialogue."""
    parts = [
        "\n".join(_remarks(transcript.title)),
        "\n".join(_opening(transcript)),
        *("\n".join(scene_lines(scene)) for scene in transcript.scenes),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def scene_lines(scene: Scene) -> Iterator[str]:
    """A turn and what everybody saw."""
    yield from _remarks(scene.remarks)
    yield write_turn(scene.turn)
    for sight in scene.sights:
        yield from sight_lines(sight)


def write_turn(turn: Turn) -> str:
    """The line of a turn; acts and most others can be typed in the demo after the prompt."""
    match turn:
        case Act(person=person, action=action, group=group):
            place = f" @ {group}" if group else ""
            return f"{person}{place}> {write_action(action)}"
        case Advance(span=span):
            return f":maju {write_span(span)}"
        case SetClock(moment=moment):
            return f":jam {write_moment(moment)}"
        case Kill(is_midway=is_midway):
            return ":matikan di tengah" if is_midway else ":matikan"
        case Revive():
            return ":hidupkan"
        case Block(person=person, is_blocked=is_blocked):
            return f":blokir {person}" if is_blocked else f":buka-blokir {person}"
        case Arrive(someone=someone):
            return f":orang {_someone(someone)}"
        case Offer(link=link):
            return f":tautan {_link(link)}"
        case Trouble(kind=kind, method=method, times=times):
            return (
                f":gangguan {kind}" + (f" {method}" if method else "") + (f" x{times}" if times > 1 else "")
            )
        case Calm(kind=kind, method=method):
            return " ".join(part for part in (":gangguan selesai", kind, method) if part)
        case Repeat():
            return ":ulangi"


def sight_lines(sight: Sight) -> Iterator[str]:
    """What one person saw."""
    head = f"  {sight.person} ({sight.change})"
    if sight.change is Change.TOAST:
        yield f"{head}: {' '.join(sight.text.split())}"
        return
    yield f"{head}:"
    for line in sight.text.split("\n"):
        yield f"  | {line}".rstrip()
    for row in sight.rows:
        yield "  " + " ".join(f"[{label}]" for label in row)


def _remarks(lines: Iterable[str]) -> Iterator[str]:
    return (f"# {line}".rstrip() for line in lines)


def _opening(transcript: Transcript) -> Iterator[str]:
    opening = transcript.opening
    yield f"mulai: {write_moment(opening.begins_at)}"
    for link in opening.links:
        yield f"tautan: {_link(link)}"
    for someone in opening.people:
        yield f"orang: {_someone(someone)}"
    for someone in opening.people:
        if someone.registered is not None:
            yield f"terdaftar: {_registered(someone, someone.registered)}"
    for field, names in (
        ("lengkap", opening.completed),
        ("terbesar", opening.largest),
        ("diajukan", opening.submitted),
        ("operator", opening.operators),
    ):
        if names:
            yield f"{field}: {', '.join(names)}"
    for group in opening.groups:
        field = "grup" if group.has_bot else "grup tanpa bot"
        yield f"{field}: {group.name} = {', '.join(group.members)}"


def _someone(someone: Someone) -> str:
    return f"{someone.name}, {someone.user_id}, {someone.language}"


def _link(link: Link) -> str:
    school = f", {link.school}" if link.role is Role.KS else ""
    role = next(word for word, role in ROLES.items() if role is link.role)
    return f"{link.name} = {role}, {link.npsn}{school}"


def _registered(someone: Someone, known: Registered) -> str:
    ways = [f"lewat {known.link}" if known.link else "mandiri"]
    ways += ["Plt."] if known.is_plt else []
    ways += [known.level.value] if known.level is not SchoolLevel.SD else []
    ways += [known.zone.name] if known.zone is not Zone.WIB else []
    return f"{someone.name}, {', '.join(ways)} = {known.full_name}"
