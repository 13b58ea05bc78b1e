#include <stdio.h>

struct box { int value; };

int main(void) {
    struct box a = {7};
    struct box b = a;
    b.value = 8;
    printf("[%d] [%d]\n", a.value, b.value);
}
