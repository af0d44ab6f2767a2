#include "ambit/annotations.h"

struct opaque;
void bus_post(struct opaque *message);

void cross(struct opaque *o) { bus_post(o); }
