#include <rectifier/rectifier.hpp>
#include <vector>

int main() {
  std::vector<float> x = {-1, 2}, y(2);
  rectifier::relu(x, y);
  return y[0] == 0 && y[1] == 2 && rectifier::relu(-3.0f) == 0 ? 0 : 1;
}
