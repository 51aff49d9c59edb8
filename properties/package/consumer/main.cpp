#include <cstdio>
#include <rectifier/rectifier.hpp>
#include <stdexcept>
#include <vector>

int main() {
  const std::vector<float> x = {-1, 2};
  std::vector<float> y(2);
  rectifier::relu(x, y);
  bool right = y[0] == 0 && y[1] == 2 && rectifier::relu(-3.0f) == 0;

  std::vector<double> z = {-4, 8};
  rectifier::leaky_relu(z, 0.5);
  right = right && z[0] == -2 && z[1] == 8;

  // What the library throws is what is caught here.
  try {
    rectifier::load_plugin("no_such_plugin.so");
    right = false;
  } catch (const std::runtime_error&) {
  }
  try {
    rectifier::relu_gradient(x, std::span(y).first(1));
    right = false;
  } catch (const std::invalid_argument&) {
  }
  const rectifier::Kernel* kernel = rectifier::find("relu/textbook/f32/branching");
  right = right && kernel != nullptr && kernel->supported();
  std::printf("rectifier %.*s\n", static_cast<int>(rectifier::version().size()),
              rectifier::version().data());
  return right ? 0 : 1;
}
