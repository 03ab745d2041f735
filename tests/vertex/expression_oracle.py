"""Asks random questions of random records, and answers them with Python's own numbers.

    expression_oracle.py FOLDER SEED RECORDS QUESTIONS

Writes FOLDER/little.bin and FOLDER/big.bin, the same records in both byte orders, and FOLDER/questions: a line for
each question, its text and the answers as one 0 or 1 for each record, with a tab between.
"""
import math
import random
import struct
import sys
from pathlib import Path

# Name, code of the struct module, and the bits of a whole number, or 0 for any other.
ELEMENTS = [
    ("x", "f", 0),
    ("y", "f", 0),
    ("half", "e", 0),
    ("wide", "d", 0),
    ("tag", "B", 8),
    ("small", "h", 16),
    ("label", "I", 32),
    ("time", "q", 64),
    ("stamp", "Q", 64),
    ("valid", "?", 1),
]
MOST_EXACT = 126  # bits of the longest whole number that is exact
FINITE_HALVES = [0.0, -0.0, 1.0, -1.5, 0.1, 65504.0, 6e-8]


def random_record(pick):
    special = [0.0, -0.0, 1.0, -1.0, 0.5, 2.5, math.nan, math.inf, -math.inf, 0.1, 1e-40, 3e38]
    real = lambda: pick.choice(special) if pick.random() < 0.3 else pick.uniform(-10, 10)
    far = lambda bits: pick.getrandbits(bits) if pick.random() < 0.5 else pick.randrange(20)
    return (
        real(),
        real(),
        pick.choice(FINITE_HALVES),
        real() * 10.0 ** pick.randrange(-5, 5),
        far(8),
        far(16) - 2**15 if pick.random() < 0.5 else pick.randrange(-5, 5),
        far(32),
        far(64) - 2**63 if pick.random() < 0.5 else pick.randrange(-5, 5),
        far(64),
        pick.random() < 0.5,
    )


def nearest(code, number):
    """The number of that type that is nearest."""
    try:
        return struct.unpack(code, struct.pack(code, number))[0]
    except OverflowError:
        return math.inf


def shown(code, text):
    """What a number of the text means beside one of type `code`: see Expression."""
    number = float(text)
    at = nearest(code, number)
    for digits in range(1, 10):
        shortest = float(f"{at:.{digits}g}")
        if nearest(code, shortest) == at:
            return at if shortest == number else number
    return number


def divide(a, b):
    a, b = float(a), float(b)
    if b != 0:
        return a / b
    if a == 0 or math.isnan(a) or math.isnan(b):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1, b)


def modulo(a, b):
    if isinstance(a, int) and isinstance(b, int):
        return a % b if b else math.nan
    a, b = float(a), float(b)
    return math.nan if b == 0 or math.isinf(a) or math.isnan(a) or math.isnan(b) else rest(a, b)


def rest(a, b):
    """The remainder in double precision; that of numpy.mod for an infinite divisor too."""
    r = math.fmod(a, b)
    if r == 0:
        return math.copysign(0.0, b)
    return r + b if (r < 0) != (b < 0) else r


def root(a):
    a = float(a)
    return math.nan if math.isnan(a) or a < 0 else math.sqrt(a)


def least(a, b, sign=1):
    for one in (a, b):
        if math.isnan(one):
            return math.nan
    return a if sign * a < sign * b else b


def rounded(function, a):
    return a if isinstance(a, int) or math.isinf(a) or math.isnan(a) else float(function(a))


def length(*numbers):
    total = float(numbers[0]) * float(numbers[0])
    for one in numbers[1:]:
        total = total + float(one) * float(one)
    return root(total)


def bits_of(code, number):
    size = struct.calcsize("<" + code)
    return int.from_bytes(struct.pack("<" + code, number), "little", signed=False) & (2 ** (8 * size) - 1)


class Number:
    """A part of a question: its text, the same in Python, and the bits of a whole number, or 0."""

    def __init__(self, text, python, bits, code=None):
        self.text, self.python, self.bits, self.code = text, python, bits, code


def element(pick):
    name, code, bits = pick.choice(ELEMENTS[:-1])
    kind = pick.random()
    if kind < 0.1:
        return Number(f"bits({name})", f"bits_of('{code}', r['{name}'])", 8 * struct.calcsize("<" + code))
    return Number(name, f"r['{name}']", bits, code if code in "fe" else None)


def literal(pick):
    if pick.random() < 0.5:
        number = pick.choice([0, 1, 2, 3, 7, 255, 65535, 10**6, 2**53 + 1, 2**63, 2**64 - 1, pick.randrange(100)])
        return Number(pick.choice([str(number), hex(number)]), str(number), max(1, number.bit_length()))
    text = pick.choice(["0.1", "0.5", "1e-40", "3e38", "2.5", "1.25e3", f"{pick.uniform(0, 10):.7g}", "0.30000000000000004"])
    return Number(text, text, 0)


def both(a, b, python, bits):
    if a.bits and b.bits and bits <= MOST_EXACT:
        return Number("", python.format(a.python, b.python), bits)
    return Number("", python.format(f"float({a.python})", f"float({b.python})"), 0)


