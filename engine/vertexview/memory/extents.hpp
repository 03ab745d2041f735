#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

namespace vertexview::detail {

/// The shape or the strides of a view: a number for each dimension. Those of up to four dimensions need no
/// memory of their own, since allocating it would take longer than making the view.
class Extents {
 public:
  Extents() noexcept = default;
  Extents(std::initializer_list<std::int64_t> values) : Extents(std::span(values.begin(), values.size())) {}
  explicit Extents(std::span<const std::int64_t> values) : size_(values.size()) {
    if (size_ > kInside)
      many_.assign(values.begin(), values.end());
    else
      std::copy(values.begin(), values.end(), few_.begin());
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] const std::int64_t* begin() const noexcept {
    return size_ > kInside ? many_.data() : few_.data();
  }
  [[nodiscard]] const std::int64_t* end() const noexcept { return begin() + size_; }
  [[nodiscard]] std::int64_t operator[](std::size_t dimension) const noexcept { return begin()[dimension]; }
  void set(std::size_t dimension, std::int64_t value) noexcept {
    (size_ > kInside ? many_.data() : few_.data())[dimension] = value;
  }

  /// Returns the extents without that dimension.
  [[nodiscard]] Extents without(std::size_t dimension) const {
    return joined(std::span(begin(), dimension), std::span(begin() + dimension + 1, end()));
  }
  /// Returns these extents and `more` after them.
  [[nodiscard]] Extents with(std::span<const std::int64_t> more) const {
    return joined(std::span(begin(), size_), more);
  }
  [[nodiscard]] Extents reversed() const {
    Extents back = *this;
    for (std::size_t i = 0; i < size_; ++i) back.set(i, (*this)[size_ - 1 - i]);
    return back;
  }

 private:
  static constexpr std::size_t kInside = 4;

  static Extents joined(std::span<const std::int64_t> first, std::span<const std::int64_t> second) {
    Extents all;
    all.size_ = first.size() + second.size();
    if (all.size_ > kInside) all.many_.resize(all.size_);
    for (std::size_t i = 0; i < first.size(); ++i) all.set(i, first[i]);
    for (std::size_t i = 0; i < second.size(); ++i) all.set(first.size() + i, second[i]);
    return all;
  }

  std::size_t size_ = 0;
  std::array<std::int64_t, kInside> few_{};
  std::vector<std::int64_t> many_;  // all of them, where they are more than few_ has room for
};

}  // namespace vertexview::detail
