// The text of a camera, which --camera reads and "copy camera" writes.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <glm/geometric.hpp>

#include "vertexview/camera/camera.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview {
namespace {

// Squares of lengths up to this one stay far inside the range of doubles.
constexpr double kLargestCoordinate = 1e100;
// In degrees. A smaller angle is orthographic in all but name, and a larger one stretches the edges beyond
// use.
constexpr double kSmallestFov = 1;
constexpr double kLargestFov = 170;

tl::unexpected<Error> refuse_at(std::uint64_t position, const std::string& message) {
  return tl::unexpected<Error>(Error{ErrorCode::kInvalidArgument,
                                     "camera, position " + std::to_string(position) + ": " + message,
                                     {},
                                     position});
}

// A piece of the camera's text and its byte position in it.
struct Piece {
  std::string_view text;
  std::uint64_t position = 0;
};

Result<double> read_number(Piece piece) {
  const auto value = parse_number(piece.text);
  if (!value) return refuse_at(piece.position, value.error().message);
  return *value;
}

Result<glm::dvec3> read_vector(std::string_view key, Piece value) {
  std::array<double, 3> numbers{};
  std::size_t count = 0;
  for (std::size_t begin = 0; begin <= value.text.size();) {
    const std::size_t end = std::min(value.text.find(',', begin), value.text.size());
    if (count < numbers.size()) {
      const auto number = read_number({value.text.substr(begin, end - begin), value.position + begin});
      if (!number) return tl::unexpected(number.error());
      if (std::abs(*number) > kLargestCoordinate)
        return refuse_at(value.position + begin,
                         in_quotes(value.text.substr(begin, end - begin)) + " is beyond 1e+100");
      numbers[count] = *number;
    }
    ++count;
    begin = end + 1;
  }
  if (count != numbers.size())
    return refuse_at(value.position, std::string(key) +
                                         " expects three numbers separated by commas without spaces, as in " +
                                         std::string(key) + "=1,2,3; found " + in_quotes(value.text));
  return glm::dvec3(numbers[0], numbers[1], numbers[2]);
}

Result<double> read_fov(Piece value) {
  auto degrees = read_number(value);
  if (degrees && !(*degrees >= kSmallestFov && *degrees <= kLargestFov))
    return refuse_at(value.position, "fov expects 1 to 170 degrees; found " + in_quotes(value.text));
  return degrees;
}

Result<bool> read_switch(Piece value) {
  if (value.text == "1") return true;
  if (value.text == "0") return false;
  return refuse_at(value.position, "ortho expects 0 or 1; found " + in_quotes(value.text));
}

template <class T>
Result<void> store(T& place, const Result<T>& value) {
  if (!value) return tl::unexpected(value.error());
  place = *value;
  return {};
}

struct Reader {
  Camera camera;
  std::array<bool, 5> seen{};

  Result<void> assign(Piece key, Piece value) {
    constexpr std::array<std::string_view, 5> kKeys{"eye", "target", "up", "fov", "ortho"};
    std::size_t index = 0;
    while (index < kKeys.size() && kKeys[index] != key.text) ++index;
    if (index == kKeys.size())
      return refuse_at(key.position,
                       "unknown key " + in_quotes(key.text) + "; expected eye, target, up, fov or ortho");
    if (seen[index]) return refuse_at(key.position, std::string(key.text) + " is given twice");
    seen[index] = true;
    switch (index) {
      case 0:
        return store(camera.eye, read_vector(key.text, value));
      case 1:
        return store(camera.target, read_vector(key.text, value));
      case 2:
        return store(camera.up, read_vector(key.text, value));
      case 3:
        return store(camera.fov_degrees, read_fov(value));
      default:
        return store(camera.orthographic, read_switch(value));
    }
  }
};

void append(std::string& text, double value) {
  std::array<char, 32> digits{};  // the longest shortest form of a double has 24 characters
  const auto [end, code] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  text.append(digits.data(), code == std::errc{} ? end : digits.data());
}

void append(std::string& text, std::string_view key, glm::dvec3 vector) {
  text += key;
  append(text, vector.x);
  text += ',';
  append(text, vector.y);
  text += ',';
  append(text, vector.z);
}

std::string to_text(glm::dvec3 vector) {
  std::string text;
  append(text, "", vector);
  return text;
}

Result<Camera> validated(const Camera& camera) {
  const auto invalid = [](std::string message) {
    return fail(ErrorCode::kInvalidArgument, "camera: " + std::move(message));
  };
  if (!(camera.distance() > 0))
    return invalid("eye and target are the same point, " + to_text(camera.eye) +
                   "; expected two different points");
  if (!(glm::length(camera.up) > 0)) return invalid("up is zero; expected a direction, as in up=0,0,1");
  if (camera.up_along_view())
    return invalid(
        "up " + to_text(camera.up) +
        " lies along the view from eye to target; expected another, as in up=" + to_text(camera.true_up()));
  return camera;
}

}  // namespace

Result<Camera> parse_camera(std::string_view text, const Camera& base) {
  constexpr std::string_view kSpace = " \t\r\n";
  Reader reader{base, {}};
  std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos)
    return fail(
        ErrorCode::kInvalidArgument,
        "camera: the text is empty; expected any of eye=x,y,z target=x,y,z up=x,y,z fov=degrees ortho=0|1");
  while (begin != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(kSpace, begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos)
      return refuse_at(begin, "expected KEY=VALUE, as in fov=45; found " + in_quotes(word));
    const auto assigned =
        reader.assign({word.substr(0, equals), begin}, {word.substr(equals + 1), begin + equals + 1});
    if (!assigned) return tl::unexpected(assigned.error());
    begin = text.find_first_not_of(kSpace, end);
  }
  return validated(reader.camera);
}

std::string format_camera(const Camera& camera) {
  std::string text;
  append(text, "eye=", camera.eye);
  append(text, " target=", camera.target);
  append(text, " up=", camera.up);
  text += " fov=";
  append(text, camera.fov_degrees);
  text += camera.orthographic ? " ortho=1" : " ortho=0";
  return text;
}

}  // namespace vertexview
