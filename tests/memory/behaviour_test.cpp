// What views and records must do: everything that Python's memoryview and struct do, and what goes wrong with
// mapped bytes in C++. Each line names what shows it: tests, or cases that the random programs of
// differential_test.cpp come to (and whose answers are CPython's). A line that nothing shows any more fails.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "memory/differential_program.hpp"

namespace vertexview::test {
namespace {

struct Behaviour {
  std::string_view what;
  /// The Suite.name of a test, or a case of Answers::cases.
  std::vector<std::string_view> shown_by;
};

const std::vector<Behaviour> kFormats = {
    {"a prefix comes first and once",
     {"Differential.structStringsAreJudgedAsByCPython", "Format.errorsPointAtTheCharacter"}},
    {"native and standard sizes; n, N and P are native only",
     {"Format.sizesOfEveryCode", "Format.errorsPointAtTheCharacter"}},
    {"alignment pads before an item, never at the end", {"Format.alignmentPadsBeforeAnItemOnly"}},
    {"a count repeats, but is the length of s and p", {"Format.countsRepeatExceptForText"}},
    {"whitespace between items", {"Format.whitespaceBetweenItems"}},
    {"bad characters, counts without a code, NUL, signs, decimals",
     {"Format.errorsPointAtTheCharacter", "calcsize struct.error"}},
    {"the largest size and one past it", {"Format.largestSizeAndOnePast"}},
    {"complex numbers are an error that says so", {"Format.errorsPointAtTheCharacter"}},
    {"formats of numpy and ctypes",
     {"Deviation.formatsOfExporters", "ExportedFormat.numpyAgrees", "ExportedFormat.ctypesAgrees"}},
};

const std::vector<Behaviour> kPacking = {
    {"as many values as the format takes", {"Pack.valueCountMustMatch", "pack struct.error"}},
    {"padding takes no value and is zeroed",
     {"Pack.canonicalRecord", "Pack.failingWriteLeavesTheTargetAlone"}},
    {"integers out of range name the range; floats are no integers", {"Pack.rangesAreNamed"}},
    {"integers and truth are numbers", {"Pack.integersAndTruthAreNumbers"}},
    {"<f overflows, @f is infinite, e rounds to even",
     {"Pack.floatOverflow", "Pack.halfRoundsToEven", "pack OverflowError"}},
    {"s and p are cut and filled, c is one byte", {"Pack.textIsCutAndFilled", "Pack.rangesAreNamed"}},
    {"? packs truth, any other byte than 0 is true",
     {"Pack.integersAndTruthAreNumbers", "Deviation.truthValuesAreTruth"}},
    {"unpack needs the exact size", {"Pack.unpackNeedsTheExactSize", "unpack ok", "unpack struct.error"}},
    {"unpack_from: negative offsets, none past the end, none that wraps",
     {"Pack.offsetsNeverWrap", "unpack_from ok", "unpack_from struct.error"}},
    {"iter_unpack: whole records, none of no bytes",
     {"Pack.iterUnpack", "iter_unpack ok", "iter_unpack struct.error"}},
    {"pack_into refuses read-only, strided and released views",
     {"pack_into read-only TypeError", "pack_into strided TypeError", "pack_into released TypeError",
      "pack_into 1-D ok", "pack_into N-D ok"}},
    {"a failing pack_into changes nothing",
     {"Pack.failingWriteLeavesTheTargetAlone", "Deviation.failingWritesChangeNothing",
      "pack_into 1-D struct.error"}},
    {"signalling NaNs survive", {"Pack.signallingNansSurvive", "Deviation.signallingNansSurvive"}},
};

const std::vector<Behaviour> kViews = {
    {"what has no bytes to view does not compile", {"MemoryView.ofBytesOnly"}},
    {"a view of a view keeps owner and geometry",
     {"MemoryView.owningAContainer", "MemoryView.slicesOutliveTheirParent", "copy 1-D ok", "copy N-D ok",
      "copy released ValueError"}},
    {"format, itemsize, nbytes, ndim, shape, strides, read-only, contiguity",
     {"MemoryView.overAVector", "attributes 0-D ok", "attributes 1-D ok", "attributes N-D ok",
      "attributes strided ok", "attributes empty ok", "attributes read-only ok",
      "attributes released ValueError", "Deviation.attributesOfAReleasedView"}},
    {"nbytes counts items, whatever the strides", {"MemoryView.contiguity"}},
    {"len is the first dimension",
     {"len 1-D ok", "len N-D ok", "len 0-D TypeError", "len released ValueError"}},
    {"at most 64 dimensions", {"MemoryView.sixtyFourDimensionsAndNoMore"}},
    {"contiguity of one item, of stride 0, of columns, of nothing",
     {"MemoryView.contiguity", "Deviation.emptyViewsAreContiguous"}},
    {"views are values", {"Deviation.viewsAreValues"}},
};

const std::vector<Behaviour> kItems = {
    {"negative indices wrap once; errors name the dimension",
     {"MemoryView.indexFromBothEnds", "MemoryView.indexOfSeveralDimensions", "get 1-D [i] ok",
      "get 1-D [i] IndexError", "get strided [i] ok", "get empty [i] IndexError"}},
    {"several dimensions need as many indices",
     {"get N-D [i,j] ok", "get N-D [i,j] IndexError", "get N-D [i,j] TypeError",
      "get N-D [i,j] NotImplementedError", "get N-D [i] NotImplementedError",
      "get N-D [()] NotImplementedError", "get 1-D [i,j] TypeError", "get 1-D [()] NotImplementedError"}},
    {"no dimensions need none",
     {"MemoryView.zeroDimensions", "get 0-D [()] ok", "get 0-D [i] TypeError", "get 0-D [i,j] TypeError"}},
    {"rows stand in for an index of several dimensions", {"MemoryView.indexOfSeveralDimensions"}},
    {"struct formats have items",
     {"Deviation.recordsAreItems", "MemoryView.itemsOfRecords", "records 1-D ok", "record_set 1-D ok"}},
    {"every code is read and written",
     {"MemoryView.everyCodeIsReadAndWritten", "Deviation.halfFloatsAreItems"}},
    {"assignment: released, then read-only, then index, then value",
     {"MemoryView.assignmentChecksTypeAndRange", "set released integer [i] ValueError",
      "set read-only integer [i] TypeError", "set read-only integer [i,j] TypeError",
      "set 1-D integer [i] IndexError"}},
    {"assignment: wrong types, out of range, float overflow is infinite",
     {"MemoryView.assignmentChecksTypeAndRange", "set 1-D integer [i] ok", "set 1-D integer [i] ValueError",
      "set 1-D float [i] ok", "set 1-D float [i] TypeError", "set 1-D bytes [i] ok",
      "set 1-D bytes [i] TypeError", "set 1-D bool [i] ok", "set N-D integer [i,j] ok",
      "set N-D float [i,j] ok", "set 0-D integer [()] ok", "set strided integer [i] ok"}},
};

const std::vector<Behaviour> kSlices = {
    {"ends are clamped, steps go both ways",
     {"MemoryView.sliceClampsAsAList", "MemoryView.sliceNegativeStep", "slice 1-D step>0 ok",
      "slice 1-D step<0 ok", "slice strided step<0 ok", "slice empty step<0 ok",
      "slice read-only step>0 ok"}},
    {"a step of 0 is an error", {"slice 1-D step=0 ValueError", "slice N-D step=0 ValueError"}},
    {"a far step never overflows", {"slice 1-D step=far ok", "Deviation.stridesNeverOverflow"}},
    {"several dimensions are sliced by rows, none cannot be",
     {"MemoryView.sliceOfSeveralDimensionsTakesRows", "slice N-D step>0 ok", "slice N-D step<0 ok",
      "slice 0-D step>0 TypeError"}},
    {"slices keep the bytes alive",
     {"MemoryView.slicesOutliveTheirParent", "slice released step>0 ValueError"}},
    {"slice assignment needs equal formats and shapes",
     {"MemoryView.assignNeedsEqualFormatsAndShapes", "assign 1-D step>0 ok", "assign 1-D step>0 ValueError",
      "assign strided step>0 ok", "assign 1-D step<0 ok", "assign empty step>0 ok",
      "Deviation.spellingOfAFormatDoesNotMatter"}},
    {"slice assignment: read-only, released, no dimensions",
     {"assign read-only step>0 TypeError", "assign released step>0 ValueError",
      "assign 0-D step>0 TypeError"}},
    {"overlapping slices", {"MemoryView.assignOverlappingSlices"}},
    {"slices of several dimensions are assigned", {"Deviation.slicesOfSeveralDimensionsAreAssigned"}},
};

const std::vector<Behaviour> kCasts = {
    {"there and back, by way of bytes", {"MemoryView.castThereAndBack", "cast 1-D ok", "cast 1-D TypeError"}},
    {"only contiguous views", {"cast strided TypeError"}},
    {"whole items, known formats",
     {"cast 1-D ValueError", "cast 1-D TypeError", "MemoryView.castThereAndBack"}},
    {"to a shape and back, to no dimensions",
     {"MemoryView.castToAShapeAndBack", "cast 1-D shape ok", "cast 1-D shape ValueError",
      "cast 1-D shape TypeError", "cast 1-D shape=() ok", "cast N-D ok", "cast N-D shape TypeError",
      "cast 0-D ok"}},
    {"empty views without a shape only", {"cast empty ok", "cast empty shape TypeError"}},
    {"read-only stays read-only", {"cast read-only ok", "cast read-only shape ok"}},
    {"misaligned bytes", {"MemoryView.castMisaligned"}},
    {"released views", {"cast released ValueError", "cast released shape ValueError"}},
};

const std::vector<Behaviour> kConversions = {
    {"tolist nests by shape and follows strides",
     {"tolist 0-D ok", "tolist 1-D ok", "tolist N-D ok", "tolist strided ok", "tolist released ValueError"}},
    {"tobytes in every order",
     {"MemoryView.toBytesInEveryOrder", "tobytes N-D C ok", "tobytes N-D F ok", "tobytes N-D A ok",
      "tobytes strided F ok"}},
    {"hex with groups from either end",
     {"MemoryView.hexGroups", "hex 1-D ok", "hex strided group<0 ok", "hex N-D group>0 ok",
      "hex 1-D group=0 ok", "hex 1-D group>0 ValueError"}},
    {"iteration both ways",
     {"MemoryView.iterationBothWays", "iterate strided ok", "reversed 1-D ok",
      "iterate N-D NotImplementedError", "reversed N-D NotImplementedError", "iterate 0-D TypeError"}},
    {"contains, count and index by value",
     {"MemoryView.countIndexContains", "contains 1-D ok True", "contains 1-D ok False", "count 1-D ok",
      "index 1-D ok", "index 1-D ValueError", "contains N-D NotImplementedError",
      "count N-D NotImplementedError", "index N-D NotImplementedError", "count 0-D TypeError"}},
    {"read-only views of writable bytes",
     {"readonly 1-D ok", "readonly N-D ok", "readonly released ValueError",
      "MemoryView.assignmentChecksTypeAndRange"}},
};

const std::vector<Behaviour> kComparison = {
    {"by value across formats and strides, -0 is 0, NaN is nothing",
     {"MemoryView.equalityIsByValue", "eq 1-D ok True", "eq 1-D ok False", "eq strided ok True",
      "eq N-D ok True", "eq N-D ok False", "eq 0-D ok True"}},
    {"records field by field, whatever the byte order and padding",
     {"MemoryView.recordsCompareFieldByField", "record_eq 1-D ok True", "record_eq 1-D ok False"}},
    {"shapes up to their first 0", {"MemoryView.emptyShapesCompareUpToTheFirstZero"}},
    {"views have no order", {"MemoryView.hasNoOrder"}},
    {"a hash for read-only bytes alone", {"MemoryView.hashOfReadOnlyBytes", "Deviation.hashEndsWithTheView"}},
};

const std::vector<Behaviour> kRelease = {
    {"repeats; nothing answers afterwards; equal to itself alone",
     {"MemoryView.releasedAnswersNothing", "release released ok", "eq released ok True",
      "eq released ok False"}},
    {"values outlive their view", {"Deviation.valuesOutliveTheView"}},
    {"an owner that is viewed cannot be released or resized",
     {"Buffer.cannotBeReleasedWhileViewed", "resize BufferError", "resize ok"}},
    {"owners live as long as their views",
     {"Buffer.viewsKeepTheOwnerAlive", "Buffer.releaseLetsGoOfTheOwner"}},
    {"at the end of a scope", {"MemoryView.scopedRelease"}},
    {"threads",
     {"MemoryViewThreads.oneViewIsReadByMany", "MemoryViewThreads.viewsComeAndGo",
      "MemoryViewThreads.disjointWrites", "MemoryViewThreads.releaseNeverPullsBytesFromAView"}},
};

const std::vector<Behaviour> kFiles = {
    {"empty files, lengths and offsets past the end",
     {"MappedFile.openEmptyFile", "MappedFile.openRangePastTheEnd", "MappedFile.openOffsetPastTheEnd",
      "MappedFile.openAtTheEndIsEmpty"}},
    {"copy-on-write leaves the file", {"MappedFile.openPrivate", "MemoryView.copyOnWriteLeavesTheFile"}},
    {"no alignment is needed",
     {"MemoryView.castMisaligned", "MemoryViewFile.sizesAroundPagesAtEveryOffset",
      "StridedView.constructMisaligned", "Dataset.misaligned"}},
    {"a file that became shorter",
     {"MappedFile.readAfterTruncation", "MappedFile.stillBacked", "MappedFilePages.populateAfterTruncation",
      "Statistics.aFileThatBecameShorter"}},
    {"no arithmetic wraps",
     {"StridedView.constructOverflow", "MemoryView.arrangedIsProvedInside",
      "MemoryView.emptyDimensionsOfNoBytes", "MemoryView.hugeCopiesAreErrors"}},
    {"more than 4 GB and 2^32 records",
     {"MappedFile.over4GB", "MemoryViewFile.over4GB", "MemoryViewFile.moreRecordsThan32Bits",
      "Dataset.over90GB", "Dataset.fiveBillionRecords"}},
    {"remainders and truncations",
     {"Dataset.remainder", "Dataset.everyTruncation", "MemoryViewFile.everyTruncation"}},
    {"both byte orders",
     {"MemoryView.bothByteOrders", "Byteswap.structAgrees", "Byteswap.recordsReadTheSameInTheOtherOrder"}},
    {"descriptors", {"MappedFile.closesItsDescriptor", "MappedFile.descriptorZeroIsValid"}},
    {"pages that are gone end no program that guards them",
     {"FaultGuard.truncatedMappingReadsZerosAndSaysSo", "FaultGuard.otherMappingStillEndsTheProgram"}},
    {".npy files: header, structured types, as numpy reads them",
     {"Npy.headerIsAligned", "AnyLayout.npySameAsNumpy", "Convert.canonicalToNpy"}},
    {"hints never fail", {"MappedFile.hintsNeverFail"}},
    {"typed views are checked once",
     {"MemoryView.stridedChecksTypeSizeOrderAndPlace", "MemoryView.stridedFlattensEvenSteps"}},
};

/// Returns the Suite.name of every TEST in the sources.
std::set<std::string> tests_of_the_project() {
  std::set<std::string> names;
  const std::regex test(R"(\bTEST(?:_F|_P)?\((\w+), (\w+)\))");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(VERTEXVIEW_SOURCE_DIR "/tests")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);)
      if (std::smatch match; line.starts_with("TEST") && std::regex_search(line, match, test))
        names.insert(match[1].str() + '.' + match[2].str());
  }
  return names;
}

