#include "vertexview/vertex/found_file.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/layout_guess.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview {
namespace {

/// Returns the member of that name, or the first for "".
Result<const Member*> find_member(const Container& container, const std::string& name) {
  if (name.empty()) return &container.members.front();
  const auto found = std::ranges::find(container.members, name, &Member::name);
  if (found != container.members.end()) return &*found;
  if (container.members.size() == 1 && container.members.front().name.empty())
    return fail(ErrorCode::kNotFound, "the file has no " + in_quotes(name) + "; it has no members");
  // A list of all that an archive of thousands has would hide the rest of the message.
  constexpr std::size_t kMostNamed = 8;
  std::string names;
  for (std::size_t i = 0; i < std::min(container.members.size(), kMostNamed); ++i)
    names.append(names.empty() ? "" : ", ").append(printable_name(container.members[i].name));
  if (container.members.size() > kMostNamed) names += ", ...";
  return fail(ErrorCode::kNotFound, "the file has no " + in_quotes(name) + "; it has " + names);
}

/// Returns who says that a file of this format has this layout.
LayoutSource source_of(const Reader& reader, const MappedFile& file) noexcept {
  if (&reader != &raw_reader() && &reader != &splat_reader()) return LayoutSource::kHeader;
  return preset_for_extension(file.path()) != nullptr ? LayoutSource::kExtension : LayoutSource::kDefault;
}

/// Asks the format of a file. kOutOfRange where the file says that it has fewer records than the options ask
/// for.
Result<void> ask_format(FoundFile& file, const Dataset::Options& options) {
  const FileBytes bytes{file.mapping.path(), file.mapping.bytes(), options.member};
  const Reader& reader = sniff(bytes);
  auto container = reader.read(bytes, options.progress);
  if (!container) return tl::unexpected<Error>(container.error());
  file.source = source_of(reader, file.mapping);
  file.container = std::make_shared<const Container>(*std::move(container));
  const auto member = find_member(*file.container, options.member);
  if (!member) return tl::unexpected<Error>(member.error());
  file.member = *member;
  file.layout = file.member->layout;
  if (!file.layout.count || !file.member->streams.empty()) return {};
  const auto size = file.member->memory ? file.member->memory->bytes.size() : file.mapping.bytes().size();
  const auto count = count_records(size, file.layout, {options.changes.count, options.changes.allow_tail});
  if (!count) return tl::unexpected<Error>(count.error());
  return {};
}

/// Returns whether an earlier guess was sure, and all bytes are records of its layout or may be left out.
bool still_fits(const FoundLayouts& guessed, const MappedFile& file, const Dataset::Options& options) {
  const bool allow_tail = options.changes.allow_tail || options.at_most.has_value();
  return guessed.sure &&
         count_records(file.bytes().size(), guessed.candidates.front().layout, {std::nullopt, allow_tail});
}

/// Returns what a guess finds in the file, which is looked at unless the options have it from before.
std::shared_ptr<const FoundLayouts> look_for_layouts(const MappedFile& file, LastGuess* last) {
  const bool known = last != nullptr && last->layouts != nullptr;
  if (known && !written_between(last->stamp, file.stamp())) return last->layouts;
  const RandomAccess places({&file});
  auto found = std::make_shared<const FoundLayouts>(guess_layout(file.bytes()));
  if (last != nullptr) *last = {file.stamp(), found};
  return found;
}

/// Puts a guess in the place of canonical records that nobody asked for.
void take_guess(FoundFile& file, const Dataset::Options& options) {
  const LayoutChanges& changes = options.changes;
  const bool said = changes.stride || changes.offset || changes.count;
  if (!options.guess || file.source != LayoutSource::kDefault || said) return;
  if (file.guess == nullptr || !still_fits(*file.guess, file.mapping, options))
    file.guess = look_for_layouts(file.mapping, options.last_guess.get());
  if (file.guess->candidates.empty() || !(file.guess->sure || options.likeliest)) return;
  file.layout = file.guess->candidates.front().layout;
  file.source = LayoutSource::kGuessed;
}

/// Takes the layout that the folder has for files of this ending, where the file itself says nothing.
Result<bool> take_folder_layout(FoundFile& file, const Dataset::Options& options) {
  const bool says_nothing = file.source == LayoutSource::kDefault || file.source == LayoutSource::kExtension;
  if (!says_nothing || !options.member.empty()) return false;
  auto layout = read_folder_layout(file.mapping.path());
  if (!layout) return tl::unexpected<Error>(layout.error());
  if (!*layout) return false;
  file.source = LayoutSource::kSidecar;
  file.layout = std::move(**layout);
  file.container.reset();
  file.member = nullptr;
  return true;
}

Result<void> find_layout(FoundFile& file, const Dataset::Options& options) {
  if (options.layout) file.layout = *options.layout;
  if (options.layout && !options.layout_of_member) return {};
  auto sidecar = options.layout || !options.member.empty() ? Result<std::optional<Layout>>(std::nullopt)
                                                           : read_sidecar(file.mapping.path());
  if (!sidecar) return tl::unexpected<Error>(sidecar.error());
  if (*sidecar) {
    file.source = LayoutSource::kSidecar;
    file.layout = std::move(**sidecar);
    return {};
  }
  if (auto asked = ask_format(file, options); !asked) return asked;
  if (!options.layout) {
    const auto folder = take_folder_layout(file, options);
    if (!folder) return tl::unexpected<Error>(folder.error());
    if (!*folder) take_guess(file, options);
    return {};
  }
  file.source = LayoutSource::kGiven;
  file.layout = *options.layout;
  return {};
}

}  // namespace

Result<FoundFile> FoundFile::open(std::string_view path, const Dataset::Options& options) {
  constexpr int kAttempts = 100;  // nobody replaces a file so often that each of these meets it
  for (int i = 0; i < kAttempts; ++i) {
    auto mapping = MappedFile::open(path, {.hint = options.hint});
    if (!mapping) return tl::unexpected<Error>(mapping.error());
    FoundFile file{.mapping = *std::move(mapping), .guess = options.guessed};
    const auto found = find_layout(file, options);
    // A file that is replaced goes before its sidecar is, and comes after (see NewVertexFile): so the two
    // belong together as long as the file was there from before the sidecar was read until after.
    if (!options.layout && !file.mapping.is_at_its_path()) continue;
    if (!found) return tl::unexpected<Error>(found.error());
    return file;
  }
  return fail(ErrorCode::kIo, "is being replaced all the time", std::string(path));
}

}  // namespace vertexview
