use std::cmp::Reverse;

// ANCHOR: minutes
#[derive(Clone, Copy)]
struct Dish {
    name: &'static str,
    prepare: u32,
    cook: u32,
}

/// When all dishes are ready, if one cook prepares them in this order without a pause.
fn minutes(order: &[Dish]) -> u32 {
    let (mut free, mut ready) = (0, 0);
    for dish in order {
        free += dish.prepare;
        ready = ready.max(free + dish.cook);
    }
    ready
}
// ANCHOR_END: minutes

fn orders([a, b, c]: [Dish; 3]) -> [[Dish; 3]; 6] {
    [
        [a, b, c],
        [a, c, b],
        [b, a, c],
        [b, c, a],
        [c, a, b],
        [c, b, a],
    ]
}

fn is_longest_first_best(dishes: [Dish; 3]) -> bool {
    let mut longest_first = dishes;
    longest_first.sort_by_key(|dish| Reverse(dish.cook));
    let best = orders(dishes).map(|order| minutes(&order));
    Some(minutes(&longest_first)) == best.into_iter().min()
}

fn dish(name: &'static str, prepare: u32, cook: u32) -> Dish {
    Dish {
        name,
        prepare,
        cook,
    }
}

fn main() {
    let meal = [
        dish("appetizer", 2, 3),
        dish("main course", 5, 10),
        dish("dessert", 3, 5),
    ];
    let in_turn: u32 = meal.iter().map(|dish| dish.prepare + dish.cook).sum();
    println!("{in_turn}: each is ready before the next is begun");
    for order in orders(meal) {
        let names = order.map(|dish| dish.name).join(", ");
        println!("{}: {names}", minutes(&order));
    }

    // Every meal of three dishes that take one to four minutes to prepare and one to four to cook.
    let dishes: Vec<Dish> = (0..16).map(|n| dish("", n / 4 + 1, n % 4 + 1)).collect();
    let mut meals = 0;
    let mut best = 0;
    for &a in &dishes {
        for &b in &dishes {
            for &c in &dishes {
                meals += 1;
                best += usize::from(is_longest_first_best([a, b, c]));
            }
        }
    }
    println!("the longest cooking first is best in {best} of {meals} meals");
}
