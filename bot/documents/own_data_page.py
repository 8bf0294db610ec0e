"""The export of a person as a page of HTML that needs nothing else; everything is escaped."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from typing import Any

from bot.documents.reader import Reader
from bot.store.exporting_executions import PARTS_OF_PLANS
from conversations.facts import EventKind, Zone
from conversations.person_text import LANGUAGES, level_name, role_name, zone_name
from conversations.plan_history import event_name
from conversations.plan_text import (
    behavior_focus,
    duty_name,
    period_name,
    points_line,
    practice_name,
    status_label,
)
from conversations.rules.cycle import Period
from conversations.rules.plan import AdditionalDuty, BehaviorChoice, PlanContent, RHKItem, item_points
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role, SchoolLevel, StageId
from conversations.words import Words, say

Values = Mapping[str, Any]

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:40em;margin:auto;padding:1em;overflow-wrap:anywhere}"
    "h1{font-size:1.4em}h2{font-size:1.15em;border-bottom:1px solid #bbb;margin-top:2em}h3{font-size:1em}"
    "dt{color:#555;font-size:.9em}dd{margin:0 0 .5em}li{margin-bottom:.4em}"
    "pre{white-space:pre-wrap;font-size:.8em;background:#f4f4f4;padding:.5em}"
)


def page(export: Values, rule_sets: Mapping[str, RuleSet], reader: Reader) -> str:
    """The whole page in the reader's language."""
    return _Page(rule_sets, reader).whole(export)


class _Page:
    """Draws the parts for one reader."""

    def __init__(self, rule_sets: Mapping[str, RuleSet], reader: Reader) -> None:
        self._rule_sets = rule_sets
        self._reader = reader

    def whole(self, export: Values) -> str:
        """All parts; those that are empty are left out."""
        title = self._text(say("My data in Asisten Kinerja"))
        parts = [
            self._section(say("Person"), [self._person(export["person"])]),
            self._section(say("Membership of schools"), map(self._membership, export["memberships"])),
            self._section(say("Performance plans"), map(self._plan, export["plans"])),
            self._section(
                say("Notes and decisions on plans of others"),
                [self._list(map(self._event, export["decisions_on_plans_of_others"]))],
            ),
            *(self._raw(words, export[name]) for name, words in _FURTHER.items()),
        ]
        language = self._reader.language.code
        when = self._text(say("As of {at}", at=_instant(export["exported_at"])))
        return (
            f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{title}</title><style>{_STYLE}</style></head>"
            f"<body><h1>{title}</h1><p>{when}</p>{''.join(parts)}</body></html>\n"
        )

    def _person(self, person: Values) -> str:
        rules = next(iter(self._rule_sets.values()))
        return self._pairs(
            (say("Name"), person["name"]),
            (say("Role"), role_name(Role(person["role"]))),
            (say("School level"), level_name(rules, SchoolLevel(person["school_level"]))),
            (say("Time zone"), zone_name(Zone(person["zone"]))),
            (say("Language"), LANGUAGES[person["language"]]),
            (say("Consent given"), _moment(person["consented_at"])),
        )

    def _membership(self, membership: Values) -> str:
        school = say("{name}, NPSN {npsn}", name=membership["school_name"], npsn=membership["school_npsn"])
        return self._pairs(
            (school, role_name(Role(membership["role"]))),
            (say("From"), _moment(membership["started_at"])),
            (say("Ended"), _moment(membership["ended_at"])),
        )

    def _plan(self, plan: Values) -> str:
        rules, content = self._rule_sets.get(plan["rule_set"]), _content(plan["content"])
        if rules is None:
            # Nobody's rules any more: without labels it is still theirs.
            return _as_it_is(plan)
        facts = self._pairs(
            (say("Status"), status_label(rules, PlanStatus(plan["status"]))),
            (say("School"), plan["school_name"]),
            (say("Praktik Kinerja"), practice_name(rules, content)),
            (say("Pengembangan Kompetensi"), points_line(rules, content)),
            (say("Tugas Tambahan"), say("{count} chosen", count=len(content.duties))),
            (say("Submitted"), _moment(plan["submitted_at"])),
            (say("Approved"), _moment(plan["approved_at"])),
            (say("Agreed"), _moment(plan["agreed_at"])),
            (say("Request for improvement"), plan["revision_note"]),
            (say("Request for a change"), plan["change_note"]),
        )
        chosen = [
            *(_rhk_line(rules, item) for item in content.rhk),
            *(duty_name(rules, duty) for duty in content.duties),
            *(_behavior_line(rules, choice) for choice in content.behaviors),
        ]
        heading = self._text(period_name(Period.parse(plan["period"])))
        history = self._list(self._event(event, rules) for event in plan["history"])
        became = self._raw(say("Forms, files and ratings"), [{name: plan[name] for name in PARTS_OF_PLANS}])
        return f"<h3>{heading}</h3>{facts}{self._list(map(self._text, chosen))}{history}{became}"

    def _event(self, event: Values, rules: RuleSet | None = None) -> str:
        stage = (event.get("changes") or {}).get("stage")
        what = event_name(EventKind(event["kind"]), None if stage is None else StageId(stage), rules)
        actor: Words = event.get("actor_name") or (
            say("The system") if "actor_id" in event and event["actor_id"] is None else ""
        )
        lines: list[Words] = [
            say("{at}: {actor} {what}", at=_instant(event["at"]), actor=actor, what=what),
            event["note"],
        ]
        return "<br>".join(self._text(line) for line in lines if line != "")

    def _raw(self, words: Words, rows: Iterable[Values]) -> str:
        """What is for programs rather, word by word."""
        return self._section(words, map(_as_it_is, rows))

    def _section(self, title: Words, parts: Iterable[str]) -> str:
        body = "".join(parts)
        return f"<h2>{self._text(title)}</h2>{body}" if body else ""

    def _pairs(self, *pairs: tuple[Words, Words | None]) -> str:
        shown = (
            f"<dt>{self._text(name)}</dt><dd>{self._text(value)}</dd>"
            for name, value in pairs
            if value is not None and value != ""
        )
        return f"<dl>{''.join(shown)}</dl>"

    def _list(self, items: Iterable[str]) -> str:
        shown = "".join(f"<li>{item}</li>" for item in items)
        return f"<ul>{shown}</ul>" if shown else ""

    def _text(self, words: Words) -> str:
        return escape(self._reader.plain(words))


