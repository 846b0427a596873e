"""Files as grids: merged cells, hidden rows, codings and separators of csv, tables of documents."""

from pathlib import Path

import docx
import openpyxl
import pytest

from storage.imports import Sheet, column_letter, read_file


def grid(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells.values()] for row in sheet.rows]


def test_merged_cells_show_in_each_place_and_name_their_first(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Cơ quan", "Điểm", None], [None, "1", "2"], ["Sở Tài chính", 8.5, 9]):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    book.save(tmp_path / "a.xlsx")
    (read,) = read_file(tmp_path / "a.xlsx").sheets
    assert grid(read) == [["Cơ quan", "Điểm", "Điểm"], ["Cơ quan", "1", "2"], ["Sở Tài chính", "8.5", "9"]]
    assert read.rows[1].cells[1].copy_of == (1, 1)
    assert read.rows[0].cells[3].copy_of == (1, 2)
    assert read.where(read.rows[2].cells[2]) == "Sheet!B3"


def test_hidden_rows_and_sheets_are_marked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["a"], ["b"]):
        book.worksheets[0].append(row)
    book.worksheets[0].row_dimensions[2].hidden = True
    book.create_sheet("nháp").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    first, second = read_file(tmp_path / "a.xlsx").sheets
    assert [row.hidden for row in first.rows] == [False, True]
    assert (first.hidden, second.hidden) == (False, True)


def test_a_formula_never_calculated_is_not_an_empty_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "=SUM(B1:B9)"
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_file(tmp_path / "a.xlsx").sheets
    assert sheet.rows[0].cells[1].kind == "formula"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_csv_in_any_coding_with_any_separator(tmp_path: Path, coding: str, mark: str) -> None:
    rows = [["Tên", "Điểm"], ["Sở Y tế", "8.5"], ["Sở Nội vụ", "9"]]
    text = "\r\n".join(["BẢNG ĐIỂM", *(mark.join(row) for row in rows)])
    (tmp_path / "a.csv").write_bytes(text.encode(coding))
    contents = read_file(tmp_path / "a.csv")
    assert grid(contents.sheets[0]) == [["BẢNG ĐIỂM"], *rows]
    assert (contents.kind, contents.sheets[0].name, len(contents.sha256)) == ("csv", "a", 64)


def test_a_semicolon_inside_quotes_separates_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('no,lead\n1,"Sở Y tế; Sở Nội vụ"\n2,"a; b; c"\n', encoding="utf-8")
    assert grid(read_file(tmp_path / "a.csv").sheets[0])[1] == ["1", "Sở Y tế; Sở Nội vụ"]


def test_the_line_that_tells_excel_the_separator_is_no_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=;\r\nTên;Điểm, số\r\nSở Y tế;8,5\r\n", encoding="utf-8-sig", newline="")
    sheet = read_file(tmp_path / "a.csv").sheets[0]
    assert grid(sheet) == [["Tên", "Điểm, số"], ["Sở Y tế", "8,5"]]
    assert sheet.where(sheet.rows[1].cells[2]) == "a!B2"


def test_tables_of_a_document_with_the_text_above_them(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("PHỤ LỤC NĂM 2024")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], "abcdef", strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    document.add_table(rows=1, cols=1).cell(0, 0).text = "ký"
    document.save(str(tmp_path / "a.docx"))
    first, second = read_file(tmp_path / "a.docx").sheets
    assert first.above == ("PHỤ LỤC NĂM 2024",)
    assert [row.text(3) for row in first.rows] == ["c", "f"]
    assert first.rows[1].cells[1].copy_of == (1, 1)
    assert first.where(first.rows[1].cells[2]) == "Bảng 1, dòng 2, cột 2"
    assert grid(second) == [["ký"]]


def test_columns_after_z() -> None:
    assert [column_letter(n) for n in (1, 26, 27, 52, 703, 16384)] == ["A", "Z", "AA", "AZ", "AAA", "XFD"]
