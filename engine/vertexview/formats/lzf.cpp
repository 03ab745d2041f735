// The format is that of LibLZF 3.6: runs of literal bytes, and references to bytes that came before. A first
// byte below 32 says how many literals follow, less one. Any other has the length of a copy, less two, in its
// upper three bits (7: one more byte is added) and, with the byte after, how far back the copy begins, less
// one.
#include "vertexview/formats/detail/lzf.hpp"

#include <algorithm>
#include <string>

#include "vertexview/formats/detail/file_bytes.hpp"

namespace vertexview {
namespace {

class Decoder {
 public:
  Decoder(std::span<const std::byte> in, std::span<std::byte> out) noexcept : in_(in), out_(out) {}

  Result<void> run() {
    while (read_ < in_.size()) {
      const std::size_t control = next();
      const bool sound = control < kFirstCopy ? literals(control + 1) : copy(control);
      if (!sound) return damaged();
    }
    return written_ == out_.size() ? Result<void>() : damaged();
  }

 private:
  static constexpr std::size_t kFirstCopy = 32;

  std::size_t next() noexcept { return std::to_integer<std::size_t>(in_[read_++]); }

  bool literals(std::size_t count) noexcept {
    if (count > in_.size() - read_ || count > out_.size() - written_) return false;
    std::ranges::copy(in_.subspan(read_, count), out_.begin() + static_cast<std::ptrdiff_t>(written_));
    read_ += count;
    written_ += count;
    return true;
  }

  bool copy(std::size_t control) noexcept {
    constexpr std::size_t kLonger = 7;
    std::size_t count = control / kFirstCopy;
    const std::size_t more = count == kLonger ? 2 : 1;
    if (in_.size() - read_ < more) return false;
    if (count == kLonger) count += next();
    count += 2;
    const std::size_t back = control % kFirstCopy * 256 + next() + 1;
    if (back > written_ || count > out_.size() - written_) return false;
    // A copy may reach into what it writes, which repeats the bytes between.
    for (std::size_t i = 0; i < count; ++i, ++written_) out_[written_] = out_[written_ - back];
    return true;
  }

  [[nodiscard]] tl::unexpected<Error> damaged() const {
    return fail_at(read_, "the compressed bytes are damaged: they give " + std::to_string(written_) + " of " +
                              std::to_string(out_.size()) + " bytes");
  }

  std::span<const std::byte> in_;
  std::span<std::byte> out_;
  std::size_t read_ = 0;
  std::size_t written_ = 0;
};

}  // namespace

Result<void> decompress_lzf(std::span<const std::byte> compressed, std::span<std::byte> out) {
  return Decoder(compressed, out).run();
}

}  // namespace vertexview
