// The hashes that `rectifier-properties --exhaustive` prints, equal for every implementation and on
// every target.
#include "properties/exhaustive/exhaustive.hpp"

namespace rectifier {
namespace {

struct Row {
  Operation operation;
  Convention convention;
  Type type;
  KnownHash hash;  // of the first pass, and of all
};

using enum Operation;
using enum Convention;
using enum Type;

constexpr Row rows[] = {
    {relu, textbook, f32, {0xbf8e2b34a26d73fb, 0xf7dbefa87c0394c6}},
    {relu, pytorch, f32, {0x09cb90284f3bf9f0, 0xdeb1841c80396af9}},
    {relu_gradient, textbook, f32, {0xc71614243f9c1c8a, 0xf6151098f07b0774}},
    {relu_gradient, pytorch, f32, {0x2f701858b4fd60fa, 0x2871547a7b84d414}},
    {relu_backward, textbook, f32, {0x8d659d3dc6fcd8b3, 0x39199a9a12cf4224}},
    {relu_backward, pytorch, f32, {0xedc3479ba9871420, 0x1330b843972e70d1}},
    {leaky_relu, textbook, f32, {0xf4a7ee6e75009723, 0x80845c25137a1832}},
    {leaky_relu, pytorch, f32, {0xf4a7ee6e75009723, 0xe1ddaf62cee76cff}},
    {leaky_relu_gradient, textbook, f32, {0xff7264452a1a2bb5, 0x32bd808438c186b1}},
    {leaky_relu_gradient, pytorch, f32, {0xa662c6e0f59ac93d, 0x85deffc8f813c10e}},
    {leaky_relu_backward, textbook, f32, {0x39e3f94f065ba810, 0xcfe829d76c71ea43}},
    {leaky_relu_backward, pytorch, f32, {0x9fd7b6a5232e6bf3, 0x582e92954643f0e0}},
    {relu, textbook, f64, {0x727a5646d6b60431, 0xf138824b6e709bc2}},
    {relu, pytorch, f64, {0x2a7c10dd110734ff, 0x6eefdaffdfc78459}},
    {relu_gradient, textbook, f64, {0x7a0384134cd0e3d6, 0xadae0d27a5bdfa7f}},
    {relu_gradient, pytorch, f64, {0xf91eb20f7f7a754c, 0xb3614aa559f505fd}},
    {relu_backward, textbook, f64, {0xbd8363e776cf2b07, 0x6f47273ed00f38f0}},
    {relu_backward, pytorch, f64, {0x5ca5de15186b5b06, 0xd181c768b8e761c9}},
    {leaky_relu, textbook, f64, {0xe4552fe8a279f0be, 0x12f02aaaa6f5356a}},
    {leaky_relu, pytorch, f64, {0xe4552fe8a279f0be, 0xee3852411578e414}},
    {leaky_relu_gradient, textbook, f64, {0x12afd4a8fba8cd21, 0xca3464286948a7ca}},
    {leaky_relu_gradient, pytorch, f64, {0x8c5c4444eef60976, 0xa13a4d4c364e0070}},
    {leaky_relu_backward, textbook, f64, {0x3005c2358178dd3b, 0x99959129d36e48c1}},
    {leaky_relu_backward, pytorch, f64, {0x93196d6666e8f3de, 0xcb699f427ff46484}},
};

}  // namespace

KnownHash known_hash(Operation operation, Convention convention, Type type) {
  for (const Row& row : rows)
    if (row.operation == operation && row.convention == convention && row.type == type)
      return row.hash;
  return {};
}

}  // namespace rectifier
