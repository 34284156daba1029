"""A message cut into the claims it may make: a forwarded chain says one thing among greetings, links, hashtags and cries of alarm."""

import re
from functools import lru_cache
from importlib.resources import files

from knowledge_base.yaml_text import read_yaml
from matching.clauses import clauses
from matching.normalisation import content_words, fold, words

MOST = 16  # pieces of a message that are matched
FEWEST_WORDS = 3  # content words under which nothing is matched by itself
FEWEST_ASKED = 2  # content words of a question of one's own
SHORT = 10  # words up to which a sentence is not cut further
LONGEST = 30  # words; a longer sentence is cut at its commas too
LONGEST_FRAME = 8  # words
SPEAKER = 6  # words that may name who says it
WHOLE = 45  # words up to which a message may also be one claim as a whole
CHINESE = re.compile("[\u4e00-\u9fff]")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+\.(?:com|es|eus|org|net|info|tv|me)(?:/\S*)?", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\[[A-Z_]+\]")
_MENTION = re.compile(r"(?<!\w)@\w+")
_HASHTAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-záéíóúñüç])(?=[A-ZÁÉÍÓÚÑÜÇ])|_|(?<=[^\W\d_])(?=\d)")
_SENTENCE = re.compile(r"[.!?…;؟؛。！？\n|•*]+(?=\s|$|\W)|(?<=[!?؟！？])|\s*[¿¡]|[\U0001F300-\U0001FAFF\u2600-\u27BF]+|\s[-–—]+\s")
_SPOKEN = re.compile(r"[^\s¿?¡!,.;:«»\"“”()،؟]+")
_ASKED = re.compile(r"[^.!?…\n؟？¿]+(?=[?؟？])")
_COMMA = re.compile(r"[,،，、:]+\s*")


def pieces(text: str, language: str) -> list[str]:
    """What the message says, piece by piece, in order, without what is noise; the whole first when it is short enough to be one claim."""
    sentences = [part for sentence in _SENTENCE.split(_bare(text)) if sentence for part in _parts(_without_noise(sentence, language))]
    found = _joined(sentences, language)
    found += [part for sentence in found if len(sentence.split()) > SHORT for part in clauses(sentence, language)]
    whole = " ".join(sentences)
    if len(found) > 1 and len(whole.split()) <= WHOLE:
        found.insert(0, whole)
    claims = (claim(piece, language) for piece in found)
    return list(dict.fromkeys(piece for piece in claims if says_enough(piece, language)))[:MOST]


def claim(piece: str, language: str) -> str:
    """A piece without what asks about a claim or passes it on: "¿Es verdad que ...?", "me han dicho que ...", "... o es un bulo?"."""
    said = _SPOKEN.findall(piece)
    folded = [_folded(word) for word in said]
    start, end = 0, len(said)
    start += _told(folded, language)
    while length := _length(folded[start:end], _frames(language, "before")):
        start += length
    while length := _length(folded[start:end][::-1], _frames(language, "after")):
        end -= length
    return " ".join(said[start:end]) or piece


def questions(text: str, language: str) -> list[str]:
    """What a message asks, cut as its pieces are; nothing for "is it true?" alone."""
    found = (claim(asked.strip(), language) for asked in _ASKED.findall(_bare(text)))
    return [asked for asked in found if len(content_words(asked, language)) >= FEWEST_ASKED]


def says_enough(text: str, language: str) -> bool:
    """Whether a text has the words that a claim needs; of Chinese, which writes no spaces, twice as many signs."""
    signs = len(CHINESE.findall(text))
    return signs >= 2 * FEWEST_WORDS if signs else len(content_words(text, language)) >= FEWEST_WORDS


def _bare(text: str) -> str:
    """Without links, placeholders and names of accounts; hashtags are written as the words they are made of."""
    for noise in (_LINK, _PLACEHOLDER, _MENTION):
        text = noise.sub(" ", text)
    return _HASHTAG.sub(lambda tag: f" {_HUMP.sub(' ', tag[1])} ", text)


def _parts(sentence: str) -> list[str]:
    if len(sentence.split()) <= LONGEST:
        return [sentence.strip()]
    return [part.strip() for part in _COMMA.split(sentence) if part.strip()]


def _without_noise(sentence: str, language: str) -> str:
    """The sentence, or nothing when all it says is noise."""
    return "" if " ".join(words(sentence, "")) in _noise(language) else sentence


def _joined(sentences: list[str], language: str) -> list[str]:
    """A sentence too short to be a claim goes with the one before it, and the first ones with the one after."""
    found: list[str] = []
    for sentence in filter(None, sentences):
        if found and not (says_enough(sentence, language) and says_enough(found[-1], language)):
            found[-1] = f"{found[-1]}. {sentence}"
        else:
            found.append(sentence)
    return found


def _told(folded: list[str], language: str) -> int:
    """How many words tell who says it ("my landlord says"); none when what is left would say too little."""
    for start in range(min(SPEAKER, len(folded))):
        length = _length(folded[start:], _frames(language, "says"))
        if length and says_enough(" ".join(folded[start + length :]), language):
            return start + length
    return 0


def _length(folded: list[str], frames: frozenset[tuple[str, ...]]) -> int:
    """How many of the first words are a frame; none when nothing else would be left."""
    longest = min(LONGEST_FRAME, len(folded) - 1)
    return next((length for length in range(longest, 0, -1) if tuple(folded[:length]) in frames), 0)


def _folded(word: str) -> str:
    return fold(word).replace("’", "'")


@lru_cache
def _frames(language: str, side: str) -> frozenset[tuple[str, ...]]:
    """Folded words of the frames of one side; those `after` a claim backwards."""
    listed = _listed("frames.yml")
    spoken = (tuple(map(_folded, _SPOKEN.findall(said))) for code in (language, "es") for said in listed.get(code, {}).get(side, ()))
    return frozenset(words[::-1] if side == "after" else words for words in spoken)


@lru_cache
def _noise(language: str) -> frozenset[str]:
    listed = _listed("noise.yml")
    return frozenset(" ".join(words(said, "")) for said in (*listed.get(language, ()), *listed["es"]))


def _listed(name: str) -> dict:
    return read_yaml((files("rumours") / name).read_text(encoding="utf-8"))
