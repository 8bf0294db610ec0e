"""A screen in the reader's words, ready for a channel that shows HTML, buttons and files."""

from conversations.values import value


@value
class DrawnButton:
    """A button with a plain label and either data that comes back or a link."""

    label: str
    data: str | None
    url: str | None


@value
class Attachment:
    """A file under its name; a picture is shown at once.

    What the chat service already holds is named by its `file_id` instead of its content, and keeps its name.
    """

    name: str
    content: bytes = b""
    is_picture: bool = False
    file_id: str = ""


@value
class Drawn:
    """Text as HTML with everything escaped, and rows of buttons below it; of an attachment its caption."""

    html: str
    rows: tuple[tuple[DrawnButton, ...], ...]
    attachment: Attachment | None = None
