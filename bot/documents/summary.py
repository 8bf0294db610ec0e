"""The Rangkuman of a plan as PDF, to be printed and signed."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from bot.documents.credit_table import MONTHS, credit_by_months
from bot.documents.outcome import Outcome, outcome_of
from bot.documents.plan_paper import PlanPaper, load_plan_paper
from bot.documents.typesetting import typeset_pdf
from bot.drawn import Attachment, Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish, Render
from bot.store.world import World
from conversations.credit.formula import matrix_notes, predicate_name
from conversations.facts import HistoryEntry
from conversations.person_text import known_name, role_name
from conversations.plan_history import event_name
from conversations.plan_text import (
    NOT_CHOSEN,
    PMM_COUNTS,
    behavior_focus,
    duty_name,
    era_lines,
    period_name,
    points_line,
    practice_name,
    status_label,
)
from conversations.rating.result import credit_lines
from conversations.rating.texts import source_line
from conversations.rules.plan import item_points, total_points
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Rating, Role
from conversations.words import Words, say

Values = Mapping[str, Any]


def draw_summary(conn: Connection, wish: DocumentWish, world: World, languages: Languages) -> Render | None:
    """The paper for the plan's owner or for who decides on it."""
    paper = load_plan_paper(conn, wish, world, languages)
    return None if paper is None else lambda: _drawn(paper)


def summary_values(paper: PlanPaper) -> Values:
    """What the template shows, in the reader's words."""
    return _Summary(paper).values()


def footer_lines(paper: PlanPaper) -> tuple[Words, ...]:
    """That PMM counts, and which year's rules are used."""
    plan, rules = paper.plan, paper.rules
    year = str(rules.validity.last_day.year)
    used = era_lines(rules, plan.period) or (say("This uses the rules of {year}.", year=year),)
    return (PMM_COUNTS, *used)


def _drawn(paper: PlanPaper) -> Drawn:
    caption = paper.reader.html(
        say(
            "Rangkuman of {name}, {period}", name=paper.plan.owner_name, period=period_name(paper.plan.period)
        ),
        say("Print it to have it signed. NIP is left blank: it is never asked here."),
    )
    content = typeset_pdf("summary", summary_values(paper), paper.now)
    return Drawn(caption, (), Attachment(paper.file_name("rangkuman", ".pdf"), content))


