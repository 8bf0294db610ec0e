"""Small catalogues to write down in tests."""

ENTRY = {
    "id": "poin",
    "topic": "angka",
    "audience": "both",
    "confidence": "seed",
    "title": "Poin minimal",
    "ways": ["berapa poin minimal"],
    "answer": "Minimal {min_points} poin.",
    "near": [],
}


def entry(entry_id: str, **changes: object) -> str:
    """The text of an entry, its title and ways made from its id; a change to None leaves a key out."""
    fields = {**ENTRY, "id": entry_id, "title": f"Judul {entry_id}", "ways": [f"cara {entry_id}"], **changes}
    lines = [f"{key} = {_value(value)}" for key, value in fields.items() if value is not None]
    return "\n".join(["[[entry]]", *lines, ""])


def catalogue(*entries: str, topics: tuple[str, ...] = ("angka",)) -> str:
    """The text of a catalogue."""
    titles = [f'[[topic]]\nid = "{topic}"\ntitle = "Topik {topic}"\n' for topic in topics]
    return "\n".join([*titles, *entries])


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(part) for part in value)}]"
    return '"' + str(value).replace("\n", "\\n") + '"'
