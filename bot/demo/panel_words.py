"""Texts of the bar, the drawer and the dialogs of the demo page."""

from collections.abc import Mapping

from conversations.words import Say, say

PANEL_WORDS: Mapping[str, Say] = {
    "bar_world": say("The time of this world"),
    "bar_tools": say("Tools of the demo"),
    "bar_menu": say("Menu"),
    "bar_about": say("Demo with made-up people"),
    "clock_day": say("+1 day"),
    "clock_day_hint": say("Move the clock of this world on by one day"),
    "clock_week": say("+1 week"),
    "clock_week_hint": say("Move the clock of this world on by one week"),
    "clock_next": say("To {name}", name="{name}"),
    "clock_next_hint": say("Go to the first day of {name}: {date}", date="{date}", name="{name}"),
    "clock_set": say("Choose a date"),
    "clock_moving": say("Time passes…"),
    "clock_arrived": say("Now it is {now}.", now="{now}"),
    "clock_note": say(
        "Everything that falls due on the way happens on the way, in order. The clock only goes forward."
    ),
    "clock_date": say("Date"),
    "clock_time": say("Time (WIB)"),
    "clock_go": say("Go there"),
    "clock_backwards": say("Please choose a moment after {now}.", now="{now}"),
    "clock_incomplete": say("Please fill in a date and a time."),
    "product_on": say("Assistant is on"),
    "product_off": say("Assistant is off"),
    "product_starting": say("Assistant is starting"),
    "product_ending": say("Assistant is being killed"),
    "product_waiting": say("{count} waiting", count="{count}"),
    "product_open": say("State of the assistant: opens the faults drawer"),
    "tool_phones": say("Phones"),
    "tool_faults": say("Faults"),
    "tool_save": say("Save"),
    "tool_save_hint": say("Save as a transcript: {count} steps so far", count="{count}"),
    "tool_saved": say(
        "The dialogue of {count} steps is saved. It runs as a test as it is.",
        count="{count}",
    ),
    "tool_theme": say("Appearance: {name}", name="{name}"),
    "theme_system": say("like this device"),
    "theme_light": say("light"),
    "theme_dark": say("dark"),
    "tool_help": say("What is this?"),
    "copy": say("Copy"),
    "copied": say("Copied."),
    "failed": say("That did not work: {reason}", reason="{reason}"),
    "hint_title": say("A school in your browser"),
    "hint_text": say(
        "These are the phones of SDN Contoh 1, a made-up school. The assistant behind them is the "
        "real program; this page only plays Telegram."
    ),
    "hint_try": say(
        "Build a plan of 32 points as Bu Ani, submit it, and approve it as Pak Budi. Then turn "
        "the clock, or kill the assistant under Faults: nothing gets lost."
    ),
    "hint_done": say("Got it"),
    "cast_title": say("Phones"),
    "cast_shown": say("Which phones are shown"),
    "cast_group": say("Group"),
    "cast_new": say("not registered yet"),
    "cast_unread": say("{count} unread", count="{count}"),
    "cast_links": say("Links"),
    "cast_links_note": say(
        "A link opens the assistant on the phone of whoever taps it, like an invitation in a chat."
    ),
    "cast_open_as": say("Open as"),
    "cast_open": say("Open"),
    "cast_copied": say("The link is copied."),
    "cast_opened": say("Opened on the phone of {name}.", name="{name}"),
    "cast_teacher_title": say("Add a teacher"),
    "cast_teacher_note": say("A new phone without a registration. Its chat begins with Start."),
    "cast_name": say("Name"),
    "cast_school": say("School"),
    "cast_no_school": say("None (works alone)"),
    "cast_add_teacher": say("Add the teacher"),
    "cast_school_title": say("Add a school"),
    "cast_school_note": say(
        "A new school with links for its principal and its teachers, and the phone of the principal."
    ),
    "cast_school_name": say("Name of the school"),
    "cast_principal": say("Name of the principal"),
    "cast_add_school": say("Add the school"),
    "cast_added": say("Added: {name}.", name="{name}"),
    "cast_missing": say("Please fill in: {field}.", field="{field}"),
    "faults_title": say("Faults"),
    "faults_intro": say(
        "Break something, then go on as if nothing had happened. Below stands what each fault is, "
        "and what the assistant makes of it."
    ),
    "faults_product": say("The assistant itself"),
    "product_kill": say("Kill it now"),
    "product_kill_note": say(
        "Without warning, like a power cut. Everything decided is stored already; what people send now waits."
    ),
    "product_kill_midway": say("Kill it in the next step"),
    "product_kill_midway_note": say(
        "The worst moment: the next step is stored, and nobody has seen its answer yet. Started "
        "again, it shows the answer, and nothing counts twice. A step without an answer leaves it waiting."
    ),
    "product_start": say("Start it again"),
    "product_start_note": say("It goes on where each conversation stands."),
    "faults_next": say("The next call to Telegram fails"),
    "faults_method": say("Which call"),
    "faults_method_note": say(
        "After a press the answer to it comes first, then the change of the message. A press that "
        "goes unanswered costs nothing: the screen comes all the same."
    ),
    "faults_any": say("whichever comes first"),
    "faults_send": say("a new message"),
    "faults_edit": say("a change of a message"),
    "faults_answer": say("the answer to a press"),
    "faults_file": say("a file"),
    "faults_times": say("How many"),
    "fault_429": say("429: too fast"),
    "fault_429_note": say(
        "Telegram refuses and says how long to wait. The assistant waits exactly so long in this "
        "chat, then shows the newest screen; other chats go on."
    ),
    "fault_500": say("500: error inside Telegram"),
    "fault_500_note": say("Nothing was done. The assistant tries again, with longer pauses each time."),
    "fault_502": say("502: Telegram cannot be reached"),
    "fault_502_note": say("A gateway answers in its place. Tried again in the same way."),
    "fault_timeout": say("Time-out: silence"),
    "fault_timeout_note": say(
        "No answer comes at all. After some seconds the assistant stops waiting and tries again."
    ),
    "fault_hangup_after": say("Cut off after it took effect"),
    "fault_hangup_after_note": say(
        "Telegram does it, but the connection breaks before saying so. The assistant cannot know "
        "and does it again: a change stays the same, a new message may come twice, but never not "
        "at all."
    ),
    "fault_garbage": say("Nonsense instead of an answer"),
    "fault_garbage_note": say(
        "A web page comes in place of the answer, as from the sign-in of a public network. The "
        "assistant counts it as no answer and tries again."
    ),
    "faults_waiting": say("Waiting for their call"),
    "faults_none": say("No fault waits."),
    "faults_cancel": say("Cancel them"),
    "faults_cancel_one": say("Cancel this fault"),
    "faults_ordered": say("{name}: it strikes the next fitting call.", name="{name}"),
    "faults_cancelled": say("The waiting faults are cancelled."),
    "faults_block": say("Who has blocked the assistant"),
    "faults_block_note": say(
        "Telegram refuses every message to them. The assistant notes it and stops writing until "
        "they unblock it."
    ),
    "faults_again": say("The same once more"),
    "faults_redeliver": say("Deliver the last update again"),
    "faults_redeliver_note": say(
        "Telegram does so after a lost confirmation. The assistant knows the number of the "
        "update: it decides nothing a second time."
    ),
    "faults_redelivered": say("The last update was delivered again."),
    "faults_old": say("Old buttons"),
    "faults_old_note": say(
        "A phone that was offline still shows them. Pressed, they change nothing that has moved "
        "on; the present screen comes instead."
    ),
    "faults_old_chat": say("Chat"),
    "faults_old_none": say("This chat has no old buttons yet."),
    "faults_old_press": say("Press the old button {label}", label="{label}"),
    "faults_old_on": say("message {number}", number="{number}"),
    "faults_old_more": say("and {count} older ones", count="{count}"),
    "log_title": say("What happened"),
    "log_empty": say(
        "Nothing has gone wrong yet. What the server refuses, faults that strike and restarts appear here."
    ),
    "log_refused": say("Refused: {method}", method="{method}"),
    "log_fault": say("Fault struck {method}: {name}", method="{method}", name="{name}"),
    "log_ordered": say("Ordered: {name}", name="{name}"),
    "log_again": say("Update {number} was delivered again", number="{number}"),
    "log_on": say("The assistant is on"),
    "log_catches_up": say("Waiting updates, which it does now: {count}", count="{count}"),
    "log_off": say("The assistant is off"),
    "log_blocked": say("{name} has blocked the assistant", name="{name}"),
    "log_unblocked": say("{name} has unblocked the assistant", name="{name}"),
    "log_call": say("Show the call"),
    "log_clear": say("Clear the list"),
    "why_not_modified": say("The screen looked like that already. The assistant counts it as done."),
    "why_too_old": say("The press is too long ago to be answered. Harmless."),
    "why_cannot_edit": say("That message cannot be changed any more. The assistant sends the screen anew."),
    "why_blocked": say("This phone has blocked the assistant. It stops writing there until it is unblocked."),
    "why_too_fast": say("Too fast. The assistant waits as long as Telegram says."),
    "why_first": say("Nobody may be written to who has not written first."),
    "why_not_found": say("This chat does not exist, or the assistant is not in it."),
    "why_conflict": say(
        "Another program fetches with the same token; for a moment that is so after a restart."
    ),
    "inspector_message": say("How this message came about"),
    "inspect_call": say("Call of the Bot API"),
    "inspector_chat": say("What the assistant knows in this chat"),
    "inspect_calls": say("Calls of the Bot API, newest first: {count}", count="{count}"),
    "inspect_no_calls": say("No call made this message: a person wrote it."),
    "inspect_parameters": say("Parameters"),
    "inspect_result": say("Result"),
    "inspect_answer": say("Answer of the server"),
    "inspect_ok": say("accepted"),
    "inspect_refused": say("refused ({code})", code="{code}"),
    "inspect_no_answer": say("no answer"),
    "inspect_fault": say("fault: {name}", name="{name}"),
    "inspect_ms": say("{count} ms in the server", count="{count}"),
    "inspect_session": say("Session: where the conversation stands"),
    "inspect_person": say("Person"),
    "inspect_plans": say("Plans"),
    "inspect_outbox": say("Messages that wait to leave"),
    "inspect_nothing": say("nothing stored"),
    "inspect_copy": say("Copy as JSON"),
    "inspect_loading": say("Loading…"),
    "inspect_entries": say("{count} entries", count="{count}"),
}
