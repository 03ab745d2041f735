#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <string>

#include "vertexview/record/texts/c_attributes.hpp"
#include "vertexview/record/texts/c_declarations.hpp"
#include "vertexview/record/texts/c_token_reader.hpp"

namespace vertexview::detail {

/// Reads the two parts of the declaration of a member: its type, and its name with what surrounds it.
class CTypeParser {
 public:
  CTypeParser(CTokenReader& reader, const CConstants& constants) noexcept
      : reader_(reader), constants_(constants) {}

  /// Types that the text has defined, by their names.
  std::map<std::string, CType, std::less<>> names;
  /// Reads what follows "struct" or "class", at that depth of nested records, and returns the type.
  std::function<Result<CType>(std::size_t depth)> define_record;

  /// Reads a type with the words around it that say nothing about its bytes. kBadFormat for one that is not
  /// known, or has no place in a file.
  [[nodiscard]] Result<CType> type(std::size_t depth);

  /// Reads a name with its extents, attributes, semantic and initialiser into `member`, whose type is set.
  [[nodiscard]] Result<void> declarator(CMember& member);

 private:
  [[nodiscard]] Result<CType> named_type(std::size_t depth);
  [[nodiscard]] Result<CType> standard_array(std::size_t depth);
  [[nodiscard]] Result<CType> integer_type();
  [[nodiscard]] Result<void> skip_qualifiers();
  [[nodiscard]] Result<void> take_extents(CMember& member);
  [[nodiscard]] Result<void> take_behind_colon(CMember& member);
  [[nodiscard]] Result<void> skip_initialiser();

  CTokenReader& reader_;
  const CConstants& constants_;
};

}  // namespace vertexview::detail
