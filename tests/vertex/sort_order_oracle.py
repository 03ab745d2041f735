"""Sorts columns of random numbers with numpy.

    sort_order_oracle.py FOLDER SEED RECORDS

Writes, for each number type of numpy in both byte orders, FOLDER/NAME.bin with the numbers, FOLDER/NAME.up and
FOLDER/NAME.down with the indices in ascending and in descending order as uint64, and a line "NAME CODE" of
FOLDER/columns, CODE being the format of the struct module. Equal numbers keep their order in both directions, and NaN
comes last.
"""
import sys
from pathlib import Path

import numpy as np

CODES = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "i8": "q", "u8": "Q", "f2": "e", "f4": "f",
         "f8": "d", "b1": "?"}


def column(random, kind, count):
    dtype = np.dtype(kind)
    if kind == "b1":
        return random.integers(0, 2, count).astype(dtype)
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        numbers = random.integers(info.min, info.max, count, dtype=dtype, endpoint=True)
        near = random.integers(0, 5, count).astype(dtype) + dtype.type(info.max - 10)
        numbers = np.where(random.random(count) < 0.3, near, numbers)
        return np.where(random.random(count) < 0.2, dtype.type(info.min), numbers)
    numbers = (random.standard_normal(count) * 10.0 ** random.integers(-4, 4, count)).astype(dtype)
    special = np.array([0.0, -0.0, np.nan, -np.nan, np.inf, -np.inf, 1.5, np.finfo(dtype).tiny, -np.finfo(dtype).max],
                       dtype=dtype)
    return np.where(random.random(count) < 0.4, random.choice(special, count), numbers)


def descending(numbers):
    """Returns the indices from the largest number to the smallest."""
    if numbers.dtype.kind == "f":
        return np.argsort(-numbers, kind="stable")
    # ~x turns the order of integers round without an overflow; of truth values it is "not".
    return np.argsort(~numbers, kind="stable")


def main():
    folder, seed, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    random = np.random.default_rng(seed)
    lines = []
    for kind, code in CODES.items():
        numbers = column(random, kind, count)
        for order in "<>":
            name = f"{'little' if order == '<' else 'big'}_{kind}"
            (folder / f"{name}.bin").write_bytes(numbers.astype(np.dtype(kind).newbyteorder(order)).tobytes())
            (folder / f"{name}.up").write_bytes(np.argsort(numbers, kind="stable").astype("<u8").tobytes())
            (folder / f"{name}.down").write_bytes(descending(numbers).astype("<u8").tobytes())
            lines.append(f"{name} {order}{code}\n")
    (folder / "columns").write_text("".join(lines))


main()
