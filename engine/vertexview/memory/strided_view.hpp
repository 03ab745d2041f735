#pragma once
#include <algorithm>
#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <limits>
#include <ranges>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/fwd.hpp"
#include "vertexview/memory/unaligned_reference.hpp"

namespace vertexview {

/// A non-owning random access range (a std::ranges view) of `size()` values of T that lie `stride()` bytes
/// apart (any stride: negative, zero, smaller or larger than T). Values are read and written by memcpy, so no
/// alignment is required and no object of type T needs to live in the bytes (a mapped file has none); that
/// compiles to the plain load. Copying a view copies no values. Construction is checked; operator[] asserts.
///
/// A loop over it is as fast as one over an array of such records where it is compiled with -O3. With -O2,
/// let the compiler know the stride: `view.with_stride<20>()`; and `view.span()` is an array where the bytes
/// are one.
///
/// A view of const T reads only: its items are values, and assigning to one does not compile. The items of
/// the others are UnalignedReferences, which algorithms, std::ranges::sort among them, write through.
template <class T, std::ptrdiff_t kStride>
class StridedView {
  static_assert(std::is_trivially_copyable_v<T>, "values are copied byte by byte");
  static constexpr bool kDynamic = kStride == kDynamicStride;
  using Byte = std::conditional_t<std::is_const_v<T>, const std::byte, std::byte>;

  // A value of class type is handed out const, since C++ would let `view[0] = value` assign to the copy.
  template <class Value>
  struct Item {
    using type = UnalignedReference<Value>;
  };
  template <class Value>
  struct Item<const Value> {
    using type = std::conditional_t<std::is_scalar_v<Value>, Value, const Value>;
  };

 public:
  using value_type = std::remove_const_t<T>;
  using reference = typename Item<T>::type;
  class iterator;

  constexpr StridedView() noexcept = default;

  /// Returns a view of `count` values in `bytes`, the first at `offset`, each `stride` bytes after the one
  /// before. Fails with kOutOfRange when any of them would lie outside `bytes`; no arithmetic overflows.
  [[nodiscard]] static Result<StridedView> from(std::span<Byte> bytes, std::uint64_t offset,
                                                std::uint64_t count, std::ptrdiff_t stride = sizeof(T))
    requires kDynamic
  {
    if (count == 0) return StridedView(bytes.data(), 0, stride);
    const std::uint64_t size = bytes.size();
    const std::uint64_t steps = count - 1;
    const std::uint64_t step =
        stride < 0 ? 0 - static_cast<std::uint64_t>(stride) : static_cast<std::uint64_t>(stride);
    const bool first_fits = offset <= size && size - offset >= sizeof(T);
    const std::uint64_t room = !first_fits ? 0 : stride < 0 ? offset : size - offset - sizeof(T);
    if (!first_fits || (step != 0 && steps > room / step))
      return fail(ErrorCode::kOutOfRange,
                  "a view of " + std::to_string(count) + " values of " + std::to_string(sizeof(T)) +
                      " bytes at offset " + std::to_string(offset) + " with stride " +
                      std::to_string(stride) + " does not fit in " + std::to_string(size) + " bytes");
    return StridedView(bytes.data() + offset, count, stride);
  }

  /// Makes the view without the check, for bounds that are proved already.
  [[nodiscard]] static constexpr StridedView unchecked(Byte* first, std::uint64_t count,
                                                       std::ptrdiff_t stride) noexcept
    requires kDynamic
  {
    return StridedView(first, count, stride);
  }

  /// Returns this view with a stride that the compiler knows: its loops are as fast as those over an array of
  /// records of `kBytes` bytes. Fails with kWrongType where the values lie otherwise.
  template <std::ptrdiff_t kBytes>
  [[nodiscard]] Result<StridedView<T, kBytes>> with_stride() const {
    if (size_ > 1 && stride() != kBytes)
      return fail(ErrorCode::kWrongType, "values that lie " + std::to_string(stride()) +
                                             " bytes apart have no stride of " + std::to_string(kBytes));
    return StridedView<T, kBytes>(data_, size_, kBytes);
  }

  [[nodiscard]] constexpr std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] constexpr std::ptrdiff_t stride() const noexcept { return kDynamic ? stride_ : kStride; }
  /// Returns the address of the first byte of the first value.
  [[nodiscard]] constexpr Byte* data() const noexcept { return data_; }
  [[nodiscard]] constexpr bool contiguous() const noexcept {
    return size_ <= 1 || stride() == static_cast<std::ptrdiff_t>(sizeof(T));
  }

