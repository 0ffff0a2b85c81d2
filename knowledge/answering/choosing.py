"""Which choice of an open offer the words of a message mean: alone, and behind the question that led to the offer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from knowledge.answering.brain import Brain
from knowledge.answering.case_words import named_case
from knowledge.answering.chatter import content
from knowledge.answering.corrections import corrects
from knowledge.answering.focus.words import asks_requirement, opens_new, subject_words
from knowledge.answering.settings import thresholds
from knowledge.answering.siblings import kind
from knowledge.answering.turn import Turn
from knowledge.catalogue.models import Procedure
from knowledge.search.entries import searchable
from knowledge.search.results import Hit, SearchResult

_LIMIT = 40  # hits looked at


@dataclass(frozen=True)
class Heard:
    """A message said to an offer. `along`: what search finds for it behind the earlier question."""

    turn: Turn
    offers: tuple[Procedure, ...]  # the choices that the catalogue still has
    along: SearchResult

    @classmethod
    def of(cls, turn: Turn, brain: Brain) -> Heard:
        offers = tuple(p for p in map(brain.records.get, turn.context.offered) if p is not None)
        return cls(turn, offers, brain.search.search(f"{turn.context.asked} {turn.text}", limit=_LIMIT))

    def choice(self) -> str | None:
        """The choice that is meant; None where none is, or where the message asks for something else."""
        best = self.turn.hits[0] if self.turn.hits else None
        if best and best.score >= thresholds().means_at and not self._belongs(best):
            return self._continued(best)
        if self.goes_on() or (best and opens_new(self.turn.text) and not self._belongs(best)):
            return None  # "vậy còn ông người Nhật thì sao"
        if asks_requirement(self.turn.text):
            return None  # "có phải xét nghiệm ADN không" may be asked of any of them
        return self._by_name() or self._by_words() or self._by_case()

    def narrows(self) -> bool:
        """True for a circumstance that alone means little and behind the earlier question one of the choices."""
        alone = self.turn.result.best if self.turn.result else 0.0
        along = self.along
        if self.turn.aspects or corrects(self.turn.text) or not along.hits:
            return False
        return bool(self._belongs(along.hits[0])) and along.best >= alone

    def likeliest(self) -> str | None:
        """The choice that was likelier than all else when it was offered, and that what the message says beyond asking
        leaves first; None where none is."""
        context = self.turn.context
        before = dict(zip(context.offered, context.shares, strict=False))
        now = _normed(self._shares(self.along.hits)) if subject_words(self.turn.text) else {}
        both = {p.code: _normed(before).get(p.code, 0.0) + now.get(p.code, 0.0) for p in self.offers}
        best = max(both, key=lambda c: both[c], default="")
        return best if before.get(best, 0.0) >= thresholds().presume_asked_at else None

    def sharpens(self) -> bool:
        """True where behind the earlier question the message makes one of the choices much likelier than it was ("dạ bị
        mất ạ, rơi ở đèo")."""
        limits, context, along = thresholds(), self.turn.context, self.along
        if along.best < limits.continue_at or not self._belongs(along.hits[0]):
            return False
        before = _normed(dict(zip(context.offered, context.shares, strict=False)))
        now = _normed(self._shares(along.hits))
        best = max(now, key=lambda c: now[c])
        return now[best] - before.get(best, 0.0) >= limits.sharpen_at

    def goes_on(self) -> bool:
        """True when it goes on with the earlier question to something that was not offered."""
        turn, along = self.turn, self.along
        alone = turn.result.best if turn.result else 0.0
        if opens_new(turn.text) or not subject_words(turn.text) or not along.hits or alone >= thresholds().means_at:
            return False
        return along.best >= max(alone, thresholds().continue_at) and not self._belongs(along.hits[0])

    def _continued(self, best: Hit) -> str | None:
        """"sổ ở xã cũng cháy mất rồi" alone is sure to mean something else; behind "làm lại khai sinh" it is not."""
        limits, along = thresholds(), self.along
        code = self._belongs(along.hits[0]) if along.hits else None
        if code is None or opens_new(self.turn.text) or along.best < limits.continue_at:
            return None
        if best.score >= limits.sure_at and (self.turn.aspects or _sisters(best, along.hits[0])):
            return None  # a question of its own; "chồng quốc tịch Canada" tells the two apart
        rival = max((h.score for h in along.hits if h.code == best.code), default=0.0)
        return code if along.best >= limits.continue_lead * rival else None

    def named(self) -> tuple[str, ...]:
        """Choices whose names hold all words of the message that tell the choices apart; () where no word does.

        Most words of the message must be in those names: one of four is there by chance ("xã có chỗ gửi xe không").
        """
        said = set(content(self.turn.text))
        names = {p.code: set(searchable(f"{p.name} {p.title}").split()) for p in self.offers}
        in_how_many = Counter(word for words in names.values() for word in words)
        telling = {word for word in said if 0 < in_how_many[word] < len(names)}
        fitting = (code for code, words in names.items() if telling <= words and 2 * len(said & words) > len(said))
        return tuple(fitting) if telling else ()

    def _by_name(self) -> str | None:
        """The only choice that the message names ("mức 2 ấy")."""
        named = () if _only_asks(self.turn) else self.named()
        return named[0] if len(named) == 1 and self._likely(named[0]) else None

    def _by_words(self) -> str | None:
        """The choice that the earlier question and this message together single out."""
        turn, limits = self.turn, thresholds()
        alone = self._shares(turn.hits)
        if sum(alone.values()) < limits.pick_least or not subject_words(turn.text) or _only_asks(turn):
            return None
        first = turn.hits[0]
        if not self._belongs(first) and first.score >= max(limits.pick_at, self.along.best):
            return None  # "tôi chỉ làm giám hộ thôi" said to ways of taking a child in
        both = self._shares(self.along.hits)
        shares = {c: alone.get(c, 0.0) + 0.5 * both.get(c, 0.0) for c in turn.context.offered}
        total = sum(shares.values())
        best = max(shares, key=lambda c: shares[c])
        line = limits.pick_asking_at if turn.aspects else limits.pick_at  # "đi đâu sửa" hardly tells them apart
        return best if total > 0 and shares[best] / total >= line else None

    def _by_case(self) -> str | None:
        """The only choice of which the message names a case ("nhà em đi thuê"), where it clearly means nothing else."""
        if self.turn.hits and self.turn.hits[0].score >= thresholds().pick_case_below:
            return None
        fitting = [p.code for p in self.offers if named_case(self.turn.text, p) is not None]
        return fitting[0] if len(fitting) == 1 and self._likely(fitting[0]) else None

    def _likely(self, code: str) -> bool:
        """False where search takes another choice for many times as probable."""
        both = self._shares(self.along.hits)
        return both.get(code, 0.0) >= thresholds().pick_share * max(both.values(), default=0.0)

    def _shares(self, hits: tuple[Hit, ...]) -> dict[str, float]:
        found: dict[str, float] = {}
        for hit in hits:
            code = self._belongs(hit)
            if code:
                found[code] = max(found.get(code, 0.0), hit.score)
        return found

    def _belongs(self, hit: Hit) -> str | None:
        """The offered code that the hit, or a member of its family, is."""
        return hit.one_of(self.turn.context.offered)


def _normed(shares: dict[str, float]) -> dict[str, float]:
    total = sum(shares.values())
    return {code: share / total for code, share in shares.items()} if total > 0 else {}


def unknown(turn: Turn) -> bool:
    """True when the message alone most likely means no procedure."""
    return turn.result is None or turn.result.none >= thresholds().unknown_at


def _only_asks(turn: Turn) -> bool:
    """True for "bao giờ thì có giấy": it asks, and by itself means no procedure."""
    return unknown(turn) and bool(turn.aspects)


def _sisters(marked: Hit, plain: Hit) -> bool:
    """True for a marriage with a foreigner and one here: mostly the same subject, with a mark of its own."""
    one, other = kind(marked.name), kind(plain.name)
    alike = 2 * len(one.subject & other.subject) >= min(len(one.subject), len(other.subject))
    return alike and bool(one.marks - other.marks)
