"""Writing what was entered in a plan."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Table, delete, insert

from bot.store.tables import additional_duty, rhk_item, work_behavior
from conversations.rules.plan import PlanContent


def replace_content(conn: Connection, plan_id: int, content: PlanContent) -> None:
    """Write RHK, tugas tambahan and perilaku anew; the practice is a column of the plan."""
    rows: Mapping[Table, list[dict[str, Any]]] = {
        rhk_item: [{"rhk_number": item.number, "quantity": item.quantity} for item in content.rhk],
        additional_duty: [asdict(duty) for duty in content.duties],
        work_behavior: [asdict(choice) for choice in content.behaviors],
    }
    for table, children in rows.items():
        conn.execute(delete(table).where(table.c.plan_id == plan_id))
        if children:
            placed = [
                {"plan_id": plan_id, "position": position, **child} for position, child in enumerate(children)
            ]
            conn.execute(insert(table), placed)


def content_json(content: PlanContent) -> dict[str, Any]:
    """The content as it is kept in the history."""
    return asdict(content)
