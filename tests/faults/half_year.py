"""The half-year after Sepakati: forms, observation, evidence, documents, rating, checklist, own entry."""

from conversations.words import say
from tests.faults.moves import Move, moved
from tests.simulator.pictures import png
from tests.steps import Deed, Picks, Presses, Sends, Types

ANI, SRI, DEWI = "ani", "sri", "dewi"
_MODULE, _NEW_MODULE = Sends("modul.pdf", b"%PDF-1.4 modul"), Sends("modul baru.pdf", b"%PDF-1.4 baru")
_FIRST_PHOTO, _SECOND_PHOTO = (Sends("foto.png", png(width, 20), album="lembar") for width in (30, 40))
_KOSP = Sends("KOSP.pdf", b"%PDF-1.4 KOSP")


def half_year() -> list[Move]:
    """What Ani, her principal Sri, and Dewi in mode mandiri write down until their predikat is seen."""
    return [*_preparation(), *_evidence(), *_observation(), *_documents(), *_ratings(), *_beside()]


def _preparation() -> list[Move]:
    proposal = Types("10/9 09.30")
    return [
        moved(ANI, (Types("/start"), Picks("stages"), Picks("field:target_behavior")), Picks("tick:0")),
        moved(ANI, (Picks("form"), Picks("field:learning_effort")), Types("Mengamati kelas rekan.")),
        moved(ANI, (Picks("field:observation_date"),), proposal),
        moved(SRI, (), Picks("obs_agree")),
        moved(ANI, (Picks(".back"), Picks("field:lesson_plan")), _MODULE),
    ]


def _evidence() -> list[Move]:
    """One file, two photos as an album for one unit, one that is replaced and one that is removed."""
    opened = Presses(say("{number}. Photo", number=1))
    return [
        moved(ANI, (Picks(".back"),), Picks("done")),
        moved(ANI, (Types("/bukti"), Picks("group:rhk:1")), _FIRST_PHOTO),
        moved(ANI, (), _SECOND_PHOTO),
        moved(ANI, (Picks("unit:1"), opened, Picks("replace")), _NEW_MODULE),
        moved(ANI, (opened, Picks("remove")), Picks("yes")),
    ]


def _observation() -> list[Move]:
    to_target = ("stage_a", ".back", "stage:b", "field:observation_rating", "one:0")
    return [
        moved(SRI, [Picks(action) for action in to_target], Picks("level:effective")),
        moved(SRI, (Picks(".back"), Picks("form"), Picks("field:evidence_note")), Types("Kelas tenang.")),
        moved(SRI, (Types("Latih aturan kelas."),), Picks("done")),
    ]


def _documents() -> list[Move]:
    """Those that Ani's predikat waits for."""
    return [
        moved(SRI, (Types("/bukti"), Picks("school"), Picks("document:k3")), _KOSP),
        moved(SRI, (Picks(".back"), Picks("document:k5")), Picks("pmm")),
    ]


def _ratings() -> list[Move]:
    """Everything but one aspect was rated before; afterwards one of the overall ratings is corrected."""
    correcting: list[Deed] = [Picks("item:overall:result"), Picks("rate:meets"), Picks("confirm")]
    return [
        moved(SRI, (Types("/nilai"), Types("1"), Picks("continue")), Picks("rate:above")),
        moved(SRI, (Picks("confirm"),), Picks("yes")),
        moved(SRI, correcting, Picks("yes")),
    ]


def _beside() -> list[Move]:
    """A line of the PMM checklist, and the rating that somebody without a school here got in PMM."""
    overall = [Picks(deed) for deed in ("item:overall:result", "rate:above", "rate:above")]
    return [
        moved(ANI, (Types("/start"), Picks("checklist")), Picks("tick:begin")),
        moved(DEWI, (Types("/nilai"), Picks("enter"), *overall, Picks("confirm")), Picks("yes")),
    ]
