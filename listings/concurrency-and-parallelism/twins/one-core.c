#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static void *wait_task(void *unused) {
    usleep(100 * 1000);
    return unused;
}

static void *compute_task(void *unused) {
    volatile uint32_t x = 1; /* volatile: the compiler must do every step */
    for (uint32_t i = 0; i < 50000000; i++)
        x = x * 747796405u + 1;
    return unused;
}

typedef void *task(void *);

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void compare(const char *name, task *a, task *b) {
    double start = now_ms();
    a(NULL);
    b(NULL);
    double in_turn = now_ms() - start;

    pthread_t thread_a, thread_b;
    start = now_ms();
    pthread_create(&thread_a, NULL, a, NULL);
    pthread_create(&thread_b, NULL, b, NULL);
    pthread_join(thread_a, NULL);
    pthread_join(thread_b, NULL);
    printf("%-19s  in turn %3.0f ms, at once %3.0f ms\n", name, in_turn, now_ms() - start);
}

int main(void) {
    cpu_set_t allowed, only;
    sched_getaffinity(0, sizeof allowed, &allowed);
    int first = 0;
    while (!CPU_ISSET(first, &allowed))
        first++;
    CPU_ZERO(&only);
    CPU_SET(first, &only);
    sched_setaffinity(0, sizeof only, &only); /* threads started later inherit it */

    compare("wait and wait", wait_task, wait_task);
    compare("wait and compute", wait_task, compute_task);
    compare("compute and compute", compute_task, compute_task);
    return 0;
}
