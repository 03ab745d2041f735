"""Writes arrays with NumPy into a folder and prints what lies in them: for each file (and, after a #, member) a line

    NAME COUNT MEMORY ELEMENTS | x y z of the first record | of the middle one | of the last one

where MEMORY is 1 for an array that is inflated into one place, and ELEMENTS are the names and counts that are
expected besides padding, as in position*3,color*3.
"""

import io
import sys
import zipfile

import numpy as np

folder = sys.argv[1]
N = 1000
rows = np.arange(N, dtype=np.float64)
xyz = np.stack([rows * 0.5 - 20, np.sin(rows), rows * rows], axis=1)


def line(name, count, memory, elements, places):
    picked = [places[i] for i in (0, count // 2, count - 1)] if count else []
    texts = [" ".join(repr(float(v)) for v in (list(place) + [0.0])[:3]) for place in picked]
    print(name, count, int(memory), elements, "|", " | ".join(texts))


def plain(name, array, memory, elements, places, **how):
    with open(f"{folder}/{name}.npy", "wb") as file:
        np.lib.format.write_array(file, array, **how)
    line(name + ".npy", len(places), memory, elements, places)


def shapes():
    for code in "<f4 >f4 <f8 >f8 <f2 >f2 <i1 <i2 >i2 <i4 >i4 <i8 >i8 <u1 <u2 >u2 <u4 >u4 <u8".split():
        array = np.clip(xyz, 0, 100).astype(code)
        order = {"<": "little", ">": "big"}[code[0]]
        plain(f"nx3_{order}_{code[1:]}", array, False, "position*3", array)
        plain(f"fortran_{order}_{code[1:]}", np.asfortranarray(array), False, "position*3", array)
    plain("nx2", xyz[:, :2].copy(), False, "position*2", xyz[:, :2])
    plain("nx4", np.hstack([xyz, xyz[:, :1]]), False, "position*3,intensity*1", xyz)
    plain("nx5", np.hstack([xyz, xyz[:, :2]]), False, "position*3,values*2", xyz)
    plain("nx7", np.hstack([xyz, xyz, xyz[:, :1]]), False, "position*3,values*4", xyz)
    unit = np.stack([np.sin(rows), np.cos(rows), rows * 0], axis=1)
    for name, last in [("normal", unit), ("color", np.abs(np.sin(xyz))), ("color", np.abs(unit) * 255), ("values", -xyz)]:
        number = sum(c in "cnv" for c in name) + int(abs(last).max())
        six = np.hstack([xyz, last])
        plain(f"nx6_{name}_{number}", six, False, f"position*3,{name}*3", xyz)
        plain(f"nx6_{name}_{number}_fortran", np.asfortranarray(six), False, f"position*3,{name}*3", xyz)
    integers = np.arange(N * 6, dtype=np.int32).reshape(N, 6) % 251
    plain("nx6_int", integers, False, "position*3,color*3", integers)
    plain("three_n", xyz.T.copy(), False, "position*3", xyz)
    plain("three_n_fortran", np.asfortranarray(xyz.T), False, "position*3", xyz)
    plain("four_n", np.ascontiguousarray(np.vstack([xyz.T, rows])), False, "position*3,intensity*1", xyz)
    plain("organised", xyz.reshape(20, 50, 3), False, "position*3", xyz)
    fortran = np.asfortranarray(xyz.reshape(20, 50, 3))
    plain("organised_fortran", fortran, False, "position*3", fortran.transpose(1, 0, 2).reshape(-1, 3))
    plain("planes", xyz.T.reshape(3, 20, 50).copy(), False, "position*3", xyz)
    plain("with_ones", xyz.reshape(1, N, 3, 1), False, "position*3", xyz)
    plain("none", xyz[:0], False, "position*3", [])
    plain("none_fortran", np.asfortranarray(np.zeros((0, 5))), False, "position*3,values*2", [])
    for version in (1, 2, 3):
        plain(f"version_{version}", xyz, False, "position*3", xyz, version=(version, 0))


def structured():
    def fill(name, dtype, elements, shape=(N,), columns=("x", "y", "z"), fill=None):
        array = np.zeros(shape, dtype)
        for axis, column in enumerate(columns):
            array[column] = xyz[:, axis].reshape(shape).astype(array.dtype[column])
        if fill:
            fill(array)
        flat = array.reshape(-1)
        plain(name, array, False, elements, [[row[column] for column in columns] for row in flat])

    three = [(c, "<f8") for c in "xyz"]
    fill("xyz_f8", three + [("intensity", "<u2")], "x*1,y*1,z*1,intensity*1")
    fill("big", [(c, ">f4") for c in "xyz"] + [("t", ">u8")], "x*1,y*1,z*1,t*1")
    fill("aligned", np.dtype([("flag", "u1"), ("x", "<f8"), ("y", "<f4"), ("z", "<f8")], align=True), "flag*1,x*1,y*1,z*1")
    fill("titled", [(("the first", "x"), "<f4"), ("y", "<f4"), ("z", "<f4")], "x*1,y*1,z*1")
    fill("turned", [("z", "<f4"), ("y", "<f4"), ("x", "<f4")], "z*1,y*1,x*1")
    fill("every", three + [("h", "<f2"), ("b", "?"), ("s", "S5"), ("u", "<U2"), ("v", "V3"), ("c", "<c8"), ("d", "<M8[ns]"),
                           ("g", "<f4", (2, 3))], "x*1,y*1,z*1,h*1,b*1,s*5,u*8,v*3,c*2,d*1,g*6")
    fill("unicode", three + [("höhe", "<f4"), ("日本", "<f4"), ("a:b'\\", "<f4")], "x*1,y*1,z*1,höhe*1,日本*1,a_b'\\*1")
    fill("grid", three, "x*1,y*1,z*1", shape=(20, 50))
    fill("scattered", np.dtype({"names": ["x", "y", "z"], "formats": ["<f4"] * 3, "offsets": [4, 12, 16], "itemsize": 32}),
         "x*1,y*1,z*1")
    sub = np.zeros(N, [("id", "<i4"), ("points", "<f4", (3,)), ("rgb", "u1", (3,))])
    sub["points"] = xyz
    plain("sub_array", sub, False, "id*1,points*3,rgb*3", sub["points"])
    inner = np.dtype([("x", "<f4"), ("y", "<f4"), ("z", "<f4")])
    nested = np.zeros(N, [("id", "<u4"), ("pose", inner), ("more", inner, (2,)), ("c", [("r", "u1"), ("g", "u1"), ("b", "u1")])])
    for axis, column in enumerate("xyz"):
        nested["pose"][column] = xyz[:, axis]
    more = ",".join(f"more[{i}].{c}*1" for i in range(2) for c in "xyz")
    plain("nested", nested, False, f"id*1,pose.x*1,pose.y*1,pose.z*1,{more},c.r*1,c.g*1,c.b*1",
          [[row["pose"][c] for c in "xyz"] for row in nested])
    plain("scalar", nested[3:4].reshape(()), False, f"id*1,pose.x*1,pose.y*1,pose.z*1,{more},c.r*1,c.g*1,c.b*1",
          [[nested[3]["pose"][c] for c in "xyz"]])


def archives():
    f4 = xyz.astype("<f4")
    arrays = {"K": np.eye(3), "labels": np.arange(N), "edges": np.zeros((9, 2), "i8"), "cloud": f4, "fortran": np.asfortranarray(f4[5:])}
    for name, save, memory in (("stored", np.savez, False), ("deflated", np.savez_compressed, True)):
        save(f"{folder}/{name}.npz", **arrays)
        line(f"{name}.npz", N, memory, "position*3", f4)
        line(f"{name}.npz#cloud", N, memory, "position*3", f4)
        line(f"{name}.npz#fortran", N - 5, False, "position*3", f4[5:])
        line(f"{name}.npz#edges", 9, memory, "position*2", np.zeros((9, 2)))
        line(f"{name}.npz#K", 3, memory, "position*3", np.eye(3))
    np.savez(f"{folder}/named.npz", a=np.zeros((7, 3)), points=f4)
    line("named.npz", N, False, "position*3", f4)
    names = [f"field_of_a_long_name_{i}" for i in range(300)]  # a header of more than a kilobyte
    wide = np.zeros(4, [("x", "<f8"), ("y", "<f8"), ("z", "<f8")] + [(n, "u1") for n in names])
    np.savez_compressed(f"{folder}/wide.npz", wide=wide)
    line("wide.npz", 4, True, "x*1,y*1,z*1," + ",".join(n + "*1" for n in names), np.zeros((4, 3)))
    with zipfile.ZipFile(f"{folder}/zip64.npz", "w") as archive:
        archive.comment = b"PK\5\6 in a comment"
        with archive.open("in/a folder.npy", "w", force_zip64=True) as file:
            np.save(file, f4)
        archive.writestr("readme.txt", "no array")
    line("zip64.npz", N, False, "position*3", f4)
    # Sizes that are in the ZIP64 part of the directory too, as those of 4 GB would be.
    data = io.BytesIO()
    zipfile.ZIP64_LIMIT, limit = 1000, zipfile.ZIP64_LIMIT
    with zipfile.ZipFile(data, "w") as archive:
        array = io.BytesIO()
        np.save(array, f4)
        archive.writestr("a.npy", array.getvalue())
        archive.writestr("b.npy", array.getvalue())
    zipfile.ZIP64_LIMIT = limit
    with open(f"{folder}/large64.npz", "wb") as file:
        file.write(data.getvalue())
    line("large64.npz#b", N, False, "position*3", f4)


shapes()
structured()
archives()
