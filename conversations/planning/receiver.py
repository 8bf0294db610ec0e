"""Who decides on the own plan, how they are called, and whether they can be told (regulation.md 4.5)."""

from conversations.facts import Facts, Plan, School
from conversations.planning.state import role_of
from conversations.rules.terms import Role
from conversations.words import Say, say


def receiver_name(facts: Facts) -> Say:
    """Who decides, inside a sentence."""
    return say("your penilai") if role_of(facts) is Role.KS else say("your principal")


def receiver_first(facts: Facts) -> Say:
    """Who decides, at the beginning of a sentence."""
    return say("Your penilai") if role_of(facts) is Role.KS else say("Your principal")


def destination(facts: Facts) -> School | None:
    """The school to whose KS or penilai Ajukan sends the plan; None where the plan is agreed outside.

    A KS whose school nobody appraises here is in mode mandiri as a pegawai.
    """
    school = facts.school
    if school is None or (role_of(facts) is Role.KS and not school.has_appraiser):
        return None
    return school


def is_awaited(role: Role, school: School | None) -> bool:
    """Whether nobody at the school can decide yet on plans of that role."""
    if school is None:
        return False
    return not (school.has_appraiser if role is Role.KS else school.has_ks)


def is_reachable(role: Role, school: School | None) -> bool:
    """Whether those who decide let the assistant write to them."""
    if school is None:
        return True
    return school.is_appraiser_reachable if role is Role.KS else school.is_ks_reachable


def submitted_word(facts: Facts, school: School) -> Say:
    """What follows Ajukan."""
    if is_reachable(role_of(facts), school):
        return say("Submitted. You will be told as soon as {who} has decided.", who=receiver_name(facts))
    return say("Submitted. {tell}", tell=tell_directly(facts))


def asked_word(facts: Facts, plan: Plan) -> Say:
    """What follows Minta ubah."""
    if is_awaited(plan.role, plan.school):
        return say("Your request is kept with the plan. Nobody here can decide on it yet.")
    if is_reachable(plan.role, plan.school):
        return say("Your request has been sent to {who}.", who=receiver_name(facts))
    return say("Your request is kept with the plan. {tell}", tell=tell_directly(facts))


def tell_directly(facts: Facts) -> Say:
    """That whoever decides must be told in person."""
    return say(
        "The assistant cannot reach {who} now, so please tell them about it yourself.",
        who=receiver_name(facts),
    )
