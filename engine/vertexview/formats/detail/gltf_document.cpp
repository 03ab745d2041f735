#include "vertexview/formats/detail/gltf_document.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "vertexview/memory/printable.hpp"

namespace vertexview::detail::gltf {
namespace {

using Json = nlohmann::json;

// Documents of scenes have some megabytes; those with their buffers in them grow with these. The text is held
// twice while it is parsed.
constexpr std::size_t kLongestText = std::size_t{1} << 29;
// A value takes up to a hundred times its text, so that their number is what bounds the memory. A scene of
// 100,000 nodes has two millions.
constexpr std::size_t kMostValues = std::size_t{1} << 22;
// glTF needs ten levels; extensions and "extras" of exporters add a few.
constexpr int kDeepest = 64;
// glTF's indices, counts and sizes are integers that doubles hold.
constexpr double kLargest = 9007199254740992;

Result<Json> parse_json(std::string_view text) {
  if (text.size() > kLongestText)
    return fail(ErrorCode::kNotImplemented, "the JSON has " + std::to_string(text.size()) +
                                                " bytes; at most " + std::to_string(kLongestText) +
                                                " are read; write the buffers to a file beside it");
  std::size_t values = 0;
  bool too_much = false;
  // What is not wanted is dropped while it is parsed, so that it takes no memory.
  const auto keep = [&](int depth, Json::parse_event_t, Json&) {
    too_much = too_much || depth > kDeepest || ++values > kMostValues;
    return !too_much;
  };
  Json json = Json::parse(text, keep, false);
  if (too_much)
    return fail(ErrorCode::kNotImplemented, "the JSON has more than " + std::to_string(kDeepest) +
                                                " levels or " + std::to_string(kMostValues) + " values");
  if (json.is_discarded() || !json.is_object()) return impossible("the JSON does not parse as an object");
  return json;
}

/// Reads members of JSON objects; the first that is of another type than glTF's is the error of all.
class Members {
 public:
  [[nodiscard]] Result<void> result() const {
    return error_.empty() ? Result<void>() : Result<void>(impossible(error_));
  }

  /// Returns the member of that name; null where there is none.
  static const Json* find(const Json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
  }
  const Json& array(const Json& object, const char* name) {
    static const Json kNone = Json::array();
    const Json* const member = find(object, name);
    if (member == nullptr) return kNone;
    if (member->is_array()) return *member;
    reject(name, *member, "an array");
    return kNone;
  }
  std::optional<std::uint64_t> whole(const Json& object, const char* name) {
    const Json* const member = find(object, name);
    return member == nullptr ? std::nullopt : whole_number(*member, name);
  }
  std::string text(const Json& object, const char* name) {
    const Json* const member = find(object, name);
    if (member == nullptr) return {};
    if (const auto* const value = member->get_ptr<const Json::string_t*>()) return *value;
    reject(name, *member, "text");
    return {};
  }
  bool flag(const Json& object, const char* name) {
    const Json* const member = find(object, name);
    if (member == nullptr) return false;
    if (const auto* const value = member->get_ptr<const Json::boolean_t*>()) return *value;
    reject(name, *member, "true or false");
    return false;
  }
  std::vector<std::size_t> indices(const Json& object, const char* name) {
    const Json& items = array(object, name);
    std::vector<std::size_t> all;
    all.reserve(items.size());
    for (const Json& item : items) all.push_back(whole_number(item, name).value_or(0));
    return all;
  }
  /// Returns whether there are numbers of that name; all of them finite.
  template <std::size_t N>
  bool numbers(const Json& object, const char* name, std::array<double, N>& out) {
    const Json& member = array(object, name);
    if (member.empty()) return false;
    std::size_t i = 0;
    for (const Json& item : member)
      if (i < N && item.is_number() && std::isfinite(item.get<double>())) out[i++] = item.get<double>();
    if (i != N || member.size() != N) reject(name, member, std::to_string(N) + " finite numbers");
    return true;
  }
  std::optional<std::uint64_t> whole_number(const Json& value, std::string_view name) {
    if (const auto* const number = value.get_ptr<const Json::number_unsigned_t*>())
      if (*number <= static_cast<std::uint64_t>(kLargest)) return *number;
    if (const auto* const number = value.get_ptr<const Json::number_float_t*>())
      if (*number >= 0 && *number <= kLargest && std::trunc(*number) == *number)
        return static_cast<std::uint64_t>(*number);
    reject(name, value, "a whole number of at most 2^53");
    return std::nullopt;
  }

  void missing(std::string_view what, std::uint64_t index, std::uint64_t count) {
    if (error_.empty())
      error_.append(what)
          .append(" ")
          .append(std::to_string(index))
          .append(" is missing; there are ")
          .append(std::to_string(count));
  }

