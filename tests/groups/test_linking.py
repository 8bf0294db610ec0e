"""The principal's side, in private: the question, the choice, the link, letting go."""

import json
from dataclasses import dataclass, field, replace

import pytest

from conversations import engine
from conversations.effects import Effect
from conversations.events import Command, Event, Press, parse_press
from conversations.facts import (
    Facts,
    GroupProposal,
    MadeGroupLink,
    Needs,
    RequestState,
    SchoolGroup,
)
from conversations.groups.notices import draw_linked, draw_lost, draw_proposed
from conversations.school_effects import LinkGroup, MakeGroupLink, RefuseGroup, SendTestPost, UnlinkGroup
from conversations.session import Session, dump_session, load_session
from tests.conversations.onboarding.talking import OTHER_SCHOOL, SCHOOL
from tests.conversations.school.office import NOW, Office, drawn

GROUP = SchoolGroup("Guru SDN Contoh 1", is_topic=False, is_inside=True, linked_at=NOW)
ASKED = GroupProposal(
    7, "Guru SDN Contoh 1", is_topic=False, is_inside=True, state=RequestState.PENDING, school=SCHOOL
)
LINK = MadeGroupLink("https://t.me/contoh_bot?startgroup=abc", NOW)
YES, NO = "n:0:group_yes:7", "n:0:group_no:7"


@dataclass
class Principal:
    """Budi at home, against the real engine; what he causes is only noted."""

    office: Office
    group: SchoolGroup | None = None
    link: MadeGroupLink | None = None
    proposal: GroupProposal | None = None
    effects: list[Effect] = field(default_factory=list)
    stored: str = ""
    revision: int = 1

    def __post_init__(self) -> None:
        self.stored = json.dumps(dump_session(Session("home", 1, {}, revision=1)))

    @property
    def session(self) -> Session:
        return load_session(json.loads(self.stored), self.revision)

    def facts(self, needs: Needs) -> Facts:
        return replace(
            self.office.facts(needs),
            school_group=self.group if needs.group_of or needs.group_proposal_id else None,
            group_link=self.link if needs.group_of else None,
            group_proposal=self.proposal if needs.group_proposal_id == 7 else None,
        )

    def tell(self, event: Event) -> "Principal":
        session = self.session
        step = engine.advance(session, event, self.facts(engine.needs(session, event)))
        self.effects += step.effects
        self.stored, self.revision = json.dumps(dump_session(step.session)), step.session.revision
        return self

    def answers(self, data: str) -> "Principal":
        return self.tell(parse_press(data))

    def press(self, *actions: str) -> "Principal":
        for action in actions:
            screen = engine.show(self.session, self.facts(engine.needs(self.session)))
            assert action in screen.actions, screen.actions
            code = engine.flow_code(self.session, self.facts(engine.needs(self.session)))
            self.tell(Press(code, self.revision, action))
        return self

    @property
    def text(self) -> str:
        screen = engine.show(self.session, self.facts(engine.needs(self.session)))
        labels = [drawn(button.label) for row in screen.rows for button in row]
        return "\n".join([*map(drawn, screen.lines), *labels])

    @property
    def word(self) -> str:
        return drawn(self.session.word) if self.session.word else ""


@pytest.fixture
def budi(rule_sets) -> Principal:
    return Principal(Office(rule_sets))


def test_the_school_leads_to_its_group_and_says_both_ways_to_link_one(budi):
    budi.tell(Command("sekolah")).press("group")
    assert "No group is linked to the school yet." in budi.text
    assert "/hubungkan" in budi.text
    assert budi.tell(Command("hubungkan")).session.flow == "groups"


def test_a_link_is_made_and_offered_as_a_button(budi):
    budi.tell(Command("hubungkan")).press("new")
    assert budi.effects == [MakeGroupLink(SCHOOL.id)]
    budi.link = LINK
    assert "Choose the group ↗" in budi.text


def test_yes_links_the_group_to_the_school_that_was_named(budi):
    budi.proposal = ASKED
    budi.answers(YES)
    assert budi.effects == [LinkGroup(7, SCHOOL.id)]
    assert budi.word == f"The group {ASKED.title} now belongs to {SCHOOL.name}."


def test_no_leaves_the_group_alone(budi):
    budi.proposal = ASKED
    assert budi.answers(NO).effects == [RefuseGroup(7)]


def test_with_several_schools_one_is_chosen(budi):
    budi.office.leads_another()
    budi.proposal = replace(ASKED, school=None)
    budi.answers(YES)
    assert budi.effects == []
    assert "Which school does the group" in budi.text
    budi.press(f"school:{OTHER_SCHOOL.id}")
    assert budi.effects == [LinkGroup(7, OTHER_SCHOOL.id)]
    assert budi.session.data["school_id"] == OTHER_SCHOOL.id


@pytest.mark.parametrize("state", [s for s in RequestState if s is not RequestState.PENDING])
@pytest.mark.parametrize("data", [YES, NO])
def test_an_old_question_decides_nothing(budi, state, data):
    budi.proposal = replace(ASKED, state=state)
    assert budi.answers(data).effects == []
    assert "does not wait any more" in budi.word


