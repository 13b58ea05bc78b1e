#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void *live(void *unused) {
    puts("alive");
    return unused;
}

int main(void) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, (size_t)1 << 58);

    pthread_t thread;
    int error = pthread_create(&thread, &attributes, live, NULL);
    if (error != 0) {
        printf("its result says: %s\n", strerror(error));
        fflush(stdout);
        perror("errno, which it does not set, says");
    }
}