  [[nodiscard]] reference operator[](std::uint64_t index) const noexcept {
    assert(index < size_ && "StridedView: index past the end");
    return item_at(address(index));
  }
  /// Returns the value at `index`; fails with kOutOfRange past the end.
  [[nodiscard]] Result<value_type> at(std::uint64_t index) const {
    if (index >= size_)
      return fail(ErrorCode::kOutOfRange, "index " + std::to_string(index) + " is past the end of " +
                                              std::to_string(size_) + " values");
    return detail::load<value_type>(address(index));
  }
  [[nodiscard]] reference front() const noexcept { return (*this)[0]; }
  [[nodiscard]] reference back() const noexcept { return (*this)[size_ - 1]; }

  void set(std::uint64_t index, const value_type& value) const noexcept
    requires(!std::is_const_v<T>)
  {
    assert(index < size_ && "StridedView: index past the end");
    detail::store(address(index), value);
  }

  /// Returns the values as an array. Fails with kWrongType where they do not lie side by side, or not where
  /// a T may lie.
  [[nodiscard]] Result<std::span<T>> span() const {
    if (!contiguous())
      return fail(ErrorCode::kWrongType, "values of " + std::to_string(sizeof(T)) + " bytes that lie " +
                                             std::to_string(stride()) + " bytes apart are no array");
    const std::uint64_t past = reinterpret_cast<std::uintptr_t>(data_) % alignof(T);
    if (past != 0)
      return fail(ErrorCode::kWrongType, "values that begin " + std::to_string(past) +
                                             " bytes past a multiple of " + std::to_string(alignof(T)) +
                                             " are no array");
    return std::span<T>(reinterpret_cast<T*>(data_), static_cast<std::size_t>(size_));
  }
  /// Copies all values to the front of `target`; fails with kOutOfRange, and copies none, where it is
  /// shorter.
  [[nodiscard]] Result<void> copy_to(std::span<value_type> target) const {
    if (target.size() < size_)
      return fail(ErrorCode::kOutOfRange,
                  std::to_string(size_) + " values do not fit in " + std::to_string(target.size()));
    if (contiguous() && size_ != 0)
      std::memcpy(target.data(), data_, sizeof(T) * size_);
    else
      std::copy(begin(), end(), target.begin());
    return {};
  }

  /// Returns the values [first, first+count), both clamped to the view as Python clamps a slice.
  [[nodiscard]] constexpr StridedView slice(std::uint64_t first, std::uint64_t count) const noexcept {
    if (first >= size_) return StridedView(data_, 0, stride_);
    const std::uint64_t left = size_ - first;
    return StridedView(address(first), count < left ? count : left, stride_);
  }
  [[nodiscard]] constexpr StridedView prefix(std::uint64_t count) const noexcept { return slice(0, count); }
  [[nodiscard]] constexpr StridedView except_prefix(std::uint64_t count) const noexcept {
    return slice(count, std::numeric_limits<std::uint64_t>::max());
  }
  /// Returns the values from last to first.
  [[nodiscard]] constexpr auto flipped() const noexcept {
    using Flipped = StridedView<T, kDynamic ? kDynamicStride : -kStride>;
    // The stride of a single value is never used and may be the one number that has no negative.
    return size_ <= 1 ? Flipped(data_, size_, stride_) : Flipped(address(size_ - 1), size_, -stride_);
  }
  /// Returns the values 0, step, 2*step, ...; `step` must be at least 1.
  [[nodiscard]] constexpr StridedView<T> every(std::uint64_t step) const noexcept {
    assert(step > 0 && "StridedView: a step of zero never ends");
    const std::uint64_t taken = size_ == 0 ? 0 : (size_ - 1) / step + 1;
    // With one value left the stride is never used; keeping it avoids an overflow for huge steps.
    return StridedView<T>(data_, taken, taken <= 1 ? stride_ : stride_ * static_cast<std::ptrdiff_t>(step));
  }
  /// Returns a view of a member of each value, as in `vertices.member(&ColoredVertex::color)`.
  template <class C, class M>
    requires std::is_same_v<C, value_type>
  [[nodiscard]] auto member(M C::* pointer) const noexcept {
    using Field = std::conditional_t<std::is_const_v<T>, const M, M>;
    return StridedView<Field, kStride>(data_ == nullptr ? nullptr : data_ + detail::offset_of(pointer), size_,
                                       stride_);
  }

  /// A writable view converts to a read-only one, and one whose stride the compiler knows to one of any
  /// stride.
  template <class Other, std::ptrdiff_t kOther>
    requires(!std::is_same_v<StridedView<Other, kOther>, StridedView> &&
             (std::is_same_v<Other, T> || std::is_same_v<Other, const T>) &&
             (kOther == kStride || kOther == kDynamicStride))
  [[nodiscard]] constexpr operator StridedView<Other, kOther>() const noexcept {
    return StridedView<Other, kOther>(data_, size_, stride_);
  }

