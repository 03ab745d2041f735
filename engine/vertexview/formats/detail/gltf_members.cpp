#include "vertexview/formats/detail/gltf_members.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "vertexview/formats/detail/gltf_vertices.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/utf8.hpp"

namespace vertexview::detail::gltf {
namespace {

// What lies behind these is left out: a list of more helps nobody, and a small file can place a mesh millions
// of times.
constexpr std::size_t kMostMembers = 4096;
// Of a mesh's name in that of a member, in bytes.
constexpr std::size_t kLongestName = 128;
// The notes of more different faults would hide all others.
constexpr std::size_t kMostLeftOut = 16;

/// What a scene has that a person should know of.
struct Tally {
  std::uint64_t triangles = 0;
  std::uint64_t lines = 0;
  std::uint64_t indices = 0;
  std::uint64_t turned = 0;
  std::uint64_t skinned = 0;
  std::uint64_t instanced = 0;
  std::set<std::string> left_out = {};
};

void leave_out(Tally& tally, std::string reason) {
  if (tally.left_out.size() < kMostLeftOut) tally.left_out.insert(std::move(reason));
}

/// Counts what the vertices are the corners of.
Result<void> count_shapes(const Document& document, const Primitive& primitive, std::uint64_t vertices,
                          Tally& tally) {
  enum Mode : std::uint8_t {
    kPoints,
    kLines,
    kLineLoop,
    kLineStrip,
    kTriangles,
    kTriangleStrip,
    kTriangleFan
  };
  if (primitive.indices) {
    const auto indices = numbers_of(document, *primitive.indices);
    if (!indices && indices.error().code == ErrorCode::kNotImplemented) return {};  // their number is unknown
    if (!indices) return tl::unexpected<Error>(indices.error());
    vertices = indices->count;
    tally.indices += vertices;
  }
  switch (primitive.mode) {
    case kPoints:
      return {};
    case kLines:
      tally.lines += vertices / 2;
      return {};
    case kLineLoop:
      tally.lines += vertices > 1 ? vertices : 0;
      return {};
    case kLineStrip:
      tally.lines += vertices > 1 ? vertices - 1 : 0;
      return {};
    case kTriangles:
      tally.triangles += vertices / 3;
      return {};
    case kTriangleStrip:
    case kTriangleFan:
      tally.triangles += vertices > 2 ? vertices - 2 : 0;
      return {};
    default:
      return fail(ErrorCode::kBadFormat, "a mesh has the mode " + std::to_string(primitive.mode) +
                                             "; expected 0 (points) to 6 (a fan of triangles)");
  }
}

/// Returns what a primitive is called: its mesh, and its number where that has several.
std::string name_of(const Mesh& mesh, std::size_t index, std::size_t primitive) {
  std::string name = mesh.name.substr(0, kLongestName);
  // A letter of UTF-8 is kept or left out as a whole.
  if (name.size() < mesh.name.size() && continues_letter(mesh.name[name.size()])) {
    while (continues_letter(name.back())) name.pop_back();
    name.pop_back();
  }
  if (name.empty()) name = "mesh" + std::to_string(index);
  if (mesh.primitives.size() > 1) name.append(".").append(std::to_string(primitive));
  return name;
}

/// Gives names to members, each another.
class Names {
 public:
  std::string unique(const std::string& name) {
    std::string candidate = name;
    while (!taken_.insert(candidate).second)
      candidate = name + "-" + std::to_string(++repeated_.emplace(name, 1).first->second);
    return candidate;
  }

 private:
  std::set<std::string> taken_;
  std::map<std::string, std::size_t> repeated_;  ///< how many members asked for a name
};

std::vector<std::string> notes_of(const Tally& tally) {
  std::vector<std::string> notes;
  const auto note = [&](std::uint64_t count, std::string_view one, std::string_view more) {
    if (count > 0) notes.push_back(grouped(count).append(" ").append(count == 1 ? one : more));
  };
  note(tally.triangles, "triangle is shown as its vertices", "triangles are shown as their vertices");
  note(tally.lines, "line is shown as its vertices", "lines are shown as their vertices");
  note(tally.indices, "index is not read: each vertex is shown once",
       "indices are not read: each vertex is shown once");
  note(tally.turned, "mesh is turned by its node: its positions are changed, and no other numbers",
       "meshes are turned by their nodes: their positions are changed, and no other numbers");
  note(tally.skinned, "mesh has a skin, which is ignored", "meshes have skins, which are ignored");
  note(tally.instanced, "mesh has instances, and is shown once", "meshes have instances, and are shown once");
  notes.insert(notes.end(), tally.left_out.begin(), tally.left_out.end());
  return notes;
}

bool has_positions(const Primitive& primitive) {
  return std::ranges::any_of(primitive.attributes, [](const auto& item) { return item.first == "POSITION"; });
}

/// Finds the members of one document.
class Finder {
 public:
  Finder(const Document& document, const std::vector<BufferBytes>& buffers, std::string_view wanted,
         Progress* progress, Container& container)
      : document_(document), buffers_(buffers), wanted_(wanted), progress_(progress), container_(container) {}

