"""Small cards and folders of cards for tests."""

from datetime import date
from pathlib import Path

from knowledge_base.entry import Status
from rumours.card_check import LANGUAGES
from rumours.card_writing import write_cards
from rumours.rumour import PARTS, CardText, Evidence, Rumour, Verdict

LOOKED = date(2026, 11, 21)
TODAY = date(2026, 11, 22)


def evidence(id: str = "rgi23", **changes) -> Evidence:
    values = {"territory": "Euskadi", "data_date": "2023", "publisher": "Lanbide", "url": "https://www.lanbide.eus/rgi", "seen": "B"}
    return Evidence(id, **values | {"checked_on": LOOKED, "valid_until": date(2027, 12, 31)} | changes)


def text(language: str = "es", ids: tuple[str, ...] = ("rgi23",), topic: str = "rgi", **changes) -> CardText:
    """Sound by the rules of the check; `topic` keeps the phrasings of two cards apart."""
    values = {
        "status": Status.DRAFT,
        "title": f"Dos de cada tres personas con {topic} nacieron aquí ({language})",
        "claim": f"Los de fuera se llevan toda la {topic} {language}",
        "phrasings": tuple(f"frase {number} sobre {topic} en {language}" for number in range(14)),
        "nuance": "Falso como se dice. Es cierto que hay más pobreza.",
        "public": "En 2023 el 65 % eran de aquí, según Lanbide.",
        "one_line": "El 65 % eran de aquí.",
        "one_minute": "palabra " * 69 + "65 %",
        "full": " ".join(["palabra"] * 100) + "\n\n" + "otra " * 60 + "65 %",
        "story": "Una cola en la que todas esperamos.",
        "questions": ("¿Qué has visto tú?", "¿Quién lo pide?"),
        "worry": "Que no llegue para todas.",
        "kernel": "Hay más pobreza entre quienes llegan.",
        "avoid": ("No niegues que hay colas.",),
        "fallacies": ("Generalizar: de uno a todos.",),
        "evidence": {id: "En 2023, en Euskadi, el 65 % eran de aquí." for id in ids},
    }
    return CardText(language, **values | changes)


def card(id: str = "todas-las-ayudas", texts: list[CardText] | None = None, **changes) -> Rumour:
    proofs = changes.pop("evidence", (evidence(),))
    ids = tuple(proof.id for proof in proofs)
    texts = [text(ids=ids, topic=id)] if texts is None else texts
    values = {
        "category": "ayudas",
        "verdict": Verdict.FALSE,
        "handle_with_care": True,
        "circulates": ("WhatsApp",),
        "related": (),
        "entries": (),
        "review_by": date(2027, 5, 21),
        "rests_on": dict.fromkeys(PARTS, ids),
        "verify": ("Figure: not seen.",),
        "texts": {text.language: text for text in texts},
    }
    return Rumour(id, evidence=proofs, **values | changes)


def whole_card(id: str = "todas-las-ayudas", **changes) -> Rumour:
    """A card in all the languages that the check asks for."""
    return card(id, [text(language, topic=id) for language in LANGUAGES], **changes)


def card_folder(folder: Path, changes: dict[str, tuple[str, str]] | None = None, *cards: Rumour) -> Path:
    """A folder with sound cards; `changes`: path -> (old, new) words of that file."""
    write_cards(folder, list(cards) or [whole_card()])
    for path, (old, new) in (changes or {}).items():
        words = (folder / path).read_text(encoding="utf-8")
        assert old in words, f"{path} does not hold what is to be changed"
        (folder / path).write_text(words.replace(old, new, 1), encoding="utf-8")
    return folder
