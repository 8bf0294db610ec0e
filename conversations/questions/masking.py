"""Takes out of a question whatever may name somebody, before it is kept without the asker."""

import re
from collections.abc import Iterable
from itertools import takewhile

from conversations.answers.effects import QUESTION_CHARS
from conversations.texts import clean_text, shortened

NAME = "[nama]"
NUMBER = "[nomor]"
ADDRESS = "[surel]"
ACCOUNT = "[akun]"
LINK = "[tautan]"
SCHOOL = "[sekolah]"

# In this order: an e-mail address would else be taken for an account, a link for a number.
_SIGNS = (
    (re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"), ADDRESS),
    (re.compile(r"\b(?:https?://|www\.|t\.me/|wa\.me/|tg://)\S+", re.IGNORECASE), LINK),
    (
        re.compile(
            r"\b(?:[\w-]{1,63}\.){1,5}(?:com|id|net|org|info|io|me|co|app|xyz)\b(?:/\S*)?", re.IGNORECASE
        ),
        LINK,
    ),
    (re.compile(r"@\w+"), ACCOUNT),
    # NIP, NIK, NUPTK, NPSN and phone numbers, in one piece or in groups; 2024/2025 and 1.500.000 stay.
    (re.compile(r"\+?\d{8,}(?:[ .-]\d+)*"), NUMBER),
    (re.compile(r"\(0\d{2,3}\)\s?\d{5,}"), NUMBER),
    (re.compile(r"(?:\+\d|\b0)\d{1,3}(?:[ .-]?\d){7,}"), NUMBER),
    (re.compile(r"\b\d(?:[ .-]?\d){9,}"), NUMBER),
    (
        re.compile(
            r"\b(?:(?:TK|SD|SMP|SMA|SMK|SLB|MI|MTs|MA)(?:N| Negeri)|UPTD?\s\w+)\s?\d+\b"
            r"(?:\s(?:[A-Z][a-z]+|[A-Z]{3,}))*",
        ),
        SCHOOL,
    ),
    (re.compile(r"\b(?:sdn|smpn|sman|smkn|mtsn|slbn|smp|sma|smk|mts)\s?\d+\b", re.IGNORECASE), SCHOOL),
    (re.compile(r"\b(?:SD|SMP|SMA|SMK|MTs|SLB|TK)(?:N| Negeri)(?:\s[A-Z][a-z]+){1,4}(?:\s\d+)?"), SCHOOL),
)
_PROPER = r"[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?"
_RUN = rf"{_PROPER}(?:\s+(?:{_PROPER}|[A-Z]\b\.?)){{0,5}}"
# After these a capital begins a name.
_BEFORE = (
    r"(?:bapak|bpk|pak|ibu|bu|mas|mbak|mba|kak|bang|sdr|sdri|saudara|saudari|drs|dra|dr|prof|hj|ust|ustadz|"
    r"bernama|atas nama|a\.n|an|saya|aku)"
)
_AFTER_TITLE = re.compile(rf"\b((?i:{_BEFORE})\b\.?,?\s+)({_RUN})")
_INTRODUCED = re.compile(
    r"\b(nama(?: lengkap)?(?: saya| aku)?|namaku|bernama|atas nama)\b(\s*:?\s+)"
    r"([^\W\d_]+(?: +[^\W\d_]+){0,2})",
    re.I,
)
_DEGREE = re.compile(
    rf"({_RUN})(,?\s*(?:S|M|A)\.?\s?(?:Pd|Si|Ag|Kom|Hum|Sos|Ma|Kes|Psi)\b\.?(?:\s?[A-Z]\b\.?)*)"
)
_MIDDLE = re.compile(rf"(?<=[\w,;:)?!.] )({_PROPER}(?:\s+(?:{_PROPER}|[A-Z]\b\.?))+)")
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST_LETTERS = 3
_READ_CHARS = 2 * QUESTION_CHARS
# Words with a capital that name nobody; also the name of somebody who is called like one of them stays.
_ORDINARY_TEXT = (
    "guru kepala sekolah kepsek wali kelas pengawas penilai operator admin dinas pendidikan kementerian "
    "indonesia jakarta platform merdeka mengajar praktik kinerja perilaku kerja pengembangan kompetensi "
    "tugas tambahan rapor rencana hasil sasaran pegawai rangkuman ruang angka kredit tunjangan profesi "
    "sertifikasi sertifikat penggerak kurikulum komunitas belajar observasi diskusi tindak lanjut "
    "refleksi penilaian bukti dukung dokumen semester januari februari maret april mei juni juli "
    "agustus september oktober november desember senin selasa rabu kamis jumat sabtu minggu periode "
    "tahun ajaran dapodik info simpkb bimbingan konseling pelatihan webinar seminar lokakarya honorer "
    "negeri swasta aparatur sipil negara peraturan permen surat edaran keputusan direktur jenderal "
    "menteri badan kepegawaian pusat informasi layanan terpadu aplikasi telegram google drive form "
    "microsoft word excel kapan apa apakah siapa berapa bagaimana gimana mengapa kenapa mana dimana "
    "bisa bisakah boleh bolehkah mohon tolong maaf terima kasih selamat pagi siang sore malam jika "
    "kalau bila lalu karena saya kami kita anda bapak ibu pak yang dan atau untuk dari dengan pada "
    "tidak belum sudah akan ingin mau harus ahli pertama muda madya utama ajukan setujui sepakati "
    "disetujui disepakati perlu perbaikan tanya asisten plt nip nik nuptk npsn mengajar ditolak salah beda "
    "berbeda keliru hilang muncul ada masih di ganti berubah sama ditulis tercantum"
)
_ORDINARY = frozenset(_ORDINARY_TEXT.split())


def masked(question: str, names: Iterable[str] = ()) -> str:
    """The question on one line, in at most QUESTION_CHARS, with `names` and all else of the kind masked.

    Names are those of known people as on the SK. Of others only what is written like a name is found.
    """
    text = _begin_of(clean_text(question))
    for sign, mark in _SIGNS:
        text = sign.sub(mark, text)
    text = _without_known(text, names)
    text = _DEGREE.sub(lambda found: _without_names(found[1]), text)
    text = _INTRODUCED.sub(_introduced, text)
    text = _AFTER_TITLE.sub(lambda found: found[1] + _without_names(found[2]), text)
    text = _MIDDLE.sub(lambda found: _without_names(found[1], least=2), text)
    text = re.sub(rf"{re.escape(NAME)}(?:\s+(?:{re.escape(NAME)}|[A-Z]\b\.?))+", NAME, text)
    return shortened(text, QUESTION_CHARS)


def _begin_of(text: str) -> str:
    """Whole words, about as many as are needed: what follows is cut off anyway."""
    return text if len(text) <= _READ_CHARS else text[:_READ_CHARS].rpartition(" ")[0] or text[:_READ_CHARS]


def _without_known(text: str, names: Iterable[str]) -> str:
    words = {word for name in names for word in _LETTERS.findall(name) if len(word) >= _LEAST_LETTERS}
    known = sorted(word for word in words if word.lower() not in _ORDINARY)
    if not known:
        return text
    return re.sub(rf"\b(?:{'|'.join(known)})\b", NAME, text, flags=re.IGNORECASE)


def _introduced(found: re.Match[str]) -> str:
    """Up to three words of a name, however they are written; an ordinary word ends it."""
    words = found[3].split()
    name = list(takewhile(lambda word: word.lower() not in _ORDINARY, words))
    rest = [NAME, *words[len(name) :]] if name else words
    return f"{found[1]}{found[2]}{' '.join(rest)}"


def _without_names(run: str, least: int = 1) -> str:
    """A run of capitalized words with those masked that follow each other and are not ordinary."""
    words = run.split()
    kept: list[str] = []
    strange: list[str] = []
    for word in [*words, ""]:
        if word and word.strip(".").lower() not in _ORDINARY:
            strange.append(word)
            continue
        kept += [NAME] if len(strange) >= least else strange
        strange = []
        kept += [word] if word else []
    return " ".join(kept)