 private:
  void reject(std::string_view name, const Json& found, std::string_view expected) {
    if (!error_.empty()) return;
    error_.append(in_quotes(name)).append(" in the JSON is ");
    error_.append(found.is_number() ? found.dump() : found.type_name());
    error_.append("; expected ").append(expected);
  }

  std::string error_;
};

/// Returns the first of the extensions by which what `object` says lies elsewhere.
std::string compression_of(const Json& object) {
  constexpr std::array kCompressions{"KHR_draco_mesh_compression",
                                     "EXT_meshopt_compression",
                                     "KHR_meshopt_compression",
                                     "KHR_gaussian_splatting_compression_spz",
                                     "KHR_gaussian_splatting_compression_spz_2",
                                     "KHR_spz_gaussian_splats_compression"};
  const Json* const extensions = Members::find(object, "extensions");
  if (extensions == nullptr) return {};
  for (const char* name : kCompressions)
    if (Members::find(*extensions, name) != nullptr) return name;
  // The compression of splats is an extension of the extension.
  if (const Json* const splats = Members::find(*extensions, "KHR_gaussian_splatting"))
    return compression_of(*splats);
  return {};
}

Affine local_of(Members& members, const Json& node) {
  std::array<double, 16> matrix{};
  Affine local;
  if (members.numbers(node, "matrix", matrix)) {
    for (std::size_t row = 0; row < 3; ++row) {
      for (std::size_t column = 0; column < 3; ++column)
        local.linear[3 * row + column] = matrix[4 * column + row];
      local.translation[row] = matrix[12 + row];
    }
    return local;
  }
  std::array<double, 4> q{0, 0, 0, 1};
  std::array<double, 3> scale{1, 1, 1};
  members.numbers(node, "rotation", q);
  members.numbers(node, "scale", scale);
  members.numbers(node, "translation", local.translation);
  const auto [x, y, z, w] = q;
  local.linear = {1 - 2 * (y * y + z * z), 2 * (x * y - w * z),     2 * (x * z + w * y),
                  2 * (x * y + w * z),     1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
                  2 * (x * z - w * y),     2 * (y * z + w * x),     1 - 2 * (x * x + y * y)};
  for (std::size_t i = 0; i < local.linear.size(); ++i) local.linear[i] *= scale[i % 3];
  return local;
}

Primitive primitive_of(Members& members, const Json& json) {
  Primitive primitive;
  if (const Json* const attributes = Members::find(json, "attributes"); attributes != nullptr)
    for (const auto& [name, accessor] : attributes->items())
      primitive.attributes.emplace_back(name, members.whole_number(accessor, name).value_or(0));
  primitive.indices = members.whole(json, "indices");
  primitive.mode = members.whole(json, "mode").value_or(4);
  primitive.compression = compression_of(json);
  return primitive;
}

void read_storage(Members& members, const Json& json, Document& document) {
  for (const Json& item : members.array(json, "buffers")) {
    Buffer buffer{.length = members.whole(item, "byteLength").value_or(0)};
    if (Members::find(item, "uri") != nullptr) buffer.uri = members.text(item, "uri");
    document.buffers.push_back(std::move(buffer));
  }
  for (const Json& item : members.array(json, "bufferViews"))
    document.views.push_back({.buffer = members.whole(item, "buffer").value_or(0),
                              .offset = members.whole(item, "byteOffset").value_or(0),
                              .length = members.whole(item, "byteLength").value_or(0),
                              .stride = members.whole(item, "byteStride").value_or(0),
                              .compression = compression_of(item)});
  for (const Json& item : members.array(json, "accessors"))
    document.accessors.push_back({.view = members.whole(item, "bufferView"),
                                  .offset = members.whole(item, "byteOffset").value_or(0),
                                  .count = members.whole(item, "count").value_or(0),
                                  .component = members.whole(item, "componentType").value_or(0),
                                  .type = members.text(item, "type"),
                                  .normalized = members.flag(item, "normalized"),
                                  .sparse = Members::find(item, "sparse") != nullptr});
}

void read_scene(Members& members, const Json& json, Document& document) {
  for (const Json& item : members.array(json, "meshes")) {
    Mesh mesh{members.text(item, "name"), {}};
    for (const Json& primitive : members.array(item, "primitives"))
      mesh.primitives.push_back(primitive_of(members, primitive));
    document.meshes.push_back(std::move(mesh));
  }
  for (const Json& item : members.array(json, "nodes")) {
    const Json* const extensions = Members::find(item, "extensions");
    document.nodes.push_back({.mesh = members.whole(item, "mesh"),
                              .skinned = Members::find(item, "skin") != nullptr,
                              .instanced = extensions != nullptr &&
                                           Members::find(*extensions, "EXT_mesh_gpu_instancing") != nullptr,
                              .children = members.indices(item, "children"),
                              .local = local_of(members, item)});
  }
  const Json& scenes = members.array(json, "scenes");
  const auto scene = members.whole(json, "scene");
  if (scene && *scene >= scenes.size())
    members.missing("scene", *scene, scenes.size());
  else if (!scenes.empty())
    document.roots = members.indices(scenes[scene.value_or(0)], "nodes");
}

std::optional<ElementType> type_of(std::uint64_t component) {
  switch (component) {
    case 5120:
      return ElementType::kInt8;
    case 5121:
      return ElementType::kUint8;
    case 5122:
      return ElementType::kInt16;
    case 5123:
      return ElementType::kUint16;
    case 5125:
      return ElementType::kUint32;
    case 5126:
      return ElementType::kFloat32;
    default:
      return std::nullopt;
  }
}

std::uint32_t components_of(std::string_view type) {
  constexpr std::array<std::string_view, 4> kTypes{"SCALAR", "VEC2", "VEC3", "VEC4"};
  const auto found = std::ranges::find(kTypes, type);
  return found == kTypes.end() ? 0 : static_cast<std::uint32_t>(found - kTypes.begin() + 1);
}

}  // namespace

Result<Document> parse_document(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) return tl::unexpected<Error>(json.error());
  Members members;
  const Json* const asset = Members::find(*json, "asset");
  const std::string version = asset == nullptr ? std::string() : members.text(*asset, "version");
  if (version.empty()) return impossible("the JSON has no 'asset' with a 'version', as glTF has");
  if (!version.starts_with("2."))
    return fail(ErrorCode::kNotImplemented, "is glTF of version " + version.substr(0, 16) +
                                                ", which is not read; write it as version 2.0");
  Document document;
  read_storage(members, *json, document);
  read_scene(members, *json, document);
  if (auto sound = members.result(); !sound) return tl::unexpected<Error>(sound.error());
  return document;
}

