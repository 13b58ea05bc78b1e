#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int tally;

static void *add_one(void *unused) {
    (void)unused;
    pthread_mutex_lock(&lock);
    tally++;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void) {
    pthread_t other;
    pthread_create(&other, NULL, add_one, NULL);
    add_one(NULL);
    pthread_join(other, NULL);
    printf("%d\n", tally);
}