def _as_it_is(row: Values) -> str:
    return f"<pre>{escape(json.dumps(row, ensure_ascii=False, indent=1))}</pre>"


def _content(stored: Values) -> PlanContent:
    return PlanContent(
        stored["practice"],
        tuple(RHKItem(**item) for item in stored["rhk"]),
        tuple(AdditionalDuty(**duty) for duty in stored["duties"]),
        tuple(BehaviorChoice(**choice) for choice in stored["behaviors"]),
    )


def _rhk_line(rules: RuleSet, item: RHKItem) -> Words:
    return say(
        "RHK {number}: {title}, {quantity}× = {points} points",
        number=item.number,
        title=rules.rhk(item.number).title,
        quantity=item.quantity,
        points=item_points(rules, item),
    )


def _behavior_line(rules: RuleSet, choice: BehaviorChoice) -> Words:
    aspect = rules.behavior(choice.aspect_id).aspect
    return say("{aspect}: {focus}", aspect=aspect, focus=behavior_focus(rules, choice))


def _instant(stored: str) -> datetime:
    return datetime.fromisoformat(stored)


def _moment(stored: str | None) -> Words | None:
    return None if stored is None else say("{at}", at=_instant(stored))


_FURTHER: Mapping[str, Words] = {
    "accounts": say("Accounts"),
    "join_requests": say("Requests to join a school"),
    "forms_of_others": say("What I wrote about others"),
    "ratings_of_others": say("How I rated others"),
    "documents_of_schools": say("Documents that I handed in for a school"),
    "recommendations_made": say("Recommendations from the Rapor Pendidikan"),
    "nudges": say("Reminders from or to a principal"),
    "problem_reports": say("Problem reports"),
    "invites_made": say("Links that I made"),
    "relinks": say("Links to a new account"),
    "broadcasts_made": say("Messages to many that I sent"),
    "groups_linked": say("Groups that I linked to a school"),
    "group_questions": say("Questions to me about groups"),
    "group_links_made": say("Links into groups that I made"),
    "reminder_settings": say("What I chose for my reminders"),
    "stages_muted": say("Stages that I am not reminded of"),
    "stages_put_off": say("Stages that I am reminded of again"),
    "stages_done": say("Stages marked as done"),
    "reminded_of": say("What I was reminded of last"),
    "messages_sent": say("Messages sent to me"),
    "sessions": say("Where I am in the conversation"),
    "questions_counted": say("How many of my questions were kept"),
    "failed_updates": say("Messages of mine that could not be processed"),
    "audit": say("What was done about me or by me"),
}
