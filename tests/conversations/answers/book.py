"""A book of a few entries whose finder knows exactly the texts of the tests, and who asks it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from conversations.answers.book import AnswerBook
from conversations.answers.catalogue import parse_catalogue
from conversations.answers.effects import KeepQuestion
from conversations.effects import Effect
from conversations.facts import Facts, Needs
from conversations.search.found import Found, Kind
from tests.answers.written import catalogue, entry
from tests.conversations.planning.teacher import Teacher

POINTS, COUNTING, DATES, OPEN, OF_KS = "poin", "hitung", "jadwal", "terbuka", "kepala"
CERTAIN = "berapa poin minimal yang harus dipenuhi"
DOUBTFUL = "kalau poin dan jadwal saya begitu"
ADVICE = "tambahkan kegiatan komunitas belajar"
STRANGE = "resep rendang yang enak untuk lebaran"
WORDS = "syarat minimal poin guru"
SHORT = "Poin minimal?"
STATED = "Tombol poin minimal tidak muncul."
NOT_SURE = "tolong ganti poin minimal itu"
GIBBERISH = "qwerty asdfgh zxcvbn"
ENGLISH = "how many points do I need"
TO_A_SCREEN = ("setuju", "Tidak.", "ya, mulai", "tidak jadi")
LONG = "w" * 1300
INDONESIAN_TEXT = catalogue(
    entry(POINTS, title="Poin minimal", near=[COUNTING, OPEN], leads_to="poin"),
    entry(COUNTING, title="Cara menghitung poin yang panjang sekali", answer=LONG, near=[POINTS]),
    entry(OPEN, title="Tanpa jawaban pasti", confidence="open"),
    entry(DATES, title="Tanggal penting", topic="waktu", audience="guru", leads_to="jadwal", answer=LONG),
    entry(
        OF_KS, title="Menyetujui rencana", topic="waktu", audience="ks", leads_to="persetujuan", answer=LONG
    ),
    topics=("angka", "waktu"),
)
ENGLISH_TEXT = catalogue(entry(POINTS, title="Least points", answer="At least {min_points} points.", near=[]))
CATALOGUES = {
    "id": parse_catalogue(INDONESIAN_TEXT, "faq.toml"),
    "en": parse_catalogue(ENGLISH_TEXT, "faq.toml"),
}


def found(text: str, entry_id: str | None = None, *candidates: str, score: float = 0.0) -> Found:
    """What a finder says: an answer, candidates worth offering with a score, or neither."""
    return Found(text, "id", entry_id, 0.9 if entry_id else score, (entry_id,) if entry_id else candidates)


KNOWN: Mapping[str, Found] = {
    CERTAIN: found(CERTAIN, POINTS),
    f"{CERTAIN}?": found(f"{CERTAIN}?", POINTS),
    DOUBTFUL: found(DOUBTFUL, None, DATES, POINTS, score=0.45),
    WORDS: replace(found(WORDS, POINTS), score=1.0),
    ADVICE: found(ADVICE, POINTS),
    STATED: found(STATED, POINTS),
    SHORT: found(SHORT, POINTS),
    NOT_SURE: replace(found(NOT_SURE, POINTS), score=0.6),
    STRANGE: found(STRANGE, None, COUNTING, score=0.1),
    GIBBERISH: found(GIBBERISH, None, COUNTING),
    ENGLISH: replace(found(ENGLISH, POINTS), language="en"),
    **{word: found(word, POINTS) for word in TO_A_SCREEN},
    "halo": replace(found("halo"), kind=Kind.GREETING),
    "assalamualaikum": replace(found("assalamualaikum"), kind=Kind.GREETING),
    "terima kasih banyak ya": replace(found("terima kasih"), kind=Kind.THANKS),
    "aplikasinya susah sekali, saya kesal": replace(found("susah"), kind=Kind.COMPLAINT),
    "🙏🙏": replace(found(""), kind=Kind.EMPTY),
}


@dataclass(frozen=True)
class KnownBook(AnswerBook):
    """Finds what is written here, and nothing else; several questions are parted by a semicolon."""

    def find(self, text: str, language: str) -> Found:
        parts = tuple(KNOWN.get(part.strip(), found(part.strip())) for part in text.split(";"))
        return parts[0] if len(parts) == 1 else replace(parts[0], question=text, parts=parts)


BOOK = KnownBook(CATALOGUES)


class Asker(Teacher):
    """A teacher whose questions can be answered; what is kept of them is noted."""

    answers: AnswerBook = BOOK

    def facts(self, needs: Needs) -> Facts:
        return replace(super().facts(needs), answers=self.answers)

    @property
    def questions(self) -> list[tuple[str, str | None, str]]:
        """Questions that were kept, with what was nearest and why."""
        effects = [effect for effect in self.effects if isinstance(effect, KeepQuestion)]
        return [(effect.question, effect.nearest, effect.why) for effect in effects]

    @property
    def at(self) -> str:
        """Where among the answers somebody stands; the flow elsewhere."""
        return str(self.session.data["place"]) if self.flow == "answers" else self.flow

    def _apply(self, effect: Effect) -> None:
        if isinstance(effect, KeepQuestion):
            self.effects.append(effect)
        else:
            super()._apply(effect)
