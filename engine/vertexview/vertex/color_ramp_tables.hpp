#pragma once
// The colours of two ramps at 0/255, 1/255 ... 255/255, each as 0xRRRRGGGGBBBB. Not for callers.
#include <array>
#include <cstdint>
#include <string_view>

namespace vertexview::detail {

// By Nathaniel J. Smith, Stefan van der Walt and (in the case of viridis) Eric Firing, for matplotlib.
// SPDX-License-Identifier: CC0-1.0
inline constexpr std::array<std::uint64_t, 256> kViridis{
    0x445a013f5454, 0x44bd027555de, 0x451b03be5764, 0x4574051b58e6, 0x45c8068b5a64, 0x461808105bdd,
    0x466309aa5d52, 0x46a90b4e5ec3, 0x46ea0ce3602e, 0x47270e6b6195, 0x475f0fe962f7, 0x4791115e6454,
    0x47bf12cb65ac, 0x47e8143366ff, 0x480d1596684c, 0x482c16f46994, 0x4846184f6ad6, 0x485c19a66c12,
    0x486d1afb6d49, 0x48781c4d6e7a, 0x487f1d9d6fa5, 0x48811eeb70ca, 0x487f203771e8, 0x487721827301,
    0x486b22cc7413, 0x485a2414751f, 0x4844255a7625, 0x482926a07724, 0x480a27e5781d, 0x47e72928790f,
    0x47bf2a6b79fb, 0x47922bac7ae1, 0x47612ced7bbf, 0x472c2e2c7c98, 0x46f22f6b7d69, 0x46b430a87e35,
    0x467331e57efa, 0x462d33217fb8, 0x45e3345b8070, 0x459635958122, 0x454536cd81ce, 0x44f138048273,
    0x4499393a8312, 0x443e3a6f83ac, 0x43e03ba3843f, 0x437f3cd584cd, 0x431b3e068555, 0x42b53f3685d8,
    0x424b40648655, 0x41e0419186cc, 0x417242bd873f, 0x410243e787ac, 0x409045108815, 0x401c46388879,
    0x3fa6475e88d8, 0x3f2f48828933, 0x3eb649a58989, 0x3e3c4ac689dc, 0x3dc14be68a2a, 0x3d464d058a74,
    0x3cc94e218abb, 0x3c4b4f3d8afe, 0x3bcd50578b3d, 0x3b4f516f8b7a, 0x3ad052868bb3, 0x3a51539b8be9,
    0x39d254af8c1c, 0x395355c28c4d, 0x38d456d38c7a, 0x385557e38ca6, 0x37d758f18ccf, 0x375959fe8cf5,
    0x36dc5b098d1a, 0x365f5c148d3c, 0x35e35d1d8d5d, 0x35685e258d7c, 0x34ee5f2b8d99, 0x347460318db4,
    0x33fc61358dcd, 0x338462388de6, 0x330e633a8dfc, 0x3298643b8e12, 0x3224653b8e26, 0x31b0663a8e39,
    0x313e67388e4b, 0x30cd68358e5b, 0x305d69318e6b, 0x2fee6a2c8e79, 0x2f806b278e87, 0x2f146c218e93,
    0x2ea86d1a8e9f, 0x2e3e6e128ea9, 0x2dd46f0a8eb3, 0x2d6b70018ebc, 0x2d0470f88ec4, 0x2c9d71ee8ecb,
    0x2c3772e48ed1, 0x2bd273d98ed6, 0x2b6e74cd8eda, 0x2b0a75c18ede, 0x2aa776b58ee0, 0x2a4577a98ee2,
    0x29e3789c8ee2, 0x2982798f8ee2, 0x29217a818ee0, 0x28c17b738edd, 0x28617c668ed9, 0x28017d588ed4,
    0x27a27e498ece, 0x27437f3b8ec6, 0x26e4802c8ebd, 0x2685811e8eb3, 0x2627820f8ea7, 0x25c983008e9a,
    0x256c83f28e8b, 0x250f84e38e7b, 0x24b285d48e69, 0x245686c58e55, 0x23fa87b68e3f, 0x239f88a78e27,
    0x234589998e0e, 0x22eb8a8a8df2, 0x22948b7b8dd4, 0x223d8c6c8db4, 0x21e88d5d8d92, 0x21948e4f8d6d,
    0x21438f408d46, 0x20f490328d1d, 0x20a891238cf1, 0x205f92148cc2, 0x201a93068c90, 0x1fd893f78c5c,
    0x1f9b94e98c25, 0x1f6395da8beb, 0x1f3096cc8bad, 0x1f0397bd8b6d, 0x1edd98af8b2a, 0x1ebe99a08ae3,
    0x1ea79a918a99, 0x1e989b828a4b, 0x1e929c7389fa, 0x1e969d6489a6, 0x1ea49e55894e, 0x1ebe9f4588f2,
    0x1ee2a0368892, 0x1f13a126882f, 0x1f50a21687c8, 0x1f9aa305875c, 0x1ff1a3f586ed, 0x2057a4e4867a,
    0x20caa5d28603, 0x214ca6c08588, 0x21dca7ae8508, 0x227ba89c8484, 0x2329a98983fc, 0x23e5aa75836f,
    0x24afab6182de, 0x2588ac4c8249, 0x2670ad3781af, 0x2765ae218111, 0x2869af0b806e, 0x297aaff37fc6,
    0x2a98b0db7f1a, 0x2bc3b1c27e69, 0x2cfbb2a97db4, 0x2e3fb38e7cf9, 0x2f8fb4737c3a, 0x30ebb5577b76,
    0x3252b63a7aae, 0x33c4b71b79e0, 0x3541b7fc790e, 0x36c8b8dc7836, 0x385ab9ba775a, 0x39f5ba987679,
    0x3b9abb747593, 0x3d47bc4f74a8, 0x3efebd2873b7, 0x40bebe0172c2, 0x4286bed871c8, 0x4456bfad70c9,
    0x462ec0826fc5, 0x480fc1546ebb, 0x49f6c2256dad, 0x4be6c2f56c99, 0x4ddcc3c36b81, 0x4fdac48f6a63,
    0x51dfc55a6941, 0x53eac6236819, 0x55fcc6ea66ec, 0x5815c7af65ba, 0x5a34c8736483, 0x5c59c9346347,
    0x5e84c9f46206, 0x60b6cab160c0, 0x62edcb6d5f75, 0x652acc275e25, 0x676cccde5cd0, 0x69b4cd935b76,
    0x6c02ce465a16, 0x6e54cef758b2, 0x70accfa65749, 0x7309d05255db, 0x756bd0fc5469, 0x77d2d1a452f1,
    0x7a3dd2495175, 0x7cadd2ec4ff4, 0x7f22d38d4e6e, 0x819ad42a4ce4, 0x8418d4c64b56, 0x8699d55f49c2,
    0x891ed5f5482b, 0x8ba7d689468f, 0x8e34d71a44ef, 0x90c4d7a9434c, 0x9358d83541a4, 0x95eed8be3ff9,
    0x9888d9453e4b, 0x9b25d9c93c99, 0x9dc5da4a3ae4, 0xa067dac9392d, 0xa30bdb453774, 0xa5b2dbbf35b9,
    0xa85bdc3633fd, 0xab05dcab3240, 0xadb1dd1d3083, 0xb05edd8d2ec7, 0xb30cddfb2d0c, 0xb5bbde662b54,
    0xb86bdece29a0, 0xbb1bdf3527f1, 0xbdcbdf992649, 0xc07bdffc24aa, 0xc32ae05c2316, 0xc5d9e0bb2190,
    0xc887e118201a, 0xcb33e1731eb9, 0xcddee1cd1d6e, 0xd087e2251c40, 0xd32ee27c1b31, 0xd5d3e2d21a47,
    0xd876e3271986, 0xdb16e37a18f3, 0xddb2e3cd1890, 0xe04ce4201862, 0xe2e2e472186a, 0xe574e4c318a9,
    0xe803e514191f, 0xea8ee56519c8, 0xed14e5b71aa4, 0xef96e6081bae, 0xf214e6591ce3, 0xf48ee6ab1e3e,
    0xf702e6fe1fba, 0xf972e7512156, 0xfbdee7a4230c, 0xfe45e7f924d9};

// Copyright 2019 Google LLC. Author: Anton Mikhailov. The colours of turbo_colormap.py, rounded to 16 bits.
// SPDX-License-Identifier: Apache-2.0
inline constexpr std::array<std::uint64_t, 256> kTurbo{
    0x30a0125f3b6f, 0x31e0155942f1, 0x331618514a4d, 0x34431b455185, 0x35671e365898, 0x368121255f86,
    0x37922410664e, 0x389a26f86cf2, 0x399929de7372, 0x3a8f2cc079cc, 0x3b7c2f9f8002, 0x3c5e327c8613,
    0x3d3935558bfe, 0x3e0a382b91c5, 0x3ed23afe9767, 0x3f903dce9ce4, 0x4046409ba23c, 0x40f24365a770,
    0x4195462cac7e, 0x422f48f0b168, 0x42c04bb1b62c, 0x43474e6fbacc, 0x43c5512bbf46, 0x443a53e3c39d,
    0x44a65697c7ce, 0x45095949cbda, 0x45625bf8cfc2, 0x45b35ea4d384, 0x45f9614dd722, 0x463863f3da9a,
    0x466c6695ddee, 0x46986935e11d, 0x46ba6bd2e427, 0x46d46e6ce70c, 0x46e37102e9cc, 0x46ea7396ec68,
    0x46e87626eede, 0x46dc78b4f12f, 0x46c77b3ff35c, 0x46aa7dc7f564, 0x4682804bf747, 0x465282ccf905,
    0x4618854bfa9e, 0x45d187c8fc0e, 0x45648a47fd42, 0x44ce8cc9fe36, 0x44138f4efeee, 0x433491d5ff6a,
    0x4235945fffae, 0x411696e9ffbb, 0x3fdc9974ff93, 0x3e889bffff38, 0x3d1e9e8afead, 0x3b9ea115fdf4,
    0x3a0da39dfd0e, 0x386ba625fbfe, 0x36bda8aafac5, 0x3503ab2df966, 0x3341adacf7e4, 0x3179b028f63e,
    0x2faeb29ff479, 0x2de2b512f296, 0x2c17b77ff096, 0x2a50b9e8ee7d, 0x288fbc4aec4c, 0x26d8bea5ea05,
    0x252bc0f9e7ab, 0x238cc345e53f, 0x21fec58ae2c3, 0x2082c7c6e03a, 0x1f1bc9f8dda5, 0x1dcccc22db07,
    0x1c96ce41d861, 0x1b7dd055d5b7, 0x1a83d25fd309, 0x19abd45dd05a, 0x18f6d64ecdac, 0x1867d834cb01,
    0x1801da0bc85a, 0x17c6dbd6c5bb, 0x17b9dd93c325, 0x17dcdf42c09b, 0x1832e0e1be1e, 0x18bce270bbb0,
    0x197ee3f0b953, 0x1a7ae55fb70a, 0x1bb0e6c3b4bb, 0x1d1ee81fb24e, 0x1ec1e973afc4, 0x2099eac0ad1f,
    0x22a0ec05aa61, 0x24d7ed42a78b, 0x273aee77a4a0, 0x29c7efa3a1a1, 0x2c7cf0c69e8f, 0x2f56f1e09b6c,
    0x3254f2f1983b, 0x3572f3f994fd, 0x38aff4f891b3, 0x3c07f5ec8e5f, 0x3f7bf6d78b03, 0x4305f7b787a1,
    0x46a6f88d843b, 0x4a59f95980d2, 0x4e1dfa1a7d68, 0x51effacf79fe, 0x55cdfb7a7697, 0x59b5fc197334,
    0x5da5fcac6fd7, 0x619bfd346c82, 0x6593fdb06936, 0x698bfe1f65f4, 0x6d83fe8262c0, 0x7176fed95f9a,
    0x7562ff225c84, 0x7947ff5e5981, 0x7d21ff8e5691, 0x80edffb053b7, 0x84aaffc450f3, 0x8855ffca4e49,
    0x8becffc24bba, 0x8f6dffac4946, 0x92d5ff8746f1, 0x9622ff5444bb, 0x9952ff1242a8, 0x9c62fec040b7,
    0x9f50fe603eec, 0xa21bfdef3d47, 0xa4c4fd6f3bca, 0xa768fcdc3a75, 0xaa0efc383944, 0xacb3fb823837,
    0xaf58faba374d, 0xb1fbf9e13683, 0xb49df8f835d7, 0xb73cf7ff3549, 0xb9d8f6f634d6, 0xbc70f5de347d,
    0xbf04f4b7343d, 0xc194f3823414, 0xc41df23e33ff, 0xc6a1f0ed33fe, 0xc91eef8f340f, 0xcb94ee243430,
    0xce02ecac3460, 0xd068eb29349d, 0xd2c5e99b34e5, 0xd518e8003537, 0xd761e65c3592, 0xd99fe4ad35f3,
    0xdbd2e2f43659, 0xddf9e13236c3, 0xe013df66372e, 0xe220dd93379a, 0xe420dbb63803, 0xe610d9d2386b,
    0xe7f2d7e638cd, 0xe9c5d5f43929, 0xeb87d3fb397d, 0xed39d1fb39c7, 0xeed9cff63a07, 0xf067cdec3a39,
    0xf1e3cbdc3a5e, 0xf34cc9c93a72, 0xf4a1c7b13a76, 0xf5e2c5953a65, 0xf70ec3753a40, 0xf824c1533a04,
    0xf925bf2f39b1, 0xfa0ebd083944, 0xfae0bae138bb, 0xfb9eb8ad381c, 0xfc48b666376c, 0xfce0b40b36ad,
    0xfd66b19d35df, 0xfddaaf1f3502, 0xfe3dac903417, 0xfe8fa9f23320, 0xfecea745321e, 0xfefda48c3110,
    0xff1ca1c62ff8, 0xff2a9ef52ed7, 0xff289c192dad, 0xff1699342c7b, 0xfef496472b43, 0xfec293532a04,
    0xfe82905928c0, 0xfe328d582778, 0xfdd48a54262b, 0xfd67874e24dc, 0xfcec8444238a, 0xfc6381392238,
    0xfbcc7e2f20e5, 0xfb277b251f92, 0xfa75781d1e40, 0xf9b675181cf1, 0xf8ea72161ba4, 0xf8126f1a1a5a,
    0xf72d6c231915, 0xf63c693217d5, 0xf53f664a169b, 0xf437636b1568, 0xf3236096143d, 0xf2035dcb131a,
    0xf0da5b0c1200, 0xefa5585a10f0, 0xee6555b60feb, 0xed1c53210ef1, 0xebc9509c0e04, 0xea6c4e280d25,
    0xe9054bc60c53, 0xe79549760b90, 0xe61c473a0add, 0xe49945120a39, 0xe30c42f3099c, 0xe17240db0903,
    0xdfcc3ec90871, 0xde1a3cbf07e4, 0xdc5c3abd075c, 0xda9238c106da, 0xd8bb36cd065e, 0xd6d934e005e7,
    0xd4eb32f90575, 0xd2f0311b0508, 0xd0ea2f4304a2, 0xced82d720440, 0xccb92ba903e4, 0xca8f29e7038d,
    0xc858282c033c, 0xc615267902f0, 0xc3c724cc02aa, 0xc16c23270269, 0xbf042188022e, 0xbc921ff101f8,
    0xba131e6101c7, 0xb7871cd8019c, 0xb4f01b570176, 0xb24d19dc0156, 0xaf9e1869013b, 0xace316fd0126,
    0xaa1b15990116, 0xa748143b010b, 0xa46912e40107, 0xa17d11950107, 0x9e85104d010d, 0x9b820f0c0118,
    0x98720dd20129, 0x95560ca0013f, 0x922e0b74015b, 0x8efb0a50017b, 0x8bbb093301a2, 0x886f081d01ce,
    0x8517070e01ff, 0x81b306070236, 0x7e4305060272, 0x7ac7040d02b3};

/// A class of a dataset that others publish.
struct ClassColor {
  std::uint32_t number;
  std::uint8_t red, green, blue;
  std::string_view name;
};

/// The classes of SemanticKITTI (Behley et al. 2019), from the published semantic-kitti.yaml.
inline constexpr ClassColor kSemanticKitti[]{
    {0, 0, 0, 0, "unlabeled"},
    {1, 255, 0, 0, "outlier"},
    {10, 100, 150, 245, "car"},
    {11, 100, 230, 245, "bicycle"},
    {13, 100, 80, 250, "bus"},
    {15, 30, 60, 150, "motorcycle"},
    {16, 0, 0, 255, "on-rails"},
    {18, 80, 30, 180, "truck"},
    {20, 0, 0, 255, "other-vehicle"},
    {30, 255, 30, 30, "person"},
    {31, 255, 40, 200, "bicyclist"},
    {32, 150, 30, 90, "motorcyclist"},
    {40, 255, 0, 255, "road"},
    {44, 255, 150, 255, "parking"},
    {48, 75, 0, 75, "sidewalk"},
    {49, 175, 0, 75, "other-ground"},
    {50, 255, 200, 0, "building"},
    {51, 255, 120, 50, "fence"},
    {52, 255, 150, 0, "other-structure"},
    {60, 150, 255, 170, "lane-marking"},
    {70, 0, 175, 0, "vegetation"},
    {71, 135, 60, 0, "trunk"},
    {72, 150, 240, 80, "terrain"},
    {80, 255, 240, 150, "pole"},
    {81, 255, 0, 0, "traffic-sign"},
    {99, 50, 255, 255, "other-object"},
    {252, 100, 150, 245, "moving-car"},
    {253, 255, 40, 200, "moving-bicyclist"},
    {254, 255, 30, 30, "moving-person"},
    {255, 150, 30, 90, "moving-motorcyclist"},
    {256, 0, 0, 255, "moving-on-rails"},
    {257, 100, 80, 250, "moving-bus"},
    {258, 80, 30, 180, "moving-truck"},
    {259, 0, 0, 255, "moving-other-vehicle"},
};

}  // namespace vertexview::detail