TEST(Behaviour, everyLineIsShown) {
  constexpr int kAtLeast = 5;
  const std::set<std::string> tests = tests_of_the_project();
  const auto cases = run_programs(random_programs(20260101, 10000)).cases;
  for (const auto* chapter : {&kFormats, &kPacking, &kViews, &kItems, &kSlices, &kCasts, &kConversions,
                              &kComparison, &kRelease, &kFiles})
    for (const Behaviour& behaviour : *chapter)
      for (const std::string_view shown : behaviour.shown_by) {
        const std::string name(shown);
        const auto found = cases.find(name);
        if (name.find(' ') == std::string::npos)
          EXPECT_EQ(tests.count(name), 1U) << behaviour.what << ": there is no test " << name;
        else
          EXPECT_GE(found == cases.end() ? 0 : found->second, kAtLeast)
              << behaviour.what << ": the random programs hardly come to " << name;
      }
}

TEST(Behaviour, everyDeviationIsListed) {
  std::ifstream in(VERTEXVIEW_SOURCE_DIR "/tests/memory/differential_test.cpp");
  std::set<std::string> listed;
  const std::regex entry(R"(^//   (\w+)(  .*)?$)");
  for (std::string line; std::getline(in, line);)
    if (std::smatch match; std::regex_match(line, match, entry)) listed.insert("Deviation." + match[1].str());
  std::set<std::string> tested;
  for (const std::string& name : tests_of_the_project())
    if (name.starts_with("Deviation.")) tested.insert(name);
  EXPECT_EQ(listed, tested);
  EXPECT_FALSE(listed.empty());
}

}  // namespace
}  // namespace vertexview::test
