"""parse names: the people of a cell in the order signed. What may be somebody else, or several people, is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from schemas.returned import INVISIBLE, normal
from schemas.spellings import AND_WORDS, COMPOUND_SURNAMES, DOTS, NOBODY, OTHER_WORDS, PLACES, WRITER_WORDS

_NOTE = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
_SEPARATOR = re.compile(r"[、,，;；/／&＆|｜\n]")
_COLON = re.compile(r"\s*[:：]\s*")
_AND_OTHERS = re.compile(r".*等(\d*|[一二三四五六七八九十]+)[人位名]?")
_WIDEST = (0x20000, 0x3FFFF)
"""The planes of rare Chinese characters; many are younger than the tables of Python."""


@dataclass(frozen=True)
class Doubt:
    """Words of a cell that are told (C20) or must be asked about (any other code)."""

    code: str
    words: str


@dataclass(frozen=True)
class People:
    """Names in the order signed, each once, and the doubts about them."""

    names: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()


def name_key(name: str) -> str:
    """One spelling of a name for comparing: as `normal`, and one dot for all."""
    return normal(name).translate(DOTS)


def parse_names(text: str, known: Collection[str] = (), plain_words: frozenset[str] = WRITER_WORDS) -> People:
    """Read the people of a cell: split at separators, notes on where they belong and `plain_words` left out.

    A name whose key is among `known` (those of the roster) is never doubted. A blank inside a name (张 三) is spacing;
    between names it separates those of the roster only, for 语文老师 张三 is one person.
    """
    reader = _Reader(known, plain_words)
    plain = unicodedata.normalize("NFC", text).translate(INVISIBLE)
    names = list(reader.people(plain))
    if not names and plain.strip():
        return People((), (Doubt("C24", " ".join(plain.split())),))
    return People(tuple(dict.fromkeys(names)), tuple(dict.fromkeys([*reader.doubts, *_namesakes(names, plain)])))


def _namesakes(names: list[str], text: str) -> list[Doubt]:
    """One name twice, with a note that may tell two people apart: 张三（甲校）、张三（乙校）."""
    return [Doubt("C22", name) for name in names if names.count(name) > 1] if _NOTE.search(text) else []


class _Reader:
    """One cell being read; gathers its doubts."""

    def __init__(self, known: Collection[str], plain_words: frozenset[str]) -> None:
        self.known, self.plain, self.roles = known, plain_words, _roles(plain_words)
        self.doubts: list[Doubt] = []

    def people(self, text: str) -> Iterator[str]:
        for part in _SEPARATOR.split(self.without_notes(text)):
            if part.strip():
                yield from self.part(_COLON.sub(" ", part).split())

    def without_notes(self, text: str) -> str:
        """The text without what stands in brackets; a note that may name somebody is asked about."""
        while match := _NOTE.search(text):  # a note may stand within a note
            note = normal(match[1])
            if note in OTHER_WORDS - self.plain:
                self.doubts.append(Doubt("C21", note))
            elif note and note not in self.plain and not note.endswith(PLACES) and not re.search(r"\d", note):
                self.doubts.append(Doubt("C22", match[0].strip()))
            text = text[: match.start()] + text[match.end() :]
        return text

    def part(self, words: list[str]) -> Iterator[str]:
        """The people of what stands between two separators."""
        if name_key("".join(words)) in self.known:
            yield "".join(words)
            return
        people = [name for word in words if (name := self.without_role(word))]
        if len(people) > 1 and not all(name_key(word) in self.known for word in people):
            if not self.spaced(people):
                self.doubts.append(Doubt("C22", " ".join(words)))
                yield "".join(people)
                return
            people = ["".join(people)]
        for name in people:
            self.judge(name)
            yield name

    def without_role(self, word: str) -> str:
        """A word without the role before or behind it; what a role leaves open is asked.

        A role that is written together with something is only taken off a name of the roster.
        """
        if name_key(word) in self.known:
            return word
        role = next((role for role in self.roles if _attached(word, role)), "")
        rest = word.removeprefix(role) if word.startswith(role) else word.removesuffix(role)
        if not role or (rest and role in self.plain and name_key(rest) not in self.known):
            return word
        self.doubts.append(Doubt("C20" if role in self.plain else "C21", role))
        return rest

    def spaced(self, words: list[str]) -> bool:
        """Whether blanks space out one name: 张 三, 王 小 明, 欧阳 修."""
        if not all(map(_is_chinese, words)):
            return False
        lengths = tuple(map(len, words))
        return lengths in ((1, 1), (1, 2), (1, 1, 1)) or (words[0] in COMPOUND_SURNAMES and lengths == (2, 1))

    def judge(self, name: str) -> None:
        """Doubt a name that is none, or may be several, unless the roster has it."""
        key = name_key(name)
        if key in self.known:
            return
        if key in NOBODY:
            self.doubts.append(Doubt("C24", name))
        elif _AND_OTHERS.fullmatch(key):
            self.doubts.append(Doubt("C25", name))
        elif not _is_name(name) or self.titled(name):
            self.doubts.append(Doubt("C22", name))

    def titled(self, name: str) -> bool:
        """A surname with a title: 王老师, 李校长."""
        return len(name) > 2 and any(name.endswith(role) for role in self.roles if len(role) == len(name) - 1)


@cache
def _roles(plain_words: frozenset[str]) -> list[str]:
    """All words that may stand beside a name, longer ones first."""
    return sorted({*plain_words, *OTHER_WORDS}, key=lambda word: (-len(word), word))


def _attached(word: str, role: str) -> bool:
    """A role alone, or before or behind a name of two characters or more (a role of one character stands alone)."""
    rest = len(word) - len(role)
    return word == role or (len(role) > 1 and rest > 1 and (word.startswith(role) or word.endswith(role)))


def _is_name(name: str) -> bool:
    """Letters only. Of Chinese characters two or three, four behind a compound surname, any number around a dot."""
    letters = name.translate(DOTS).replace("·", "")
    if not letters or not all(map(_is_letter, letters)):
        return False
    if not _is_chinese(letters) or "·" in name.translate(DOTS):
        return len(letters) > 1
    if AND_WORDS & set(name[1:-1]):
        return False
    return len(name) in (2, 3) or (len(name) == 4 and name[:2] in COMPOUND_SURNAMES)


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" or _WIDEST[0] <= ord(char) <= _WIDEST[1] or char in "-'’"


def _is_chinese(text: str) -> bool:
    return all(ord(char) >= 0x2E80 for char in text)
