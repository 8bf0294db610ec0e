"""The people, schools and plans that are there before anybody looks at a screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection, update

from bot.screens.stage import OPERATOR, Stage
from bot.store.invites import NewInvite, create_invite
from bot.store.new_schools import register_schools
from bot.store.tables import school
from conversations.answers.effects import KeepQuestion, Why
from conversations.effects import (
    AskChange,
    Authority,
    MovePlan,
    NoticeKind,
    NotifyOwner,
    NotifySupervisors,
    SavePlan,
)
from conversations.facts import EventKind, Facts, Needs, Plan, Zone
from conversations.people_effects import (
    JoinSchool,
    MakeRelink,
    RegisterPerson,
    ReportProblem,
    RequestJoin,
    Retire,
)
from conversations.rules.plan import BehaviorChoice, PlanContent, RHKItem
from conversations.rules.terms import PlanStatus, Role, SchoolLevel
from conversations.school_effects import MakeInvite

FIRST, ACTING, HEADLESS, SECOND, THIRD, LARGE = (f"2010000{n}" for n in range(1, 7))
SCHOOLS = {
    FIRST: "SDN Contoh 1",
    ACTING: "SDN Contoh 2",
    HEADLESS: "SDN Contoh 3",
    SECOND: "SDN Contoh 4",
    THIRD: "SDN Contoh 5",
    LARGE: "SDN Contoh 6",
}
WAITING = PlanStatus.MENUNGGU_PERSETUJUAN


@dataclass(frozen=True, slots=True)
class Someone:
    """A person by chat and name."""

    chat_id: int
    name: str


SRI = Someone(1, "Sri Wahyuni, M.Pd.")
TONO = Someone(2, "Tono Hartono, S.Pd.")
RUDI = Someone(3, "Rudi Hermawan, M.Pd.")
MEGA = Someone(4, "Mega Puspita, M.Pd.")
LINA = Someone(5, "Lina Marlina, M.Si.")
ANI = Someone(11, "Ani Lestari, S.Pd.")
BUDI = Someone(12, "Budi Santoso, S.Pd.")
CITRA = Someone(13, "Citra Dewi, S.Pd.")
DEWI = Someone(14, "Dewi Anggraini, S.Pd.")
EKO = Someone(15, "Eko Prasetyo, S.Pd.")
FITRI = Someone(16, "Fitri Handayani, S.Pd.")
GILANG = Someone(17, "Gilang Ramadhan, S.Pd.")
HANA = Someone(18, "Hana Pertiwi, S.Pd.")
UMAR = Someone(21, "Umar Bakri, S.Pd.")
VERA = Someone(22, "Vera Susanti, S.Pd.")
WAWAN = Someone(23, "Wawan Kurnia, S.Pd.")
YANTI = Someone(31, "Yanti Rahayu, S.Pd.")
ZAKI = Someone(32, "Zaki Mubarak, S.Pd.")
OKI = Someone(33, "Oki Setiawan, S.Pd.")
NUR = Someone(34, "Nur Hidayat, S.Pd.")
RATNA = Someone(35, "Ratna Sari, S.Pd.")
FIRST_OF_LARGE = Someone(200, "Guru A, S.Pd.")

# Questions that nothing answers; the first two are alike.
UNANSWERED = (
    "Kapan tunjangan khusus daerah terpencil cair?",
    "Tunjangan khusus daerah terpencil kapan cair, Bu?",
    "Bagaimana cara mengganti foto di akun belajar?",
    "Apakah seragam hari Kamis harus batik?",
    "Siapa yang memperbaiki jaringan di sekolah kami?",
    "Berapa lama cuti haji bagi guru?",
    "Di mana mengurus kartu istri yang hilang?",
)

JOIN_CODES = {FIRST: "CNTH2345", HEADLESS: "HDLS2345"}


class Cast:
    """Lets people join, plan and decide without any conversation."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def invite(self, role: Role, npsns: Sequence[str], uses: int = 1, *, days: int = 7) -> NewInvite:
        """A link into schools, as an operator makes it."""

        def work(conn: Connection) -> NewInvite:
            world = self.stage.world()
            return create_invite(
                conn,
                role=role,
                school_ids=register_schools(conn, npsns, SCHOOLS[npsns[0]]),
                uses=uses,
                links=world.links,
                now=world.now,
                expires_at=world.now + timedelta(days=days),
                created_by=None,
            )

        return await self.stage.database.transact(work)

    async def enroll(
        self, who: Someone, role: Role, *npsns: str, is_plt: bool = False, level: SchoolLevel = SchoolLevel.SD
    ) -> None:
        """Somebody registers, with a link into these schools if any."""
        invited = await self.invite(role, npsns) if npsns else None
        wish = RegisterPerson(
            who.name,
            "id",
            Zone.WIB,
            role,
            level,
            invite_id=None if invited is None else invited.id,
            school_name=SCHOOLS[npsns[0]] if npsns else "",
            is_plt=is_plt,
        )
        await self.stage.do(who.chat_id, wish)

    async def facts(self, who: Someone) -> Facts:
        """What may be known of somebody."""
        return await self.stage.facts(who.chat_id, Needs(history=True))

    async def school_id(self, who: Someone) -> int:
        """The school where somebody is."""
        return (await self.facts(who)).memberships[0].school.id

    async def successor_token(self, leader: Someone) -> str:
        """The token of a link that a KS makes for a successor."""
        here = await self.school_id(leader)
        await self.stage.do(leader.chat_id, MakeInvite(here, Role.KS, 1))
        overview = (await self.stage.facts(leader.chat_id, Needs(school_id=here))).overview
        if overview is None or overview.successor_invite is None:
            raise LookupError(f"{leader.name} has made no link")
        return _token(overview.successor_invite.link)

    async def relink_token(self, who: Someone) -> str:
        """The token of a link that an operator makes for a lost account."""
        person = (await self.facts(who)).person
        person_id = 0 if person is None else person.id
        await self.stage.do(OPERATOR, MakeRelink(person_id))
        made = (await self.stage.facts(OPERATOR, Needs(relink_for=person_id))).made_relink
        if made is None:
            raise LookupError(f"nothing was made for {who.name}")
        return _token(made.link)

    async def plan(self, who: Someone) -> Plan:
        """Somebody's own plan."""
        plan = (await self.facts(who)).own_plan
        if plan is None:
            raise LookupError(f"{who.name} has no plan")
        return plan

    async def drafts(self, who: Someone, content: PlanContent | None = None) -> None:
        """Somebody fills a plan in, ready for Ajukan unless told otherwise."""
        facts = await self.facts(who)
        if facts.person is None:
            raise LookupError(f"{who.name} is not registered")
        role = facts.plan_role
        await self.stage.do(
            who.chat_id,
            SavePlan(
                facts.period,
                facts.current_rule_set,
                role,
                facts.person.school_level,
                self.complete(role) if content is None else content,
                None,
            ),
        )

    async def submits(self, who: Someone) -> None:
        """Somebody fills a plan in and presses Ajukan."""
        await self.drafts(who)
        plan, here = await self.plan(who), (await self.facts(who)).school
        submitted = _move(plan, WAITING, EventKind.SUBMITTED, Authority.OWNER)
        told = NotifySupervisors(NoticeKind.PLAN_SUBMITTED, plan.id, plan.version + 1)
        await self.stage.do(who.chat_id, replace(submitted, school_id=here.id if here else None), told)

    async def approves(self, who: Someone, owner: Someone) -> None:
        """A supervisor presses Setujui."""
        plan = await self.plan(owner)
        move = _move(plan, PlanStatus.DISETUJUI, EventKind.APPROVED, Authority.SUPERVISOR)
        await self.stage.do(
            who.chat_id, move, NotifyOwner(NoticeKind.PLAN_APPROVED, plan.id, plan.version + 1)
        )

    async def sends_back(self, who: Someone, owner: Someone) -> None:
        """A supervisor presses Minta perbaikan."""
        plan = await self.plan(owner)
        move = _move(plan, PlanStatus.PERLU_PERBAIKAN, EventKind.REVISION_REQUESTED, Authority.SUPERVISOR)
        told = NotifyOwner(NoticeKind.REVISION_REQUESTED, plan.id, plan.version + 1)
        await self.stage.do(who.chat_id, replace(move, note="Mohon tambahkan satu seminar."), told)

    async def agrees(self, who: Someone) -> None:
        """Somebody presses Sepakati."""
        plan = await self.plan(who)
        move = _move(plan, PlanStatus.DISEPAKATI, EventKind.AGREED, Authority.OWNER)
        told = NotifySupervisors(NoticeKind.PLAN_AGREED, plan.id, plan.version + 1)
        await self.stage.do(who.chat_id, move, told)

    async def asks_change(self, who: Someone) -> None:
        """Somebody presses Minta ubah."""
        plan = await self.plan(who)
        told = NotifySupervisors(NoticeKind.CHANGE_REQUESTED, plan.id, plan.version + 1)
        await self.stage.do(
            who.chat_id, AskChange(plan.id, plan.version, "Mohon seminar diganti pelatihan."), told
        )

    async def is_approved_by_system(self, who: Someone) -> None:
        """Ajukan at a school that is led by a Plt."""
        await self.submits(who)
        plan = await self.plan(who)
        move = _move(plan, PlanStatus.DISETUJUI, EventKind.AUTO_APPROVED, Authority.OWNER)
        await self.stage.do(who.chat_id, replace(move, by_system=True))

    async def agrees_outside(self, who: Someone) -> None:
        """Ajukan in mode mandiri."""
        await self.drafts(who)
        plan = await self.plan(who)
        move = _move(plan, PlanStatus.DISEPAKATI, EventKind.AGREED_OUTSIDE, Authority.OWNER)
        await self.stage.do(who.chat_id, move)

    def complete(self, role: Role) -> PlanContent:
        """A plan that reaches the minimum and is ready for Ajukan."""
        rules = self.stage.rules
        practice = rules.sub_indicators_for(role)[0].id
        behaviors = tuple(BehaviorChoice(a.id, a.choices[0].id) for a in rules.work_behaviors)
        return PlanContent(practice, (RHKItem(1, 2), RHKItem(2, 2)), (), behaviors)


