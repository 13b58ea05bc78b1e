#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_uint data, ready;

static void *send(void *unused) {
    atomic_store_explicit(&data, 1, memory_order_relaxed);
    atomic_store_explicit(&ready, 1, memory_order_release);
    return unused;
}

int main(void) {
    pthread_t sender;
    pthread_create(&sender, NULL, send, NULL);
    unsigned is_ready = atomic_load_explicit(&ready, memory_order_acquire);
    printf("%u %u\n", is_ready, atomic_load_explicit(&data, memory_order_relaxed));
    pthread_join(sender, NULL);
}
