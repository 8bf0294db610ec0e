import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, select

from bot.store.database import ConflictError
from bot.store.new_schools import InviteError
from bot.store.people import CONSENT_VERSION, person_of, set_reachable
from bot.store.tables import channel_account, invite, membership, person, school
from conversations.facts import Facts, InviteState, Membership, Needs, Zone
from conversations.facts import School as SchoolFacts
from conversations.people_effects import JoinSchool, UpdateProfile
from conversations.rules.terms import Role, SchoolLevel
from tests.store.acting import School, Store, stranger, wish_of

NPSN = "20100001"


def later(store: Store, **time: int) -> None:
    store.world = replace(store.world, now=store.world.now + timedelta(**time))


async def test_a_registered_person_is_known_by_the_account(store: Store) -> None:
    ani = await store.register(2, wish_of("Ani"))
    assert await store.database.transact(lambda conn: person_of(conn, "telegram", "2")) == ani.person_id
    assert await store.database.transact(lambda conn: person_of(conn, "telegram", "3")) is None
    assert await store.database.transact(lambda conn: person_of(conn, "whatsapp", "2")) is None


async def test_registration_keeps_the_consent_and_the_answers(store: Store) -> None:
    ani = await store.register(2, wish_of("Ani"))
    facts = await store.facts(ani)
    assert facts.person is not None
    assert (facts.person.name, facts.person.zone, facts.person.role) == ("Ani", Zone.WIT, Role.GURU)
    assert facts.memberships == ()
    (row,) = await store.rows(person)
    assert (row["consented_at"], row["consent_version"]) == (store.world.now, CONSENT_VERSION)


async def test_an_account_registers_once(store: Store) -> None:
    await store.register(2, wish_of("Ani"))
    with pytest.raises(ConflictError):
        await store.do(stranger(2), wish_of("Ani lagi"))
    assert [row["name"] for row in await store.rows(person)] == ["Ani"]


