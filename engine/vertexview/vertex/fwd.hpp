#pragma once
// Forward declarations of the vertex room: records and files of records.

namespace vertexview {

struct Vector;
struct Color;
struct Vertex;
struct ColoredVertex;
struct Bounds;
struct Statistics;
class Dataset;

}  // namespace vertexview
