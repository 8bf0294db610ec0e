"""Walks from where a persona begins over everything that is offered.

Steps without effects are decided and drawn by the engine alone; a step with effects is a real turn.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.i18n import LANGUAGES
from bot.screens.answers import QUESTION
from bot.screens.book import Book
from bot.screens.personas import Persona
from bot.screens.skeleton import Skeleton, nested_keys, skeleton
from bot.screens.stage import Place, Stage
from conversations import engine
from conversations.events import Command, Event, Press, Text, parse_press
from conversations.facts import Facts, Needs
from conversations.flows import FLOWS
from conversations.session import Session
from conversations.words import Words

# What is typed where text is expected: fitting and unfitting names, numbers, codes and notes.
TYPED = (
    "Siti Nur'aini, S.Pd.",
    "20100001",
    "20100003",
    "20100099",
    "CNTH-2345",
    "ZZZZ-9999",
    "3",
    "40",
    QUESTION,
    "Mohon dibantu, tombol Ajukan tidak muncul.",
    "Budi",
    "HAPUS",
    "@",
    "<b>Ani</b> & {name} %s",
    "kata " * 300,
)
_MOST_TYPED_CHARS = 40
# So many screens of one kind lead on for each persona, where other words are filled into them, and so many
# for all personas together, if they say or offer anything new; the first steps of each persona always do.
_ALIKE = 3
_ALIKE_FOR_ALL = 12
_FIRST_STEPS = 4
# So often one kind of step with effects is taken.
_SAME_EFFECT = 3
_NAMES = {flow.code: name for name, flow in FLOWS.items()}


@dataclass(frozen=True, slots=True)
class _Node:
    """Where a walk has come to, in which state of the world."""

    kept: bytes
    sent: int
    place: Place
    path: tuple[Words, ...]


class Crawl:
    """One walk after another, all into one book."""

    def __init__(self, stage: Stage) -> None:
        self.book = Book()
        self._stage = stage
        self._effects: Counter[tuple[str, ...]] = Counter()
        self._led_on: Counter[Skeleton] = Counter()
        self._facts: dict[tuple[bytes, Needs], Facts] = {}

    async def walk(self, persona: Persona, base: bytes) -> None:
        """Everything that the persona can reach."""
        self._stage.now = persona.now
        self._facts = {}
        led_on: Counter[Skeleton] = Counter()
        known: set[tuple[Skeleton, frozenset[str]]] = set()
        waiting = deque(await self._begin(persona, base))
        while waiting:
            node = waiting.popleft()
            seen = self._note(persona, node)
            kind = (seen, nested_keys(node.place.screen))
            if kind in known or led_on[seen] >= _ALIKE:
                continue
            known.add(kind)
            led_on[seen] += 1
            self._led_on[seen] += 1
            if len(node.path) > _FIRST_STEPS and not self._leads_on(seen):
                continue
            events = [
                *_pressed(node.place),
                *(_typed(node.place) if self._invites_typing(seen, led_on[seen]) else ()),
            ]
            for event, label in events:
                following = await self._follow(persona, node, event, label)
                if following is not None:
                    waiting.append(following)

    def _leads_on(self, seen: Skeleton) -> bool:
        return self.book.entries[seen].is_telling and self._led_on[seen] <= _ALIKE_FOR_ALL

    def _invites_typing(self, seen: Skeleton, times: int) -> bool:
        return times == 1 and self.book.entries[seen].is_telling

    async def note_notices(self, since: int = 0) -> int:
        """Draw what was enqueued after that number; the number of the last one. Changes the world."""
        for number, notice in await self._stage.outbox(since):
            since = number
            drawn = {language: await self._stage.draw(notice, language) for language in LANGUAGES}
            shown = {code: found for code, found in drawn.items() if found is not None}
            if shown:
                self.book.add_notice(notice.kind, shown)
        return since

    async def _begin(self, persona: Persona, base: bytes) -> list[_Node]:
        """The first screens, and those that commands and notices lead to from there."""
        stage = self._stage
        stage.put_back(base)
        notices = await stage.outbox()
        presses = [
            press
            for _, notice in notices
            if notice.chat_id == persona.chat_id
            for press in await self._presses_on(notice.id, base)
        ]
        place = await stage.place(persona.chat_id, engine.new_session("id"))
        node = _Node(base, max((number for number, _ in notices), default=0), place, ())
        nodes: list[_Node] = []
        for event in persona.opens:
            reached = await self._follow(persona, node, event, _said(event))
            node = node if reached is None else reached
            nodes.append(node)
        for event in (*map(Command, persona.commands), *persona.oddities, *presses):
            reached = await self._follow(persona, node, event, _said(event))
            if reached is not None:
                nodes.append(reached)
        return nodes

    async def _presses_on(self, notice_id: int, kept: bytes) -> list[Press]:
        """The buttons of a notice that waits to be sent."""
        stage = self._stage
        notice = next(notice for number, notice in await stage.outbox() if number == notice_id)
        drawn = await stage.draw(notice, "id")
        stage.put_back(kept)
        data = [button.data for row in drawn.rows for button in row if button.data] if drawn else []
        return [press for text in data if isinstance(press := parse_press(text), Press)]

    async def _follow(self, persona: Persona, node: _Node, event: Event, label: Words) -> _Node | None:
        """Where an event leads; None where it fails, or such a step with effects was taken before."""
        try:
            return await self._step(persona, node, event, label)
        except Exception as exc:
            way = " > ".join(str(getattr(step, "key", step)) for step in (*node.path, label))
            self.book.faults.append(f"{persona.name}: {way}: {type(exc).__name__}: {exc}")
            return None

    async def _step(self, persona: Persona, node: _Node, event: Event, label: Words) -> _Node | None:
        stage, session = self._stage, node.place.session
        facts = await self._known(persona, node.kept, engine.needs(session, event))
        step = engine.advance(session, event, facts)
        path = (*node.path, label)
        if not step.effects:
            return _Node(node.kept, node.sent, await self._look(persona, node.kept, step.session), path)
        effects = tuple(type(effect).__name__ for effect in step.effects)
        kind = (session.flow, _spot(session), _verb(event), step.session.flow, *effects)
        self._effects[kind] += 1
        if self._effects[kind] > _SAME_EFFECT:
            return None
        stage.put_back(node.kept)
        await stage.stand(persona.chat_id, session)
        place = await stage.tell(persona.chat_id, event)
        kept = stage.keep()
        sent = await self.note_notices(node.sent)
        stage.put_back(kept)
        # Of an erased chat nothing is kept: what it is shown is no screen that one can go on from.
        is_erased = place.session.revision == 0
        return None if is_erased else _Node(kept, sent, place, path)

    async def _look(self, persona: Persona, kept: bytes, session: Session) -> Place:
        facts = await self._known(persona, kept, engine.needs(session))
        screen = engine.show(replace(session, word=None), facts)
        return Place(session, facts, screen, engine.flow_code(session, facts))

    async def _known(self, persona: Persona, kept: bytes, needs: Needs) -> Facts:
        key = (kept, needs)
        if key not in self._facts:
            self._stage.put_back(kept)
            self._facts[key] = await self._stage.facts(persona.chat_id, needs)
        return self._facts[key]

    def _note(self, persona: Persona, node: _Node) -> Skeleton:
        place = node.place
        flow = _NAMES[place.code]
        seen = skeleton(flow, _spot(place.session), place.screen)
        self.book.add_screen(seen, persona.name, node.path, place)
        if place.session.word is not None:
            self.book.add_word(flow, place.session.word, place)
        return seen


def _pressed(place: Place) -> Iterator[tuple[Event, Words]]:
    for row in place.screen.rows:
        for button in row:
            if button.action:
                yield Press(place.code, place.session.revision, button.action), button.label


def _typed(place: Place) -> Iterator[tuple[Event, Words]]:
    if place.screen.expects_text:
        for text in TYPED:
            yield Text(text), _said(Text(text))


def _said(event: Event) -> str:
    match event:
        case Command(name, argument):
            return f"/{name} ..." if argument else f"/{name}"
        case Press(action=action):
            return f"notice, {action.partition(':')[0]}"
        case Text(text):
            return f'"{text}"' if len(text) < _MOST_TYPED_CHARS else f'"{text[:_MOST_TYPED_CHARS]}..."'
        case _:
            return type(event).__name__.lower()


def _spot(session: Session) -> str:
    return str(session.data.get("place", ""))


def _verb(event: Event) -> str:
    return event.action.partition(":")[0] if isinstance(event, Press) else type(event).__name__