def number(pick, depth):
    if depth == 0 or pick.random() < 0.2:
        return element(pick) if pick.random() < 0.7 else literal(pick)
    a, b = number(pick, depth - 1), number(pick, depth - 1)
    kind = pick.randrange(12)
    if kind < 6:
        sign = "+-*"[kind % 3]
        bits = a.bits + b.bits if sign == "*" else max(a.bits, b.bits) + 1
        result = both(a, b, "({} " + sign + " {})", bits)
        result.text = f"({a.text} {sign} {b.text})"
        return result
    if kind == 6:
        return Number(f"({a.text} / {b.text})", f"divide({a.python}, {b.python})", 0)
    if kind == 7:
        divisor = pick.randrange(1, 1000)
        if a.bits:
            return Number(f"({a.text} % {divisor})", f"({a.python} % {divisor})", divisor.bit_length())
        return Number(f"({a.text} % {divisor})", f"modulo({a.python}, {divisor}.0)", 0)
    if kind == 8:
        name = pick.choice(["min", "max"])
        sign = 1 if name == "min" else -1
        result = both(a, b, "least({}, {}, " + str(sign) + ")", max(a.bits, b.bits))
        result.text = f"{name}({a.text}, {b.text})"
        return result
    if kind == 9:
        return Number(f"abs({a.text})", f"abs({a.python})", a.bits)
    if kind == 10:
        name = pick.choice(["sqrt", "floor", "ceil", "round", "length"])
        if name == "sqrt":
            return Number(f"sqrt({a.text})", f"root({a.python})", 0)
        if name == "length":
            return Number(f"length({a.text}, {b.text})", f"length({a.python}, {b.python})", 0)
        function = {"floor": "math.floor", "ceil": "math.ceil", "round": "round"}[name]
        return Number(f"{name}({a.text})", f"rounded({function}, {a.python})", a.bits)
    if a.bits and b.bits and max(a.bits, b.bits) < MOST_EXACT:
        sign = pick.choice("&|^")
        return Number(f"({a.text} {sign} {b.text})", f"({a.python} {sign} {b.python})", max(a.bits, b.bits) + 1)
    if a.bits and a.bits < 60:
        shift = pick.randrange(40)
        sign = pick.choice(["<<", ">>"])
        bits = a.bits + (shift if sign == "<<" else 0)
        return Number(f"({a.text} {sign} {shift})", f"({a.python} {sign} {shift})", bits)
    return Number(f"-({a.text})", f"(-{a.python})", a.bits)


def beside(a, b):
    """The two in Python, a number of the text as what it means beside the other."""
    python = a.python
    if a.python[0].isdigit() and b.code:
        python = f"shown('{b.code}', '{a.text if not a.text.startswith('0x') else int(a.text, 16)}')"
    return python


def condition(pick, depth):
    if depth == 0 or pick.random() < 0.5:
        kind = pick.randrange(8)
        a, b = number(pick, 2), number(pick, 2)
        if kind < 4:
            sign = pick.choice(["<", "<=", ">", ">=", "==", "!="])
            if pick.random() < 0.4:
                a, b = element(pick), literal(pick)
            return f"{a.text} {sign} {b.text}", f"({beside(a, b)} {sign} {beside(b, a)})"
        if kind == 4:
            return f"({a.text} in {b.text}..{b.text} + 5)", (
                f"({beside(b, a)} <= {beside(a, b)} <= {both(b, Number('5', '5', 3), '({} + {})', max(b.bits, 3) + 1).python})"
            )
        if kind == 5:
            c = number(pick, 1)
            return f"({a.text} < {b.text} <= {c.text})", (
                f"(({beside(a, b)} < {beside(b, a)}) and ({beside(b, c)} <= {beside(c, b)}))"
            )
        if kind == 6:
            name = pick.choice(["isnan", "isinf", "isfinite"])
            return f"{name}({a.text})", f"math.{name}(float({a.python}))"
        return "valid", "r['valid']"
    left, right = condition(pick, depth - 1), condition(pick, depth - 1)
    sign = pick.choice([("&&", "and"), ("||", "or"), ("and", "and"), ("or", "or")])
    if pick.random() < 0.2:
        return f"!({left[0]})", f"(not {left[1]})"
    return f"({left[0]}) {sign[0]} ({right[0]})", f"({left[1]} {sign[1]} {right[1]})"


def main(folder, seed, count, questions):
    pick = random.Random(int(seed))
    codes = "".join(code for _, code, _ in ELEMENTS)
    packed = []
    for _ in range(int(count)):
        values = random_record(pick)
        packed.append(struct.pack("<" + codes, *values))
    names = [name for name, _, _ in ELEMENTS]
    records = [dict(zip(names, struct.unpack("<" + codes, one))) for one in packed]
    Path(folder, "little.bin").write_bytes(b"".join(packed))
    Path(folder, "big.bin").write_bytes(b"".join(struct.pack(">" + codes, *r.values()) for r in records))
    with open(Path(folder, "questions"), "w") as out:
        for _ in range(int(questions)):
            text, python = condition(pick, 2)
            ask = eval(f"lambda r: {python}")  # noqa: S307: the text was made above
            out.write(text + "\t" + "".join("1" if ask(r) else "0" for r in records) + "\n")


main(*sys.argv[1:])
