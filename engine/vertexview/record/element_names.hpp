#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "vertexview/record/element.hpp"
#include "vertexview/record/field_readings.hpp"
#include "vertexview/record/record_sample.hpp"

namespace vertexview {

/// A field and the byte of the record at which it begins.
struct PlacedField {
  FieldReading reading;
  std::size_t offset = 0;
};

/// Returns the elements that fields stand for, padding left out: named by what they are ("position", "color",
/// "normal"), single numbers by what their values look like ("intensity", "ring", "time", else "value"). The
/// record begins at byte `phase` of those of the sample.
[[nodiscard]] std::vector<Element> name_fields(const RecordSample& sample,
                                               const std::vector<PlacedField>& fields, std::size_t phase,
                                               bool big_endian);

}  // namespace vertexview
