"""Kind replies to messages that are neither text nor a press; each leads on and changes nothing."""

from collections.abc import Mapping

from conversations.words import Say, say

EDITED = say("I do not read edited messages. Please send the text once more.")

LINK = say(
    "I cannot open links, so I have kept nothing of this. Evidence is sent here as a file: a PDF or photos."
)

_LISTENING = say("I cannot listen to recordings. Please type it in a few words, or use the buttons below.")
_WATCHING = say("I cannot watch videos. Please type it in a few words, or use the buttons below.")
_FILE = say("No photo or file is needed at this step, and I have not kept it. Please go on below.")
_EVIDENCE = say(
    "No photo or file is needed at this step, so I have not kept it. For evidence of your plan open /bukti, "
    "and send the file there once more."
)
_WRONG_TYPE = say(
    "I can keep only a PDF or photos here, so I have not kept this. Please send it as a PDF or as a photo."
)
_GREETING = say("Thank you. I understand only text and buttons; we can go on below.")
_CONTACT = say("No phone number is needed here, and I have not kept this contact. Please go on below.")
_LOCATION = say(
    "No location is needed here, and I have not kept it. Your time zone can be chosen under /profil."
)
_POLL = say("I do not take part in polls and lists. Please go on with the buttons below.")
_OTHER = say("I cannot read this kind of message. Please use the buttons below or type a text.")

_BY_KIND: Mapping[str, Say] = {
    "voice": _LISTENING,
    "audio": _LISTENING,
    "video_note": _WATCHING,
    "video": _WATCHING,
    "photo": _FILE,
    "live_photo": _FILE,
    "document": _FILE,
    "sticker": _GREETING,
    "animation": _GREETING,
    "dice": _GREETING,
    "game": _GREETING,
    "contact": _CONTACT,
    "location": _LOCATION,
    "venue": _LOCATION,
    "poll": _POLL,
    "checklist": _POLL,
}


# What somebody may take for a file that can be evidence.
_LIKE_FILES = frozenset({"document", "photo", "live_photo", "video", "video_note", "animation", "audio"})


def reply_to(kind: str, *, accepts_files: bool = False, is_plan_final: bool = False) -> Say:
    """The reply to an attachment, by the channel's name for its kind.

    Where a file is accepted, what it may be; elsewhere, once the plan is final, where files belong.
    """
    if accepts_files and kind in _LIKE_FILES:
        return _WRONG_TYPE
    reply = _BY_KIND.get(kind, _OTHER)
    return _EVIDENCE if reply is _FILE and is_plan_final else reply
