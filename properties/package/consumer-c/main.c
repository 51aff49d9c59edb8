#include <rectifier/rectifier.h>
#include <stdio.h>

int main(void) {
  const float x[] = {-1, 2};
  float out[] = {7, 7};
  const int32_t status = rectifier_relu_f32(x, out, 2, RECTIFIER_TEXTBOOK);
  if (status != RECTIFIER_DONE) {
    puts(rectifier_status_text(status));
    return 1;
  }
  printf("rectifier %s\n", rectifier_version());
  return out[0] == 0 && out[1] == 2 ? 0 : 1;
}
