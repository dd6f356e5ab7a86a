"""The words of the private check. Without all of them there is no check, and nothing may stand in for it."""

from pathlib import Path

from .notes import Notes
from .shapes import shape, values
from .source import Values
from .structs import Safety
from .wording import complaints


def read(path: Path, notes: Notes, language: str) -> Safety | None:
    """The private check in a file, or None with the reasons in `notes`."""
    found = values(path, notes)
    made = found and shape(found.value, Safety, found, "$", notes)
    if not found or not made:
        return None
    values_known = {answer.value for answer in made.answers}
    for place, question in enumerate(made.questions):
        line = found.line(f"$.questions[{place}]")
        if question.key in {earlier.key for earlier in made.questions[:place]}:
            notes.say(line, f"The key “{question.key}” is there twice. Give each its own.")
        if question.clear not in values_known:
            notes.say(line, f"“clear: {question.clear}” is no answer. Write one of the values under answers.")
    if not made.questions or len(made.answers) < 2:
        notes.say(1, "A private check has questions and answers. Write both.")
    _wording(found, notes, language)
    return made if notes.clean else None


def _wording(found: Values, notes: Notes, language: str) -> None:
    texts = {f"$.{name}": value for name, value in found.value.items()}
    for name in ("questions", "answers", "signs"):
        texts |= {f"$.{name}[{place}]": value for place, value in enumerate(found.value[name])}
    for at, value in texts.items():
        # A question with a source keeps its official words.
        text = "" if isinstance(value, dict) and value.get("source") else value
        text = text.get("text") or text.get("label") if isinstance(text, dict) else text
        for say in complaints(text, language) if isinstance(text, str) else ():
            notes.say(found.line(at), say)
