#pragma once
#include <array>
#include <glm/vec3.hpp>
#include <string>

#include "vertexview/record/placement.hpp"

namespace vertexview::test {

/// An up axis, and the rotation of the world that brings z there: what a picture shows of a cloud with z up
/// it shows of the rotated cloud with this axis up. Written out, as an oracle for world_axes().
struct UpCase {
  UpAxis axis;
  std::string name;
  glm::dvec3 (*rotated)(glm::dvec3 v);
};

inline const std::array<UpCase, 6> kUpCases{{
    {UpAxis::kX, "x", [](glm::dvec3 v) { return glm::dvec3(v.z, v.x, v.y); }},
    {UpAxis::kY, "y", [](glm::dvec3 v) { return glm::dvec3(v.x, v.z, -v.y); }},
    {UpAxis::kZ, "z", [](glm::dvec3 v) { return v; }},
    {UpAxis::kMinusX, "-x", [](glm::dvec3 v) { return glm::dvec3(-v.z, v.x, -v.y); }},
    {UpAxis::kMinusY, "-y", [](glm::dvec3 v) { return glm::dvec3(v.x, -v.z, v.y); }},
    {UpAxis::kMinusZ, "-z", [](glm::dvec3 v) { return glm::dvec3(v.x, -v.y, -v.z); }},
}};

}  // namespace vertexview::test
