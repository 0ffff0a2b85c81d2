"""The flattened tables "Thành phần hồ sơ": case title, header, then rows "name form quantity" run together."""

from __future__ import annotations

import re

from knowledge.catalogue.models import Case, Document, DocumentKind, Flag, FlagReason

HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"

# A quantity is glued to what stands before it; "(01 bản chính)" and "nộp 01 bản chính" inside a name are not rows.
_QUANTITY = re.compile(r"(?<=[^\s(])(?<!\d)(?P<run>\d+) bản chính(?:,\s?(?P<copies>\d+) bản sao)?")
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|rar|zip|jpe?g|png)$", re.I)
_GLUE = re.compile(r"(?<=[^\s(/“\"'-])(?=[A-ZĐÂÊÔƠƯĂÁÀẢÃẠ])|(?<=[;.:)])(?=\S)")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_BULLET = re.compile(r"^[\s\-+*•–]+")
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
        if not _BULLET.sub("", name).strip():
            return None
        rows.append((name, int(run[-1]), int(match["copies"] or 0)))
        at = match.end()
    return rows, part[at:]


def _document(text: str, originals: int, copies: int, *, shown: bool) -> Document:
    name, form = _split_form(_BULLET.sub("", text).strip())
    kind = DocumentKind.SHOW if shown else DocumentKind.SUBMIT
    if originals == 0 and copies == 0:
        kind = DocumentKind.NOTE
    return Document(name=name, form=form, originals=originals, copies=copies, kind=kind)


def _split_form(text: str) -> tuple[str, str]:
    """Cut a file name off the end where its beginning can be seen; else the whole text is the name."""
    if not _FILE.search(text):
        return text, ""
    for match in reversed(list(_GLUE.finditer(text))):
        name, form = text[: match.start()].strip(), text[match.start() :].strip()
        few_dots = form.count(".") == 1 or _FILE.sub("", form).count(".") <= 2
        if len(name) > 3 and 4 < len(form) <= 120 and few_dots:
            return name, form
    return text, ""