class _Summary:
    """Draws the parts for one reader."""

    def __init__(self, paper: PlanPaper) -> None:
        self._paper = paper
        self._plan = paper.plan
        self._rules: RuleSet = paper.rules
        # A KS has no Tugas Tambahan (regulation.md 3.2).
        self._has_duties = paper.plan.role is Role.GURU

    def values(self) -> Values:
        """All parts."""
        outcome = outcome_of(self._paper)
        return {
            "language": self._paper.reader.language.code,
            "title": self._text(say("Rangkuman Perencanaan Kinerja")),
            "subtitle": self._text(period_name(self._plan.period)),
            "facts": [[self._text(label), self._text(value)] for label, value in self._facts()],
            "practice": {
                "title": self._text(say("1. Praktik Kinerja")),
                "text": self._text(practice_name(self._rules, self._plan.content)),
            },
            "points": self._points(),
            "duties": self._duties() if self._has_duties else None,
            "behaviors": self._behaviors(),
            "result": None if outcome is None else self._result(outcome),
            "history": self._history(),
            "signatures": self._signatures(),
            "footer": [
                *self._texts(footer_lines(self._paper)),
                self._text(say("As of {at}", at=self._paper.now)),
            ],
        }

    def _facts(self) -> tuple[tuple[Words, Words], ...]:
        plan = self._plan
        return (
            (say("Name"), plan.owner_name),
            (say("NIP"), ""),
            (say("Role"), role_name(plan.role)),
            (say("School"), self._paper.school_name),
            (say("Period"), period_name(plan.period)),
            (say("Status"), status_label(self._rules, plan.status)),
        )

    def _points(self) -> Values:
        content, further = self._plan.content, [(say("Minimum"), self._rules.points.min_points)]
        if self._plan.status is PlanStatus.DISEPAKATI:
            further.append((say("Collected with evidence"), self._paper.collected_points))
        return {
            "title": self._text(say("2. Pengembangan Kompetensi")),
            "head": self._texts(
                (say("RHK"), say("Title"), say("Unit"), say("Quantity"), say("Points"), say("Total"))
            ),
            "rows": [
                [
                    str(item.number),
                    self._rules.rhk(item.number).title,
                    self._rules.rhk(item.number).unit,
                    str(item.quantity),
                    str(self._rules.rhk(item.number).points),
                    str(item_points(self._rules, item)),
                ]
                for item in content.rhk
            ],
            "total_label": self._text(say("Total points")),
            "total": str(total_points(self._rules, content.rhk)),
            "further": [[self._text(label), str(number)] for label, number in further],
            "verdict": self._text(points_line(self._rules, content)),
        }

    def _duties(self) -> Values:
        names = [duty_name(self._rules, duty) for duty in self._plan.content.duties]
        return {
            "title": self._text(say("3. Tugas Tambahan")),
            "items": self._texts(names),
            "none": self._text(say("none")),
        }

    def _behaviors(self) -> Values:
        chosen = {choice.aspect_id: choice for choice in self._plan.content.behaviors if choice.is_filled}
        return {
            "title": self._text(say("4. Perilaku Kerja") if self._has_duties else say("3. Perilaku Kerja")),
            "head": self._texts((say("Aspect"), say("Focus"))),
            "rows": [
                [
                    aspect.aspect,
                    self._text(
                        behavior_focus(self._rules, chosen[aspect.id]) if aspect.id in chosen else NOT_CHOSEN
                    ),
                ]
                for aspect in self._rules.work_behaviors
            ],
        }

    def _result(self, outcome: Outcome) -> Values:
        rules, rating = self._rules, outcome.rating
        rows: list[tuple[Words, Rating]] = [
            (aspect.name, rating.aspects[aspect.id])
            for aspect in rules.practice_aspects
            if aspect.id in rating.aspects
        ]
        rows += [
            (behavior.aspect, rating.behaviors[behavior.id])
            for behavior in rules.work_behaviors
            if behavior.id in rating.behaviors
        ]
        rows += [
            (say("Rating of hasil kerja"), outcome.work_result),
            (say("Rating of perilaku kerja"), outcome.work_behavior),
        ]
        return {
            "title": self._text(say("5. Penilaian") if self._has_duties else say("4. Penilaian")),
            "head": self._texts((say("What is rated"), say("Rating"))),
            "rows": [[self._text(what), rules.rating(rated).label] for what, rated in rows],
            "lines": self._texts(self._result_lines(outcome)),
            "months": self._months(outcome),
        }

    def _months(self, outcome: Outcome) -> Values | None:
        """What a part of the year gives, should a promotion need it."""
        if self._paper.job_level is None:
            return None
        shares = credit_by_months(self._rules, self._paper.job_level, outcome.predicate)
        return {
            "head": [self._text(say("Months")), *map(str, MONTHS)],
            "row": [
                self._text(say("Angka kredit")),
                *self._texts(say("{credit}", credit=credit) for credit in shares),
            ],
        }

    def _result_lines(self, outcome: Outcome) -> Iterable[Words]:
        yield say("Predikat kinerja: {predicate}", predicate=self._predicate(outcome))
        yield from matrix_notes(self._rules, outcome.work_result, outcome.work_behavior)
        if self._paper.job_level is not None:
            yield from credit_lines(self._rules, outcome.predicate, self._paper.job_level)
        if outcome.rating.note:
            yield say("Note: {note}", note=outcome.rating.note)
        yield source_line(outcome.rating)

    def _predicate(self, outcome: Outcome) -> str:
        return self._text(predicate_name(self._rules, outcome.predicate))

    def _history(self) -> Values:
        return {
            "title": self._text(say("Riwayat")),
            "head": self._texts((say("When"), say("Who"), say("What"))),
            "rows": [self._history_row(entry) for entry in self._plan.history],
        }

    def _history_row(self, entry: HistoryEntry) -> list[str]:
        actor: Words = say("The system") if entry.actor_name is None else known_name(entry.actor_name)
        what: Words = event_name(entry.kind, entry.stage, self._rules)
        if entry.note:
            what = say("{what}: {note}", what=what, note=entry.note)
        return self._texts((say("{at}", at=entry.at), actor, what))

    def _signatures(self) -> list[Values]:
        blocks = ((say("Pegawai"), self._plan.owner_name), (say("Atasan"), self._plan.approved_by or ""))
        return [
            {
                "place": self._text(say("Place, date:")),
                "label": self._text(label),
                "name": name,
                "nip": self._text(say("NIP")),
            }
            for label, name in blocks
        ]

    def _text(self, words: Words) -> str:
        return self._paper.reader.plain(words)

    def _texts(self, lines: Iterable[Words]) -> list[str]:
        return [self._text(line) for line in lines]
