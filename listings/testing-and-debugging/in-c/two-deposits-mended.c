#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int account;

static void *deposit(void *unused) {
    pthread_mutex_lock(&lock);
    account++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void) {
    pthread_t other;
    pthread_create(&other, NULL, deposit, NULL);
    deposit(NULL);
    pthread_join(other, NULL);
    printf("%d\n", account);
}