async def populate(stage: Stage) -> Cast:
    """Everybody who is there in every story."""
    cast = Cast(stage)
    await _first_school(cast)
    await _other_schools(cast)
    await stage.database.transact(_give_codes)
    for who in (YANTI, ZAKI, OKI, NUR, RATNA):
        await cast.enroll(who, Role.GURU)
    await cast.drafts(YANTI)
    await cast.agrees_outside(ZAKI)
    await stage.do(NUR.chat_id, Retire())
    await stage.do(OKI.chat_id, RequestJoin(await cast.school_id(SRI)))
    await stage.do(RATNA.chat_id, RequestJoin(await cast.school_id(WAWAN)))
    await stage.do(ANI.chat_id, ReportProblem("Tombol Ajukan tidak muncul di ponsel saya."))
    await stage.do(ANI.chat_id, *(KeepQuestion(text, "id", None, Why.UNANSWERED) for text in UNANSWERED))
    await stage.do(
        ANI.chat_id, KeepQuestion("Kapan batas akhirnya?", "id", "batas-waktu-perencanaan", Why.UNHELPFUL)
    )
    return cast


def _give_codes(conn: Connection) -> None:
    for npsn, code in JOIN_CODES.items():
        conn.execute(update(school).where(school.c.npsn == npsn).values(join_code=code))


