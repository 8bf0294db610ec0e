"""How far somebody is in the half-year, as a picture for a phone."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.documents.outcome import outcome_of
from bot.documents.plan_paper import PlanPaper, load_plan_paper
from bot.documents.standing import next_stage
from bot.documents.summary import footer_lines
from bot.documents.typesetting import typeset_png
from bot.drawn import Attachment, Drawn
from bot.i18n import Languages
from bot.notifier import DocumentWish, Render
from bot.store.world import World
from conversations.credit.formula import formula_lines, predicate_name
from conversations.execution_facts import StageDone, who_fills_in
from conversations.plan_text import period_name, points_line
from conversations.rating.state import nobody_decides
from conversations.rules.assessment_models import Stage
from conversations.rules.credit import HALF_YEAR
from conversations.rules.cycle import is_late
from conversations.rules.plan import total_points
from conversations.rules.terms import Capacity, PlanStatus, StageId
from conversations.schedule_text import months_name
from conversations.words import Words, rule_text, say

Values = Mapping[str, Any]


def draw_progress_card(
    conn: Connection, wish: DocumentWish, world: World, languages: Languages
) -> Render | None:
    """The picture for the plan's owner or for who decides on it."""
    paper = load_plan_paper(conn, wish, world, languages)
    return None if paper is None else lambda: _drawn(paper)


def card_values(paper: PlanPaper) -> Values:
    """What the template shows, in the reader's words."""
    return _Card(paper).values()


def _drawn(paper: PlanPaper) -> Drawn:
    plan = paper.plan
    caption = paper.reader.html(
        say("Progress of {name}, {period}", name=plan.owner_name, period=period_name(plan.period))
    )
    content = typeset_png("card", card_values(paper))
    return Drawn(caption, (), Attachment(paper.file_name("kemajuan", ".png"), content, is_picture=True))


class _Card:
    """Draws the parts for one reader."""

    def __init__(self, paper: PlanPaper) -> None:
        self._paper = paper
        self._plan = paper.plan
        self._rules = paper.rules
        self._is_final = paper.plan.status is PlanStatus.DISEPAKATI
        self._done: Mapping[tuple[StageId, Capacity], StageDone] = (
            {} if paper.execution is None else paper.execution.done
        )

    def values(self) -> Values:
        """All parts."""
        planned, collected = total_points(self._rules, self._plan.content.rhk), self._paper.collected_points
        minimum = self._rules.points.min_points
        return {
            "language": self._paper.reader.language.code,
            "title": self._text(say("Progress {period}", period=period_name(self._plan.period))),
            "name": self._plan.owner_name,
            "school": self._text(self._paper.school_name),
            "numbers": [
                [self._text(say("Planned")), str(planned)],
                [self._text(say("Collected")), str(collected)],
                [self._text(say("Minimum")), str(minimum)],
            ],
            "planned": planned,
            "collected": collected,
            "minimum": minimum,
            "verdict": self._text(self._verdict(planned, collected)),
            "stages": [self._stage(stage) for stage in self._rules.stages],
            "result": [[self._text(label), self._text(value)] for label, value in self._result()],
            "next": {"label": self._text(say("Next step")), "text": self._text(self._next_step())},
            "footer": [
                *(self._text(line) for line in footer_lines(self._paper)),
                self._text(say("As of {at}", at=self._paper.now)),
            ],
        }

    def _verdict(self, planned: int, collected: int) -> Words:
        if not self._is_final:
            return points_line(self._rules, self._plan.content)
        if collected < planned:
            return say(
                "{collected} of {planned} points are collected with evidence.",
                collected=collected,
                planned=planned,
            )
        return say("All planned points are collected with evidence.")

    def _stage(self, stage: Stage) -> list[str | bool]:
        return [stage.name, self._is_done(stage.id), self._text(self._when(stage))]

    def _when(self, stage: Stage) -> Words:
        finished_at = self._finished_at(stage)
        if finished_at is not None:
            return say("{day}", day=self._paper.reader.day(finished_at))
        months = months_name(stage, self._plan.period.half)
        if is_late(self._rules, self._plan.period, stage.id, self._paper.today):
            return say("{months}, late", months=months)
        return months

    def _finished_at(self, stage: Stage) -> datetime | None:
        if stage.id is StageId.SKP:
            return self._plan.agreed_at
        rating = None if self._paper.execution is None else self._paper.execution.rating
        if stage.id is StageId.F_G and rating is not None and rating.released_at is not None:
            return rating.released_at
        # Where nobody here appraises, the pegawai says what is done.
        capacity = Capacity.OWNER if nobody_decides(self._plan) else who_fills_in(stage.id)
        done = self._done.get((stage.id, capacity))
        return None if done is None else done.at

    def _is_done(self, stage_id: StageId) -> bool:
        return self._finished_at(self._rules.stage(stage_id)) is not None

    def _result(self) -> Iterable[tuple[Words, Words]]:
        outcome = outcome_of(self._paper)
        if outcome is None:
            return
        yield say("Predikat kinerja"), predicate_name(self._rules, outcome.predicate)
        if self._paper.job_level is not None:
            credit = partial(formula_lines, self._rules, self._paper.job_level, outcome.predicate)
            yield say("Angka kredit"), credit()[0]
            yield say("Angka kredit of 6 months"), credit(HALF_YEAR)[0]

    def _next_step(self) -> Words:
        match self._plan.status:
            case PlanStatus.BELUM_DIAJUKAN:
                return say("Complete the plan and press Ajukan.")
            case PlanStatus.PERLU_PERBAIKAN:
                return say("Improve the plan and submit it again.")
            case PlanStatus.MENUNGGU_PERSETUJUAN:
                return say("Wait for the approval.")
            case PlanStatus.DISETUJUI:
                return say("Read the plan and press Sepakati.")
            case PlanStatus.DISEPAKATI:
                return self._next_of_cycle()

    def _next_of_cycle(self) -> Words:
        stage = next_stage(self._rules, self._is_done)
        if stage is None:
            return say("All stages of this half-year are done.")
        return say("{stage}: {explanation}", stage=stage.name, explanation=rule_text(stage.explanation))

    def _text(self, words: Words) -> str:
        return self._paper.reader.plain(words)
