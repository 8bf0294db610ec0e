"""What people do from the first link to Sepakati, as lists of steps.

A test can look, or break something, between any two steps.
"""

from itertools import pairwise

from bot.rule_sets import load_rule_sets
from conversations.words import Say, say
from tests.steps import Journey, Opens, Picks, Presses, Sees, Speaks, Step, Types

SRI, ANI = "Sri Wahyuni, S.Pd., M.Pd.", "Ani Lestari, S.Pd."
KS_LINK, GURU_LINK, SUCCESSOR_LINK = "ks", "guru", "successor"
PRINCIPAL = say("your principal")
RULES = load_rule_sets(["pmm_2024"])["pmm_2024"]
ASPECTS = tuple(aspect.id for aspect in RULES.work_behaviors)


def whole_path(language: str = "id") -> Journey:
    """From the two links to a plan of 32 points that both have agreed on."""
    arriving = [*activation(language=language), *joining(language=language)]
    return [*arriving, *planning(), *submitting(), *approving(), *agreeing()]


def activation(
    who: str = "sri",
    name: str = SRI,
    *,
    is_plt: bool = False,
    language: str = "id",
    link: str = KS_LINK,
) -> Journey:
    """A principal opens the activation link and answers every question."""
    return [
        Step(who, Opens(link), (_consent(who),)),
        *_speaking(who, language),
        *_naming(who, name),
        Step(
            who,
            Presses(say("Correct")),
            (Sees(who, say("Is this your school, and how do you lead it?")),),
        ),
        Step(who, Types("2" if is_plt else "1"), (Sees(who, say("At which level is your school?")),)),
        Step(who, Picks("level:sd"), (Sees(who, say("In which time zone are you?")),)),
        Step(who, Picks("zone:wib"), (Sees(who, say("<b>Is everything right?</b>")),)),
        _saving(who),
    ]


def joining(who: str = "ani", name: str = ANI, *, language: str = "id") -> Journey:
    """A teacher opens the invite link of a school that its principal has confirmed."""
    return [
        Step(who, Opens(GURU_LINK), (_consent(who),)),
        *_speaking(who, language),
        *_naming(who, name),
        Step(who, Presses(say("Correct")), (Sees(who, say("Is this your school?")),)),
        Step(who, Presses(say("Yes, this is my school")), (Sees(who, say("<b>Is everything right?</b>")),)),
        _saving(who),
    ]


def beginning_alone(who: str = "ani", name: str = ANI) -> Journey:
    """A teacher begins without a link, in mode mandiri."""
    return [
        Step(who, Types("/start"), (_consent(who),)),
        Step(who, Presses(say("Agree and continue")), (Sees(who, say("What is your role at school?")),)),
        Step(
            who,
            Picks("role:guru"),
            (Sees(who, say("Please type your name as on your SK, titles included.")),),
        ),
        Step(who, Types(name), (Sees(who, say("Your name: <b>{name}</b>", name=name)),)),
        Step(who, Types("ya"), (Sees(who, say("At which level is your school?")),)),
        Step(who, Picks("level:sd"), (Sees(who, say("How do you begin?")),)),
        Step(who, Presses(say("Go on in mode mandiri")), (Sees(who, say("In which time zone are you?")),)),
        Step(who, Picks("zone:wib"), (Sees(who, say("<b>Is everything right?</b>")),)),
        _saving(who),
    ]


def planning(who: str = "ani") -> Journey:
    """Five stages: RHK 1 twice by +, RHK 2 twice by typing, no duty, the first focus of every aspect."""
    return [
        Step(who, Presses(say("Start my plan")), (_stage(who, 1, "Praktik Kinerja"),)),
        Step(who, Picks("look:g1"), (Sees(who, say("Target perilaku:")),)),
        Step(who, Presses(say("Choose this")), (_stage(who, 2, "Pengembangan Kompetensi"),)),
        *choosing(who, 1, 1, 2),
        *typing_quantity(who, 2, 2),
        Step(who, Presses(say("Next ▶")), (_stage(who, 3, "Tugas Tambahan"),)),
        Step(who, Presses(say("Next ▶")), (_stage(who, 4, "Perilaku Kerja"),)),
        *behaving(who),
        Step(who, Presses(say("Next ▶")), (Sees(who, say("Complete. You can submit it.")),)),
    ]


def choosing(who: str, number: int, *quantities: int) -> Journey:
    """Choose an RHK in the list of groups and press + once for each quantity, then go back to the list."""
    category = RULES.rhk(number).category
    pressing = [
        Step(who, Presses(say("+ to {quantity}", quantity=quantity)), (_in_plan(who, number, quantity),))
        for quantity in quantities
    ]
    return [
        Step(who, Picks(f"cat:{category}"), (_listed(who, number),)),
        Step(who, Picks(f"rhk:{number}"), (Sees(who, say("Not in the plan.")),)),
        *pressing,
        Step(who, Presses(say("Done, back to the list")), (_chosen(who, number, quantities[-1]),)),
    ]


def typing_quantity(who: str, number: int, quantity: int) -> Journey:
    """Choose an RHK in the list of groups and type the quantity, then go back to the list."""
    category = RULES.rhk(number).category
    return [
        Step(who, Picks(f"cat:{category}"), (_listed(who, number),)),
        Step(who, Picks(f"rhk:{number}"), (Sees(who, say("Not in the plan.")),)),
        Step(who, Types(str(quantity)), (_in_plan(who, number, quantity),)),
        Step(who, Presses(say("Done, back to the list")), (_chosen(who, number, quantity),)),
    ]


