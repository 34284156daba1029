"""The training: the student gives a text in any language the vector that the teacher gives its English words.

Cosine to the teacher's vector plus a little in-batch contrast; sparse Adam for the piece vectors, AdamW for the body, both falling
with the time that is left (Reimers and Gurevych, 2020, "Making monolingual sentence embeddings multilingual"; the start of the
piece vectors is ours, see `vocabulary`). A stop in the middle loses at most five minutes.
"""

import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matching.portions import portions
from matching.student.pairs import ASKING, SEED, Drawing, Pair

BATCH = 64
BATCHES_SORTED = 16  # texts of like length go together: less padding
MOST_TOKENS = 72
PIECE_RATE, BODY_RATE = 2e-3, 6e-5
LAST = 0.05  # share of the rates at the end
WARM_UP = 100  # steps
CONTRAST, SHARPNESS = 0.1, 20.0
ASKING_WEIGHT = 0.15  # a question is near its answer, not the same
ENGLISH_SHARE = 0.1  # of the texts: what the teacher knew must not be lost
SAVE_EACH = 300.0  # seconds


@dataclass
class Lessons:
    """Token ids of the pairs' texts and of the English ones, and the teacher's vector for each of these."""

    pairs: list[Pair]
    texts: list[list[int]]
    english: list[list[int]]
    target_of: list[int]  # pair -> row of `targets`
    targets: np.ndarray


class Training:
    """One student at school. `state` keeps how far it is; with the same state it goes on from there."""

    def __init__(self, model, lessons: Lessons, seconds: float, state: Path):
        import torch

        torch.manual_seed(SEED)
        self._model, self._lessons, self._seconds, self._state = model, lessons, seconds, state
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        model.to(self._device).train()
        pieces = model.embeddings.word_embeddings.weight
        self._body = [weight for weight in model.parameters() if weight is not pieces]
        self._pieces_descent = torch.optim.SparseAdam([pieces], lr=PIECE_RATE)
        self._body_descent = torch.optim.AdamW(self._body, lr=BODY_RATE, weight_decay=0.01)
        self.spent, self.steps = 0.0, 0

    def run(self) -> None:
        """Until the time is over; prints a line a minute and saves the state every five."""
        self._resume()
        drawing, chance = Drawing(self._lessons.pairs, SEED + self.steps), random.Random(SEED + self.steps)
        said = saved = self.spent
        while self.spent < self._seconds:
            for batch in self._batches(drawing, chance):
                started = time.perf_counter()
                loss, cosine = self._step(batch)
                self.spent += time.perf_counter() - started
                self.steps += 1
                if self.spent - said > 60:
                    said = self.spent
                    print(f"{self.spent / self._seconds:4.0%} step {self.steps}: loss {loss:.3f}, cosine {cosine:.3f}", flush=True)
            if self.spent - saved > SAVE_EACH:
                saved = self.spent
                self._save()
        self._save()

    def _batches(self, drawing: Drawing, chance: random.Random) -> list[list[tuple[list[int], int, float]]]:
        """Batches of (token ids, row of the target, weight), each of texts of like length."""
        drawn = sorted((self._draw(drawing, chance) for _ in range(BATCH * BATCHES_SORTED)), key=lambda item: len(item[0]))
        batches = portions(drawn, BATCH)
        chance.shuffle(batches)
        return batches

    def _draw(self, drawing: Drawing, chance: random.Random) -> tuple[list[int], int, float]:
        lessons = self._lessons
        if chance.random() < ENGLISH_SHARE:
            row = chance.randrange(len(lessons.english))
            return lessons.english[row], row, 1.0
        position = drawing.draw()
        weight = ASKING_WEIGHT if lessons.pairs[position].source == ASKING else 1.0
        return lessons.texts[position], lessons.target_of[position], weight

    def _step(self, batch: list[tuple[list[int], int, float]]) -> tuple[float, float]:
        """One step down; the loss and the mean cosine to the teacher."""
        import torch
        from torch.nn.functional import cross_entropy

        self._set_rates()
        rows = torch.tensor([row for _, row, _ in batch], device=self._device)
        target = torch.from_numpy(self._lessons.targets[rows.cpu().numpy()].astype(np.float32)).to(self._device)
        weight = torch.tensor([weight for *_, weight in batch], device=self._device)
        with torch.autocast(self._device, dtype=torch.bfloat16):
            vectors = encode(self._model, [ids for ids, *_ in batch], self._device)
        cosine = (vectors * target).sum(-1)
        itself = torch.eye(len(batch), dtype=torch.bool, device=self._device)
        others = (vectors @ target.T * SHARPNESS).masked_fill((rows[:, None] == rows[None, :]) & ~itself, -1e4)
        contrast = cross_entropy(others, torch.arange(len(batch), device=self._device))
        loss = ((1 - cosine) * weight).mean() + CONTRAST * contrast
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._body, 1.0)
        for descent in (self._pieces_descent, self._body_descent):
            descent.step()
            descent.zero_grad()
        return loss.item(), cosine.mean().item()

    def _set_rates(self) -> None:
        left = max(0.0, 1 - self.spent / self._seconds)
        share = min(1.0, (self.steps + 1) / WARM_UP) * max(LAST, left)
        for descent, rate in ((self._pieces_descent, PIECE_RATE), (self._body_descent, BODY_RATE)):
            for group in descent.param_groups:
                group["lr"] = rate * share

    def _save(self) -> None:
        import torch

        state = {"spent": self.spent, "steps": self.steps, "model": self._model.state_dict()}
        state |= {"pieces": self._pieces_descent.state_dict(), "body": self._body_descent.state_dict()}
        half = self._state.with_suffix(".half")
        torch.save(state, half)
        half.replace(self._state)

    def _resume(self) -> None:
        import torch

        if self._state.exists():
            state = torch.load(self._state, weights_only=True, map_location=self._device)
            self._model.load_state_dict(state["model"])
            self._pieces_descent.load_state_dict(state["pieces"])
            self._body_descent.load_state_dict(state["body"])
            self.spent, self.steps = state["spent"], state["steps"]
            print(f"going on from step {self.steps}", flush=True)


def encode(model, ids: list[list[int]], device: str):
    """Unit vectors (texts, dimensions) of token ids: the mean over a text's tokens."""
    import torch
    from torch.nn.functional import normalize
    from torch.nn.utils.rnn import pad_sequence

    tokens = pad_sequence([torch.tensor(found) for found in ids], batch_first=True, padding_value=0).to(device)
    mask = (tokens != 0).unsqueeze(-1).float()
    hidden = model(input_ids=tokens, attention_mask=mask.squeeze(-1).long()).last_hidden_state.float()
    return normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)
