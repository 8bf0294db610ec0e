"""What the guide tells, topic by topic."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from conversations import guide_topics_people as people_topics
from conversations.rules.regulation import RuleSet
from conversations.words import Say, Words, say


class Topic(StrEnum):
    """Topics by the names that other conversations lead here with."""

    QUESTIONS = "tanya"
    PLAN = "rencana"
    EVIDENCE = "bukti"
    APPROVAL = "persetujuan"
    MANDIRI = "mandiri"
    PLT = "plt"
    LANGUAGE = "bahasa"
    DATA = "data"
    ERA = "perubahan-2025"
    JOIN = "gabung"
    MOVE = "pindah"
    LOST = "akun-hilang"
    PRINCIPAL = "kepala-sekolah"
    APPRAISER = "penilai"
    OPERATOR = "operator"


class Group(StrEnum):
    """Topics that belong together, one screen of them."""

    PLAN = "plan"
    SCHOOL = "school"
    ROLES = "roles"


GROUPS: Mapping[Group, tuple[Topic, ...]] = {
    Group.PLAN: (Topic.PLAN, Topic.APPROVAL, Topic.EVIDENCE, Topic.MANDIRI, Topic.PLT, Topic.ERA),
    Group.SCHOOL: (Topic.JOIN, Topic.MOVE, Topic.LOST, Topic.DATA, Topic.LANGUAGE),
    Group.ROLES: (Topic.PRINCIPAL, Topic.APPRAISER, Topic.OPERATOR),
}
GROUP_TITLES: Mapping[Group, Say] = {
    Group.PLAN: say("Plan and approval"),
    Group.SCHOOL: say("School, account and data"),
    Group.ROLES: say("For KS and penilai"),
}
TITLES: Mapping[Topic, Say] = {
    Topic.QUESTIONS: say("Asking questions"),
    Topic.PLAN: say("The plan and its points"),
    Topic.APPROVAL: say("Submission and approval"),
    Topic.EVIDENCE: say("Evidence"),
    Topic.MANDIRI: say("Mode mandiri"),
    Topic.PLT: say("Schools led by a Plt."),
    Topic.LANGUAGE: say("Language"),
    Topic.DATA: say("My data"),
    Topic.ERA: say("Which rules are used?"),
    Topic.JOIN: say("Joining a school"),
    Topic.MOVE: say("Moving, leaving, retiring"),
    Topic.LOST: say("New phone or lost account"),
    Topic.PRINCIPAL: say("For principals"),
    Topic.APPRAISER: say("For penilai"),
    Topic.OPERATOR: say("For operators"),
}


def topic_lines(topic: Topic, rules: RuleSet) -> tuple[Words, ...]:
    """The text of a topic."""
    return (say("<b>{title}</b>", title=TITLES[topic]), "", *_TEXTS[topic](rules))


def _plan(rules: RuleSet) -> tuple[Words, ...]:
    return (
        say("A guru's plan has five parts, always in this order:"),
        say("1. Praktik Kinerja: one sub-indikator."),
        say(
            "2. Pengembangan Kompetensi: RHK with quantities, {minimum} points at least.",
            minimum=rules.points.min_points,
        ),
        say("3. Tugas Tambahan: only those with an SK or Surat Tugas; may stay empty."),
        say("4. Perilaku Kerja: one focus for each of the {count} aspects.", count=len(rules.work_behaviors)),
        say("5. Rangkuman: read everything, then Ajukan."),
        "",
        say("Points are quantity times the points of the RHK. Every choice is saved at once."),
        say("More than {most} points is allowed, but not advised.", most=rules.points.advised_max_points),
        say("Points are not angka kredit; /angkakredit computes that from the predikat."),
    )


def _approval(rules: RuleSet) -> tuple[Words, ...]:
    return (
        say("<b>Ajukan</b> sends the plan to your principal and locks it."),
        say("Until the plan is agreed, <b>Minta ubah</b> asks the principal for a change."),
        say("The principal approves (<b>Setujui</b>), asks for improvements or changes RHK and behaviors."),
        say("After the approval you read the plan and press <b>Sepakati</b>. Then it is final."),
        "",
        say(
            "The agreed plan is then entered in {platform}, since 2025 in Ruang GTK: the official record.",
            platform=rules.platform,
        ),
        say("<b>Checklist PMM</b> tells line by line what to enter there, and keeps what is done."),
    )


def _evidence(rules: RuleSet) -> tuple[Words, ...]:
    return (
        say("Once the plan is final, /bukti collects its evidence: one for every unit of an RHK."),
        say(
            "Open a line and send a PDF of at most {most} MB, or photos, right in the chat.",
            most=rules.evidence.max_megabytes,
        ),
        say("Send several at once if you like; then you are asked where each belongs."),
        say("Points count once a unit has evidence. What counted in one half-year counts in no other."),
        "",
        say("Dokumen akuntabilitas: without them the predikat is not shown. Most come from the principal."),
    )


def _mandiri(rules: RuleSet) -> tuple[Words, ...]:
    return (
        say("In mode mandiri you work without a school here. The whole plan works the same."),
        say("Nobody approves it here: Ajukan keeps it as agreed outside the assistant."),
        say("Please discuss the plan with your principal first."),
        say("With a link of your principal you can join the school at any time: just open it."),
    )


def _plt(rules: RuleSet) -> tuple[Words, ...]:
    return (
        say("Where a Plt. leads the school, the system approves a submitted plan automatically."),
        say("There is no discussion and no check before that, so please read the Rangkuman well."),
        say("You then press Sepakati as usual, and the plan is final."),
    )


def _language(rules: RuleSet) -> tuple[Words, ...]:
    return (
        say("I write Bahasa Indonesia or English. /bahasa changes it, and so does your profile."),
        say("Official terms and titles stay Indonesian, as in the regulation."),
    )


def _data(rules: RuleSet) -> tuple[Words, ...]:
    return (
        say("Only what the plan needs is kept. NIP, NIK, phone number and password are never asked."),
        say("/privasi tells what is kept, why, how long and who sees it."),
        say("/profil shows what is known about you and lets you correct it."),
        say("/unduhdata sends you everything that is kept about you, /hapusdata deletes it."),
    )


def _era(rules: RuleSet) -> tuple[Words, ...]:
    year = str(rules.validity.last_day.year)
    return (
        say("This assistant uses the rules of {year} (Perdirjen GTK 7607/B.B1/HK.03/2023).", year=year),
        say("They are also its default for later half-years."),
        "",
        say("<b>From 2025 the official system is different:</b>"),
        say("• one period a year, January to December"),
        say("• no points target"),
        say("• no upload of documents"),
        say("• on Ruang GTK"),
        "",
        say(
            "So half-years and {minimum} points are no official demand there.",
            minimum=rules.points.min_points,
        ),
        say("This holds for guru and for principals. The official entry stays on Ruang GTK."),
        say("What you compose here helps to prepare it. Where the two differ, Ruang GTK counts."),
    )


def _questions(rules: RuleSet) -> tuple[Words, ...]:
    return (
        say("Just type your question, in your own words, at any time, also in the middle of the plan."),
        say("Where you were is kept: a button under the answer leads back there."),
        say(
            "Where a text is expected, what you type is the entry; if it reads like a question, I ask first. "
            "/tanya always asks."
        ),
        say("/tanya alone shows the topics. In a group I answer only /tanya."),
        "",
        say("Every answer names its source. What I do not know I say, and whom to ask."),
        say("Questions without an answer are kept without your name, so that an answer can be added."),
    )


_TEXTS: Mapping[Topic, Callable[[RuleSet], tuple[Words, ...]]] = {
    Topic.QUESTIONS: _questions,
    Topic.PLAN: _plan,
    Topic.APPROVAL: _approval,
    Topic.EVIDENCE: _evidence,
    Topic.MANDIRI: _mandiri,
    Topic.PLT: _plt,
    Topic.LANGUAGE: _language,
    Topic.DATA: _data,
    Topic.ERA: _era,
    Topic.JOIN: lambda _: people_topics.JOIN,
    Topic.MOVE: lambda _: people_topics.MOVE,
    Topic.LOST: lambda _: people_topics.LOST,
    Topic.PRINCIPAL: lambda _: people_topics.PRINCIPAL,
    Topic.APPRAISER: lambda _: people_topics.APPRAISER,
    Topic.OPERATOR: lambda _: people_topics.OPERATOR,
}