def behaving(who: str) -> Journey:
    """The first listed focus of all 7 aspects; each choice leads to the next aspect."""
    first = Step(who, Picks(f"aspect:{ASPECTS[0]}"), (_aspect(who, ASPECTS[0]),))
    between = [
        Step(who, Picks(f"focus:{aspect}:0"), (_aspect(who, following),))
        for aspect, following in pairwise(ASPECTS)
    ]
    last = Sees(who, say("Choose one focus for each of the 7 aspects."))
    return [first, *between, Step(who, Picks(f"focus:{ASPECTS[-1]}:0"), (last,))]


def submitting(who: str = "ani", name: str = ANI, to: str = "sri") -> Journey:
    """Ajukan with its confirmation; the principal is notified."""
    return [
        Step(
            who,
            Presses(say("Ajukan")),
            (Sees(who, say("After Ajukan the plan is locked: you cannot edit or withdraw it.")),),
        ),
        Step(
            who,
            Presses(say("Ya, ajukan")),
            (
                Sees(who, say("Submitted. You will be told as soon as {who} has decided.", who=PRINCIPAL)),
                Sees(to, say("<b>{name}</b> asks for your approval.", name=name)),
            ),
        ),
    ]


def approving(who: str = "sri", name: str = SRI, owner: str = "ani", owner_name: str = ANI) -> Journey:
    """Setujui from the notice; the teacher is notified."""
    return [
        Step(
            who,
            Presses(say("Setujui")),
            (
                Sees(who, say("Approved. {name} is told and can now press Sepakati.", name=owner_name)),
                Sees(owner, say("<b>{name}</b> has approved your plan.", name=name)),
            ),
        )
    ]


def agreeing(who: str = "ani", name: str = ANI, to: str = "sri") -> Journey:
    """Sepakati from the notice; the principal is notified."""
    return [
        Step(
            who,
            Presses(say("Sepakati")),
            (
                Sees(who, say("Agreed. Your plan is final.")),
                Sees(to, say("<b>{name}</b> has agreed. The plan is final.", name=name)),
            ),
        )
    ]


def asking_for_improvement(note: str, who: str = "sri", owner: str = "ani") -> Journey:
    """Minta perbaikan from the notice, with a note that is read back."""
    return [
        Step(
            who,
            Presses(say("Minta perbaikan")),
            (Sees(who, say("<b>Minta perbaikan</b>: {name}", name=ANI)),),
        ),
        Step(who, Types(note), (Sees(who, note),)),
        Step(
            who,
            Presses(say("Kirim")),
            (
                Sees(who, say("Sent. {name} can now improve the plan and submit it again.", name=ANI)),
                Sees(owner, say("Your principal asks you to improve your plan:")),
                Sees(owner, note),
            ),
        ),
    ]


def undoing(who: str = "sri", owner: str = "ani", owner_name: str = ANI) -> Journey:
    """Batalkan persetujuan, right after Setujui; the teacher is notified."""
    done = say("The approval is undone; {name} is told. The plan waits for you again.", name=owner_name)
    told = say("The approval of your plan was withdrawn. It waits for your principal again.")
    return [Step(who, Presses(say("Batalkan persetujuan")), (Sees(who, done), Sees(owner, told)))]


def asking_for_change(note: str, who: str = "ani", name: str = ANI, to: str = "sri") -> Journey:
    """Minta ubah by the teacher, with a note that is read back; the principal is notified."""
    asks = say("What would you like to change, and why? {who} reads it.", who=say("Your principal"))
    return [
        Step(who, Presses(say("Minta ubah")), (Sees(who, asks),)),
        Step(who, Types(note), (Sees(who, say("This goes to {who}:", who=PRINCIPAL)), Sees(who, note))),
        Step(
            who,
            Presses(say("Kirim")),
            (
                Sees(who, say("Your request has been sent to {who}.", who=PRINCIPAL)),
                Sees(to, say("<b>{name}</b> asks for a change:", name=name)),
                Sees(to, note),
            ),
        ),
    ]


def _consent(who: str) -> Sees:
    return Sees(who, say("Do you agree that this is kept?"))


def _speaking(who: str, language: str) -> Journey:
    return [] if language == "id" else [Step(who, Speaks(language), (_consent(who),))]


def _naming(who: str, name: str) -> Journey:
    asks = say("Please type your name as on your SK, titles included.")
    return [
        Step(who, Presses(say("Agree and continue")), (Sees(who, asks),)),
        Step(who, Types(name), (Sees(who, say("Your name: <b>{name}</b>", name=name)),)),
    ]


def _saving(who: str) -> Step:
    return Step(who, Presses(say("Save")), (Sees(who, say("Welcome. Everything is saved.")),))


def _stage(who: str, number: int, name: str) -> Sees:
    return Sees(who, say("Stage {number} of {all}: <b>{name}</b>", number=number, all=5, name=name))


def _listed(who: str, number: int) -> Sees:
    rhk = RULES.rhk(number)
    words = say(
        "{points} points per unit ({unit}). Evidence: {evidence}",
        points=rhk.points,
        unit=rhk.unit,
        evidence=rhk.evidence,
    )
    return Sees(who, words)


def _in_plan(who: str, number: int, quantity: int) -> Sees:
    points = quantity * RULES.rhk(number).points
    words = say("In the plan: <b>{quantity}× = {points} points</b>", quantity=quantity, points=points)
    return Sees(who, words)


def _chosen(who: str, number: int, quantity: int) -> Sees:
    rhk = RULES.rhk(number)
    words = say(
        "RHK {number} {label}: {quantity}× = {points} points",
        number=number,
        label=Say(rhk.label),
        quantity=quantity,
        points=quantity * rhk.points,
    )
    return Sees(who, words)


def _aspect(who: str, aspect: str) -> Sees:
    return Sees(who, Say(RULES.behavior(aspect).definition))
