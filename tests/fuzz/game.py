"""A game: so many updates from one seed, then a look at everything that must hold."""

import json
import random
import traceback
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.i18n import Languages
from bot.store.database import Database
from conversations.navigation import HOME
from conversations.rules.regulation import RuleSet
from tests.fuzz.house import BOT_NAME, GROUPS, JOIN_CODE, FaultError, Hand, House
from tests.fuzz.updates import Raw
from tests.fuzz.watching import PEOPLE, failed_ids, untyped, wrongs
from tests.random_users.rights import faults

_SETTLE_EVERY = 20
_COMMANDS = (
    *("start", "rencana", "poin", "jadwal", "persetujuan", "nilai", "bukti", "sekolah", "undang", "lapor"),
    *(
        "status",
        "laporan",
        "bantuan",
        "profil",
        "bahasa",
        "privasi",
        "unduhdata",
        "hapusdata",
        "batal",
        "siaran",
    ),
    *("pertanyaan", "tanya", "pengingat", "angkakredit", "hubungkan", "ringkasan", "settings", "apa"),
)
_GARBAGE = (
    *(
        "",
        "x",
        "n",
        "n::",
        "n:1:",
        "n:zz:approve:1",
        "n:1:approve:",
        "n:1:approve:-1",
        "n:1:approve:1e3",
        "z:1:yes",
    ),
    *(
        "n:ffffffff:approve:99999999999999999999",
        "n:1:approve:999999999999999999",
        "h:ffffffff:plan",
        "\x00",
        "\ud800",
    ),
    *(
        "p:1:../../etc",
        "p:1:qty:99:1",
        "p:1:page:999999",
        "o:1:save",
        "\N{SNOWMAN}" * 20,
        "a" * 64,
        "a" * 5000,
    ),
)
# Forward most of the time, or nobody would ever get anywhere.
_DEEDS = (
    *(["press"] * 34 + ["type"] * 22 + ["old"] * 5 + ["foreign"] * 7 + ["garbage"] * 4 + ["forged"] * 4),
    *(
        ["command"] * 7
        + ["link"] * 2
        + ["guess"] * 2
        + ["file"] * 5
        + ["group"] * 4
        + ["edited", "membership"]
    ),
    *(["again"] * 2 + ["unknown", "spoiled", "spoiled", "time"]),
)


@dataclass
class Report:
    """What became of a game; faults name the seed that brings them back."""

    updates: int = 0
    screens: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    poison: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Report") -> None:
        """Count another game in."""
        self.updates += other.updates
        self.screens += other.screens
        self.kinds += other.kinds
        self.poison += other.poison
        self.faults += other.faults


