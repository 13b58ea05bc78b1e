#include <pthread.h>
#include <stdio.h>

enum { THREADS = 5, TURNS = 100000 };
int counter = 0;

void *add_many(void *unused) {
    for (int i = 0; i < TURNS; i++)
        counter += 1;
    return unused;
}

int main(void) {
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, add_many, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    printf("%d expected\n", THREADS * TURNS);
    printf("%d counted\n", counter);
}
