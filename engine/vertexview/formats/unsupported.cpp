// Recognises formats that are not read, so that a person learns what a file is and what converts it, instead
// of seeing its bytes as points. Each row asks for so many bytes that no file of records matches by chance.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/file_bytes.hpp"
#include "vertexview/formats/detail/line_scan.hpp"
#include "vertexview/formats/detail/text_table.hpp"
#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/file_ending.hpp"
#include "vertexview/memory/utf8.hpp"

namespace vertexview {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kSaveAsLas = "save it as .las or .ply with CloudCompare, or with pdal translate";
constexpr std::string_view kMesh = "write its vertices to a .ply or .xyz with MeshLab or CloudCompare";
constexpr std::string_view kImage = "a depth image needs its camera to become points, as with Open3D";
constexpr std::string_view kRosBag = "write its point clouds to .pcd files with ROS (pcl_ros)";

std::uint8_t byte_at(std::string_view bytes, std::size_t offset) noexcept {
  return static_cast<std::uint8_t>(bytes[offset]);
}

/// Returns the number of type T at `offset`, where the bytes are long enough.
template <class T>
T little_endian(std::string_view bytes, std::size_t offset) noexcept {
  return LittleEndian(std::as_bytes(std::span(bytes))).number<T>(offset);
}

bool has(std::string_view bytes, std::size_t offset, std::string_view magic) noexcept {
  return bytes.size() >= offset && bytes.substr(offset).starts_with(magic);
}

bool is_gzip(std::string_view bytes) noexcept {
  // RFC 1952: method 8, no reserved flag, extra flags 0, 2 or 4, and a known system. Two bytes of magic alone
  // would match one random file of 65536.
  constexpr std::size_t kHeader = 10;
  constexpr std::uint8_t kLastSystem = 13;
  constexpr std::uint8_t kUnknownSystem = 255;
  if (bytes.size() < kHeader || !has(bytes, 0, "\x1F\x8B\x08")) return false;
  const std::uint8_t extra = byte_at(bytes, 8);
  const std::uint8_t system = byte_at(bytes, 9);
  return (byte_at(bytes, 3) & 0xE0U) == 0 && (extra == 0 || extra == 2 || extra == 4) &&
         (system <= kLastSystem || system == kUnknownSystem);
}

/// An archive of arrays (.npz) is a zip too.
bool is_zip_of_no_arrays(std::string_view bytes) noexcept {
  constexpr std::size_t kHeader = 30;
  if (bytes.size() < kHeader || !has(bytes, 0, "PK\x03\x04")) return false;
  const std::size_t length = little_endian<std::uint16_t>(bytes, 26);
  return length <= bytes.size() - kHeader && !ends_in(bytes.substr(kHeader, length), ".npy");
}

bool is_bzip2(std::string_view bytes) noexcept {
  return has(bytes, 0, "BZh") && has(bytes, 4, "\x31\x41\x59\x26\x53\x59");
}

bool is_jpeg(std::string_view bytes) noexcept {
  return has(bytes, 0, "\xFF\xD8\xFF") &&
         (has(bytes, 6, "JFIF\0"sv) || has(bytes, 6, "Exif\0"sv) || has(bytes, 3, "\xDB\x00\x43\x00"sv) ||
          has(bytes, 3, "\xDB\x00\x84\x00"sv));
}

bool is_exr(std::string_view bytes) noexcept {
  return has(bytes, 0, "\x76\x2F\x31\x01\x02");
}

bool is_parquet(std::string_view bytes) noexcept {
  constexpr std::size_t kSmallest = 12;
  return bytes.size() >= kSmallest && bytes.starts_with("PAR1") && bytes.ends_with("PAR1");
}

bool is_elf(std::string_view bytes) noexcept {
  // 32 or 64 bits, one of two byte orders, version 1.
  constexpr std::size_t kIdentification = 16;
  return bytes.size() >= kIdentification &&
         bytes.starts_with(
             "\x7F"
             "ELF") &&
         (byte_at(bytes, 4) - 1U) < 2 && (byte_at(bytes, 5) - 1U) < 2 && byte_at(bytes, 6) == 1;
}

bool is_cloud_compare(std::string_view bytes) noexcept {
  // The fourth byte holds flags, and a version follows that has been below 100 since the first.
  constexpr std::size_t kVersion = 4;
  constexpr std::uint32_t kMostVersion = 100;
  return bytes.size() > kVersion + 4 && bytes.starts_with("CCB") && byte_at(bytes, 3) >= '0' &&
         byte_at(bytes, 3) <= '9' && little_endian<std::uint32_t>(bytes, kVersion) < kMostVersion;
}

bool is_binary_stl(std::string_view bytes) noexcept {
  // There is no magic; the size has to be that of the triangles.
  constexpr std::size_t kHeader = 80;
  constexpr std::uint64_t kTriangle = 50;
  if (bytes.size() <= kHeader + 4) return false;
  return bytes.size() == kHeader + 4 + kTriangle * little_endian<std::uint32_t>(bytes, kHeader);
}

bool is_text_stl(std::string_view bytes) noexcept {
  const std::string_view head = bytes.substr(0, kTextHead);
  return head.starts_with("solid") && is_plain_text(head) &&
         head.find("facet normal") != std::string_view::npos;
}

/// Returns whether a text has lines that begin with v and a number.
bool is_obj(std::string_view bytes) noexcept {
  const std::string_view head = bytes.substr(0, kTextHead);
  if (!is_plain_text(head)) return false;
  for (std::size_t at = 0; at < head.size();) {
    const std::string_view line = head.substr(at, head.find('\n', at) - at);
    ScannedNumber number;
    const char* const end = line.data() + line.size();
    if (line.starts_with("v ") && scan_number(skip_line_blanks(line.data() + 2, end), end, number) != nullptr)
      return true;
    at += line.size() + 1;
  }
  return false;
}

bool is_off(std::string_view bytes) noexcept {
  const std::string_view head = bytes.substr(0, kTextHead);
  const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
  return is_plain_text(head) && (line == "OFF" || line == "COFF" || line == "NOFF" || line == "STOFF");
}

/// PTX: the columns and rows of a scan, its place and axes in four lines, its matrix in four more.
bool is_ptx(std::string_view bytes) noexcept {
  std::string_view head = bytes.substr(0, kTextHead);
  if (!is_plain_text(head)) return false;
  constexpr std::array<std::size_t, 10> kNumbers{1, 1, 3, 3, 3, 3, 4, 4, 4, 4};
  return std::ranges::all_of(kNumbers, [&](std::size_t wanted) {
    const std::size_t end = head.find('\n');
    if (end == std::string_view::npos) return false;
    const char* const begin = head.data();
    const ScannedLine line =
        scan_line(begin, begin + end, ' ', wanted, [](std::size_t, const ScannedNumber&) { return true; });
    head.remove_prefix(end + 1);
    return line.fault == LineFault::kNone && line.numbers == wanted;
  });
}

bool is_potree(std::string_view bytes) noexcept {
  const std::string_view head = bytes.substr(0, kTextHead);
  const auto mentions = [&](std::string_view key) { return head.find(key) != std::string_view::npos; };
  return head.starts_with('{') && is_plain_text(head) &&
         (mentions("\"octreeDir\"") || (mentions("\"hierarchy\"") && mentions("\"spacing\"")));
}

bool is_utf16(std::string_view bytes) noexcept {
  constexpr std::size_t kLooked = 32;  // ASCII in UTF-16: every second byte is zero
  const bool little = bytes.starts_with("\xFF\xFE");
  if (bytes.size() < kLooked || (!little && !bytes.starts_with("\xFE\xFF"))) return false;
  for (std::size_t at = little ? 3 : 2; at < kLooked; at += 2)
    if (bytes[at] != '\0') return false;
  return true;
}

/// Text that is no table of numbers: lines of UTF-8 with something in them. Bytes of records are hardly ever
/// so, and would be shown as points.
bool is_prose(std::string_view bytes) noexcept {
  std::string_view head = bytes.substr(0, kTextHead);
  if (head.find('\n') == std::string_view::npos || trimmed(head).empty() || !is_plain_text(head) ||
      is_table(head))
    return false;
  constexpr std::size_t kLongestLetter = 4;  // one may be cut off by the end of what is looked at
  while (!head.empty()) {
    const std::size_t size = utf8_letter(head).size;
    if (size == 0) return head.size() < kLongestLetter && bytes.size() > kTextHead;
    head.remove_prefix(size);
  }
  return true;
}

struct Row {
  std::string_view name;  ///< with its article
  std::string_view help;
  std::string_view magic = {};                                 ///< the first bytes, or "":
  bool (*matches)(std::string_view bytes) noexcept = nullptr;  ///< what else tells
};

constexpr Row kRows[]{
    {"an E57 scan", kSaveAsLas, "ASTM-E57"},
    {"a ROS bag", kRosBag, "#ROSBAG V"},
    {"an MCAP recording", kRosBag, "\x89MCAP0\r\n"},
    {"a Draco file", "decompress it with draco_decoder to a .ply", "DRACO"},
    {"a cloud in CloudCompare's own format",
     "save it as .las or .ply with CloudCompare",
     {},
     is_cloud_compare},
    {"a PTX scan", "save it as .las or .ply with CloudCompare", {}, is_ptx},
    {"a Potree cloud", "open the LAS or LAZ file that it was made from", {}, is_potree},
    {"compressed with gzip",
     "decompress it with gunzip; save Gaussian splats in it (.spz) as .ply with SuperSplat",
     {},
     is_gzip},
    {"a zip archive", "extract what is in it with unzip", {}, is_zip_of_no_arrays},
    {"compressed with zstd", "decompress it with zstd -d", "\x28\xB5\x2F\xFD"},
    {"compressed with bzip2", "decompress it with bunzip2", {}, is_bzip2},
    {"compressed with xz", "decompress it with unxz",
     "\xFD"
     "7zXZ\0"sv},
    {"a 7z archive", "extract what is in it with 7z x", "7z\xBC\xAF\x27\x1C"},
    {"an HDF5 file", "save its arrays as .npy with Python's h5py", "\x89HDF\r\n\x1A\n"},
    {"a Parquet table", "save it as .csv with Python's pandas", {}, is_parquet},
    {"a MATLAB file", "save its arrays as .npy with Python's scipy.io.loadmat", "MATLAB 5.0 MAT-file"},
    {"an SQLite database", "if it is RTAB-Map's, rtabmap-export writes its cloud as .ply",
     "SQLite format 3\0"sv},
    {"a VTK dataset", "save its points as .csv or .ply with ParaView", "# vtk DataFile Version"},
    {"a VTK dataset", "save its points as .csv or .ply with ParaView", "<VTKFile"},
    {"a PNG image", kImage, "\x89PNG\r\n\x1A\n"},
    {"a JPEG image", kImage, {}, is_jpeg},
    {"an OpenEXR image", kImage, {}, is_exr},
    {"an OBJ mesh", kMesh, {}, is_obj},
    {"an STL mesh", kMesh, {}, is_binary_stl},
    {"an STL mesh", kMesh, {}, is_text_stl},
    {"an OFF mesh", kMesh, {}, is_off},
    {"an FBX mesh", "write its vertices to a .ply with Blender", "Kaydara FBX Binary  "},
    {"an ELF program or library", "it holds no points", {}, is_elf},
    {"a PDF document", "it holds no points", "%PDF-"},
    {"text in UTF-16", "convert it with iconv -f UTF-16 -t UTF-8", {}, is_utf16},
    // The last, because others are text too.
    {"text without lines of numbers",
     "points as text are lines of two or more numbers, after at most one line of names",
     {},
     is_prose}};

// Its header is that of no standard, and most of its bytes are zero.
constexpr Row kKsplat{"a cloud of Gaussian splats (.ksplat)", "save it as .ply with SuperSplat"};

const Row* find_row(const FileBytes& file) noexcept {
  const std::string_view bytes = text_of(file.bytes);
  const auto* const row = std::ranges::find_if(kRows, [&](const Row& candidate) {
    return candidate.matches != nullptr ? candidate.matches(bytes) : bytes.starts_with(candidate.magic);
  });
  if (row != std::end(kRows)) return row;
  return has_file_ending(file.path, ".ksplat") ? &kKsplat : nullptr;
}

bool recognises(const FileBytes& file) noexcept {
  return find_row(file) != nullptr;
}

Result<Container> read(const FileBytes& file, Progress*) {
  const Row* const row = find_row(file);
  // The file may have changed since it was recognised.
  std::string message = "is ";
  message.append(row == nullptr ? "of no known format" : row->name).append(", which is not read");
  if (row != nullptr) message.append("; ").append(row->help);
  return fail(ErrorCode::kNotImplemented, std::move(message));
}

}  // namespace

const Reader& unsupported_reader() noexcept {
  static constexpr Reader kReader{"unsupported", {}, recognises, read};
  return kReader;
}

}  // namespace vertexview
