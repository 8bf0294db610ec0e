"""The half-year after Ajukan, as a teacher and a principal press it on a phone: from plan to paper."""

import io
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.async_api import expect
from pypdf import PdfReader

from tests.browser.conftest import Visit
from tests.browser.demo import DemoProcess
from tests.browser.visitor import NARROW, Visitor
from tests.simulator.pictures import png

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]

ALLOWED = 10 * 1024 * 1024
# A move brings every reminder of the months between, one after the other.
_MONTHS_MS = 90_000
_RATED = (
    *("Upaya Refleksi", "Upaya Mempelajari", "Perubahan Praktik"),
    *("Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif", "Kolaboratif"),
)


async def test_a_half_year_is_played_on_a_phone_from_the_plan_to_the_signed_paper(
    submitted_demo: DemoProcess, visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    visitor = await visit(submitted_demo.url, NARROW)
    folder = tmp_path_factory.mktemp("files")
    await agree(visitor)
    await time_comes(visitor, "1 Agustus 2026")
    await prepare(visitor, folder)
    await time_comes(visitor, "1 September 2026")
    await observe(visitor)
    await collect(visitor, folder)
    await time_comes(visitor, "1 Oktober 2026")
    await time_comes(visitor, "1 Desember 2026")
    await collect_for_the_school(visitor)
    await rate(visitor)
    await read_the_result(visitor)
    await print_the_summary(visitor)
    wide = await visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0


async def agree(visitor: Visitor) -> None:
    await visitor.presses("Budi", "Setujui")
    await visitor.sees("Ani", "sudah menyetujui rencana Anda")
    await visitor.presses("Ani", "Sepakati", "Rencana Anda sudah disepakati dan kini final.")


async def time_comes(visitor: Visitor, day: str) -> None:
    await visitor.uses("clock-next-stage")
    await visitor.clock_says(day, _MONTHS_MS)
    await expect(visitor.page.locator(".clock.is-moving")).to_have_count(0)


async def prepare(visitor: Visitor, folder: Path) -> None:
    await visitor.presses("Ani", "Lihat yang harus dilakukan", "Dokumen Persiapan")
    await visitor.presses("Ani", "1. Target perilaku", "Centang paling sedikit satu")
    await visitor.presses("Ani", "1. melakukan komunikasi po…", "✓ 1. Guru melakukan")
    await visitor.presses("Ani", "Selesai, ke formulir", "1 dicentang")
    await visitor.presses("Ani", "2. Upaya yang akan dilakuk…", "Tuliskan cara belajarnya")
    await visitor.writes("Ani", "Mengamati kelas Bu Siti.", "✓ Upaya yang akan dilakukan")
    await visitor.presses("Ani", "4. Unggah RPP/Modul Ajar", "Belum dikumpulkan")
    await send(visitor, folder / "modul ajar.docx", 2000, "Di sini saya hanya dapat menyimpan PDF atau foto")
    await send(
        visitor, folder / "besar.pdf", ALLOWED + 1, "Ukuran PDF ini 10,1 MB, sedangkan batasnya 10 MB."
    )
    await send(visitor, folder / "modul ajar.pdf", 3000, "Disimpan: RPP/Modul Ajar.")
    await visitor.presses("Ani", "Kembali", "✓ Unggah RPP/Modul Ajar")
    await visitor.presses("Ani", "3. Jadwal observasi", "Belum ada jadwal")
    await visitor.writes("Ani", "31/8 09.30", "Diusulkan. Kepala sekolah diberi tahu.")
    await visitor.presses("Budi", "Setujui jadwal ini", "Kedua pihak sudah menyepakatinya.")
    await visitor.sees("Ani", "Kepala sekolah menyetujui jadwal observasi")
    await visitor.presses("Ani", "Kembali")
    await visitor.presses("Ani", "Kumpulkan")
    await visitor.sees("Budi", "sudah menyelesaikan Diskusi Persiapan")


async def observe(visitor: Visitor) -> None:
    await visitor.chooses_command("Budi", "sekolah", "observasi yang perlu dicatat: 1")
    await visitor.presses("Budi", "Menunggu saya (1)", "observasi perlu dicatat")
    await visitor.writes("Budi", "1", "Hasil observasi")
    await visitor.presses("Budi", "1. Kategori penilaian", "Apa yang Anda lihat")
    await visitor.presses("Budi", "1. melakukan komunikasi po…", "1. Belum dilakukan")
    await visitor.presses("Budi", "Dilakukan dan efektif", "Tersimpan: Dilakukan dan efektif")
    await visitor.presses("Budi", "Kembali", "Apa yang Anda lihat")
    await visitor.presses("Budi", "Selesai, ke formulir", "1 dari 1")
    await visitor.presses("Budi", "2. Catatan bukti perilaku", "Tuliskan apa yang dilihat")
    await visitor.writes("Budi", "Menyapa setiap murid.", "Rekomendasi tindak lanjut")
    await visitor.writes("Budi", "Bergantian bertanya.", "Yang wajib sudah lengkap.")
    await visitor.presses("Budi", "Observasi selesai", "Selesai.")
    await visitor.sees("Ani", "Hasil observasi Anda sudah dicatat.")


async def collect(visitor: Visitor, folder: Path) -> None:
    await visitor.chooses_command("Ani", "bukti", "Masih 32 poin yang perlu dikumpulkan.")
    await visitor.presses("Ani", "Lanjut mengumpulkan", "masuk ke unit 1")
    await send(visitor, folder / "sertifikat 1.pdf", 3001, "Disimpan: Pelatihan mandiri, unit 1.")
    await send(visitor, folder / "sertifikat 2.pdf", 3002, "Disimpan: Pelatihan mandiri, unit 2.")
    await visitor.presses("Ani", "Lanjut mengumpulkan", "RHK 2")
    await send(visitor, folder / "laporan.pdf", 3003, "Disimpan: Observasi sejawat, unit 1.")
    await visitor.attaches("Ani", "photo", _written(folder / "laporan.png", png(64, 48)))
    await visitor.sees("Ani", "Disimpan: Observasi sejawat, unit 2.")


async def send(visitor: Visitor, file: Path, size: int, then: str) -> None:
    await visitor.attaches("Ani", "document", _written(file, b"%PDF-1.4\n".ljust(size, b"%")))
    await visitor.sees("Ani", then)


def _written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


async def collect_for_the_school(visitor: Visitor) -> None:
    await visitor.chooses_command("Budi", "bukti", "rencana yang sudah disepakati")
    for document, full_name in (
        ("Kurikulum Operasional (KOSP)", "Kurikulum Operasional Satuan Pendidikan"),
        ("Kehadiran di Kelas", "Kehadiran di Kelas"),
    ):
        await visitor.presses(
            "Budi", "Dok. sekolah" if full_name != document else "Kembali", "Dokumen akuntabilitas"
        )
        await visitor.presses("Budi", document, "Belum dikumpulkan")
        await visitor.presses("Budi", "Sudah dikumpulkan di PMM", f"Dicatat: {full_name}")


async def rate(visitor: Visitor) -> None:
    await visitor.chooses_command("Budi", "nilai", "belum dinilai")
    await visitor.presses("Budi", "Ani Lestari, S.Pd.", "Belum dinilai: 12")
    await visitor.presses("Budi", "Mulai menilai", _RATED[0])
    for _, following in pairwise(_RATED):
        await visitor.presses("Budi", "Sesuai Ekspektasi", f"{following} (")
    await visitor.presses("Budi", "Sesuai Ekspektasi", "Catatan atau rekomendasi")
    await visitor.presses("Budi", "Lanjut tanpa catatan", "Hasil kerja, menyeluruh")
    await visitor.presses("Budi", "Di Atas Ekspektasi", "Perilaku kerja, menyeluruh")
    await visitor.presses("Budi", "Sesuai Ekspektasi", "Semua sudah dinilai.")
    await visitor.presses("Budi", "Sampaikan penilaian", "Sampaikan penilaian Ani Lestari, S.Pd.?")
    await visitor.presses("Budi", "Ya, sampaikan", "Penilaian sudah disampaikan")


async def read_the_result(visitor: Visitor) -> None:
    await visitor.presses("Ani", "Lihat penilaian saya", "Predikat: Baik")
    await visitor.presses("Ani", "Pilih jenjang jabatan", "Tercantum dalam SK")
    await visitor.presses("Ani", "Ahli Muda", "25 × 100% = 25 setahun")


async def print_the_summary(visitor: Visitor) -> None:
    await visitor.chooses_command("Ani", "rencana", "Status: Disepakati")
    await visitor.presses("Ani", "Cetak (PDF)", "Cetak untuk ditandatangani.")
    link = (await visitor.newest("Ani")).locator("a.document", has_text="rangkuman-ani-lestari")
    kind, content = await visitor.fetches(link)
    assert kind == "application/pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    for line in (
        "Nama : Ani Lestari, S.Pd.",
        "Terkumpul dengan bukti 32",
        "Upaya Refleksi Sesuai Ekspektasi",
    ):
        assert line in text
    assert "Baik" in text.partition("Predikat")[2]
