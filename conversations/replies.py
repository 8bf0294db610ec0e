"""Kind replies to messages that are neither text nor a press; each leads on and changes nothing."""

from collections.abc import Mapping

from conversations.words import Say, say

EDITED = say("I do not read edited messages. Please send the text once more.")

_LISTENING = say("I cannot listen to recordings. Please type it in a few words, or use the buttons below.")
_WATCHING = say("I cannot watch videos. Please type it in a few words, or use the buttons below.")
_FILE = say("No photo or file is needed at this step, and I have not kept it. Please go on below.")
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


def reply_to(kind: str) -> Say:
    """The reply to an attachment, by the channel's name for its kind."""
    return _BY_KIND.get(kind, _OTHER)
