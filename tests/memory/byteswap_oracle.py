"""Writes records and the same in the opposite byte order, by CPython's struct.

usage: byteswap_oracle.py FOLDER

cases.txt has a little-endian format a line; for line N: N.little, N.big. Floats pass as integers of their size, so
that no NaN changes on the way; padding, which struct writes as zeros, is taken over.
"""
import pathlib
import random
import re
import struct
import sys

folder = pathlib.Path(sys.argv[1])
rng = random.Random(3)
AS_INTEGER = {"e": "H", "f": "I", "d": "Q", "?": "B"}

# Alone, side by side, and cut by every boundary of a register.
formats = ["<3f3Hxx", "<3f3H", "<d", "<f", "<H", "<B", "<5x", "<s", "<f3B", "<4s", "<Bd", "<xdHf", "<31xQ", "<15xd15x",
           "<100d", "<4095xB", "<4088xd", "<5000xd", "<600dxx", "<7H", "<HfdQ", "<?h?", "<16s", "<32x", "<2x3I3d5H",
           "<16xf", "<14xf", "<13xf", "<12xf", "<9xd", "<1000Q"]
while len(formats) < 150:
    items = [rng.choice(["", "", "2", "3", "7"]) + rng.choice("xcbB?hHiIlLqQefds") for _ in range(rng.randint(1, 9))]
    formats.append("<" + "".join(items))

for index, text in enumerate(formats):
    size = struct.calcsize(text)
    little = re.sub("[efd?]", lambda code: AS_INTEGER[code[0]], text)
    big = ">" + little[1:]
    source = rng.randbytes(size * (8192 // size + 45))
    # Padding is where a pack of values without a zero in them leaves zeros.
    padding = [i for i, byte in enumerate(struct.pack(little, *struct.unpack(little, b"\xff" * size))) if byte == 0]
    swapped = bytearray()
    for values in struct.iter_unpack(little, source):
        swapped += struct.pack(big, *values)
    for i in padding:
        swapped[i::size] = source[i::size]
    (folder / f"{index}.little").write_bytes(source)
    (folder / f"{index}.big").write_bytes(swapped)
(folder / "cases.txt").write_text("\n".join(formats) + "\n")
