#pragma once
// The records that a text of C, C++, GLSL or HLSL declares. May be called from any thread, with untrusted
// text.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/texts/c_types.hpp"

namespace vertexview::detail {

/// Which rules say where the members of a record lie.
enum class CRules : std::uint8_t { kC, kStd430, kStd140 };

/// The type of a member: numbers, or one of CDeclarations::records that stands before the record it is in.
struct CType {
  CNumberType number = {};
  std::optional<std::size_t> record = std::nullopt;
  std::vector<std::uint64_t> extents = {};  ///< of an array, the outermost first
};

struct CMember {
  std::string name;  ///< "" for an unnamed record, whose members count as those of the record around it
  CType type = {};
  std::string semantic = {};    ///< what HLSL says after a colon, as in "POSITION0"
  std::uint64_t alignment = 0;  ///< at least so many bytes; 0: as the type needs
  bool open = false;            ///< whether it is an array without an end, "Vertex vertices[];"
  std::size_t at = 0;           ///< where in the text its name stands
};

struct CRecord {
  std::string name;
  std::vector<CMember> members = {};
  std::uint64_t pack = 0;       ///< no member is aligned to more bytes; 0: no such limit
  std::uint64_t alignment = 0;  ///< the record is aligned to at least so many bytes; 0: as its members are
  std::size_t at = 0;           ///< where in the text it begins
};

struct CDeclarations {
  std::vector<CRecord> records = {};  ///< each uses only records before it; of at least one the last is meant
  CRules rules = CRules::kC;
};

/// Returns what the text declares. kBadFormat with the offset for what is no declaration of a record, and for
/// what has no place in a file: pointers, bit-fields, unions, types whose size is not everywhere the same.
/// Functions, constants and static members are passed over.
[[nodiscard]] Result<CDeclarations> parse_c_declarations(std::string_view text);

}  // namespace vertexview::detail