class Game:
    """Plays in a house."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.report = Report()
        self._chance = house.chance
        self._hands = list(house.hands.values())
        self._last: dict[int, Raw] = {}
        self._count = 0

    async def play(self, updates: int) -> None:
        """So many updates; the first fault ends it."""
        for hand in self._hands:
            await self._send(hand, "command", self.house.wire.message(hand.user_id, text="/start"))
        while self.report.updates < updates:
            await self._step()
            if self._count % _SETTLE_EVERY == 0:
                await self.house.settle()
        await self._check()

    async def _step(self) -> None:
        hand = self._chance.choice(self._hands)
        deed = self._chance.choice(_DEEDS)
        if deed == "time":
            self.house.pass_time(self._chance.choice((0, 1, 1, 7)))
            return
        if deed == "again":
            if (raw := self._last.get(hand.user_id)) is not None:
                await self._take(hand, "again", raw)
            return
        await self._send(hand, deed, self._update(hand, deed))

    def _update(self, hand: Hand, deed: str) -> Raw:
        wire, says, user_id = self.house.wire, self.house.says, hand.user_id
        match deed:
            case "press" | "type" if hand.current and (deed == "press" or self._chance.random() < 0.1):
                return wire.press(user_id, self._chance.choice(hand.current), hand.message_id)
            case "old" if hand.older:
                return wire.press(user_id, *self._chance.choice(hand.older))
            case "foreign":
                return self._foreign(hand)
            case "garbage":
                data = self._chance.choice((*_GARBAGE, self.house.tongue.text(), None))
                return wire.press(user_id, data, hand.message_id)
            case "forged" if hand.current:
                return wire.press(user_id, self._forged(hand), hand.message_id)
            case "command":
                argument = self.house.tongue.text() if self._chance.random() < 0.3 else ""
                return wire.message(user_id, text=f"/{self._chance.choice(_COMMANDS)} {argument}")
            case "link":
                token = self._chance.choice((*self.house.tokens, JOIN_CODE))
                return wire.message(user_id, text=f"/start {token}")
            case "guess":
                return wire.message(user_id, text=f"/start@{BOT_NAME} {self._guess()}")
            case "file":
                return wire.file(user_id)
            case "group":
                return wire.group(user_id, self._chance.choice(GROUPS))
            case "edited":
                return wire.edited(user_id, says(self.house.tongue.text()))
            case "membership":
                return wire.membership(user_id)
            case "unknown":
                return wire.unknown()
            case "spoiled":
                return wire.spoiled(
                    self._update(hand, self._chance.choice(("type", "press", "file", "group", "membership")))
                )
            case _:
                return wire.message(user_id, text=says(self.house.tongue.text()))

    def _foreign(self, hand: Hand) -> Raw:
        """A button that somebody else was shown, with its revision or with the own one."""
        other = self._chance.choice(self._hands)
        known = [*other.current, *(data for data, _ in other.older)] or ["h:1:plan"]
        data = self._chance.choice(known)
        if self._chance.random() < 0.5 and hand.current:
            flow, _, action = data.split(":", 2)
            data = f"{flow}:{hand.current[0].split(':')[1]}:{action}"
        return self.house.wire.press(hand.user_id, data, hand.message_id)

    def _forged(self, hand: Hand) -> str:
        """An own button with another number in it."""
        flow, revision, action = self._chance.choice(hand.current).split(":", 2)
        parts = action.split(":")
        place = self._chance.randrange(len(parts))
        parts[place] = str(
            self._chance.choice((0, 1, 2, 3, 5, 8, 99, -1, 2**31, 2**63, 10**20, "approve", "yes"))
        )
        return f"{flow}:{revision}:{':'.join(parts)}"

    def _guess(self) -> str:
        signs = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789abcdefghijkmnopqrstuvwxyz_-"
        count = self._chance.choice((1, 8, 8, 21, 22, 22, 64, 500))
        return "".join(self._chance.choice(signs) for _ in range(count))

    async def _send(self, hand: Hand, deed: str, content: Raw) -> None:
        self._count += 1
        raw = {"update_id": self._count * PEOPLE + hand.number, **content}
        # What is spoiled may have lost or changed its number; the server's own number is always there.
        raw["update_id"] = self._count * PEOPLE + hand.number
        # Through the words of the wire, as every update comes.
        raw = json.loads(json.dumps(raw))
        self._last[hand.user_id] = raw
        await self._take(hand, deed, raw)

    async def _take(self, hand: Hand, deed: str, raw: Raw) -> None:
        self.report.updates += 1
        self.report.kinds[deed] += 1
        await self.house.takes(raw, may_be_poison=deed in ("spoiled", "again"))

    async def _check(self) -> None:
        """Everybody still gets a screen and home, nobody did what they may not, texts are what was typed."""
        house = self.house
        for hand in self._hands:
            await self._send(hand, "command", house.wire.message(hand.user_id, text="/batal"))
            await self._get_home(hand)
        await house.settle()
        found = await house.database.read(
            lambda conn: [*wrongs(conn), *faults(conn), *untyped(conn, house.typed)]
        )
        kept = await house.database.read(failed_ids)
        if kept - house.poison:
            found.append(f"kept as poison: {sorted(kept - house.poison)}")
        self.report.poison, self.report.screens = len(kept), house.screens.shown_count
        if found:
            raise FaultError("\n".join(found[:20]))

    async def _get_home(self, hand: Hand) -> None:
        """By the button, if there is one; whoever is at the beginning has none."""
        home = [data for data in hand.current if data.split(":", 2)[2] == HOME]
        if not hand.current:
            raise FaultError(f"{hand.user_id} has no button on the screen")
        before = self.house.screens.shown_count
        pressed = (home or hand.current)[0]
        await self._send(hand, "press", self.house.wire.press(hand.user_id, pressed, hand.message_id))
        if self.house.screens.shown_count == before or not hand.current:
            raise FaultError(f"{hand.user_id} gets no screen")


async def play(
    file: Path,
    languages: Languages,
    rule_sets: Mapping[str, RuleSet],
    seed: int,
    updates: int,
    kind: type[House] = House,
) -> Report:
    """One game on a fresh copy of a migrated file; the same seed plays the same game."""
    database = Database.open(f"sqlite:///{file}")
    house = kind(database, languages, rule_sets, random.Random(seed))
    game = None
    try:
        await house.furnish()
        game = Game(house)
        await game.play(updates)
        return game.report
    except Exception:
        report = Report() if game is None else game.report
        report.faults.append(f"seed {seed}, update {report.updates}:\n{traceback.format_exc(limit=-6)}")
        return report
    finally:
        await database.close()
