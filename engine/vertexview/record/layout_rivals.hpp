#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/record/layout_finder.hpp"
#include "vertexview/record/likely_strides.hpp"

namespace vertexview {

/// A candidate, and what of its elements is compared with those of others.
struct Explained : LayoutCandidate {
  bool telling = false;  ///< FoundElements::telling
};

/// Lowers the scores of records that are several of a shorter candidate's or parts of a longer one's, and of
/// those that take for any numbers what is no accident in another candidate; sorts the candidates by stride.
/// `strides` are those of the whole file `bytes`. May be called from any thread, and with untrusted bytes.
void compare_rivals(std::span<const std::byte> bytes, std::vector<Explained>& all,
                    const WindowStrides& strides);

/// Returns whether the positions of each of the `parts` records of `shorter` that a longer one would consist
/// of cover the same range, in two coordinates at least: those of quads and of scan lines do, while a
/// velocity that is read as the position of every second record has a range of its own. May be called from
/// any thread, and with untrusted bytes.
[[nodiscard]] bool are_parts_alike(std::span<const std::byte> bytes, const LayoutCandidate& shorter,
                                   std::uint64_t parts);

}  // namespace vertexview
