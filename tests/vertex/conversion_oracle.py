"""Writes files of many layouts and what their records mean, computed by numpy.

usage: conversion_oracle.py FOLDER

For each case NAME: NAME.bin, the records; NAME.positions, float64 triples in the file's own coordinates;
NAME.colors, uint16 triples, or float64 numbers in 0..1 where one number goes through a ramp. cases.txt lists
NAME|LAYOUT|OVERRIDES|KIND|EXACT with overrides as name=text;name=text, kind "color", "ramp" or "white", and exact 1
where positions must agree to the last bit.
"""
import pathlib
import struct
import sys

import numpy as np

folder = pathlib.Path(sys.argv[1])
random = np.random.default_rng(20)
COUNT = 700  # more than two blocks of the converter, and no multiple of one
lines = []


def case(name, layout, records, positions, colors=None, scalar=None, overrides="", exact=True):
    (folder / f"{name}.bin").write_bytes(records.tobytes())
    positions = np.asarray(positions, dtype=np.float64)
    if positions.shape[1] == 2:
        positions = np.hstack([positions, np.zeros((len(positions), 1))])
    positions.tofile(folder / f"{name}.positions")
    kind = "color" if colors is not None else "ramp" if scalar is not None else "white"
    if colors is not None:
        np.asarray(colors, dtype=np.uint16).tofile(folder / f"{name}.colors")
    elif scalar is not None:
        np.asarray(scalar, dtype=np.float64).tofile(folder / f"{name}.colors")
    lines.append(f"{name}|{layout}|{overrides}|{kind}|{int(exact)}")


def numbers(dtype, shape):
    """Random values of a type, its extremes and special values included."""
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        values = random.normal(0, 50, shape).astype(dtype)
        values.flat[0:6] = [0, -0.0, np.nan, np.inf, -np.inf, np.finfo(dtype).tiny / 2]
    elif dtype.kind == "b":
        values = random.integers(0, 2, shape).astype(bool)
    else:
        info = np.iinfo(dtype)
        values = random.integers(info.min, info.max, shape, dtype=dtype.newbyteorder("="), endpoint=True)
        values.flat[0:2] = [info.min, info.max]
    return values.astype(dtype)


def mapped(values, low, high):
    """(value - low) / (high - low) in 0..1; NaN is 0."""
    with np.errstate(all="ignore"):
        unit = (values.astype(np.float64) - low) / (high - low)
    return np.clip(np.nan_to_num(unit, nan=0, posinf=1, neginf=0), 0, 1)


def to_color(values, low, high):
    with np.errstate(all="ignore"):
        full = (values.astype(np.float64) - low) * (65535 / (high - low))
    return np.floor(np.clip(np.nan_to_num(full, nan=0, posinf=65535, neginf=0), 0, 65535) + 0.5)


def record(*fields):
    """A packed structured array from (name, column array) pairs."""
    dtype = np.dtype([(name, column.dtype, column.shape[1:]) for name, column in fields])
    array = np.zeros(len(fields[0][1]), dtype)
    for name, column in fields:
        array[name] = column
    return array


# Every type in both byte orders as a position, unscaled and scaled.
CODES = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "i8": "q", "u8": "Q",
         "f2": "e", "f4": "f", "f8": "d"}
for order, prefix in (("<", "<"), (">", ">")):
    for code, letter in CODES.items():
        name = f"position_{code}_{'big' if prefix == '>' else 'little'}"
        values = numbers(order + code, (COUNT, 3))
        tail = np.full(COUNT, 7, "u1")
        data = record(("position", values), ("tail", tail))
        layout = f"{prefix}3{letter}:position:B:tail:"
        case(name, layout, data, values, scalar=np.full(COUNT, 0.5), overrides="color=tail", exact=True)
        with np.errstate(all="ignore"):
            scaled = values.astype(np.float64) * 0.001 + np.array([100.0, -5.0, 0.25])
        case(name + "_scaled", layout, data, scaled, scalar=np.full(COUNT, 0.5),
             overrides="color=tail;scale=0.001;shift=100,-5,0.25", exact=False)

# Two components; separate fields in another order; elements of a longer field.
xy = numbers("<f4", (COUNT, 2))
case("xy", "<2f:position:", record(("p", xy)), xy)
x, y, z, i = (numbers("<f4", COUNT) for _ in range(4))
case("zyx", "<f:z:f:y:f:x:", record(("z", z), ("y", y), ("x", x)), np.stack([x, y, z], 1),
     scalar=mapped(z, -50, 50), overrides="color-range=-50:50")
longer = numbers(">f8", (COUNT, 7))
case("elements", ">7d:data:", record(("data", longer)), longer[:, [5, 0, 2]], scalar=mapped(longer[:, 6], -100, 100),
     overrides="position=data[5],data[0],data[2];color=data[6];color-range=-100:100")

# Doubles far from zero: UTM coordinates with millimetres.
utm = np.array([399_512.25, 5_421_733.5, 250.0]) + random.uniform(-40, 40, (COUNT, 3)).round(3)
case("utm_double", "<3d:position:", record(("p", utm)), utm, scalar=mapped(utm[:, 2], 210, 290), overrides="color-range=210:290")
fixed = np.round((utm - [399_000, 5_421_000, 0]) * 1000).astype("<i4")
case("utm_fixed", "<3i:position:", record(("p", fixed)), fixed * 0.001 + [399_000.0, 5_421_000.0, 0.0],
     scalar=mapped(fixed[:, 2].astype(float), 210_000, 290_000),
     overrides="scale=0.001;shift=399000,5421000,0;color-range=210000:290000", exact=False)