async def _first_school(cast: Cast) -> None:
    await cast.enroll(SRI, Role.KS, FIRST)
    for who in (ANI, BUDI, CITRA, DEWI, EKO, FITRI, GILANG, HANA):
        await cast.enroll(who, Role.GURU, FIRST)
    await cast.drafts(BUDI, PlanContent(practice="g1", rhk=(RHKItem(1, 1),)))
    await cast.drafts(CITRA)
    for who in (DEWI, EKO, FITRI, GILANG, HANA):
        await cast.submits(who)
    await cast.sends_back(SRI, EKO)
    for who in (FITRI, GILANG):
        await cast.approves(SRI, who)
    await cast.agrees(GILANG)
    await cast.asks_change(HANA)


async def _other_schools(cast: Cast) -> None:
    await cast.enroll(TONO, Role.KS, ACTING, is_plt=True)
    for who in (UMAR, VERA):
        await cast.enroll(who, Role.GURU, ACTING)
    await cast.drafts(UMAR)
    await cast.is_approved_by_system(VERA)
    await cast.invite(Role.KS, [HEADLESS])
    await cast.enroll(WAWAN, Role.GURU, HEADLESS)
    await cast.submits(WAWAN)
    await cast.enroll(RUDI, Role.KS, SECOND)
    await cast.enroll(LINA, Role.APPRAISER, FIRST, SECOND)
    lead = await cast.invite(Role.KS, [THIRD])
    await cast.stage.do(
        RUDI.chat_id, JoinSchool(lead.id, SchoolLevel.SD, Zone.WIB, SCHOOLS[THIRD], is_plt=True)
    )
    await cast.submits(RUDI)
    await cast.enroll(MEGA, Role.KS, LARGE)
    for number in range(14):
        teacher = Someone(FIRST_OF_LARGE.chat_id + number, f"Guru {chr(ord('A') + number)}, S.Pd.")
        await cast.enroll(teacher, Role.GURU, LARGE)
        await cast.submits(teacher)


def _token(link: str) -> str:
    return link.partition("start=")[2]


def _move(plan: Plan, to: PlanStatus, kind: EventKind, authority: Authority) -> MovePlan:
    return MovePlan(plan.id, plan.version, plan.status, to, kind, authority)