tl::unexpected<Error> compressed(std::string what, std::string_view extension) {
  what.append(" is compressed by ").append(extension).append(", which is not read; ");
  const bool splats = extension.find("spz") != std::string_view::npos;
  return fail(ErrorCode::kNotImplemented,
              what.append(splats ? "save the splats as .ply with SuperSplat"
                                 : "write it without by `gltf-transform copy FILE.glb OUT.glb`"));
}

Result<Numbers> numbers_of(const Document& document, std::size_t index) {
  const std::string name = "accessor " + std::to_string(index);
  if (index >= document.accessors.size())
    return impossible(name + " is missing; there are " + std::to_string(document.accessors.size()));
  const Accessor& accessor = document.accessors[index];
  const auto type = type_of(accessor.component);
  if (!type) return impossible(name + " has componentType " + std::to_string(accessor.component));
  const std::uint32_t components = components_of(accessor.type);
  if (components == 0)
    return fail(ErrorCode::kNotImplemented, name + " has type " + in_quotes(accessor.type.substr(0, 16)) +
                                                ", which is not read; expected SCALAR, VEC2, VEC3 or VEC4");
  if (accessor.sparse || !accessor.view)
    return fail(
        ErrorCode::kNotImplemented,
        name + (accessor.sparse ? " is sparse" : " has no bufferView") +
            ", which is not read; import the file into Blender and export it, which writes all numbers");
  if (*accessor.view >= document.views.size())
    return impossible(name + " lies in bufferView " + std::to_string(*accessor.view) + "; there are " +
                      std::to_string(document.views.size()));
  const View& view = document.views[*accessor.view];
  if (!view.compression.empty()) return compressed(name, view.compression);
  if (view.buffer >= document.buffers.size())
    return impossible(name + " lies in buffer " + std::to_string(view.buffer) + "; there are " +
                      std::to_string(document.buffers.size()));
  Numbers numbers{.buffer = view.buffer,
                  .begin = view.offset + accessor.offset,
                  .count = accessor.count,
                  .type = *type,
                  .components = components,
                  .normalized = accessor.normalized && *type != ElementType::kFloat32};
  const std::uint64_t size = numbers.size();
  numbers.stride = view.stride == 0 ? size : view.stride;
  if (numbers.stride < size)
    return impossible(name + " has elements of " + std::to_string(size) + " bytes every " +
                      std::to_string(numbers.stride) + " bytes");
  // Every one of these is at most 2^53, so that no sum overflows.
  const std::uint64_t length = document.buffers[view.buffer].length;
  if (view.offset > length || view.length > length - view.offset)
    return impossible("bufferView " + std::to_string(*accessor.view) + " ends past the " +
                      std::to_string(length) + " bytes of its buffer");
  const bool fits =
      accessor.count == 0 || (accessor.offset + size <= view.length &&
                              accessor.count - 1 <= (view.length - accessor.offset - size) / numbers.stride);
  if (!fits)
    return impossible(name + " has " + std::to_string(accessor.count) + " elements, which end past the " +
                      std::to_string(view.length) + " bytes of its bufferView");
  return numbers;
}

}  // namespace vertexview::detail::gltf
