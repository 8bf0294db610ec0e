"""Follows the world: what stands in the chats, passing words, and what is not answered yet."""

import time
from collections.abc import Mapping
from typing import Any

from bot.simulator.client import World
from bot.stage.chats import ChatLog
from bot.stage.masks import Masks
from bot.transcript.model import Change, Sight

_LONGEST_LOOK = 25.0


class Watch:
    """The chats of the stage, always as of the newest event that was looked at."""

    def __init__(self, world: World, masks: Masks) -> None:
        self._world = world
        self._masks = masks
        self._seq = 0
        self._logs: dict[int, ChatLog] = {}
        self._moved: dict[int, int] = {}
        self._updates: set[int] = set()
        self._presses: set[str] = set()
        self._repeats: set[int] = set()
        self._passing: list[tuple[int, str]] = []
        self._toasts: list[Sight] = []
        self.has_failed = False

    async def begin(self) -> None:
        """Take up all chats as they stand now; the product must be at rest."""
        self._seq = await self._world.last_event()
        await self._load()

    def add(self, chat_id: int, name: str) -> None:
        """Follow one more chat, which is empty yet."""
        self._logs[chat_id] = ChatLog(name)

    def present_id(self, chat_id: int) -> int:
        """The id that a chat has now: a group gets another one when it becomes a supergroup."""
        return self._moved.get(chat_id, chat_id)

    def chat(self, chat_id: int) -> ChatLog:
        """A chat that is followed."""
        return self._logs[self.present_id(chat_id)]

    @property
    def is_answered(self) -> bool:
        """Whether every update was confirmed and every press answered, as of the last look."""
        return not (self._updates or self._presses or self._repeats)

    async def follow(self, within: float = 0) -> None:
        """Take up what has happened; waits up to so many seconds for the first event."""
        while True:
            query = {"after": self._seq, "timeout": within}
            answer = await self._world.ask("GET", "/events", query=query)
            # Somebody else may have followed meanwhile.
            events = [event for event in answer["events"] if event["seq"] > self._seq]
            if events and events[0]["seq"] > self._seq + 1:
                self._seq = int(answer["last"])
                await self._load()
                continue
            for event in events:
                self._seq = int(event["seq"])
                self._note(event)
            if not events or self._seq >= answer["last"]:
                return
            within = 0

    async def answered(self, within: float) -> None:
        """Wait until every update is confirmed and every press answered; TimeoutError else."""
        deadline = time.monotonic() + within
        await self.follow()
        while not self.is_answered:
            left = deadline - time.monotonic()
            if left <= 0:
                waiting = sorted(self._updates | self._repeats), sorted(self._presses)
                raise TimeoutError(f"no answer to updates {waiting[0]} and presses {waiting[1]}")
            await self.follow(min(left, _LONGEST_LOOK))

    def expect_repeat(self, update_id: int) -> None:
        """An update is delivered again, and confirmed once more."""
        self._repeats.add(update_id)

    def forget_answers(self) -> None:
        """Nobody is left to answer what was pressed."""
        self._presses.clear()
        self._repeats.clear()

    def look(self) -> None:
        """See what has changed in the chats, and which words passed."""
        for user_id, text in self._passing:
            if user_id in self._logs:
                name = self._logs[user_id].name
                self._toasts.append(Sight(name, Change.TOAST, self._masks.put_on(text)))
        self._passing.clear()
        for log in self._logs.values():
            log.look(self._masks)

    def names(self) -> set[str]:
        """Under which names something is seen that was not accepted."""
        changed = {log.name for log in self._logs.values() if log.has_changes}
        return changed | {toast.person for toast in self._toasts}

    def sights(self, name: str) -> list[Sight]:
        """What is seen under a name that was not accepted, as of the last `look`."""
        toasts = [toast for toast in self._toasts if toast.person == name]
        changes = [sight for log in self._logs.values() if log.name == name for sight in log.changes()]
        return toasts + changes

    def accept(self) -> None:
        """Take what was last looked at as known."""
        self._toasts.clear()
        self.has_failed = False
        for log in self._logs.values():
            log.accept()

    async def _load(self) -> None:
        for chat_id, log in self._logs.items():
            query = {"past": 1}
            answer = await self._world.ask("GET", f"/chats/{chat_id}/messages", query=query)
            log.load(answer["messages"])

    def _note(self, event: Mapping[str, Any]) -> None:
        match event["type"]:
            case "message" | "edit" if event["chat_id"] in self._logs:
                self._logs[event["chat_id"]].put(event["message"])
            case "delete" if event["chat_id"] in self._logs:
                self._logs[event["chat_id"]].drop(int(event["message_id"]))
            case "upgraded" if event["chat_id"] in self._logs:
                self.add(event["new_chat_id"], self._logs[event["chat_id"]].name)
                self._moved[event["chat_id"]] = event["new_chat_id"]
            case "update_queued":
                self._updates.add(event["update_id"])
            case "update_confirmed":
                self._updates.discard(event["update_id"])
                self._repeats.discard(event["update_id"])
            case "press":
                self._presses.add(event["id"])
            case "callback_answer":
                self._presses.discard(event["callback_query_id"])
                if event["text"] and event["first"]:
                    self._passing.append((event["user_id"], event["text"]))
            case "fault" | "refused":
                # An answer that did not get through may never be tried again.
                self._presses.discard(event["callback_query_id"])
                self.has_failed |= event["type"] == "fault"
