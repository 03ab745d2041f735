"""Reads a .glb with json and struct alone, and checks what the specification of glTF 2.0 demands of it.

    glb_oracle.py FILE    prints the nodes, the names of the attributes, and each vertex as the lists of their numbers
"""
import json
import struct
import sys

SIZES = {5120: ("b", 1), 5121: ("B", 1), 5122: ("h", 2), 5123: ("H", 2), 5126: ("f", 4)}
COMPONENTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


def chunks(data):
    magic, version, length = struct.unpack_from("<4sII", data)
    assert (magic, version, length) == (b"glTF", 2, len(data)), "the header"
    at = 12
    while at < length:
        size, kind = struct.unpack_from("<I4s", data, at)
        assert size % 4 == 0 and at + 8 + size <= length, "a chunk"
        yield kind, data[at + 8 : at + 8 + size]
        at += 8 + size


def read(data):
    (first, text), (second, binary) = chunks(data)
    assert (first, second) == (b"JSON", b"BIN\0")
    document = json.loads(text)
    assert document["asset"]["version"] == "2.0"
    assert document["buffers"] == [{"byteLength": len(binary)}]
    (primitive,) = document["meshes"][0]["primitives"]
    assert primitive["mode"] == 0
    columns = []
    for name, index in sorted(primitive["attributes"].items()):
        accessor = document["accessors"][index]
        view = document["bufferViews"][accessor["bufferView"]]
        stride = view["byteStride"]
        assert 4 <= stride <= 252 and stride % 4 == 0 and accessor["byteOffset"] % 4 == 0, name
        code, size = SIZES[accessor["componentType"]]
        count = COMPONENTS[accessor["type"]]
        assert name in ("POSITION", "COLOR_0") or name.startswith("_"), name
        rows = [
            struct.unpack_from(f"<{count}{code}", binary, accessor["byteOffset"] + i * stride)
            for i in range(accessor["count"])
        ]
        assert accessor["byteOffset"] + (len(rows) - 1) * stride + count * size <= view["byteLength"]
        if name == "POSITION":
            assert accessor["min"] == [min(row[i] for row in rows) for i in range(3)]
            assert accessor["max"] == [max(row[i] for row in rows) for i in range(3)]
            assert (accessor["componentType"], accessor["type"]) == (5126, "VEC3")
        columns.append((name, rows))
    return document, columns


def main():
    with open(sys.argv[1], "rb") as file:
        document, columns = read(file.read())
    print(json.dumps(document["nodes"], separators=(",", ":")))
    print(*[name for name, _ in columns])
    for row in zip(*[rows for _, rows in columns]):
        print(*[list(values) for values in row])


main()