def test_a_question_to_somebody_else_decides_nothing(budi):
    assert budi.answers(YES).effects == []
    assert "does not wait any more" in budi.word


def test_a_choice_that_waited_too_long_decides_nothing(budi):
    budi.office.leads_another()
    budi.proposal = replace(ASKED, school=None)
    budi.answers(YES)
    budi.proposal = replace(budi.proposal, state=RequestState.WITHDRAWN)
    assert budi.press(f"school:{SCHOOL.id}").effects == []


@pytest.mark.parametrize("data", [YES, NO])
def test_whoever_does_not_lead_the_school_any_more_decides_nothing(budi, data):
    budi.proposal = ASKED
    budi.office.loses()
    assert budi.answers(data).effects == []
    assert budi.session.flow == "home"
    assert "not, or no longer, registered" in budi.word


def test_a_group_that_the_assistant_has_left_is_not_linked(budi):
    budi.proposal = replace(ASKED, is_inside=False)
    assert budi.answers(YES).effects == [RefuseGroup(7)]
    assert "not in that group any more" in budi.word


def test_the_group_of_somebody_elses_school_is_not_linked_and_that_of_the_own_is(budi):
    budi.proposal = replace(ASKED, taken_by=OTHER_SCHOOL)
    assert budi.answers(YES).effects == [RefuseGroup(7)]
    assert "belongs to another school" in budi.word
    budi.office.leads_another()
    assert budi.answers(YES).effects[1:] == [LinkGroup(7, SCHOOL.id)]


def test_a_linked_group_is_shown_tried_and_let_go(budi):
    budi.group = GROUP
    budi.tell(Command("hubungkan"))
    assert GROUP.title in budi.text
    budi.press("test", "unlink")
    assert "Shall the group" in budi.text
    budi.press("yes")
    assert budi.effects == [SendTestPost(SCHOOL.id), UnlinkGroup(SCHOOL.id)]


def test_letting_go_is_asked_about_and_can_be_left(budi):
    budi.group = GROUP
    budi.tell(Command("hubungkan")).press("unlink", ".back")
    assert budi.effects == []
    assert GROUP.title in budi.text


def test_back_leads_to_the_school(budi):
    budi.tell(Command("hubungkan")).press(".back")
    assert (budi.session.flow, budi.session.data["school_id"]) == ("school", SCHOOL.id)


def test_a_group_without_the_assistant_says_so(budi):
    budi.group = replace(GROUP, is_inside=False)
    assert "✕" in budi.tell(Command("hubungkan")).text


def test_a_group_that_is_gone_meanwhile_is_not_tried(budi):
    budi.group = GROUP
    budi.tell(Command("hubungkan")).press("unlink")
    budi.group = None
    assert "No group is linked" in budi.text
    budi.press("new")
    assert budi.effects == [MakeGroupLink(SCHOOL.id)]


def test_a_principal_of_two_schools_turns_from_one_to_the_other(budi):
    budi.office.leads_another()
    budi.tell(Command("hubungkan")).press(f"school:{OTHER_SCHOOL.id}")
    assert OTHER_SCHOOL.name in budi.text


def test_who_leads_no_school_has_no_group(budi):
    budi.office.is_guru()
    budi.tell(Command("hubungkan"))
    assert (budi.session.flow, budi.effects) == ("home", [])


def test_the_question_names_group_and_school_and_what_it_replaces(budi):
    budi.proposal, budi.group = ASKED, replace(GROUP, title="Grup lama")
    screen = draw_proposed(budi.facts(Needs(group_proposal_id=7)), 7)
    assert screen is not None
    said = "\n".join(map(drawn, screen.lines))
    assert all(name in said for name in (ASKED.title, SCHOOL.name, "Grup lama"))
    assert screen.actions == (YES, NO)


def test_notices_that_are_not_true_any_more_are_not_sent(budi, rule_sets):
    budi.proposal = ASKED
    budi.office.loses()
    assert draw_proposed(budi.facts(Needs(group_proposal_id=7)), 7) is None
    assert draw_linked(budi.facts(Needs(group_of=SCHOOL.id)), SCHOOL.id) is None
    budi.office = Office(rule_sets)
    budi.proposal = replace(ASKED, state=RequestState.ACCEPTED)
    assert draw_proposed(budi.facts(Needs(group_proposal_id=7)), 7) is None
    assert draw_lost(budi.facts(Needs(group_of=SCHOOL.id)), SCHOOL.id) is None
    budi.group = GROUP
    assert draw_linked(budi.facts(Needs(group_of=SCHOOL.id)), SCHOOL.id) is not None
    assert draw_lost(budi.facts(Needs(group_of=SCHOOL.id)), SCHOOL.id) is None
    budi.group = replace(GROUP, is_inside=False)
    assert draw_lost(budi.facts(Needs(group_of=SCHOOL.id)), SCHOOL.id) is not None
