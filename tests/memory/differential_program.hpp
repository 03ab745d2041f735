#pragma once
// Random programs of view operations, as lines of text that both sides execute:
//
//   base B rw|ro xHEX            bytes that can be viewed
//   view V B
//   slice V W START STOP STEP    "n" for an absent end
//   cast V W FORMAT SHAPE        copy V W         readonly V W
//   attributes V                 len V
//   get V INDICES                set V INDICES VALUE
//   assign V START STOP STEP W   tolist V         tobytes V C|F|A
//   hex V SEPARATOR GROUP        eq V W           contains V VALUE
//   count V VALUE                index V VALUE START STOP
//   iterate V                    reversed V
//   release V                    resize B
//   calcsize F                   pack F VALUES
//   unpack F xHEX                unpack_from F xHEX OFFSET
//   iter_unpack F xHEX           pack_into V F OFFSET VALUES
//   records V F                  record_eq V F W G
//   record_set V F INDEX VALUES
//
// Formats are written in hex. Values: i12, f3ff0000000000000 (the bits of a double), fnan, b1, x6162; "-" for
// none.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vertexview::test {

/// Returns `count` programs, each beginning with a line "program N".
std::vector<std::string> random_programs(std::uint32_t seed, int count);

/// Returns `count` lines of "calcsize", each of another struct string, right or wrong.
std::vector<std::string> random_formats(std::uint32_t seed, int count);

/// What vertexview answered, in the oracle's form, and how often each case occurred: OPERATION KIND-OF-VIEW
/// WHAT-IS-ASKED OUTCOME, as in "slice N-D step<0 ok", "eq strided ok True" or "get 1-D [i] IndexError".
struct Answers {
  std::vector<std::string> lines;
  std::map<std::string, int> cases;
};
Answers run_programs(const std::vector<std::string>& lines);

}  // namespace vertexview::test
