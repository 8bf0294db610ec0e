"""A plan of 32 points from the first command to Ajukan, as a teacher presses it."""

from tests.browser.visitor import Visitor

_TO_THE_RHK = (
    ("2. Disiplin positif", "Target perilaku"),
    ("Pilih ini", "Tahap 2 dari 5"),
    ("Pelatihan", "Peserta pelatihan mandiri"),
    ("Pelatihan mandiri · 8 poin", "Belum ada dalam rencana"),
)
_TO_THE_SECOND_RHK = (
    ("Selesai, ke daftar", "RHK 1 Pelatihan mandiri: 2× = 16 poin"),
    ("Komunitas belajar", "Partisipan observasi"),
    ("Observasi sejawat · 8 poin", "Belum ada dalam rencana"),
)
_TO_THE_SUMMARY = (
    ("Selesai, ke daftar", "RHK 2 Observasi sejawat: 2× = 16 poin"),
    ("Lanjut ▶", "Tahap 3 dari 5"),
    ("Lanjut ▶", "Akuntabel: belum dipilih"),
    ("Berorientasi Pelayanan", "Kebutuhan murid, sejawat"),
    ("1. Kenali kebutuhan murid", "Akuntabel"),
    ("1. Tepat waktu dan disiplin", "Kompeten"),
    ("1. Terus belajar", "Harmonis"),
    ("1. Hargai setiap orang", "Loyal"),
    ("1. Patuh pada aturan", "Adaptif"),
    ("1. Cepat menyesuaikan diri", "Kolaboratif"),
    ("1. Optimalkan sumber daya", "Pilih satu fokus perilaku untuk masing-masing"),
    ("Lanjut ▶", "Rencana sudah lengkap dan dapat diajukan."),
)


async def begin_plan(visitor: Visitor, name: str) -> None:
    """From the menu of commands to the first RHK."""
    await visitor.chooses_command(name, "rencana", "Tahap 1 dari 5")
    await _press_all(visitor, name, _TO_THE_RHK)


async def reach_32_points(visitor: Visitor, name: str) -> None:
    """Two RHK, each twice, typed as numbers."""
    await visitor.writes(name, "2", "Dalam rencana: 2× = 16 poin")
    await _press_all(visitor, name, _TO_THE_SECOND_RHK)
    await visitor.writes(name, "2", "Sudah memenuhi ekspektasi")


async def finish_plan(visitor: Visitor, name: str) -> None:
    """No duty, the first focus of each aspect, to the summary."""
    await _press_all(visitor, name, _TO_THE_SUMMARY)


async def _press_all(visitor: Visitor, name: str, steps: tuple[tuple[str, str], ...]) -> None:
    for label, then in steps:
        await visitor.presses(name, label, then)
