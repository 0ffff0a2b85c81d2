"""What a message within a conversation is to be looked for by: what only ties it to what was said before is left out.

"sửa xong rồi thì căn cước đổi thế nào": what is done with is what was talked about; "còn tạm trú thì sao": a bare name.
"""

from __future__ import annotations

import re

from knowledge.answering.focus.denied import undenied
from knowledge.answering.focus.words import opens_new, subject_words
from knowledge.text import fold, normalise

_DONE = re.compile(r"(?:\w+ ){1,4}xong(?: (?:roi|het|xuoi|dau do))?(?: thi)?(?= )")
_AND_WHAT_OF = re.compile(r"(?:(?:a|ma|the|vay|roi|thoi) )*con (?=\w)")
_IS_IT = re.compile(r"(?: thi)? (?:sao|the nao|nhu the nao)(?: (?:a|vay|nhi|ha|the|ad|em|chi|anh))*$")


def untied(text: str) -> str:
    """`text` without such words, or whole where it has none or where nothing else of it names a procedure."""
    text = undenied(text)
    plain = normalise(text)
    folded = fold(plain)
    opening = _DONE.match(folded) or (_AND_WHAT_OF.match(folded) if opens_new(text) else None)
    if opening is None:
        return text
    words = plain.split()[len(opening.group().split()) :]
    end = _IS_IT.search(" ".join(folded.split()[-len(words) :])) if words else None
    rest = " ".join(words[: -len(end.group().split())] if end and opening.re is _AND_WHAT_OF else words)
    return rest if subject_words(rest) else text
