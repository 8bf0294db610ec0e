"""Steps: who does what, and what is seen then; carried out by people of the simulator's world.

Words are the catalogues' keys and are looked for in the language of whoever reads them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from babel.messages.pofile import read_po

from bot.i18n import Languages, catalogue_file, load_languages, locales_folder
from bot.simulator.client import World
from bot.simulator.person import Person
from bot.simulator.shown import Pressed
from conversations.events import NOTICE, Press, parse_press
from conversations.facts import Zone
from conversations.words import Say, Words


@dataclass(frozen=True, slots=True)
class Types:
    """Writes a text."""

    text: str


@dataclass(frozen=True, slots=True)
class Presses:
    """Presses the button with that label on the newest message that has it."""

    label: Say


@dataclass(frozen=True, slots=True)
class Picks:
    """Presses the button with that action, such as `cat:pelatihan`, where a label depends on the rules."""

    action: str


@dataclass(frozen=True, slots=True)
class Opens:
    """Taps a link, by its name in the cast."""

    link: str


@dataclass(frozen=True, slots=True)
class Speaks:
    """Presses the button of a language, and reads that language from then on."""

    language: str


@dataclass(frozen=True, slots=True)
class Sends:
    """Sends a file: one that is named `.png` as a photo, any other as a document, alone or of an album."""

    name: str
    content: bytes
    album: str = ""


Deed = Types | Presses | Picks | Opens | Speaks | Sends


@dataclass(frozen=True, slots=True)
class Sees:
    """Somebody is shown a message, new or changed, with these words in it."""

    who: str
    said: Words


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody does something, and then these things are seen."""

    who: str
    does: Deed
    then: tuple[Sees, ...]


Journey = list[Step]


@dataclass
class Cast:
    """The people by name, the links by name, and the language of whoever does not read Indonesian."""

    world: World
    people: Mapping[str, Person]
    links: dict[str, str] = field(default_factory=dict)
    spoken: dict[str, str] = field(default_factory=dict)

    def words(self, who: str, said: Words) -> str:
        """Words as this person reads them, without markup; a LookupError if no catalogue has them."""
        if isinstance(said, Say) and said.key not in _sentences():
            raise LookupError(f"no catalogue has the sentence {said.key!r}")
        language = _languages()[self.spoken.get(who, "id")]
        return language.translate(said, Zone.WIB)


@dataclass(frozen=True, slots=True)
class Done:
    """A deed: the last event before it, its update, and the press that waits for an answer."""

    since: int
    update_id: int
    query_id: str | None = None


async def do(cast: Cast, step: Step) -> Done:
    """Carry out the deed of a step; does not wait for what follows."""
    person = cast.people[step.who]
    since = await cast.world.last_event()
    match step.does:
        case Types(text=text):
            return _done(since, await person.say(text))
        case Opens(link=link):
            return _done(since, await person.open(cast.links[link]))
        case Presses(label=label):
            return _done(since, await person.press(cast.words(step.who, label)))
        case Picks(action=action):
            return _done(since, await pick(person, action))
        case Sends(name=name, content=content, album=album):
            is_photo = name.endswith(".png")
            return _done(since, await person.upload(content, name, photo=is_photo, album=album))
        case Speaks(language=language):
            cast.spoken[step.who] = language
            return _done(since, await pick(person, f"lang:{language}"))


async def follow(cast: Cast, step: Step, done: Done, within: float | None = None) -> None:
    """Wait until everything is seen that a step leads to; a TimeoutError says what is missing."""
    for sees in step.then:
        person, text = cast.people[sees.who], cast.words(sees.who, sees.said)
        try:
            await cast.world.wait_for(
                partial(_shows, person=person, text=text), after=done.since, within=within
            )
        except TimeoutError as error:
            raise TimeoutError(f"{step.who} {step.does}: {sees.who} does not see {text!r}; {error}") from None


async def play(cast: Cast, steps: Iterable[Step]) -> None:
    """Play steps one after another, each when the one before has had its effect."""
    for step in steps:
        await follow(cast, step, await do(cast, step))


async def pick(person: Person, action: str) -> Pressed:
    """Press the button with that action on the newest message that has it."""
    for message in reversed(await person.messages()):
        for index, button in enumerate(button for row in message.rows for button in row):
            if _action(str(button.get("callback_data", ""))) == action:
                return await person.press_index(index, message_id=message.id)
    raise LookupError(f"{person.name} has no button that does {action!r}")


def _action(data: str) -> str:
    """What a button does; a notice's button also names its plan."""
    match parse_press(data):
        case Press(flow=flow, action=action):
            return action.rpartition(":")[0] if flow == NOTICE else action
        case _:
            return ""


def _done(since: int, answer: Mapping[str, Any] | Pressed) -> Done:
    raw = answer.raw if isinstance(answer, Pressed) else answer
    query_id = raw.get("callback_query_id")
    return Done(since, int(raw["update_id"]), None if query_id is None else str(query_id))


def _shows(event: Mapping[str, Any], person: Person, text: str) -> bool:
    return (
        event["type"] in ("message", "edit")
        and event["chat_id"] == person.id
        and event["message"]["from_bot"]
        and text in event["message"]["text"]
    )


@cache
def _sentences() -> frozenset[str]:
    """The keys of the catalogues: a test that waits for a reworded sentence should fail at once."""
    with catalogue_file(locales_folder(), "id").open("rb") as source:
        messages = read_po(source, locale="id")
    ids = (message.id for message in messages if message.id)
    return frozenset(one if isinstance(one, str) else one[0] for one in ids)


@cache
def _languages() -> Languages:
    return load_languages()
