#include <pthread.h>
#include <stdio.h>

static void *put_glass(void *first) {
    *(const char **)first = "glass";
    return NULL;
}

int main(void) {
    const char *plan[] = {"brick", "brick", "brick"};
    pthread_t worker;
    if (pthread_create(&worker, NULL, put_glass, &plan[0]) != 0)
        return 1;
    pthread_join(worker, NULL);
    printf("%s %s %s\n", plan[0], plan[1], plan[2]);
}
