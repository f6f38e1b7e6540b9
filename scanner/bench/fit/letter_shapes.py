"""How letters follow each other in words of one kind: n-grams of letters, smoothed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scanner.match.lexicon import SYMBOLS

Reals = NDArray[np.float64]


def shape(tokens: Sequence[str], order: int) -> Reals:
    """How letters follow each other in words: bits of the last of `order` symbols.

    Each word counts once. Witten-Bell smoothing: what was never seen behind some letters is as
    likely as a new letter was there, shared out as behind one letter fewer.
    """
    likely = np.full(SYMBOLS, 1 / SYMBOLS)
    for seen in range(1, order + 1):
        grams = _grams(tokens, order)[0] % SYMBOLS**seen
        count = np.bincount(grams, minlength=SYMBOLS**seen).reshape(-1, SYMBOLS)
        kinds = np.maximum(np.count_nonzero(count, axis=1), 1)[:, None]
        shorter = np.resize(likely.reshape(-1, SYMBOLS), count.shape)
        likely = (count + kinds * shorter) / (count.sum(axis=1, keepdims=True) + kinds)
    bits: Reals = np.log2(likely).reshape(-1)
    return bits


def likelihood(shaped: Reals, tokens: Sequence[str]) -> Reals:
    """Bits of each word by the letters that follow each other in it."""
    order = round(np.log(len(shaped)) / np.log(SYMBOLS))
    grams, which = _grams(tokens, order)
    bits: Reals = np.bincount(which, shaped[grams], len(tokens)).astype(np.float64)
    return bits


def _grams(tokens: Sequence[str], order: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every `order` symbols in a row as one number, the edge before and behind; of which word."""
    edges = _EDGE * (order - 1)
    text = "".join(f"{edges}{token}{_EDGE}" for token in tokens)
    symbols = np.frombuffer(text.encode("ascii"), dtype=np.uint8).astype(np.int64) - ord(_EDGE)
    length = np.array([len(token) for token in tokens])
    which = np.repeat(np.arange(len(tokens)), length + order)
    first = np.cumsum(length + order) - (length + order)
    inside = np.arange(len(which)) - first[which] >= order - 1
    places = np.flatnonzero(inside)
    grams = sum(symbols[places - back] * SYMBOLS**back for back in range(order))
    return np.asarray(grams, dtype=np.int64), which[places]


_EDGE = chr(ord("a") - 1)