  [[nodiscard]] constexpr iterator begin() const noexcept { return iterator(data_, stride_, 0); }
  [[nodiscard]] constexpr iterator end() const noexcept {
    return iterator(data_, stride_, static_cast<std::ptrdiff_t>(size_));
  }

  /// The position is an index, so that a stride of zero still iterates size() times.
  class iterator {
   public:
    using value_type = StridedView::value_type;
    using difference_type = std::ptrdiff_t;
    using reference = StridedView::reference;
    using pointer = void;
    // As that of std::vector<bool>: what it gives is no T&, and std::vector's constructor needs the distance.
    using iterator_category = std::random_access_iterator_tag;

    constexpr iterator() noexcept = default;
    constexpr iterator(Byte* data, std::ptrdiff_t stride, std::ptrdiff_t index) noexcept
        : data_(data), stride_(stride), index_(index) {}

    [[nodiscard]] reference operator*() const noexcept { return (*this)[0]; }
    [[nodiscard]] reference operator[](difference_type n) const noexcept {
      return item_at(address_of(data_, stride_, index_ + n));
    }
    constexpr iterator& operator++() noexcept { return *this += 1; }
    constexpr iterator& operator--() noexcept { return *this -= 1; }
    constexpr iterator operator++(int) noexcept { return std::exchange(*this, *this + 1); }
    constexpr iterator operator--(int) noexcept { return std::exchange(*this, *this - 1); }
    constexpr iterator& operator+=(difference_type n) noexcept {
      index_ += n;
      return *this;
    }
    constexpr iterator& operator-=(difference_type n) noexcept { return *this += -n; }
    [[nodiscard]] friend constexpr iterator operator+(iterator it, difference_type n) noexcept {
      return it += n;
    }
    [[nodiscard]] friend constexpr iterator operator+(difference_type n, iterator it) noexcept {
      return it += n;
    }
    [[nodiscard]] friend constexpr iterator operator-(iterator it, difference_type n) noexcept {
      return it -= n;
    }
    [[nodiscard]] friend constexpr difference_type operator-(const iterator& a, const iterator& b) noexcept {
      return a.index_ - b.index_;
    }
    [[nodiscard]] friend constexpr bool operator==(const iterator& a, const iterator& b) noexcept {
      return a.index_ == b.index_;
    }
    [[nodiscard]] friend constexpr auto operator<=>(const iterator& a, const iterator& b) noexcept {
      return a.index_ <=> b.index_;
    }

   private:
    Byte* data_ = nullptr;
    std::ptrdiff_t stride_ = 0;
    std::ptrdiff_t index_ = 0;
  };

 private:
  template <class Other, std::ptrdiff_t kOther>
  friend class StridedView;

  constexpr StridedView(Byte* data, std::uint64_t size, std::ptrdiff_t stride) noexcept
      : data_(data), stride_(stride), size_(size) {}
  /// Where the compiler does not know the stride, that of an array is asked for first: -O3 takes the question
  /// out of a loop, and the loop over the array, whose stride it then knows, uses vector instructions.
  [[nodiscard]] static constexpr Byte* address_of(Byte* data, std::ptrdiff_t stride,
                                                  std::ptrdiff_t index) noexcept {
    // No valid index is negative, and g++ 12 does not recognise an array that is indexed by a signed number
    // made from an unsigned one.
    const auto steps = static_cast<std::size_t>(index);
    if constexpr (!kDynamic && kStride > 0) return data + steps * static_cast<std::size_t>(kStride);
    if (kDynamic && stride == static_cast<std::ptrdiff_t>(sizeof(T))) return data + steps * sizeof(T);
    return data + index * (kDynamic ? stride : kStride);
  }
  [[nodiscard]] constexpr Byte* address(std::uint64_t index) const noexcept {
    return address_of(data_, stride_, static_cast<std::ptrdiff_t>(index));
  }
  [[nodiscard]] static reference item_at(Byte* bytes) noexcept {
    if constexpr (std::is_const_v<T>)
      return detail::load<value_type>(bytes);
    else
      return reference(bytes);
  }

  Byte* data_ = nullptr;
  std::ptrdiff_t stride_ = kDynamic ? static_cast<std::ptrdiff_t>(sizeof(T)) : kStride;
  std::uint64_t size_ = 0;
};

}  // namespace vertexview

template <class T, std::ptrdiff_t kStride>
inline constexpr bool std::ranges::enable_view<vertexview::StridedView<T, kStride>> = true;
template <class T, std::ptrdiff_t kStride>
inline constexpr bool std::ranges::enable_borrowed_range<vertexview::StridedView<T, kStride>> = true;
