"""All conversations by name."""

from collections.abc import Mapping
from typing import Any

from conversations.account import AccountFlow
from conversations.flow import Flow
from conversations.guide import GuideFlow
from conversations.home import HomeFlow
from conversations.joining import JoiningFlow
from conversations.onboarding import OnboardingFlow
from conversations.operating import OperatingFlow
from conversations.planning import PlanningFlow
from conversations.reporting import ReportingFlow
from conversations.review import ReviewFlow
from conversations.school import SchoolFlow

_ALL: tuple[Flow[Any], ...] = (
    AccountFlow(),
    GuideFlow(),
    HomeFlow(),
    JoiningFlow(),
    OnboardingFlow(),
    OperatingFlow(),
    PlanningFlow(),
    ReportingFlow(),
    ReviewFlow(),
    SchoolFlow(),
)

FLOWS: Mapping[str, Flow[Any]] = {flow.name: flow for flow in _ALL}
