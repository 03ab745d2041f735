#include <gmock/gmock.h>

#include <cmath>
#include <cstring>
#include <random>
#include <string>

#include "vertexview/camera/camera.hpp"

namespace vertexview {
namespace {

std::string error_of(std::string_view text, const Camera& base = {}) {
  const auto camera = parse_camera(text, base);
  if (camera) return "no error";
  EXPECT_EQ(camera.error().code, ErrorCode::kInvalidArgument);
  return camera.error().message;
}

bool same_bits(const Camera& a, const Camera& b) {
  const auto same = [](double x, double y) { return std::memcmp(&x, &y, sizeof(x)) == 0; };
  bool all = same(a.fov_degrees, b.fov_degrees) && a.orthographic == b.orthographic;
  for (int i = 0; i < 3; ++i)
    all = all && same(a.eye[i], b.eye[i]) && same(a.target[i], b.target[i]) && same(a.up[i], b.up[i]);
  return all;
}

TEST(CameraText, parse) {
  const auto camera = parse_camera("eye=1,-2.5,3e2 target=0,0,0.5 up=0,1,0 fov=60 ortho=1", {});
  ASSERT_TRUE(camera) << camera.error().message;
  EXPECT_EQ(camera->eye, glm::dvec3(1, -2.5, 300));
  EXPECT_EQ(camera->target, glm::dvec3(0, 0, 0.5));
  EXPECT_EQ(camera->up, glm::dvec3(0, 1, 0));
  EXPECT_EQ(camera->fov_degrees, 60);
  EXPECT_TRUE(camera->orthographic);
}

TEST(CameraText, parseSubsetInAnyOrderKeepsTheBase) {
  Camera base;
  base.eye = {7, 8, 9};
  base.fov_degrees = 33;
  const auto camera = parse_camera("  ortho=1\ttarget=+1,2,3 ", base);
  ASSERT_TRUE(camera) << camera.error().message;
  EXPECT_EQ(camera->eye, base.eye);
  EXPECT_EQ(camera->target, glm::dvec3(1, 2, 3));
  EXPECT_EQ(camera->fov_degrees, 33);
  EXPECT_TRUE(camera->orthographic);
}

TEST(CameraText, format) {
  EXPECT_EQ(format_camera(Camera{}), "eye=0,-3,0 target=0,0,0 up=0,0,1 fov=45 ortho=0");
}

TEST(CameraText, theUpAxisIsThatOfTheBase) {
  Camera base;
  base.up_axis = UpAxis::kMinusX;
  EXPECT_EQ(parse_camera("up=0,1,0 eye=0,0,5", base)->up_axis, UpAxis::kMinusX);
  EXPECT_EQ(format_camera(base), format_camera(Camera{})) << "the layout of a file tells it, not this text";
}

TEST(CameraText, roundTripIsBitExact) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> unit(-1, 1);
  std::uniform_real_distribution<double> exponent(-40, 60);
  const auto number = [&] { return unit(random) * std::pow(10.0, exponent(random)); };
  for (int i = 0; i < 20000; ++i) {
    Camera camera;
    camera.eye = {number(), number(), number()};
    camera.target = {number(), -0.0, number()};
    camera.up = {unit(random), unit(random), unit(random)};
    camera.fov_degrees = 85 + 84 * unit(random);
    camera.orthographic = i % 2 == 0;
    if (camera.up_along_view()) continue;
    const auto back = parse_camera(format_camera(camera), Camera{});
    ASSERT_TRUE(back) << back.error().message;
    ASSERT_TRUE(same_bits(*back, camera)) << format_camera(camera);
  }
}

TEST(CameraText, standardViewsRoundTrip) {
  for (const auto view : {StandardView::kFront, StandardView::kBack, StandardView::kRight,
                          StandardView::kLeft, StandardView::kTop, StandardView::kBottom}) {
    const Camera camera = default_camera({}, {640, 480}).looking(view);
    const auto back = parse_camera(format_camera(camera), Camera{});
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_TRUE(same_bits(*back, camera));
  }
}

TEST(CameraText, errorsNameTheWordAndItsPosition) {
  EXPECT_EQ(error_of("eye=0,0,1 eyes=1,2,3"),
            "camera, position 10: unknown key 'eyes'; expected eye, target, up, fov or ortho");
  EXPECT_EQ(error_of("fov=45 fov=46"), "camera, position 7: fov is given twice");
  EXPECT_EQ(error_of("hello"), "camera, position 0: expected KEY=VALUE, as in fov=45; found 'hello'");
  EXPECT_EQ(error_of("eye=1,two,3"), "camera, position 6: 'two' is not a number");
  EXPECT_EQ(error_of("eye=1,,3"), "camera, position 6: '' is not a number");
  EXPECT_EQ(error_of("eye=1,2,3x"), "camera, position 8: '3x' is not a number");
  EXPECT_EQ(error_of("eye=1,0x1g,3"), "camera, position 6: '0x1g' is not a number");
  EXPECT_EQ(error_of("fov=+-45"), "camera, position 4: '+-45' is not a number");
  EXPECT_EQ(error_of("eye=1,nan,3"), "camera, position 6: 'nan' is not finite");
  EXPECT_EQ(error_of("eye=inf,0,3"), "camera, position 4: 'inf' is not finite");
  EXPECT_EQ(error_of("eye=1e999,0,3"), "camera, position 4: '1e999' is outside the range of a double");
  EXPECT_EQ(error_of("eye=0,-1e101,3"), "camera, position 6: '-1e101' is beyond 1e+100");
  EXPECT_EQ(error_of("eye=1,2"),
            "camera, position 4: eye expects three numbers separated by commas without spaces, as in "
            "eye=1,2,3; found '1,2'");
  EXPECT_EQ(error_of("target=1,2,3,4"),
            "camera, position 7: target expects three numbers separated by commas without spaces, as in "
            "target=1,2,3; found '1,2,3,4'");
  EXPECT_EQ(error_of("fov=0.5"), "camera, position 4: fov expects 1 to 170 degrees; found '0.5'");
  EXPECT_EQ(error_of("fov=171"), "camera, position 4: fov expects 1 to 170 degrees; found '171'");
  EXPECT_EQ(error_of("ortho=yes"), "camera, position 6: ortho expects 0 or 1; found 'yes'");
}

TEST(CameraText, errorsOfTheWhole) {
  EXPECT_EQ(
      error_of(" "),
      "camera: the text is empty; expected any of eye=x,y,z target=x,y,z up=x,y,z fov=degrees ortho=0|1");
  EXPECT_EQ(error_of("eye=1,2,3 target=1,2,3"),
            "camera: eye and target are the same point, 1,2,3; expected two different points");
  EXPECT_EQ(error_of("up=0,0,0"), "camera: up is zero; expected a direction, as in up=0,0,1");
  EXPECT_EQ(error_of("eye=0,0,5 target=0,0,0"),
            "camera: up 0,0,1 lies along the view from eye to target; expected another, as in up=0,1,0");
}

TEST(CameraText, errorHasTheOffset) {
  const auto camera = parse_camera("fov=45 eye=1,x,3", {});
  ASSERT_FALSE(camera);
  EXPECT_EQ(camera.error().offset, 13U);
}

TEST(CameraText, fovLimitsAreInclusive) {
  EXPECT_TRUE(parse_camera("fov=1", {}));
  EXPECT_TRUE(parse_camera("fov=170", {}));
}

}  // namespace
}  // namespace vertexview
