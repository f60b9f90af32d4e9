"""The text of a document as a word processor holds it: runs, paragraphs, cells, rows, fields and text boxes."""

from __future__ import annotations

from searchkit.errors import UnreadableError
from searchkit.reports.encodings.fonts import Run

_LINE_END = Run("\n")
_CELL_END = Run("\t")
# Word allows none within another; what is nested deeper than this was made to cost time.
_MOST_BOXES = 100


class Flow:
    """One stream of text in reading order, gathered event by event.

    A paragraph ends with a line end. The cells of a row stand in one line with tabs between them, but a cell of several
    paragraphs keeps its lines, so that the two columns of a letterhead aren't mixed. A text box follows the paragraph
    that it is anchored in.

    >>> flow = Flow()
    >>> for word in ("Tỉnh", "Số"):
    ...     flow.begin_cell()
    ...     flow.add(word)
    ...     flow.end_paragraph()
    ...     flow.end_cell()
    >>> flow.end_row()
    >>> flow.text()
    'Tỉnh\\tSố\\n'
    """

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._texts: list[str] = []  # of one font, not yet a run: a run for each letter would help nobody
        self._font = ""
        self._paragraphs: list[int] = []  # of each cell around, how many it has so far
        self._fields: list[int | None] = []  # of each field around, where its instruction began, None after it
        self._boxes: list[Run] = []
        self._depth = 0  # how deep boxes are nested in it

    def add(self, text: str, font: str = "") -> None:
        """Some text of the paragraph under way."""
        if font != self._font:
            self._join()
            self._font = font
        self._texts.append(text)

    def add_box(self, box: Flow) -> None:
        """A text box anchored in the paragraph under way. Raises UnreadableError for boxes nested as no one does."""
        self._depth = max(self._depth, box._depth + 1)
        if self._depth > _MOST_BOXES:
            raise UnreadableError(f"more than {_MOST_BOXES} text boxes within one another")
        self._boxes += box.finished()

    def end_paragraph(self) -> None:
        self._join()
        self._runs.append(_LINE_END)
        if self._paragraphs:
            self._paragraphs[-1] += 2 if self._boxes else 1
        self._runs += self._boxes
        self._boxes.clear()

    @property
    def in_cell(self) -> bool:
        """Whether a cell has begun and not ended."""
        return bool(self._paragraphs)

    def begin_cell(self) -> None:
        self._paragraphs.append(0)

    def end_cell(self) -> None:
        self._join()
        if self._paragraphs and self._paragraphs.pop() <= 1:
            if self._runs and self._runs[-1] is _LINE_END:
                self._runs.pop()
            self._runs.append(_CELL_END)

    def end_row(self) -> None:
        self._join()
        if self._runs and self._runs[-1] is _CELL_END:
            while self._runs and self._runs[-1] is _CELL_END:
                self._runs.pop()
            self._runs.append(_LINE_END)
        if self._paragraphs:  # a table within a cell: the cell has several lines
            self._paragraphs[-1] += 2

    def begin_field(self) -> None:
        """What follows, up to ``separate_field``, is the instruction of a field and no text."""
        self._join()
        self._fields.append(len(self._runs))

    def separate_field(self) -> None:
        """What follows is the result of the field. An instruction that never ends is kept: no text is lost."""
        self._join()
        if self._fields and (start := self._fields[-1]) is not None:
            del self._runs[start:]
            self._fields[-1] = None

    def end_field(self) -> None:
        self.separate_field()
        if self._fields:
            self._fields.pop()

    def finished(self) -> list[Run]:
        """All runs, ending with a line end; none if there is no text."""
        self._join()
        runs = self._runs
        if runs and runs[-1] is not _LINE_END:
            runs.append(_LINE_END)
        runs += self._boxes
        self._boxes = []
        return runs

    def text(self) -> str:
        """All text as it is, whatever its fonts."""
        return "".join(run.text for run in self.finished())

    def _join(self) -> None:
        if self._texts:
            self._runs.append(Run("".join(self._texts), self._font))
            self._texts.clear()
