"""Links into schools: made by principals and operators, shown again, used up, revoked."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.links import Links
from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.invites import live_invite
from bot.store.tables import audit_event, invite, membership
from bot.store.tables import school as school_table
from conversations.facts import Invite, InviteState, MadeInvite, Needs, Zone
from conversations.people_effects import JoinSchool
from conversations.rules.terms import Role, SchoolLevel
from conversations.school_effects import InviteByOperator, MakeInvite, RevokeInvite
from tests.store.acting import School, Store, stranger, wish_of

NPSN, OTHER, THIRD = "20100001", "20100002", "20100003"
OPERATOR = replace(stranger(99), is_operator=True)


@pytest.fixture(autouse=True)
def with_links(store: Store) -> None:
    store.world = replace(store.world, links=Links.of("contoh_bot", "42:rahasia"))


async def school_id(store: Store) -> int:
    (row, *_) = await store.rows(school_table)
    found = row["id"]
    assert isinstance(found, int)
    return found


async def live(store: Store, role: Role, *, by_operator: bool = False) -> MadeInvite | None:
    here = await school_id(store)
    return await store.database.transact(
        lambda conn: live_invite(
            conn, store.world, school_id=here, role=role, created_by_operator=by_operator
        )
    )


async def look(store: Store, link: str) -> Invite:
    found = (await store.facts(stranger(50), Needs(token=link.partition("=")[2]))).invite
    assert found is not None
    return found


async def made_by_budi(store: Store, budi: Actor, role: Role = Role.GURU, uses: int = 30) -> MadeInvite:
    await store.do(budi, MakeInvite(await school_id(store), role, uses))
    made = await live(store, role)
    assert made is not None
    return made


async def test_a_principal_is_shown_the_link_again_with_its_uses(store: Store, school: School) -> None:
    made = await made_by_budi(store, school.budi)
    assert made.link.startswith("https://t.me/contoh_bot?start=")
    assert (made.used, made.max_uses, made.expires_at) == (0, 30, store.world.now + timedelta(days=7))
    found = await look(store, made.link)
    assert (found.state, found.role, found.id) == (InviteState.VALID, Role.GURU, made.id)
    await store.register(20, replace(wish_of("Dewi"), invite_id=made.id))
    again = await live(store, Role.GURU)
    assert again == replace(made, used=1)


async def test_nobody_else_makes_links_into_a_school(store: Store, school: School) -> None:
    other = await store.enroll(5, "Citra", Role.KS, OTHER)
    here = await school_id(store)
    for actor in (school.ani, other, replace(school.ani, is_operator=True)):
        with pytest.raises(ConflictError):
            await store.do(actor, MakeInvite(here, Role.GURU, 5))
    assert await live(store, Role.GURU) is None


@pytest.mark.parametrize(("role", "uses"), [(Role.APPRAISER, 1), (Role.GURU, 0), (Role.GURU, 1001)])
async def test_a_principal_makes_no_other_links(store: Store, school: School, role: Role, uses: int) -> None:
    with pytest.raises(ConflictError):
        await store.do(school.budi, MakeInvite(await school_id(store), role, uses))


async def test_a_new_link_ends_the_earlier_one_of_the_same_role(store: Store, school: School) -> None:
    first = await made_by_budi(store, school.budi)
    successor = await made_by_budi(store, school.budi, Role.KS)
    second = await made_by_budi(store, school.budi)
    assert (await look(store, first.link)).state is InviteState.REVOKED
    assert (await look(store, second.link)).state is InviteState.VALID
    assert (await look(store, successor.link)).state is InviteState.VALID
    with pytest.raises(ConflictError):
        await store.do(stranger(20), replace(wish_of("Dewi"), invite_id=first.id))


async def test_a_successor_link_is_good_for_one_and_names_who_is_succeeded(
    store: Store, school: School
) -> None:
    made = await made_by_budi(store, school.budi, Role.KS, uses=9)
    assert made.max_uses == 1
    assert (await look(store, made.link)).leader_name == "Budi"


async def test_a_principal_ends_a_link(store: Store, school: School) -> None:
    made = await made_by_budi(store, school.budi)
    await store.do(school.budi, RevokeInvite(made.id))
    assert await live(store, Role.GURU) is None
    assert (await look(store, made.link)).state is InviteState.REVOKED
    with pytest.raises(ConflictError):
        await store.do(school.budi, RevokeInvite(made.id))


async def test_nobody_else_ends_a_link_and_a_principal_none_of_an_operator(
    store: Store, school: School
) -> None:
    made = await made_by_budi(store, school.budi)
    other = await store.enroll(5, "Citra", Role.KS, OTHER)
    for actor in (school.ani, other):
        with pytest.raises(ConflictError):
            await store.do(actor, RevokeInvite(made.id))
    await store.do(OPERATOR, InviteByOperator(Role.GURU, (NPSN,), "", 5))
    by_operator = await live(store, Role.GURU, by_operator=True)
    assert by_operator is not None
    with pytest.raises(ConflictError):
        await store.do(school.budi, RevokeInvite(by_operator.id))


async def test_the_links_of_a_principal_end_with_the_right_to_make_them(store: Store, school: School) -> None:
    made = await made_by_budi(store, school.budi)
    successor = await made_by_budi(store, school.budi, Role.KS)
    ended = membership.update().where(membership.c.person_id == school.budi.person_id)
    await store.database.transact(lambda conn: conn.execute(ended.values(ended_at=store.world.now)))
    assert await live(store, Role.GURU) is None
    for link in (made, successor):
        assert (await look(store, link.link)).state is InviteState.REVOKED
    with pytest.raises(ConflictError):
        await store.do(stranger(20), replace(wish_of("Eko", Role.KS), invite_id=successor.id))


async def test_links_stay_ended_when_a_former_principal_comes_back(store: Store, school: School) -> None:
    here = await school_id(store)
    for role in (Role.GURU, Role.KS):
        await store.do(school.budi, MakeInvite(here, role, 1))
    store.world = replace(store.world, now=store.world.now + timedelta(hours=1))
    await store.enroll(30, "Eka", Role.KS, NPSN)
    back = await store.invite_id(await store.invite(Role.KS, NPSN))
    await store.do(school.budi, JoinSchool(back, SchoolLevel.SD, Zone.WIB, "SDN Contoh"))
    assert (await store.facts(school.budi)).is_ks_of(here)
    assert [await live(store, role) for role in (Role.GURU, Role.KS)] == [None, None]
    await store.do(school.budi, MakeInvite(here, Role.GURU, 1))
    assert await live(store, Role.GURU) is not None


async def test_an_operator_registers_a_school_with_its_first_link(store: Store) -> None:
    await store.do(OPERATOR, InviteByOperator(Role.KS, (NPSN,), "SDN Contoh", 1))
    (row,) = await store.rows(school_table)
    assert (row["npsn"], row["name"]) == (NPSN, "SDN Contoh")
    assert isinstance(row["join_code"], str)
    needs = Needs(made_for=(NPSN, Role.KS))
    facts = await store.facts(OPERATOR, needs)
    assert facts.made_invite is not None
    assert (await look(store, facts.made_invite.link)).role is Role.KS


async def test_only_operators_are_shown_the_links_of_operators(store: Store, school: School) -> None:
    await store.do(OPERATOR, InviteByOperator(Role.GURU, (NPSN,), "", 5))
    needs = Needs(made_for=(NPSN, Role.GURU))
    assert (await store.facts(school.budi, needs)).made_invite is None
    assert (await store.facts(OPERATOR, needs)).made_invite is not None


async def test_nobody_but_an_operator_invites_by_npsn(store: Store, school: School) -> None:
    with pytest.raises(ConflictError):
        await store.do(school.budi, InviteByOperator(Role.KS, (OTHER,), "SDN Lain", 1))
    assert len(await store.rows(school_table)) == 1


async def test_an_operators_new_link_ends_the_operators_earlier_one_only(
    store: Store, school: School
) -> None:
    by_principal = await made_by_budi(store, school.budi)
    for _ in range(2):
        await store.do(OPERATOR, InviteByOperator(Role.GURU, (NPSN,), "", 5))
    assert (await look(store, by_principal.link)).state is InviteState.VALID
    ended = [row["revoked_at"] for row in await store.rows(invite) if row["max_uses"] == 5]
    assert ended == [store.world.now, None]


async def test_an_appraiser_is_invited_to_several_schools_at_once(store: Store, school: School) -> None:
    for npsn, name in ((OTHER, "SDN Zamrud"), (THIRD, "SDN Akik")):
        await store.do(OPERATOR, InviteByOperator(Role.KS, (npsn,), name, 1))
    await store.do(OPERATOR, InviteByOperator(Role.APPRAISER, (NPSN, OTHER, THIRD), "", 1))
    made = (await store.facts(OPERATOR, Needs(made_for=(NPSN, Role.APPRAISER)))).made_invite
    assert made is not None
    found = await look(store, made.link)
    assert found.school is not None
    assert [here.npsn for here in (found.school, *found.more_schools)] == [NPSN, THIRD, OTHER]
    hasan = await store.register(30, replace(wish_of("Hasan", Role.APPRAISER), invite_id=made.id))
    places = (await store.facts(hasan)).memberships
    assert {(member.role, member.school.npsn) for member in places} == {
        (Role.APPRAISER, npsn) for npsn in (NPSN, OTHER, THIRD)
    }


@pytest.mark.parametrize(
    ("role", "npsns", "name", "uses"),
    [
        (Role.KS, (OTHER,), "", 1),
        (Role.APPRAISER, (NPSN, THIRD), "", 1),
        (Role.GURU, (NPSN, NPSN, "2010000x"), "", 1),
        (Role.GURU, (NPSN,), "", 0),
        (Role.KS, (), "SDN Contoh", 1),
    ],
)
async def test_what_an_operator_cannot_mean_changes_nothing(
    store: Store, school: School, role: Role, npsns: tuple[str, ...], name: str, uses: int
) -> None:
    before = await store.rows(invite)
    with pytest.raises(ConflictError):
        await store.do(OPERATOR, InviteByOperator(role, npsns, name, uses))
    assert await store.rows(invite) == before


async def test_only_an_appraiser_is_invited_to_several_schools(store: Store, school: School) -> None:
    await store.do(OPERATOR, InviteByOperator(Role.KS, (OTHER,), "SDN Lain", 1))
    for role in (Role.KS, Role.GURU):
        with pytest.raises(ConflictError):
            await store.do(OPERATOR, InviteByOperator(role, (NPSN, OTHER), "", 1))


async def test_two_who_take_the_last_use_of_a_successor_link_at_once_are_one(
    store: Store, school: School
) -> None:
    made = await made_by_budi(store, school.budi, Role.KS)
    wish = replace(wish_of("Calon", Role.KS), invite_id=made.id)
    results = await asyncio.gather(*(store.do(stranger(n), wish) for n in (21, 22)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "int"]


async def test_where_the_bot_has_another_token_its_links_work_but_are_not_shown(
    store: Store, school: School
) -> None:
    made = await made_by_budi(store, school.budi)
    store.world = replace(store.world, links=Links.of("contoh_bot", "42:baru"))
    assert await live(store, Role.GURU) is None
    assert (await look(store, made.link)).state is InviteState.VALID


async def test_every_link_leaves_a_row_in_the_audit(store: Store, school: School) -> None:
    made = await made_by_budi(store, school.budi)
    await store.do(school.budi, RevokeInvite(made.id))
    await store.do(OPERATOR, InviteByOperator(Role.KS, (NPSN,), "", 1))
    rows = [row for row in await store.rows(audit_event) if str(row["kind"]).startswith("invite")]
    assert [(row["kind"], row["actor_id"], row["by_operator"]) for row in rows] == [
        ("invite_made_guru", school.budi.person_id, False),
        ("invite_revoked", school.budi.person_id, False),
        ("invite_made_ks", None, True),
    ]
