#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/record/schema.hpp"

namespace vertexview::detail {

/// Returns the elements of a schema but padding, each with a name of its own that is an identifier in C and
/// all languages that have taken after it.
[[nodiscard]] std::vector<Element> elements_with_identifiers(const Schema& schema);

// Each returns the text that schema_writers() describes.
[[nodiscard]] Result<std::string> write_c_struct(const Schema& schema);
[[nodiscard]] Result<std::string> write_numpy_dtype(const Schema& schema);
[[nodiscard]] Result<std::string> write_point_fields(const Schema& schema);

}  // namespace vertexview::detail
