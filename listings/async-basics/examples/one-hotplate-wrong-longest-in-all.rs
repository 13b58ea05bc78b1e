use std::cmp::Reverse;

#[derive(Clone, Copy)]
struct Dish {
    prepare: u32,
    cook: u32,
}

/// When all dishes are ready, with one cook and one hotplate: two dishes cannot cook at once.
fn minutes(order: &[Dish]) -> u32 {
    let (mut cook_free, mut plate_free) = (0, 0);
    for dish in order {
        cook_free += dish.prepare;
        plate_free = dish.cook + plate_free.max(cook_free);
    }
    plate_free
}

/// Puts the dishes into the best order.
fn plan(dishes: &mut [Dish; 3]) {
    dishes.sort_by_key(|dish| Reverse(dish.prepare + dish.cook));
}

fn best([a, b, c]: [Dish; 3]) -> u32 {
    let orders = [
        [a, b, c],
        [a, c, b],
        [b, a, c],
        [b, c, a],
        [c, a, b],
        [c, b, a],
    ];
    let minutes = orders.map(|order| minutes(&order));
    minutes.into_iter().min().expect("there are six orders")
}

fn main() {
    let dishes: Vec<Dish> = (0..16)
        .map(|n| Dish {
            prepare: n / 4 + 1,
            cook: n % 4 + 1,
        })
        .collect();
    let mut planned_well = 0;
    for &a in &dishes {
        for &b in &dishes {
            for &c in &dishes {
                let mut dishes = [a, b, c];
                plan(&mut dishes);
                planned_well += usize::from(minutes(&dishes) == best([a, b, c]));
            }
        }
    }
    println!("{planned_well} of 4096 meals are planned well");
}