async def test_two_registrations_of_one_account_at_once_make_one_person(store: Store) -> None:
    results = await asyncio.gather(
        *(store.do(stranger(2), wish_of("Ani")) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "int"]
    assert len(await store.rows(person)) == len(await store.rows(channel_account)) == 1


async def test_who_is_not_registered_can_change_nothing(store: Store) -> None:
    with pytest.raises(LookupError):
        await store.do(stranger(2), UpdateProfile(name="Siapa"))


async def test_a_ks_confirms_the_school_with_the_registration(store: Store) -> None:
    token = await store.invite(Role.KS, NPSN, "SDN Contoh")
    wish = replace(
        wish_of("Budi", Role.KS),
        invite_id=await store.invite_id(token),
        school_name="SD Negeri Contoh 1",
        school_level=SchoolLevel.SD,
        is_plt=True,
    )
    budi = await store.register(1, wish)
    facts = await store.facts(budi)
    here = SchoolFacts(
        facts.memberships[0].school.id,
        NPSN,
        "SD Negeri Contoh 1",
        SchoolLevel.SD,
        Zone.WIT,
        has_ks=True,
        led_by_plt=True,
    )
    assert facts.memberships == (Membership(here, Role.KS),)
    assert facts.is_ks


async def test_a_guru_joins_the_school_of_the_invite_and_confirms_nothing_of_it(
    store: Store, school: School
) -> None:
    token = await store.invite(Role.GURU, NPSN)
    wish = replace(wish_of("Dewi"), invite_id=await store.invite_id(token), school_name="Diubah", is_plt=True)
    dewi = await store.register(4, wish)
    (member,) = (await store.facts(dewi)).memberships
    assert (member.role, member.school.name, member.school.led_by_plt) == (Role.GURU, "SDN Contoh", False)


async def test_an_invite_serves_only_its_own_role(store: Store, school: School) -> None:
    token = await store.invite(Role.GURU, NPSN)
    wish = replace(wish_of("Dewi", Role.KS), invite_id=await store.invite_id(token))
    with pytest.raises(ConflictError):
        await store.do(stranger(4), wish)
    assert len(await store.rows(person)) == 3
    assert (await store.rows(invite))[-1]["used"] == 0


async def test_somebody_known_comes_to_lead_a_school(store: Store) -> None:
    ani = await store.register(2, wish_of("Ani"))
    invite_id = await store.invite_id(await store.invite(Role.KS, NPSN, "SDN Contoh"))
    await store.do(ani, JoinSchool(invite_id, SchoolLevel.SMP, Zone.WITA, "SMPN Contoh", is_plt=True))
    facts = await store.facts(ani)
    assert facts.person is not None
    assert (facts.person.role, facts.person.school_level) == (Role.KS, SchoolLevel.SMP)
    assert facts.school is not None
    assert (facts.school.name, facts.school.zone, facts.school.led_by_plt) == ("SMPN Contoh", Zone.WITA, True)


async def test_a_guru_who_joins_takes_the_level_of_the_school(store: Store, school: School) -> None:
    dewi = await store.register(4, replace(wish_of("Dewi"), school_level=SchoolLevel.SMK))
    await store.do(dewi, JoinSchool(await store.invite_id(await store.invite(Role.GURU, NPSN))))
    facts = await store.facts(dewi)
    assert facts.person is not None
    assert (facts.person.role, facts.person.school_level) == (Role.GURU, SchoolLevel.SD)
    assert [member.role for member in facts.memberships] == [Role.GURU]


async def test_the_own_plan_belongs_to_the_school_with_a_definitive_lead(store: Store) -> None:
    budi = await store.enroll(1, "Budi", Role.KS, NPSN)
    token = await store.invite(Role.KS, "20100002", "SDN Sebelah")
    await store.do(
        budi, JoinSchool(await store.invite_id(token), SchoolLevel.SD, Zone.WIB, "SDN Sebelah", is_plt=True)
    )
    names = [member.school.npsn for member in (await store.facts(budi)).memberships]
    assert names == [NPSN, "20100002"]


async def test_an_ended_membership_is_no_fact_any_more(store: Store, school: School) -> None:
    def end(conn: Connection) -> None:
        conn.execute(
            membership.update()
            .where(membership.c.person_id == school.budi.person_id)
            .values(ended_at=store.world.now)
        )

    await store.database.transact(end)
    assert (await store.facts(school.budi)).memberships == ()
    assert (await store.facts(school.ani)).memberships[0].school.has_ks is False


async def test_only_what_is_given_of_a_profile_changes(store: Store, school: School) -> None:
    await store.do(school.ani, UpdateProfile(name="Ani Lestari"))
    await store.do(school.ani, UpdateProfile(language="en", zone=Zone.WITA))
    await store.do(school.ani, UpdateProfile())
    found = (await store.facts(school.ani)).person
    assert found is not None
    assert (found.name, found.language, found.zone) == ("Ani Lestari", "en", Zone.WITA)
    other = (await store.facts(school.sari)).person
    assert other is not None
    assert other.name == "Sari"


async def test_an_account_is_marked_unreachable_and_reachable_again(store: Store, school: School) -> None:
    for reachable in (False, True):
        await store.database.transact(partial(set_reachable, chat_id=2, reachable=reachable))
        states = {row["chat_id"]: row["reachable"] for row in await store.rows(channel_account)}
        assert states == {1: True, 2: reachable, 3: True}


class TestInvites:
    async def look(self, store: Store, token: str) -> Facts:
        return await store.facts(stranger(9), Needs(token=token))

    async def test_only_the_hash_of_a_token_is_kept(self, store: Store) -> None:
        token = await store.invite(Role.KS, NPSN, "SDN Contoh")
        assert len(token) == 22
        (row,) = await store.rows(invite)
        assert token not in str(row)

    async def test_a_valid_token_tells_role_and_school(self, store: Store) -> None:
        token = await store.invite(Role.KS, NPSN, "  SDN   Contoh ")
        found = (await self.look(store, token)).invite
        assert found is not None
        assert (found.state, found.role) == (InviteState.VALID, Role.KS)
        assert found.school is not None
        assert (found.school.npsn, found.school.name, found.school.level) == (NPSN, "SDN Contoh", None)
        by_id = (await store.facts(stranger(9), Needs(invite_id=found.id))).invite
        assert by_id == found

    async def test_an_unknown_token_leads_nowhere(self, store: Store) -> None:
        found = (await self.look(store, "tidak-ada")).invite
        assert found is not None
        assert (found.state, found.id, found.school) == (InviteState.UNKNOWN, None, None)

    async def test_a_token_expires_in_the_worlds_time(self, store: Store) -> None:
        token = await store.invite(Role.KS, NPSN, "SDN Contoh")
        invite_id = await store.invite_id(token)
        later(store, hours=24)
        found = (await self.look(store, token)).invite
        assert found is not None
        assert found.state is InviteState.EXPIRED
        with pytest.raises(ConflictError):
            await store.do(stranger(1), replace(wish_of("Budi", Role.KS), invite_id=invite_id))

    async def test_a_token_is_good_for_so_many_uses(self, store: Store, school: School) -> None:
        token = await store.invite(Role.GURU, NPSN, uses=2)
        invite_id = await store.invite_id(token)
        for user_id in (11, 12):
            await store.register(user_id, replace(wish_of("Guru"), invite_id=invite_id))
        found = (await self.look(store, token)).invite
        assert found is not None
        assert found.state is InviteState.USED_UP
        with pytest.raises(ConflictError):
            await store.do(stranger(13), replace(wish_of("Guru"), invite_id=invite_id))

    async def test_of_several_who_take_the_last_use_at_once_one_gets_it(
        self, store: Store, school: School
    ) -> None:
        invite_id = await store.invite_id(await store.invite(Role.GURU, NPSN))
        wish = replace(wish_of("Guru"), invite_id=invite_id)
        results = await asyncio.gather(
            *(store.do(stranger(user_id), wish) for user_id in (11, 12, 13)), return_exceptions=True
        )
        assert sorted(type(result).__name__ for result in results) == [
            "ConflictError",
            "ConflictError",
            "int",
        ]
        assert len(await store.rows(person)) == 4
        assert len(await store.rows(membership)) == 4

    async def test_a_guru_is_invited_only_to_a_registered_school(self, store: Store) -> None:
        with pytest.raises(InviteError, match="20100009"):
            await store.invite(Role.GURU, "20100009")

    @pytest.mark.parametrize("npsn", ["2010000", "201000011", "2010000x", "٢٠١٠٠٠٠١", ""])
    async def test_an_npsn_has_eight_digits(self, store: Store, npsn: str) -> None:
        with pytest.raises(InviteError, match="8 digits"):
            await store.invite(Role.KS, npsn, "SDN Contoh")

    @pytest.mark.parametrize("name", [None, "", "   ", "x" * 121])
    async def test_a_new_school_needs_a_name_that_fits(self, store: Store, name: str | None) -> None:
        with pytest.raises(InviteError, match="name"):
            await store.invite(Role.KS, NPSN, name)

    async def test_an_invite_without_uses_is_refused(self, store: Store) -> None:
        with pytest.raises(InviteError, match="once"):
            await store.invite(Role.KS, NPSN, "SDN Contoh", uses=0)

    async def test_a_name_can_be_corrected_until_the_ks_confirms_it(self, store: Store) -> None:
        await store.invite(Role.KS, NPSN, "SDN Cotnoh")
        await store.enroll(1, "Budi", Role.KS, NPSN)
        assert [row["name"] for row in await store.rows(school)] == ["SDN Contoh"]
        await store.invite(Role.KS, NPSN, "Nama lain")
        await store.invite(Role.KS, NPSN)
        assert [row["name"] for row in await store.rows(school)] == ["SDN Contoh"]


async def test_a_school_is_registered_once(store: Store) -> None:
    await asyncio.gather(*(store.invite(Role.KS, NPSN, "SDN Contoh") for _ in range(3)))
    count = await store.database.transact(lambda conn: len(conn.execute(select(school)).all()))
    assert count == 1
