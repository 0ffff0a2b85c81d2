"""The flattened tables "Thành phần hồ sơ": case title, header, then rows "name form quantity" run together."""

from __future__ import annotations

import re

from knowledge.catalogue.models import Case, Document, DocumentKind, Flag, FlagReason

HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"

# A quantity is glued to what stands before it, be it a year ("năm 20251 bản chính"); "(01 bản chính)" and
# "nộp 01 bản chính" inside a name are not rows.
_QUANTITY = re.compile(
    r"(?=\d)(?:(?<=[^\s(])(?<!\d)|(?<=\s)(?=(?:19|20)\d{3} ))(?P<run>\d+) bản chính(?:,\s?(?P<copies>\d{1,3}) bản sao)?"
)
_SWALLOWED = re.compile(r"\d bản (?:chính|sao)(?=[^\W\d_a-zà-ỹ]|[+*•–-])")
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|rar|zip|jpe?g|png)$", re.I)
_NEXT_FILE = re.compile(r"(?:(?<=\.docx)|(?<=\.doc)(?!x)|(?<=\.pdf)|(?<=\.xlsx)|(?<=\.xls)(?!x))(?=\w)", re.I)
_FORM_WORDS = ("Mẫu", "Mau", "Phụ lục", "Phu luc")
_LONGEST_FORM = 15  # words of one file name
_YEAR = re.compile(r"(?:19|20)\d{2}")
_BULLET = re.compile(r"^[\s\-+*•–]+")
_ONE_OF = re.compile(r"(?:một|1) trong (?:các|những|số)", re.I)
_TITLE = re.compile(r"^[\s\-*•–+]+|[\s:;]+$")


def parse_documents(text: str) -> tuple[tuple[Case, ...], tuple[Flag, ...]]:
    """Cases with their papers; a table that cannot be split with certainty gives no cases and a flag with the text."""
    text = text.strip()
    if not text or text.startswith("Không có thông tin"):
        return (), ()
    parts = text.split(HEAD)
    unsure = (), (Flag(field="cases", reason=FlagReason.AMBIGUOUS_TABLE, raw=text),)
    if len(parts) < 2:
        return unsure
    cases: list[Case] = []
    title = parts[0]
    for number, part in enumerate(parts[1:], 1):
        rows = _rows(part)
        if rows is None:
            return unsure
        documents, tail = rows
        last = number == len(parts) - 1
        if last and _BULLET.sub("", tail).strip():
            return unsure  # text behind the last quantity: a row without one
        if any(_heads_others(*row) for row in documents):
            return unsure  # the rows are in no order: which ones stand under this heading is lost
        case_title = _TITLE.sub("", title.strip())
        shown = "xuất trình" in case_title.lower()
        cases.append(Case(name=case_title, documents=tuple(_document(*d, shown=shown) for d in documents)))
        title = tail
    return tuple(c for c in cases if c.documents), ()


Row = tuple[str, int, int]


def _rows(part: str) -> tuple[list[Row], str] | None:
    """`(name with form, originals, copies)` of every row and the text behind the last one; None when unsure."""
    rows: list[Row] = []
    at = 0
    for match in _QUANTITY.finditer(part):
        run = match["run"]
        name = part[at : match.start()] + run[:-1]
        if len(run) > 1 and not (_YEAR.fullmatch(run[:-1]) or re.search(r"[/\-]$", part[at : match.start()])):
            return None  # "Mẫu số 011 bản chính": form 01 and one copy, or form 0 and eleven
        if _SWALLOWED.search(name):
            return None  # "mẫu số 11 bản chínhGiấy khác": a row whose quantity was not seen
        if not _BULLET.sub("", name).strip():
            return None
        rows.append((name, int(run[-1]), int(match["copies"] or 0)))
        at = match.end()
    return rows, part[at:]


def _heads_others(name: str, originals: int, copies: int) -> bool:
    """Is this row a heading that other rows belong to? Above mere remarks ("0 bản chính") one does no harm."""
    return name.rstrip().endswith(":") and bool(originals or copies or _ONE_OF.search(name))


def _document(text: str, originals: int, copies: int, *, shown: bool) -> Document:
    name, form = _split_form(_BULLET.sub("", text).strip())
    kind = DocumentKind.SHOW if shown else DocumentKind.SUBMIT
    if originals == 0 and copies == 0:
        kind = DocumentKind.NOTE
    return Document(name=name, form=form, originals=originals, copies=copies, kind=kind)


def _split_form(text: str) -> tuple[str, str]:
    """Cut file names off the end where their beginning can be seen; else the whole text is the name."""
    if not _FILE.search(text):
        return text, ""
    for at in range(4, len(text)):
        if _begins_file(text, at):
            files = [f.strip() for f in _NEXT_FILE.split(text[at:]) if f.strip()]
            if all(len(f.split()) <= _LONGEST_FORM and _FILE.search(f) and len(f) > 4 for f in files):
                return text[:at].strip(), ", ".join(files)
    return text, ""


def _begins_file(text: str, at: int) -> bool:
    """Is a file name glued on here? A capital runs into small letters, or anything into the end of a sentence."""
    before, here = text[at - 1], text[at]
    if before in ";:)":
        return here.isalnum()
    if before == ".":
        return (here.isupper() or here.isdigit()) and (text[at - 2].isalpha() or text[at - 2] in ").")
    if not here.isupper():
        return False
    if before.isupper():
        return text.startswith(_FORM_WORDS, at)
    return before.islower() or (before.isdigit() and text[at + 1 : at + 2].islower())
