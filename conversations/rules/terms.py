"""The words of the regulation that code compares, stored by value (glossary: regulation.md 9)."""

from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """Who somebody is at a school; plans are those of a guru or a KS, an appraiser decides on a KS's."""

    GURU = "guru"
    KS = "ks"
    APPRAISER = "appraiser"


# Those whose plans the regulation describes.
PlanRole = Literal[Role.GURU, Role.KS]
PLAN_ROLES = (Role.GURU, Role.KS)


class SchoolLevel(StrEnum):
    """Jenjang of the school."""

    PAUD_TK = "paud_tk"
    SD = "sd"
    SMP = "smp"
    SMA = "sma"
    SMK = "smk"
    SLB = "slb"


class EntryStatus(StrEnum):
    """How well an entry is sourced: only `official` may be shown as the ministry's own words."""

    OFFICIAL = "official"
    DESIGN = "design"
    UNVERIFIED = "unverified"


class PlanStatus(StrEnum):
    """Where a plan stands between drafting and agreement (regulation.md 4.1)."""

    BELUM_DIAJUKAN = "belum_diajukan"
    MENUNGGU_PERSETUJUAN = "menunggu_persetujuan"
    PERLU_PERBAIKAN = "perlu_perbaikan"
    DISETUJUI = "disetujui"
    DISEPAKATI = "disepakati"


class Capacity(StrEnum):
    """As whom somebody does something in a stage: as the pegawai of the plan, or as who appraises them."""

    OWNER = "owner"
    APPRAISER = "appraiser"


class PlanningStageId(StrEnum):
    """The five steps of Perencanaan Kinerja."""

    PRACTICE = "practice"
    COMPETENCY_DEVELOPMENT = "competency_development"
    ADDITIONAL_DUTY = "additional_duty"
    WORK_BEHAVIOR = "work_behavior"
    SUMMARY = "summary"


class StageId(StrEnum):
    """The stages of a half-year cycle."""

    SKP = "SKP"
    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F_G = "F_G"


class Actor(StrEnum):
    """Who does something: the pegawai, the atasan, or both together."""

    EMPLOYEE = "employee"
    SUPERVISOR = "supervisor"
    BOTH = "both"


class RHKCategory(StrEnum):
    """Menu group of an RHK; ours, no rule depends on it."""

    PELATIHAN = "pelatihan"
    PENDIDIKAN = "pendidikan"
    KOMUNITAS_BELAJAR = "komunitas_belajar"
    SUMBER_BELAJAR = "sumber_belajar"
    LAINNYA = "lainnya"


class RHKRoleKind(StrEnum):
    """Kategori Peran of an RHK."""

    PESERTA = "peserta"
    KONTRIBUTOR = "kontributor"


class ActivityKind(StrEnum):
    """What somebody does in an activity; ours, to ask which kinds a person likes."""

    LEARN = "learn"
    SHARE = "share"
    REVIEW = "review"
    CREATE = "create"
    ACCOMPANY = "accompany"


class ExampleAudience(StrEnum):
    """For whom an example of a sub-indikator is written."""

    GURU = "guru"
    BK = "bk"
    PAUD_TK = "paud_tk"
    KS = "ks"


class FieldKind(StrEnum):
    """What a field of a stage form takes."""

    INFO = "info"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    FILE = "file"


class Rating(StrEnum):
    """The three-level scale of hasil kerja and perilaku kerja."""

    ABOVE = "above"
    MEETS = "meets"
    BELOW = "below"


class ObservationRating(StrEnum):
    """The three-level scale of an observed target perilaku."""

    NOT_DONE = "not_done"
    DONE_NOT_EFFECTIVE = "done_not_effective"
    EFFECTIVE = "effective"


class Predicate(StrEnum):
    """Predikat kinerja, best first."""

    SANGAT_BAIK = "sangat_baik"
    BAIK = "baik"
    BUTUH_PERBAIKAN = "butuh_perbaikan"
    KURANG = "kurang"
    SANGAT_KURANG = "sangat_kurang"


class JobLevel(StrEnum):
    """Jenjang jabatan fungsional."""

    AHLI_PERTAMA = "ahli_pertama"
    AHLI_MUDA = "ahli_muda"
    AHLI_MADYA = "ahli_madya"
    AHLI_UTAMA = "ahli_utama"


class EvidenceStatus(StrEnum):
    """Whether one bukti dukung has been handed in."""

    NOT_COLLECTED = "not_collected"
    COLLECTED = "collected"


class Treatment(StrEnum):
    """What the appraiser does with one variable of the assessment."""

    RATED = "rated"
    CONSIDERED = "considered"
    COLLECTED = "collected"
