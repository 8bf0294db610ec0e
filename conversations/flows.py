"""All conversations by name."""

from collections.abc import Mapping
from typing import Any

from conversations.account import AccountFlow
from conversations.answers.flow import AnswersFlow
from conversations.broadcasting import BroadcastingFlow
from conversations.checklist import ChecklistFlow
from conversations.credit import CreditFlow
from conversations.evidence import EvidenceFlow
from conversations.flow import Flow
from conversations.groups import GroupsFlow
from conversations.guide import GuideFlow
from conversations.home import HomeFlow
from conversations.joining import JoiningFlow
from conversations.joining_by_code import JoiningByCodeFlow
from conversations.onboarding import OnboardingFlow
from conversations.operating import OperatingFlow
from conversations.own_data import OwnDataFlow
from conversations.planning import PlanningFlow
from conversations.questions import QuestionsFlow
from conversations.rating import RatingFlow
from conversations.relinking import RelinkingFlow
from conversations.reminders import RemindersFlow
from conversations.reporting import ReportingFlow
from conversations.review import ReviewFlow
from conversations.schedule import ScheduleFlow
from conversations.school import SchoolFlow
from conversations.stages import StagesFlow
from conversations.suggesting import SuggestingFlow

_ALL: tuple[Flow[Any], ...] = (
    AccountFlow(),
    AnswersFlow(),
    BroadcastingFlow(),
    ChecklistFlow(),
    CreditFlow(),
    EvidenceFlow(),
    GroupsFlow(),
    GuideFlow(),
    HomeFlow(),
    JoiningFlow(),
    JoiningByCodeFlow(),
    OnboardingFlow(),
    OperatingFlow(),
    OwnDataFlow(),
    PlanningFlow(),
    QuestionsFlow(),
    RatingFlow(),
    RelinkingFlow(),
    RemindersFlow(),
    ReportingFlow(),
    ReviewFlow(),
    ScheduleFlow(),
    SchoolFlow(),
    StagesFlow(),
    SuggestingFlow(),
)

FLOWS: Mapping[str, Flow[Any]] = {flow.name: flow for flow in _ALL}
