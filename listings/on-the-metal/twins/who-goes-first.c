#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_bool begun;

static void *store_begun(void *nothing) {
    atomic_store(&begun, 1);
    return nothing;
}

int main(void) {
    pthread_t child;
    if (pthread_create(&child, NULL, store_begun, NULL) != 0)
        return 1;
    int seen = atomic_load(&begun);
    pthread_join(child, NULL);
    puts(seen ? "the child has begun" : "not yet");
}
