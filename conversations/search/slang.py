"""How teachers write on phones, and the word that is meant; several words where one stands for them."""

from collections.abc import Mapping

_PAIRS = """
yg yng yangg=yang
dg dgn dngn dengn=dengan
utk tuk untk buat bwt=untuk
dlm dalem=dalam
dr dri=dari
pd pda=pada
krn karna krna soalnya=karena
jd jdi=jadi
jg jga jugak=juga
sdh sudh udh udah dah wes=sudah
blm blum belom durung=belum
tdk tidk gk ga gak nggak ngga enggak engga kagak kaga ndak nda tak g mboten ora teu=tidak
bs bsa biso iso tiasa bisakah=bisa
hrs kudu mesti harusnya haruskah=harus
hny cm cuma cuman cmn=hanya
klo kalo kl klw kalw klau kalau lek nek=jika
bgmn gmn gmna gimana gmana gimn bgaimana bagaimna bagimana piye kumaha kepiye bagaimanakah=bagaimana
knp kenapa knapa ngapa ngopo mengapa napa=kenapa
brp brapa berapakah pira=berapa
kpn kapankah iraha=kapan
dmn dmna mana dimana dimn=mana
sp sapa siapakah=siapa
apkh apkah apakh apa apakah opo nopo=apa
sy sya aku gue gw ane kulo abdi=saya
km kmu anda=anda
kt kta=kita
mrk=mereka
tsb=tersebut
trs trus terus=lalu
spt sprti kayak kyk seperti=seperti
sm sma=sama
lg lgi=lagi
skrg skrang sekrg sekarng=sekarang
bln=bulan
thn taun=tahun
smt smstr smster semster sms sem semesteran=semester
tgl tggl=tanggal
jml jmlh=jumlah
org orng=orang
kpd=kepada
msh msih=masih
mhn mohn=mohon
pake pakek=pakai
dpt dapet=dapat
sblm sebelm=sebelum
stlh setelh=setelah
smp smpe sampe=sampai
dll dsb dst=lain
hsl=hasil
ttg tntng=tentang
thd=terhadap
bgt banget=sangat
kmrn kemarin=kemarin
bsk=besok
pny pnya=punya
ksh kasi kasih=beri
liat lht=lihat
cek check=periksa
ganti gnti ngganti=ganti
rubah robah ngubah ngerubah merubah=ubah
tau=tahu
gpp gapapa=boleh
emang emg memang=memang
bnr bener=benar
sklh sekolahan sekola skolah=sekolah
kepsek kepsekk kasek kps ks kepseknya=kepala sekolah
kepala-sekolah=kepala sekolah
gr guruku=guru
wakepsek waka wakasek=wakil kepala sekolah
walas wk wakel=wali kelas
pembina=pembina
bk=bk
gtt honor honorer non-asn nonasn=honorer
p3k pppk pegawai-pppk=pppk
pns asn=asn
tu tatausaha=tata usaha
pljrn=pelajaran
mapel=mata pelajaran
siswa murid=siswa
ekin ekinerja e-kinerja e-kin kinerja-bkn=ekinerja
pmm merdekamengajar=pmm
rhk r-hk rhknya=rhk
skp skpnya=skp
sertif sertipikat sertfikat serti sertifkat srtifikat sertifikatnya piagam=sertifikat
kombel komblj=komunitas belajar
bukdung bukduk eviden evidence evidens=bukti dukung
dokumen dok berkas=dokumen
upload aplod uplod unggah mengunggah ngupload diupload diunggah diaplod=unggah
download donlod unduh=unduh
acc di-acc diacc approve diapprove approved setujui=setuju
ttd ditandatangani tandatangan ditandatangan=tanda tangan
observasi obs observsi supervisi=observasi
indikator indktr=indikator
subindikator=sub indikator
poin point points poinnya=poin
rekom=rekomendasi
perencanaan perencanan rencana=rencana
kurikulum kur=kurikulum
tpg serdik=tunjangan profesi
tpp tukin tunda=tunjangan tambahan penghasilan
ak=angka kredit
pak=pak
sinkron singkron sinkronisasi singkronisasi sinkronkan sync=sinkron
eror error erorr errornya=error
login masuk log-in=login
akun account=akun
reset riset=reset
tolong tlg tlong=tolong
info infonya=info
pindah mutasi=mutasi
pensiun purna purnabakti=pensiun
penilai pejabatpenilai=penilai
pengawas pengws=pengawas
dinas disdik disdikbud=dinas
aja saja doang=saja
nambah tambahin nambahin ditambah menambah=tambah
ngisi isiin diisi mengisi ngisinya isinya pengisian=isi
milih dipilih memilih pilihan=pilih
bikin buat membuat mbuat dibuat=buat
hitung ngitung menghitung itung hitungan=hitung
telat terlambat kelupaan=terlambat
tembus=capai
jadwal jadwalnya=jadwal
penggerak pgp cgp=penggerak
webinar seminar zoom=webinar
narsum narasumber pemateri=narasumber
fasil fasilitator=fasilitator
"""


def _read(pairs: str) -> Mapping[str, tuple[str, ...]]:
    meant: dict[str, tuple[str, ...]] = {}
    for line in pairs.strip().splitlines():
        written, _, words = line.partition("=")
        for short in written.split():
            meant[short] = tuple(words.split())
    return meant


SLANG: Mapping[str, tuple[str, ...]] = _read(_PAIRS)
