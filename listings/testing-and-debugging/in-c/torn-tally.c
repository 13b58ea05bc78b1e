#include <pthread.h>
#include <stdio.h>

static int tally;

static void *add_one(void *unused) {
    (void)unused;
    tally++;
    return NULL;
}

int main(void) {
    pthread_t other;
    pthread_create(&other, NULL, add_one, NULL);
    add_one(NULL);
    pthread_join(other, NULL);
    printf("%d\n", tally);
}
