"""Tables of points, found by what they hold and not by where they stand. Four shapes:

- a list: a column of agencies, one of criteria, one of points (our own csv);
- agencies down, fields or criteria across (the published annex);
- criteria down, agencies across (the detailed sheet);
- criteria down, one column of points (a sheet an agency, or agencies one below another).
"""

from handlers.importing.headings import repeats
from handlers.importing.score_detail import read_detail
from handlers.importing.score_list import read_list
from handlers.importing.score_reading import Reading
from handlers.importing.score_single import read_single
from handlers.importing.score_wide import read_wide, wide_blocks
from storage.imports import Sheet


def read_sheet(sheet: Sheet, reading: Reading) -> None:
    """Adds the sheet's scores to `reading`; a sheet without a table of points adds nothing."""
    rows = [row for row in sheet.rows if any(not repeats(cell) for cell in row.cells.values())]
    if read_list(sheet, rows, reading):
        return
    blocks = wide_blocks(rows, reading)
    for block in blocks:
        read_wide(sheet, block, reading)
    if not blocks and not read_single(sheet, rows, reading):
        read_detail(sheet, rows, reading)