# Colours of every type and order, three and four components, every range.
position = random.normal(0, 10, (COUNT, 3)).astype("<f4")
for order, prefix in (("<", "<"), (">", ">")):
    for code, letter in CODES.items():
        for components in (3, 4):
            values = numbers(order + code, (COUNT, components))
            name = f"color_{code}_{'big' if prefix == '>' else 'little'}_{components}"
            data = record(("position", position.astype(order + "f4")), ("color", values))
            layout = f"{prefix}3f:position:{components}{letter}:color:"
            rgb = values[:, :3]
            case(name + "_given", layout, data, position, to_color(rgb, -20, 90), overrides="color-range=-20:90")
            info = None if values.dtype.kind == "f" else np.iinfo(values.dtype)
            low, high = (0.0, 1.0) if info is None else (float(info.min), float(info.max))
            case(name + "_type", layout, data, position, to_color(rgb, low, high), overrides="color-range=type")
            finite = rgb.astype(np.float64)[np.isfinite(rgb.astype(np.float64))]
            case(name + "_file", layout, data, position, to_color(rgb, finite.min(), finite.max()),
                 overrides="color-range=file")
for bits in (8, 10, 12, 16):
    values = random.integers(0, 2**bits, (COUNT, 3), dtype="<u2")
    case(f"color_bits_{bits}", "<3f:position:3H:color:", record(("p", position), ("c", values)), position,
         to_color(values, 0, 2**bits - 1), overrides=f"color-range={bits}")

# What is chosen when nobody says: by type, or by the largest value.
for name, values, high in (("u1", random.integers(0, 256, (COUNT, 3), dtype="u1"), 255),
                           ("u2", random.integers(0, 300, (COUNT, 3), dtype="<u2"), 65535),
                           ("u4_8bit", random.integers(0, 256, (COUNT, 3)).astype("<u4"), 255),
                           ("u4_16bit", random.integers(0, 65536, (COUNT, 3)).astype("<u4"), 65535),
                           ("f4_unit", random.uniform(0, 1, (COUNT, 3)).astype("<f4"), 1),
                           ("f4_8bit", random.uniform(0, 255, (COUNT, 3)).astype("<f4"), 255),
                           ("f8_unit", random.uniform(0, 1, (COUNT, 3)).astype("<f8"), 1),
                           ("f2_unit", random.uniform(0, 1, (COUNT, 3)).astype("<f2"), 1)):
    letter = CODES[values.dtype.str[1:]]
    case(f"color_auto_{name}", f"<3f:position:3{letter}:color:", record(("p", position), ("c", values)), position,
         to_color(values, 0, high))
bgr = random.integers(0, 256, (COUNT, 3), dtype="u1")
case("color_bgr", "<3f:position:3B:bgr:", record(("p", position), ("c", bgr)), position, to_color(bgr[:, ::-1], 0, 255))
case("color_fields", "<3f:position:B:blue:B:green:B:red:", record(("p", position), ("c", bgr)), position,
     to_color(bgr[:, ::-1], 0, 255))
both = record(("p", position.astype(">f4")), ("c", bgr.astype("<u2")))
case("mixed_orders", ">3f:position:(3)<H:color:", both, position, to_color(bgr, 0, 65535))

# The presets, as the programs that write them do.
intensity = random.uniform(0, 1, COUNT).astype("<f4")
kitti = np.column_stack([position, intensity]).astype("<f4")
low, high = np.quantile(intensity.astype(float), [0.02, 0.98], method="lower")
high = np.sort(intensity.astype(float))[COUNT - 1 - int(0.02 * (COUNT - 1))]
for name, layout in (("kitti", "kitti"), ("kitti_unnamed", "<4f"), ("kitti_prefix", "4f")):
    case(name, layout, kitti, position, scalar=mapped(intensity, low, high))
ring = random.integers(0, 32, COUNT).astype("<f4")
nuscenes = np.column_stack([position, intensity, ring]).astype("<f4")
case("nuscenes", "nuscenes", nuscenes, position, scalar=mapped(intensity, low, high))
case("nuscenes_ring", "nuscenes", nuscenes, position, scalar=mapped(ring, 0, 31), overrides="color=ring;color-range=0:31;ramp=turbo")
case("xyz", "xyz", position, position, scalar=mapped(position[:, 2], -10, 10), overrides="color-range=-10:10;ramp=grey")
rgb = random.uniform(0, 1, (COUNT, 3)).astype("<f4")
case("xyzrgb", "xyzrgb", np.hstack([position, rgb]), position, to_color(rgb, 0, 1))
case("xyzrgb8", "xyzrgb8", record(("p", position), ("c", bgr)), position, to_color(bgr, 0, 255))
waymo = np.hstack([kitti, random.normal(0, 1, (COUNT, 2)).astype("<f4")])
case("waymo", "waymo", waymo, position, scalar=mapped(intensity, low, high))
rgba = random.integers(0, 256, (COUNT, 4), dtype="u1")
splat = record(("p", position), ("s", random.uniform(0, 1, (COUNT, 3)).astype("<f4")), ("c", rgba), ("r", rgba))
assert splat.dtype.itemsize == 32
case("splat", "splat", splat, position, to_color(rgba[:, :3], 0, 255))
vertex = record(("p", position), ("c", random.integers(0, 65536, (COUNT, 3), dtype="<u2")), ("pad", np.zeros(COUNT, "<u2")))
assert vertex.dtype.itemsize == struct.calcsize("@3f3Hxx")
case("vertex", "vertex", vertex, position, vertex["c"])
case("vertex_big", ">3f3Hxx", vertex.astype(vertex.dtype.newbyteorder(">")), position, vertex["c"])
case("vertex_unpadded", "<3f3H", vertex[["p", "c"]].astype([("p", "<f4", 3), ("c", "<u2", 3)]), position, vertex["c"])

(folder / "cases.txt").write_text("\n".join(lines) + "\n")
