"""Files that would harm, or are not what they say: refused with one sentence, soon, and never opened here."""

import resource
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from storage.imports import UnreadableFile, read_file
from tests.demo_catalogue import DEMO

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'
XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def package(path: Path, members: dict[str, bytes], *, types: bytes = XLSX) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", TYPES % types)
        for name, content in members.items():
            made.writestr(name, content)
    return path


def edited(path: Path, of: Path, member: str, content: bytes) -> Path:
    """A copy of an office file with one member replaced."""
    with zipfile.ZipFile(of) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for info in source.infolist():
            made.writestr(info.filename, content if info.filename == member else source.read(info))
    return path


def word(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Kính gửi")
    document.save(str(path))
    return path


def excel(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Cơ quan"
    book.save(path)
    return path


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFile) as error:
        read_file(path)
    message = str(error.value)
    assert message.count("\n") == 0
    assert "Traceback" not in message
    return message


def test_a_bomb_is_seen_before_it_is_opened(tmp_path: Path) -> None:
    assert "nén bất thường" in refused(package(tmp_path / "a.xlsx", {"xl/a.xml": bytes(20_000_000)}))


def test_many_members(tmp_path: Path) -> None:
    assert "nén bất thường" in refused(package(tmp_path / "a.xlsx", {f"xl/{n}.xml": b"x" for n in range(2_001)}))


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "C:/evil.xml", "xl\\..\\..\\evil.xml"])
def test_names_that_point_outside(tmp_path: Path, name: str) -> None:
    assert "cấu trúc bất thường" in refused(package(tmp_path / "a.xlsx", {name: b"x"}))


def test_macros(tmp_path: Path) -> None:
    assert "macro" in refused(package(tmp_path / "a.xlsx", {"xl/vbaProject.bin": b"x"}))
    types = XLSX.replace(b"openxmlformats-officedocument.spreadsheetml.sheet", b"ms-excel.sheet.macroEnabled")
    assert "macro" in refused(package(tmp_path / "b.xlsm", {}, types=types))


def test_an_encrypted_workbook_and_an_old_one(tmp_path: Path) -> None:
    locked = tmp_path / "a.xlsx"
    locked.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert "mật khẩu" in refused(locked)
    old = tmp_path / "b.docx"
    old.write_bytes(OLE)
    assert ".doc/.xls cũ" in refused(old)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"", "trống"),
        ("a.xlsx", b"   \n ", "trống"),
        ("a.xlsx", b"hello", "không phải .xlsx"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.xlsx", b"PK\x03\x04" + bytes(50), "hỏng"),
        ("a.csv", b"\x00\x01\x02\xff" * 50, "không phải văn bản"),
    ],
)
def test_what_is_no_office_file(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert says in refused(path)


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        made.writestr("readme.txt", "x")
    assert "không phải tệp Excel hoặc Word" in refused(tmp_path / "a.xlsx")
    assert "không phải tệp Excel" in refused(package(tmp_path / "b.xlsx", {}, types=b"presentationml.main"))


def test_a_file_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\n" * 3_000_000)
    assert "10 MB" in refused(path)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "Không mở được" in refused(tmp_path / "none.xlsx")
    assert "Không mở được" in refused(tmp_path)


def test_a_truncated_file(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-500])
    assert "hỏng" in refused(path)


def test_a_cell_at_the_far_end_is_not_walked_to(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Cơ quan"
    book.worksheets[0]["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_file(tmp_path / "a.xlsx").sheets
    assert [row.number for row in sheet.rows] == [1]


def test_a_table_wider_or_longer_than_any(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for column in range(1, 63):
        book.worksheets[0].cell(1, column, "x")
    book.save(tmp_path / "wide.xlsx")
    assert "quá nhiều" in refused(tmp_path / "wide.xlsx")
    (tmp_path / "long.csv").write_text("a;b\n" * 20_001, encoding="utf-8")
    assert "quá nhiều" in refused(tmp_path / "long.csv")


def test_a_merge_over_the_whole_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Tiêu đề"
    book.worksheets[0].merge_cells("A1:BH5")
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_file(tmp_path / "a.xlsx").sheets
    assert {cell.text for row in sheet.rows for cell in row.cells.values()} == {"Tiêu đề"}
    assert sheet.rows[1].cells[2].copy_of == (1, 1)


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">]>"""
SHEET = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData></worksheet>"""
BODY = b"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl><w:tr><w:tc>
<w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"""


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    source = excel(tmp_path / "source.xlsx")
    refused(edited(tmp_path / "a.xlsx", source, "xl/worksheets/sheet1.xml", LAUGHS + SHEET % b"&f;"))
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    outside = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()
    refused(edited(tmp_path / "b.xlsx", source, "xl/worksheets/sheet1.xml", outside + SHEET % b"&x;"))
    path = edited(tmp_path / "c.docx", word(tmp_path / "source.docx"), "word/document.xml", outside + BODY % b"&x;")
    try:
        contents = read_file(path)
    except UnreadableFile:
        return
    assert "bí mật" not in str(contents)


def test_millions_of_empty_paragraphs_cost_us_nothing(tmp_path: Path) -> None:
    """Millions of empty paragraphs pack small, below every ratio once padded, and take gigabytes when opened."""
    body = b"<w:p/>" * 4_000_000
    noise = bytes((n * n * 31 + n // 7) % 251 for n in range(400_000))
    of = word(tmp_path / "source.docx")
    path = edited(tmp_path / "a.docx", of, "word/document.xml", BODY.replace(b"<w:tbl>", body + b"<w:tbl>") % b"x")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as made:
        made.writestr("word/media/noise.bin", noise)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "không được đọc" in (message := refused(path)) or "Không đọc được" in message
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * (1 if sys.platform == "darwin" else 1024) < 50 * 1024 * 1024


def test_the_programs_own_process_opens_no_office_file() -> None:
    import subprocess

    code = "import sys, pathlib; from storage.imports import read_file; read_file(pathlib.Path(sys.argv[1]));"
    code += "assert not {'openpyxl', 'docx', 'lxml'} & set(sys.modules)"
    path = DEMO / "annexes" / "phu-luc-282-ket-qua-2023.xlsx"
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 0
