"""What people set out to do in the half-year, one deed at a time, while everybody else does anything."""

from dataclasses import dataclass

from conversations.events import Attachment, Command, Text
from tests.random_users.half_year import FILES

BUDI, SRI, WATI, LINA = 3, 1, 6, 8
_OVERALL = ("item:overall:result", "rate:above", "item:overall:behavior", "rate:meets")
_RATING = (Command("nilai"), "open:", *_OVERALL, "confirm", "yes")
_KOSP, _ATTENDANCE = (("document:k3", "pmm"), ("document:k5", "pmm"))

# A text presses the button whose action begins like that.
Deed = Command | Text | Attachment | str


@dataclass(frozen=True)
class Errand:
    """Who, and what is still to be done."""

    chat_id: int
    deeds: tuple[Deed, ...]


ERRANDS = (
    Errand(
        BUDI, (Command("bukti"), "group:rhk:1", FILES[1], FILES[1], "unit:1", "file:", "replace", FILES[2])
    ),
    Errand(BUDI, (Command("bukti"), FILES[4], FILES[5], "all", "to:rhk:2")),
    Errand(WATI, (Command("bukti"), "group:rhk:2", FILES[0], FILES[3], FILES[8])),
    Errand(BUDI, (Command("start"), "stages", "field:target_behavior", "tick:0", "form")),
    Errand(BUDI, (Command("start"), "stages", "field:observation_date", Text("10/9 09.30"))),
    Errand(SRI, (Command("sekolah"), "to:progress", "tasks", "do:", "agree:")),
    Errand(BUDI, (Command("start"), "stages", "field:learning_effort", Text("Membaca"), "field:", FILES[7])),
    Errand(BUDI, (Command("start"), "stages", "done")),
    Errand(SRI, (Command("bukti"), "school", *_KOSP, ".back", *_ATTENDANCE)),
    Errand(SRI, (Command("bukti"), "documents", *_KOSP, ".back", *_ATTENDANCE)),
    Errand(SRI, _RATING),
    Errand(LINA, _RATING),
    Errand(WATI, (Command("nilai"), "enter", *_OVERALL, "confirm", "yes")),
    Errand(WATI, (Command("start"), "checklist", "tick:begin")),
    Errand(BUDI, (Command("nilai"), "job_level", "level:ahli_muda")),
    Errand(BUDI, (Command("angkakredit"),)),
)
