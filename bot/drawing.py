"""Screens in the reader's words."""

from bot.drawn import Drawn, DrawnButton
from bot.i18n import Language
from conversations.events import NOTICE, press_data
from conversations.facts import Zone
from conversations.screens import Button, Screen


def draw_screen(screen: Screen, language: Language, zone: Zone, flow_code: str, number: int) -> Drawn:
    """Draw a screen; its buttons carry the code of their flow and the revision `number`."""
    text = "\n".join(language.draw(line, zone) for line in screen.lines)
    rows = tuple(
        tuple(_draw_button(button, language, zone, flow_code, number) for button in row)
        for row in screen.rows
    )
    return Drawn(text, rows)


def _draw_button(button: Button, language: Language, zone: Zone, flow_code: str, number: int) -> DrawnButton:
    label = language.translate(button.label, zone)
    if button.url:
        return DrawnButton(label, None, button.url)
    # A notice's buttons name their plan and version, so they come as complete data.
    is_complete = button.action.startswith(f"{NOTICE}:")
    data = button.action if is_complete else press_data(flow_code, number, button.action)
    return DrawnButton(label, data, None)
