"""School codes, and requests to be let into a school."""

import asyncio
from dataclasses import replace

import pytest

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.tables import audit_event, join_request, outbox, school
from conversations.facts import JoinRequest, Needs, RequestState
from conversations.join_codes import read_join_code, shown_join_code
from conversations.people_effects import DecideRequest, RequestJoin, WithdrawRequest
from conversations.rules.terms import Role
from conversations.school_effects import RenewJoinCode
from tests.store.acting import School, Store, wish_of

OTHER = "20100002"


@pytest.fixture
async def here(store: Store, school: School) -> int:
    """The school of Budi."""
    return (await store.facts(school.budi)).memberships[0].school.id


@pytest.fixture
async def dewi(store: Store) -> Actor:
    return await store.register(20, wish_of("Dewi"))


async def code_of(store: Store) -> str:
    code = (await store.rows(school))[0]["join_code"]
    assert isinstance(code, str)
    return code


async def own_request(store: Store, actor: Actor) -> JoinRequest:
    found = (await store.facts(actor)).own_request
    assert found is not None
    return found


async def told(store: Store, kind: str) -> list[object]:
    return [row["chat_id"] for row in await store.rows(outbox) if row["kind"] == kind]


async def test_a_school_is_found_by_its_code_however_it_is_typed(
    store: Store, here: int, dewi: Actor
) -> None:
    code = await code_of(store)
    assert read_join_code(code) == code
    for typed in (code, shown_join_code(code).lower(), f" {code[:3]} {code[3:]} "):
        found = (await store.facts(dewi, Needs(join_code=typed))).found_school
        assert found is not None
        assert found.id == here


@pytest.mark.parametrize("typed", ["AAAAAAAA", "K7QM", "1234 5678", "", "' or 1=1"])
async def test_another_code_finds_no_school(store: Store, here: int, dewi: Actor, typed: str) -> None:
    assert (await store.facts(dewi, Needs(join_code=typed))).found_school is None


async def test_the_principal_is_told_of_a_request(
    store: Store, school: School, here: int, dewi: Actor
) -> None:
    await store.do(dewi, RequestJoin(here))
    found = await own_request(store, dewi)
    assert (found.person_name, found.school.id, found.state) == ("Dewi", here, RequestState.PENDING)
    assert await told(store, "join_requested") == [school.budi.chat_id]
    kinds = [row["kind"] for row in await store.rows(audit_event)]
    assert kinds[-1] == "join_requested"


async def test_a_registration_with_a_code_asks_the_principal(store: Store, school: School, here: int) -> None:
    eko = await store.register(21, replace(wish_of("Eko"), request_school_id=here))
    assert (await own_request(store, eko)).school.id == here
    assert (await store.facts(eko)).memberships == ()
    assert await told(store, "join_requested") == [school.budi.chat_id]


async def test_another_request_withdraws_the_earlier_one(store: Store, here: int, dewi: Actor) -> None:
    citra = await store.enroll(5, "Citra", Role.KS, OTHER)
    there = (await store.facts(citra)).memberships[0].school.id
    await store.do(dewi, RequestJoin(here))
    await store.do(dewi, RequestJoin(there))
    states = [(row["school_id"], row["state"]) for row in await store.rows(join_request)]
    assert states == [(here, "withdrawn"), (there, "pending")]


async def test_of_two_requests_at_once_one_waits(store: Store, here: int, dewi: Actor) -> None:
    await asyncio.gather(*(store.do(dewi, RequestJoin(here)) for _ in range(3)), return_exceptions=True)
    states = [row["state"] for row in await store.rows(join_request)]
    assert states.count("pending") == 1


async def test_asking_again_and_again_does_not_write_to_the_principal_again_and_again(
    store: Store, school: School, here: int, dewi: Actor
) -> None:
    for _ in range(3):
        await store.do(dewi, RequestJoin(here))
        await store.do(dewi, WithdrawRequest((await own_request(store, dewi)).id))
    assert await told(store, "join_requested") == [school.budi.chat_id]


async def test_who_belongs_to_the_school_does_not_ask(store: Store, school: School, here: int) -> None:
    for actor in (school.ani, school.budi):
        with pytest.raises(ConflictError):
            await store.do(actor, RequestJoin(here))


async def test_only_the_own_waiting_request_is_withdrawn_and_once(
    store: Store, school: School, here: int, dewi: Actor
) -> None:
    await store.do(dewi, RequestJoin(here))
    request = await own_request(store, dewi)
    with pytest.raises(ConflictError):
        await store.do(school.ani, WithdrawRequest(request.id))
    await store.do(dewi, WithdrawRequest(request.id))
    assert (await store.facts(dewi)).own_request is None
    with pytest.raises(ConflictError):
        await store.do(dewi, WithdrawRequest(request.id))


async def test_a_request_is_decided_or_withdrawn_but_not_both(
    store: Store, school: School, here: int, dewi: Actor
) -> None:
    await store.do(dewi, RequestJoin(here))
    request = await own_request(store, dewi)
    results = await asyncio.gather(
        store.do(dewi, WithdrawRequest(request.id)),
        store.do(school.budi, DecideRequest(request.id, is_accepted=True)),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "int"]
    (row,) = await store.rows(join_request)
    joined = bool((await store.facts(dewi)).memberships)
    assert joined == (row["state"] == "accepted")


async def test_a_request_is_seen_by_who_asks_and_by_the_principal_who_is_asked(
    store: Store, school: School, here: int, dewi: Actor
) -> None:
    citra = await store.enroll(5, "Citra", Role.KS, OTHER)
    await store.do(dewi, RequestJoin(here))
    request = await own_request(store, dewi)
    needs = Needs(request_id=request.id)
    for actor in (dewi, school.budi):
        assert (await store.facts(actor, needs)).request == request
    for actor in (school.ani, citra):
        assert (await store.facts(actor, needs)).request is None


async def test_a_new_code_ends_the_old_one(store: Store, school: School, here: int, dewi: Actor) -> None:
    old = await code_of(store)
    await store.do(school.budi, RenewJoinCode(here))
    new = await code_of(store)
    assert new != old
    assert (await store.facts(dewi, Needs(join_code=old))).found_school is None
    assert (await store.facts(dewi, Needs(join_code=new))).found_school is not None


async def test_nobody_but_its_principal_gives_a_school_a_new_code(
    store: Store, school: School, here: int
) -> None:
    citra = await store.enroll(5, "Citra", Role.KS, OTHER)
    old = await code_of(store)
    for actor in (school.ani, citra):
        with pytest.raises(ConflictError):
            await store.do(actor, RenewJoinCode(here))
    assert await code_of(store) == old


async def test_only_the_principal_is_told_at_home_how_many_ask(
    store: Store, school: School, here: int, dewi: Actor
) -> None:
    await store.do(dewi, RequestJoin(here))
    at_home = Needs(request_count=True)
    assert [(await store.facts(who, at_home)).request_count for who in (school.budi, school.ani)] == [1, 0]
