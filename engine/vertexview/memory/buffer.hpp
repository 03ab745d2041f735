#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ranges>
#include <span>
#include <type_traits>
#include <utility>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/format_static.hpp"

namespace vertexview {

class MemoryView;

/// A container, of numbers or of structs with a FormatOf, that is given away: moved in, it keeps its values.
/// A span, a string_view or another view of values keeps none, and a named container would have to be copied:
/// std::move() it.
template <class Container>
concept OwnsItsValues =
    std::ranges::contiguous_range<Container> && Formatted<std::ranges::range_value_t<Container>> &&
    !std::is_lvalue_reference_v<Container> && !std::ranges::borrowed_range<Container> &&
    !std::ranges::view<Container>;

namespace detail {

/// Bytes, the object that keeps them alive, and the number of their views. That number and the end are one
/// atomic, so that no view can begin while the owner is let go.
struct Exporter {
  std::shared_ptr<const void> owner;
  std::byte* data = nullptr;
  std::size_t size = 0;
  bool readonly = true;
  std::atomic<std::int64_t> exports{0};  // kClosed once released

  static constexpr std::int64_t kClosed = -1;
  [[nodiscard]] bool acquire() noexcept;
  void drop() noexcept { exports.fetch_sub(1, std::memory_order_release); }
  /// Lets go of the owner unless there are views; returns false when there are.
  [[nodiscard]] bool close() noexcept;
};

/// One view's share of an Exporter; empty for bytes whose lifetime is the caller's business.
class Export {
 public:
  Export() noexcept = default;
  /// Takes over a share of `exporter` that acquire() has counted.
  explicit Export(std::shared_ptr<Exporter> exporter) noexcept : exporter_(std::move(exporter)) {}
  Export(const Export& other) noexcept : exporter_(other.exporter_) {
    if (exporter_) exporter_->exports.fetch_add(1, std::memory_order_relaxed);
  }
  Export(Export&& other) noexcept = default;
  Export& operator=(Export other) noexcept {
    exporter_.swap(other.exporter_);
    return *this;
  }
  ~Export() {
    if (exporter_) exporter_->drop();
  }

 private:
  std::shared_ptr<Exporter> exporter_;
};

}  // namespace detail

/// Bytes with an owner that know how often they are viewed, as a bytearray or mmap in Python: views keep them
/// alive, and release() refuses while there are any. Copies are handles of the same bytes. All functions may
/// be called from any thread at any time, on one handle too, except assignment to that handle.
class Buffer {
 public:
  /// Makes a buffer of no bytes.
  Buffer() : Buffer(std::span<const std::byte>(), nullptr) {}
  /// Takes over a container of arithmetic values or structs with a FormatOf, which is moved in.
  template <OwnsItsValues Container>
  explicit Buffer(Container&& container) {
    auto owner = std::make_shared<std::remove_const_t<Container>>(std::forward<Container>(container));
    const auto bytes = std::as_writable_bytes(std::span(*owner));
    *this = Buffer(bytes, std::move(owner));
  }
  /// Makes a buffer of bytes that `owner` keeps alive; read-only for const bytes.
  Buffer(std::span<const std::byte> bytes, std::shared_ptr<const void> owner);
  Buffer(std::span<std::byte> bytes, std::shared_ptr<const void> owner);

  /// Returns all bytes as a one-dimensional view of format B. Fails with kReleased after release().
  [[nodiscard]] Result<MemoryView> view() const;
  /// Returns how many views are alive now.
  [[nodiscard]] std::uint64_t exports() const noexcept;
  [[nodiscard]] bool released() const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return exporter_->size; }
  /// Lets go of the bytes (unmaps the file) now instead of when the last handle ends. While there are views
  /// it fails with kInUse and changes nothing. It may be repeated.
  [[nodiscard]] Result<void> release();

 private:
  std::shared_ptr<detail::Exporter> exporter_;
};

}  // namespace vertexview
