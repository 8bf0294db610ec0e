"""What the demo itself says, around the dialogue."""

from collections.abc import Sequence

from conversations.words import Words, say

STARTING: Words = say("Starting the assistant and a made-up school. One moment, please.")
READY: Sequence[Words] = (
    say("SDN Contoh 1 is a made-up school. You are one of its people, and this is their phone."),
    say("Type a number to press that button, or type a text or a command such as /rencana."),
    say(":who shows everybody, :as Budi makes you the principal, :help shows all, :quit ends."),
)
LEAVE: Words = say("Ctrl-C ends it. With --terminal the dialogue can also be held here.")
FRESH: Words = say("Nobody is registered yet. :links shows the links, :open guru opens one of them.")
COMMANDS: Sequence[tuple[str, Words]] = (
    ("1, 2, 3", say("press that button of the newest message")),
    ("[Ajukan]", say("press the button with that name, on whichever message it is")),
    (":ketik 4 (:type)", say("type something that would be taken for a button or an order")),
    (":siapa (:who)", say("who is there, and who has unread messages")),
    (":jadi Budi (:as)", say("be somebody else")),
    (":layar (:screen)", say("show the newest messages again")),
    (":tautan (:links)", say("show the links of the school")),
    (":buka KS (:open)", say("open one of these links")),
    (":jam (:clock)", say("show the time of this world; with a date and time, set it")),
    (":maju 1 hari (:forward)", say("move the time on: 3 hours, 1 day, 1 week, +3d")),
    (":matikan (:kill)", say("kill the assistant without warning, as a power cut would")),
    (":hidupkan (:revive)", say("start the assistant again; nothing is lost")),
    (":simpan FILE (:save)", say("keep this dialogue as a transcript")),
    (":keluar (:quit)", say("end")),
)
NO_ANSWER: Words = say("No answer yet. It appears here as soon as it comes.")
NO_PRODUCT: Words = say("The assistant is off, so this waits for it. :revive starts it again.")
KILLED: Words = say("The assistant was killed without warning. What is written now waits. :revive starts it.")
REVIVED: Words = say("The assistant is back.")
IS_OFF: Words = say("The assistant is off already.")
IS_ON: Words = say("The assistant is on already.")
DIED: Words = say("The assistant has stopped by itself. The end of its log:")
NOTHING_SEEN: Words = say("Nothing here yet. /start begins.")
NO_BUTTON: Words = say("There is no such button. :type sends it as a text.")
UNKNOWN: Words = say("That order is not known. :help shows all of them.")
WRONG_SPAN: Words = say("Please write a span such as 3 hours, 1 day, 1 week or +3d.")
WRONG_MOMENT: Words = say("Please write a moment such as 2026-07-20 08.00.")
WRONG_FILE: Words = say("Please write a file that can be written.")
EMPTY: Words = say("Please add what is to be sent.")
