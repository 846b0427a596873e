"""What is looked at before a file is opened: its size, what it really is, and whether unpacking it could do harm."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * MEGABYTE
MOST_RATIO = 200  # unpacked bytes a packed byte; office files stay under 60
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, .xls, and the wrapper of encrypted files
ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")

# what zipfile raises for a package that is damaged or forged
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


class UnreadableFile(Exception):
    """The file can't be read; the message is one sentence in Vietnamese for the clerk."""


def kind_of(path: Path) -> str:
    """ "xlsx", "docx" or "csv", from the content. Raises `UnreadableFile` for all else and for dangerous files."""
    try:
        if not path.is_file():
            raise OSError  # a folder, a pipe that would never end
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        raise UnreadableFile(f"Không mở được tệp {path.name}; xin kiểm tra lại tên và đường dẫn.") from None
    if size > MOST_BYTES:
        raise UnreadableFile(f"Tệp {path.name} lớn hơn {MOST_BYTES // MEGABYTE} MB nên không được đọc.")
    if not head.strip():
        raise UnreadableFile(f"Tệp {path.name} trống.")
    if head.startswith(OLE_MAGIC):
        raise UnreadableFile(_old_or_locked(path))
    if head.startswith(b"PK"):
        return _kind_of_package(path)
    if head.startswith(b"%PDF"):
        raise UnreadableFile(f"Tệp {path.name} là PDF; xin gửi tệp .xlsx, .docx hoặc .csv.")
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return "csv"
    raise UnreadableFile(f"Tệp {path.name} bị hỏng hoặc không phải .xlsx, .docx, .csv.")


def _old_or_locked(path: Path) -> str:
    if ENCRYPTED_MARK in path.read_bytes():
        return f"Tệp {path.name} có mật khẩu; xin bỏ mật khẩu rồi gửi lại."
    return f"Tệp {path.name} là định dạng .doc/.xls cũ; xin lưu lại thành .docx hoặc .xlsx rồi gửi."


def _kind_of_package(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            _refuse_dangerous(path, package.infolist())
            types = package.read("[Content_Types].xml")
    except KeyError:
        raise UnreadableFile(f"Tệp {path.name} không phải tệp Excel hoặc Word.") from None
    except BROKEN:
        raise UnreadableFile(f"Tệp {path.name} bị hỏng hoặc tải về chưa hết; xin gửi lại.") from None
    if b"macroEnabled" in types:
        raise UnreadableFile(_with_macros(path))
    if b"spreadsheetml.sheet.main" in types:
        return "xlsx"
    if b"wordprocessingml.document.main" in types:
        return "docx"
    raise UnreadableFile(f"Tệp {path.name} không phải tệp Excel (.xlsx) hoặc Word (.docx).")


def _with_macros(path: Path) -> str:
    return f"Tệp {path.name} có chứa macro nên không được đọc; xin lưu lại thành .xlsx hoặc .docx."


def _refuse_dangerous(path: Path, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or unpacked / packed > MOST_RATIO:
        raise UnreadableFile(f"Tệp {path.name} nén bất thường nên không được đọc; xin lưu lại bằng Excel hoặc Word.")
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
            raise UnreadableFile(f"Tệp {path.name} có cấu trúc bất thường nên không được đọc.")
        if name.name.lower() == "vbaproject.bin":
            raise UnreadableFile(_with_macros(path))
        if member.flag_bits & 0x1:
            raise UnreadableFile(f"Tệp {path.name} có mật khẩu; xin bỏ mật khẩu rồi gửi lại.")
        if member.filename == "[Content_Types].xml" and member.file_size > MEGABYTE:
            raise UnreadableFile(f"Tệp {path.name} có cấu trúc bất thường nên không được đọc.")
