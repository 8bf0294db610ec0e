"""What the guide tells of schools, accounts and those who lead."""

from conversations.words import Words, say

JOIN: tuple[Words, ...] = (
    say("There are three ways into a school:"),
    say("1. <b>Link or QR picture</b> of your principal: open it, read which school it is, and confirm."),
    say("2. <b>School code</b>: type it, and your principal is asked to let you in. The answer comes here."),
    say("3. <b>Later</b>: begin in mode mandiri. Link and code work at any time."),
    "",
    say("A plan that you have already begun comes along."),
    say("A link has an end date. If it has expired, please ask your principal for a new one."),
)
MOVE: tuple[Words, ...] = (
    say(
        "<b>Moving (mutasi)</b>: open the link of the new school, or type its code. A plan that is not final "
        "comes along; the old principal no longer sees it."
    ),
    say("<b>Leaving</b> and <b>retiring</b>: in /profil. A plan that waits becomes a draft again."),
    say(
        "<b>Several roles</b>, such as principal here and Plt. there: Ganti peran on the home screen "
        "switches between them."
    ),
    "",
    say("What was agreed stays as it is, with its history."),
)
LOST: tuple[Words, ...] = (
    say("Another phone with the same Telegram account: just go on there. Nothing is lost."),
    "",
    say(
        "Lost the Telegram account or the number? Do not register anew: please ask the operator, or have a "
        "colleague do so with Report a problem in /bantuan."
    ),
    say(
        "The operator makes sure that it is you and gives you a link. Open it with the new account: your "
        "plan, school and roles are there. The old account can open nothing of it any more."
    ),
)
PRINCIPAL: tuple[Words, ...] = (
    say("/sekolah is the page of your school: teachers, requests, Rapor Pendidikan, data."),
    say("<b>Kemajuan guru</b> in /sekolah: what waits for you, who is late, each teacher, and the recap."),
    say("/undang gives the link, the QR picture and the code for your teachers."),
    say("A request to join comes as a message: accept it or refuse it."),
    say("A teacher who has not submitted can be reminded from the list, once a day."),
    say("/persetujuan shows the plans that wait. Every decision is told to the teacher."),
    say("/nilai: rate each teacher at the end of the half-year, and release the rating."),
    say("<b>Grup sekolah</b> in /sekolah links a group, which is told of stages, in counts only."),
    say("/siaran writes one message to everybody at your school, or to its group."),
    say("<b>Serahkan jabatan</b> in /sekolah makes a link for your successor, who takes over what waits."),
    say("Your own plan as KS goes to your penilai; without one here it works as in mode mandiri."),
)
APPRAISER: tuple[Words, ...] = (
    say("A penilai decides on the plans of the principals whose schools the link names."),
    say("/persetujuan shows the plans that wait: Setujui, Minta perbaikan, Ubah RHK, Ubah perilaku."),
    say("/sekolah: how far each principal is, what waits for you, who is late, and the recap."),
    say("/nilai: rate each principal at the end of the half-year, and release the rating."),
    say("More schools? Please ask the operator for one more link; it adds them."),
    say("/siaran writes one message to all principals whom you appraise."),
    say("A penilai does not see the plans of teachers."),
)
OPERATOR: tuple[Words, ...] = (
    say("/undang: register a school with a link for its principal, invite a penilai, recover an account."),
    say("/laporan: what people report, and your answers."),
    say("/pertanyaan: what people ask and nothing answers, most asked first."),
    say("/siaran: one message to everybody, or to those of a level, role, zone or stage."),
    say("/status: counts of what is kept and of what waits."),
    "",
    say("Send every link only to the person it is for: whoever opens it first has it."),
    say("Recover an account only when you are sure who asks."),
)