  /// Adds a primitive as a node shows it; one that is not supported is left out.
  Result<void> add(const Placed& node, std::size_t index) {
    const Mesh& mesh = document_.meshes[node.mesh];
    const Primitive& primitive = mesh.primitives[index];
    if (!has_positions(primitive)) return {};
    auto vertices = vertices_of(document_, primitive, buffers_);
    if (!vertices && vertices.error().code == ErrorCode::kNotImplemented) {
      leave_out(tally_, vertices.error().message);
      if (!refused_) refused_ = std::move(vertices.error());
      return {};
    }
    if (!vertices) return tl::unexpected<Error>(std::move(vertices.error()));
    if (vertices->count() == 0) return {};
    if (auto counted = count_shapes(document_, primitive, vertices->count(), tally_); !counted)
      return counted;
    if (node.skinned) ++tally_.skinned;
    if (node.instanced) ++tally_.instanced;
    for (std::string& reason : vertices->left_out) leave_out(tally_, std::move(reason));
    return add_records(names_.unique(name_of(mesh, node.mesh, index)), *std::move(vertices), node.transform);
  }

  /// Says what was found; to be called at the end.
  Result<void> finish() {
    auto& members = container_.members;
    auto& notes = container_.notes;
    if (members.empty() && refused_) return tl::unexpected<Error>(*std::move(refused_));
    if (members.empty())
      return fail(ErrorCode::kNotFound, "the scene has no mesh with positions, so there is nothing to show");
    notes = notes_of(tally_);
    if (members.size() == kMostMembers)
      notes.push_back("only the first " + grouped(kMostMembers) + " meshes are read");
    return {};
  }

 private:
  Result<void> add_records(std::string name, Vertices vertices, const Affine& transform) {
    auto records = records_of(vertices, transform);
    if (!records) return tl::unexpected<Error>(std::move(records.error()));
    if (records->turned) ++tally_.turned;
    const bool wanted = wanted_.empty() ? container_.members.empty() : name == wanted_;
    Member member{.name = std::move(name), .layout = std::move(records->layout)};
    const BufferBytes& buffer = vertices.buffer;
    if (records->stay && buffer.place == BufferBytes::Place::kFile) {
      member.layout.data_offset += buffer.begin;
    } else if (records->stay) {
      const std::uint64_t stride = member.layout.schema.stride;
      const std::uint64_t begin = std::exchange(member.layout.data_offset, 0);
      add_stream(member, buffer, {.data = buffer.bytes.data() + begin, .size = stride, .stride = stride});
    } else if (!records->turned) {
      for (const auto& [own, numbers, offset, linear] : vertices.columns)
        add_stream(
            member, own,
            {.data = own.bytes.data() + numbers.begin, .size = numbers.size(), .stride = numbers.stride});
    } else if (wanted) {
      auto gathered = gather(vertices.columns, vertices.count(), member.layout.schema.stride, progress_);
      if (!gathered) return tl::unexpected<Error>(std::move(gathered.error()));
      member.memory = *std::move(gathered);
    }
    container_.members.push_back(std::move(member));
    return {};
  }

  /// Adds a stream whose parts lie in `buffer`, and keeps what they lie in.
  void add_stream(Member& member, const BufferBytes& buffer, RecordStream stream) {
    stream.file = buffer.file.get();
    member.streams.push_back(stream);
    if (buffer.owner != nullptr) member.owners.push_back(buffer.owner);
    auto& files = container_.files;
    if (buffer.file != nullptr && std::ranges::find(files, buffer.file) == files.end())
      files.push_back(buffer.file);
  }

  const Document& document_;
  const std::vector<BufferBytes>& buffers_;
  std::string_view wanted_;
  Progress* progress_;
  Container& container_;
  Tally tally_;
  Names names_;
  std::optional<Error> refused_;
};

}  // namespace

Result<void> find_members(const Document& document, const std::vector<Placed>& placed,
                          const std::vector<BufferBytes>& buffers, std::string_view wanted,
                          Progress* progress, Container& container) {
  Finder finder(document, buffers, wanted, progress, container);
  for (const Placed& node : placed) {
    const std::size_t primitives = document.meshes[node.mesh].primitives.size();
    for (std::size_t i = 0; i < primitives && container.members.size() < kMostMembers; ++i)
      if (auto added = finder.add(node, i); !added) return added;
  }
  return finder.finish();
}

}  // namespace vertexview::detail::gltf
