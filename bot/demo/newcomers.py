"""Teachers and schools that come to the demo while it runs."""

import asyncio
import re
from collections.abc import Container
from datetime import datetime, timedelta
from itertools import count

from bot.demo.cast import Member
from bot.demo.director import Director
from bot.demo.refusals import RefusalError
from bot.transcript.model import Arrive, Link, Offer, Someone
from conversations.rules.terms import Role
from conversations.words import say

MOST_PEOPLE = 300
_MOST_CHARS = 60
_WORD = re.compile(r"[^\W\d_]+")


class Newcomers:
    """Gives newcomers phones, and links by which they can come in."""

    def __init__(self, director: Director, language: str) -> None:
        self._director = director
        self._language = language
        self._lock = asyncio.Lock()
        self._made: dict[str, datetime] = {link.name: self._now() for link in director.cast.links}

    async def add_teacher(self, full_name: str, npsn: str | None) -> int:
        """A new phone, with the link of a school if one is named; gives the person's id."""
        name = _tidy(full_name)
        async with self._lock:
            start = None if npsn is None else await self._teachers_link(npsn)
            school = self._director.cast.school_of(start) if start else ""
            return await self._arrive(name, Member(name, Role.GURU, school, start=start))

    async def add_school(self, name: str, principal: str) -> dict[str, object]:
        """A new school with its links and the phone of its principal, who has yet to open theirs."""
        school, leader = _tidy(name), _tidy(principal)
        async with self._lock:
            npsn = str(max(int(link.npsn) for link in self._director.cast.links) + 1)
            link = await self._offer(Role.KS, npsn, school)
            await self._offer(Role.GURU, npsn)
            person = await self._arrive(leader, Member(leader, Role.KS, school, start=link))
            return {"npsn": npsn, "person": person}

    async def _teachers_link(self, npsn: str) -> Link:
        links = [one for one in self._director.cast.links if one.role is Role.GURU and one.npsn == npsn]
        if not links:
            raise RefusalError(404, say("There is no such school."))
        newest = links[-1]
        lasts = timedelta(days=self._director.settings.invite_days - 1)
        if self._now() - self._made[newest.name] < lasts:
            return newest
        return await self._offer(Role.GURU, npsn)

    async def _offer(self, role: Role, npsn: str, school: str = "") -> Link:
        cast = self._director.cast
        beginning = "KS" if role is Role.KS else "guru"
        name = _unused(beginning, {link.name for link in cast.links})
        link = Link(name, role, npsn, school)
        await self._director.play(Offer(link))
        self._made[name] = self._now()
        cast.links.append(link)
        return link

    async def _arrive(self, full_name: str, member: Member) -> int:
        people = self._director.stage.people
        if len(people) >= MOST_PEOPLE:
            raise RefusalError(409, say("There are enough phones."))
        name = self._short(full_name)
        user_id = max(person.id for person in people.values()) + 1
        self._director.cast.members[name] = member
        await self._director.play(Arrive(Someone(name, user_id, self._language)))
        self._director.tell("people", person=user_id)
        return user_id

    def _short(self, full_name: str) -> str:
        """One word that nobody else is called by."""
        found = _WORD.search(full_name)
        if found is None:
            raise RefusalError(400, say("Please write a name."))
        people = self._director.stage.people
        return _unused(found[0], people) if found[0] in people else found[0]

    def _now(self) -> datetime:
        return self._director.simulator.world.clock.now()


def _unused(beginning: str, known: Container[str]) -> str:
    return next(name for number in count(2) if (name := f"{beginning}{number}") not in known)


def _tidy(text: str) -> str:
    tidy = " ".join(text.split())
    if not 1 <= len(tidy) <= _MOST_CHARS:
        raise RefusalError(400, say("Please write a name of at most {count} characters.", count=_MOST_CHARS))
    return tidy
