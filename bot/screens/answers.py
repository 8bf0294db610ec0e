"""Answers in the book: a few entries, and texts for which a finder says each thing that it can say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from conversations.answers.book import AnswerBook
from conversations.answers.catalogue import parse_catalogue
from conversations.answers.in_group import GroupReply
from conversations.events import Text
from conversations.search.found import Found, Kind

_CATALOGUE = """
[[topic]]
id = "poin"
title = "Poin dan RHK"

[[topic]]
id = "waktu"
title = "Jadwal dan batas waktu"

[[entry]]
id = "poin-minimal"
topic = "poin"
audience = "both"
confidence = "seed"
title = "Poin minimal"
ways = ["berapa poin minimal"]
answer = "Minimal {min_points} poin."
sources = [
  { title = "Panduan Pengelolaan Kinerja" },
  { title = "Laman contoh", url = "https://example.org/" },
]
near = ["batas-waktu", "poin-berlebih"]
leads_to = "poin"

[[entry]]
id = "poin-berlebih"
topic = "poin"
audience = "guru"
confidence = "open"
title = "Poin di atas batas minimal yang tidak tercapai"
ways = ["poin berlebih"]
answer = "Mohon maaf, jawaban resminya belum ada."

[[entry]]
id = "batas-waktu"
topic = "waktu"
audience = "guru"
confidence = "public"
title = "Batas waktu Ajukan"
ways = ["kapan batas waktunya"]
answer = "Perencanaan dianjurkan pada awal semester."
leads_to = "jadwal"

[[entry]]
id = "rencana-menunggu"
topic = "waktu"
audience = "ks"
confidence = "seed"
title = "Menyetujui rencana guru"
ways = ["cara menyetujui"]
answer = "Rencana yang menunggu disetujui kepala sekolah."
leads_to = "persetujuan"
"""
QUESTION = "Berapa poin minimal?"
_DOUBTFUL = "Poin dan waktunya bagaimana?"
_UNKNOWN = "Apakah cuti bersama mengurangi poin saya?"
_SEVERAL = f"{QUESTION} {_DOUBTFUL} {_UNKNOWN}"


def _found(text: str, entry: str | None = None, *candidates: str) -> Found:
    return Found(text, "id", entry, 0.9 if entry else 0.4 if candidates else 0.0, candidates)


_PARTS = (
    _found(QUESTION, "poin-minimal"),
    _found(_DOUBTFUL, None, "poin-minimal", "batas-waktu"),
    replace(_found(_UNKNOWN), score=0.1, candidates=("poin-berlebih",)),
)
_KNOWN: Mapping[str, Found] = {
    **{part.question: part for part in _PARTS},
    _SEVERAL: replace(_found(_SEVERAL), parts=_PARTS),
    "halo": replace(_found("halo"), kind=Kind.GREETING),
    "Terima kasih": replace(_found("Terima kasih"), kind=Kind.THANKS),
    "Aplikasinya menyulitkan": replace(_found("Aplikasinya menyulitkan"), kind=Kind.COMPLAINT),
    "🙏": replace(_found("🙏"), kind=Kind.EMPTY),
}
ASKED = tuple(map(Text, _KNOWN))
REPLY = GroupReply("id", ("poin-minimal",), is_partial=True)


@dataclass(frozen=True)
class ShownBook(AnswerBook):
    """Finds the texts above, and refuses all others."""

    def find(self, text: str, language: str) -> Found:
        """What is known of a text."""
        return _KNOWN.get(text.strip(), _found(text))


ANSWERS = ShownBook({"id": parse_catalogue(_CATALOGUE, "screens")})
