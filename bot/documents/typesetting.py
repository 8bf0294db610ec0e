"""Papers and pictures set by typst from the templates beside this module.

Values reach a template as JSON and are drawn as text there: nothing that somebody wrote is read as markup.
Typst is only loaded where something is drawn: most processes need neither its memory nor its time.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

_TEMPLATES = Path(__file__).parent / "templates"
_POINTS_PER_INCH = 72


def typeset_pdf(template: str, values: Mapping[str, Any], made_at: datetime) -> bytes:
    """The pages of a template as PDF; takes tens of milliseconds."""
    return _compiled(template, values, format="pdf", timestamp=made_at.replace(microsecond=0))


def typeset_png(template: str, values: Mapping[str, Any], pixels_per_point: float = 2.0) -> bytes:
    """The only page of a template as PNG; takes tenths of a second.

    Two pixels a point are what a phone shows sharply.
    """
    return _compiled(template, values, format="png", ppi=_POINTS_PER_INCH * pixels_per_point)


def _compiled(template: str, values: Mapping[str, Any], **options: Any) -> bytes:
    import typst

    compiler = typst.Compiler(_TEMPLATES / f"{template}.typ", root=_TEMPLATES, font_paths=_fonts())
    made = compiler.compile(sys_inputs={"data": json.dumps(values, ensure_ascii=False)}, **options)
    if not isinstance(made, bytes):
        raise ValueError(f"{template}: not one file")
    return made


@cache
def _fonts() -> "typst.Fonts":
    """The embedded fonts, and those of the machine for scripts that the embedded ones lack."""
    import typst

    return typst.Fonts()
