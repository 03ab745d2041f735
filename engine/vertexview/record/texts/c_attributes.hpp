#pragma once
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "vertexview/record/texts/c_token_reader.hpp"

namespace vertexview::detail {

/// Whole numbers that a text has named, by #define or as constants.
using CConstants = std::map<std::string_view, std::uint64_t>;

/// What attributes say about a record or a member.
struct CAttributes {
  bool packed = false;
  std::uint64_t alignment = 0;  ///< 0: nothing
};

/// What #pragma pack says about the records that follow.
class CPacking {
 public:
  /// Reads a line of the preprocessor: #pragma pack, and #define of a whole number; others say nothing about
  /// records. kBadFormat for a #pragma pack that no compiler understands, and for conditions such as #if.
  [[nodiscard]] Result<void> read(const CToken& directive, CConstants& constants);
  [[nodiscard]] std::uint64_t now() const noexcept { return now_; }

 private:
  [[nodiscard]] Result<void> read_pack(CTokenReader& reader);

  std::uint64_t now_ = 0;
  std::vector<std::uint64_t> pushed_;
};

/// Returns the number of a token: "16", "0x10", "16u" or the name of a constant.
[[nodiscard]] Result<std::uint64_t> c_number(const CToken& token, const CConstants& constants);

/// Takes the attributes that come next: alignas(16), [[gnu::packed]], __attribute__((packed, aligned(4))),
/// __declspec(align(16)); others are passed over. kBadFormat for an alignment that is no power of two.
[[nodiscard]] Result<void> take_attributes(CTokenReader& reader, const CConstants& constants,
                                           CAttributes& attributes);

}  // namespace vertexview::detail
