"""How people, their schools and zones read."""

from collections.abc import Mapping

from conversations.facts import School, Zone
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role, SchoolLevel
from conversations.words import Say, Words, rule_text, say

LANGUAGES: Mapping[str, str] = {"id": "Bahasa Indonesia", "en": "English"}
MANDIRI = say("none here (mode mandiri)")


def known_name(name: str) -> Words:
    """The name, also of somebody who was erased."""
    return name or say("the person whose data was deleted")


def role_name(role: Role) -> Say:
    """The role by its official name."""
    match role:
        case Role.GURU:
            return say("Guru")
        case Role.KS:
            return say("Kepala Sekolah")
        case Role.APPRAISER:
            return say("Penilai")


def level_name(rules: RuleSet, level: SchoolLevel) -> Say:
    """The jenjang by its label."""
    return rule_text(rules.school_level_label(level))


def leadership_name(is_plt: bool) -> Say:
    """How somebody leads a school."""
    return say("Plt. Kepala Sekolah") if is_plt else say("Kepala Sekolah definitif")


def zone_name(zone: Zone) -> Say:
    """The zone with two regions, short enough for a button."""
    match zone:
        case Zone.WIB:
            return say("WIB (Sumatra, Java)")
        case Zone.WITA:
            return say("WITA (Bali, Sulawesi)")
        case Zone.WIT:
            return say("WIT (Maluku, Papua)")


def school_line(school: School, name: str = "") -> Say:
    """A school by name and NPSN; `name` where it was corrected."""
    return say("<b>{school}</b>, NPSN {npsn}", school=name or school.name, npsn=school.npsn)


def marked(label: Words, is_chosen: bool) -> Words:
    """The label of a choice, marked when it is the present one."""
    return say("✓ {label}", label=label) if is_chosen else label
