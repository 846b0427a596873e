"""Files that offices send (xlsx, docx, csv) as plain grids of cells; what the cells mean is the handlers' business.

`read_file` checks the file before anything opens it and leaves xlsx and docx to a child process with limits, so that no
file can take the memory or the time of the program that asked.
"""

from storage.imports.grid import Cell, Contents, Row, Sheet, column_letter
from storage.imports.kept import keep, kept
from storage.imports.marked import NotMarked, mark_copy
from storage.imports.precheck import MOST_BYTES, UnreadableFile
from storage.imports.reading import read_file

__all__ = [
    "MOST_BYTES",
    "Cell",
    "Contents",
    "NotMarked",
    "Row",
    "Sheet",
    "UnreadableFile",
    "column_letter",
    "keep",
    "kept",
    "mark_copy",
    "read_file",
]
