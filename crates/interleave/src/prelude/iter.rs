// Iterators.

pub struct Range<T> { pub start: T, pub end: T }
pub struct RangeInclusive<T> { start: T, end: T, exhausted: bool }
pub struct RangeFrom<T> { pub start: T }
pub struct RangeTo<T> { pub end: T }
pub struct RangeToInclusive<T> { pub end: T }
pub struct RangeFull;
impl<T> Clone for Range<T> { fn clone(&self) -> Range<T> { Range { start: raw_copy(&self.start), end: raw_copy(&self.end) } } }
impl<T> Clone for RangeInclusive<T> { fn clone(&self) -> RangeInclusive<T> { RangeInclusive { start: raw_copy(&self.start), end: raw_copy(&self.end), exhausted: self.exhausted } } }

fn raw_forward<T>(value: &T, by: usize) -> Option<T> { intrinsic!(step_forward) }
fn raw_backward<T>(value: &T, by: usize) -> Option<T> { intrinsic!(step_backward) }

impl<T> Range<T> {
    pub fn contains(&self, value: &T) -> bool { !raw_less(value, &self.start) && raw_less(value, &self.end) }
    pub fn is_empty(&self) -> bool { !raw_less(&self.start, &self.end) }
    pub fn len(&self) -> usize { let mut n = 0; let mut it = self.clone(); while let Some(_) = it.next() { n += 1; } n }
}
impl<T> RangeInclusive<T> {
    pub fn new(start: T, end: T) -> RangeInclusive<T> { RangeInclusive { start, end, exhausted: false } }
    pub fn contains(&self, value: &T) -> bool { !raw_less(value, &self.start) && !raw_less(&self.end, value) }
    pub fn start(&self) -> &T { &self.start }
    pub fn end(&self) -> &T { &self.end }
}
impl<T> Iterator for Range<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if raw_less(&self.start, &self.end) {
            let old = raw_copy(&self.start);
            if let Some(next) = raw_forward(&self.start, 1) { self.start = next; }
            Some(old)
        } else {
            None
        }
    }
}
impl<T> DoubleEndedIterator for Range<T> {
    fn next_back(&mut self) -> Option<T> {
        if raw_less(&self.start, &self.end) {
            if let Some(next) = raw_backward(&self.end, 1) { self.end = next; }
            Some(raw_copy(&self.end))
        } else {
            None
        }
    }
}
impl<T> Iterator for RangeInclusive<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.exhausted || raw_less(&self.end, &self.start) { return None; }
        let old = raw_copy(&self.start);
        if raw_less(&self.start, &self.end) {
            if let Some(next) = raw_forward(&self.start, 1) { self.start = next; }
        } else {
            self.exhausted = true;
        }
        Some(old)
    }
}
impl<T> DoubleEndedIterator for RangeInclusive<T> {
    fn next_back(&mut self) -> Option<T> {
        if self.exhausted || raw_less(&self.end, &self.start) { return None; }
        let old = raw_copy(&self.end);
        if raw_less(&self.start, &self.end) {
            if let Some(next) = raw_backward(&self.end, 1) { self.end = next; }
        } else {
            self.exhausted = true;
        }
        Some(old)
    }
}
impl<T> Iterator for RangeFrom<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        let old = raw_copy(&self.start);
        match raw_forward(&self.start, 1) { Some(next) => { self.start = next; } None => panic!("attempt to add with overflow") }
        Some(old)
    }
}

pub trait Iterator {
    type Item;
    fn next(&mut self) -> Option<Self::Item>;
    fn map<B, F: FnMut(Self::Item) -> B>(self, f: F) -> Map<Self, F> { Map { iter: self, f } }
    fn filter<F: FnMut(&Self::Item) -> bool>(self, f: F) -> Filter<Self, F> { Filter { iter: self, f } }
    fn filter_map<B, F: FnMut(Self::Item) -> Option<B>>(self, f: F) -> FilterMap<Self, F> { FilterMap { iter: self, f } }
    fn enumerate(self) -> Enumerate<Self> { Enumerate { iter: self, count: 0 } }
    fn zip<U: IntoIterator>(self, other: U) -> Zip<Self, U::IntoIter> { Zip { a: self, b: other.into_iter() } }
    fn chain<U: IntoIterator<Item = Self::Item>>(self, other: U) -> Chain<Self, U::IntoIter> { Chain { a: Some(self), b: other.into_iter() } }
    fn rev(self) -> Rev<Self> { Rev { iter: self } }
    fn take(self, n: usize) -> Take<Self> { Take { iter: self, n } }
    fn skip(self, n: usize) -> Skip<Self> { Skip { iter: self, n } }
    fn step_by(self, step: usize) -> StepBy<Self> { StepBy { iter: self, step, first: true } }
    fn take_while<F: FnMut(&Self::Item) -> bool>(self, f: F) -> TakeWhile<Self, F> { TakeWhile { iter: self, f, done: false } }
    fn skip_while<F: FnMut(&Self::Item) -> bool>(self, f: F) -> SkipWhile<Self, F> { SkipWhile { iter: self, f, started: false } }
    fn map_while<B, F: FnMut(Self::Item) -> Option<B>>(self, f: F) -> MapWhile<Self, F> { MapWhile { iter: self, f } }
    fn inspect<F: FnMut(&Self::Item)>(self, f: F) -> Inspect<Self, F> { Inspect { iter: self, f } }
    fn flat_map<U: IntoIterator, F: FnMut(Self::Item) -> U>(self, f: F) -> FlatMap<Self, U, F> { FlatMap { iter: self, f, inner: None } }
    fn flatten(self) -> Flatten<Self, Self::Item> { Flatten { iter: self, inner: None } }
    fn peekable(self) -> Peekable<Self> { Peekable { iter: self, peeked: None } }
    fn cycle(self) -> Cycle<Self> { let original = raw_copy(&self); Cycle { original, iter: self } }
    fn fuse(self) -> Self { self }
    fn cloned(self) -> Cloned<Self> { Cloned { iter: self } }
    fn copied(self) -> Cloned<Self> { Cloned { iter: self } }
    fn by_ref(&mut self) -> &mut Self { self }
    fn for_each<F: FnMut(Self::Item)>(self, f: F) { let mut f = f; for x in self { f(x); } }
    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, f: F) -> B { let mut f = f; let mut acc = init; for x in self { acc = f(acc, x); } acc }
    fn reduce<F: FnMut(Self::Item, Self::Item) -> Self::Item>(self, f: F) -> Option<Self::Item> {
        let mut f = f;
        let mut iter = self;
        let mut acc = iter.next()?;
        for x in iter { acc = f(acc, x); }
        Some(acc)
    }
    fn all<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> bool { let mut f = f; while let Some(x) = self.next() { if !f(x) { return false; } } true }
    fn any<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> bool { let mut f = f; while let Some(x) = self.next() { if f(x) { return true; } } false }
    fn find<F: FnMut(&Self::Item) -> bool>(&mut self, f: F) -> Option<Self::Item> { let mut f = f; while let Some(x) = self.next() { if f(&x) { return Some(x); } } None }
    fn find_map<B, F: FnMut(Self::Item) -> Option<B>>(&mut self, f: F) -> Option<B> { let mut f = f; while let Some(x) = self.next() { if let Some(y) = f(x) { return Some(y); } } None }
    fn position<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> Option<usize> { let mut f = f; let mut i = 0; while let Some(x) = self.next() { if f(x) { return Some(i); } i += 1; } None }
    fn rposition<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> Option<usize> { let mut f = f; let mut i = self.len(); while let Some(x) = self.next_back() { i -= 1; if f(x) { return Some(i); } } None }
    fn rfind<F: FnMut(&Self::Item) -> bool>(&mut self, f: F) -> Option<Self::Item> { let mut f = f; while let Some(x) = self.next_back() { if f(&x) { return Some(x); } } None }
    fn scan<S, B, F: FnMut(&mut S, Self::Item) -> Option<B>>(self, state: S, f: F) -> Scan<Self, S, F> { Scan { iter: self, state, f } }
    fn min_by<F: FnMut(&Self::Item, &Self::Item) -> CmpOrdering>(self, f: F) -> Option<Self::Item> { let mut f = f; let mut iter = self; let mut best = iter.next()?; for x in iter { if f(&x, &best).is_lt() { best = x; } } Some(best) }
    fn max_by<F: FnMut(&Self::Item, &Self::Item) -> CmpOrdering>(self, f: F) -> Option<Self::Item> { let mut f = f; let mut iter = self; let mut best = iter.next()?; for x in iter { if f(&x, &best).is_ge() { best = x; } } Some(best) }
    fn try_for_each<E, F: FnMut(Self::Item) -> Result<(), E>>(&mut self, f: F) -> Result<(), E> { let mut f = f; while let Some(x) = self.next() { f(x)?; } Ok(()) }
    fn count(self) -> usize { let mut n = 0; for _ in self { n += 1; } n }
    fn last(self) -> Option<Self::Item> { let mut last = None; for x in self { last = Some(x); } last }
    fn nth(&mut self, n: usize) -> Option<Self::Item> { let mut i = 0; while i < n { self.next()?; i += 1; } self.next() }
    fn sum<S>(self) -> S { let mut total: S = S::default(); for x in self { total = total + x; } total }
    fn product<S>(self) -> S { let mut total: S = S::from(1_u8); for x in self { total = total * x; } total }
    fn min(self) -> Option<Self::Item> { let mut iter = self; let mut best = iter.next()?; for x in iter { if raw_less(&x, &best) { best = x; } } Some(best) }
    fn max(self) -> Option<Self::Item> { let mut iter = self; let mut best = iter.next()?; for x in iter { if !raw_less(&x, &best) { best = x; } } Some(best) }
    fn min_by_key<K, F: FnMut(&Self::Item) -> K>(self, f: F) -> Option<Self::Item> {
        let mut f = f;
        let mut iter = self;
        let mut best = iter.next()?;
        let mut key = f(&best);
        for x in iter { let k = f(&x); if raw_less(&k, &key) { best = x; key = k; } }
        Some(best)
    }
    fn max_by_key<K, F: FnMut(&Self::Item) -> K>(self, f: F) -> Option<Self::Item> {
        let mut f = f;
        let mut iter = self;
        let mut best = iter.next()?;
        let mut key = f(&best);
        for x in iter { let k = f(&x); if !raw_less(&k, &key) { best = x; key = k; } }
        Some(best)
    }
    fn collect<B: FromIterator<Self::Item>>(self) -> B { B::from_iter(self) }
    fn partition<B, F: FnMut(&Self::Item) -> bool>(self, f: F) -> (B, B) {
        let mut f = f;
        let mut a = B::default();
        let mut b = B::default();
        for x in self { if f(&x) { a.extend(once(x)); } else { b.extend(once(x)); } }
        (a, b)
    }
    fn unzip<A, B>(self) -> (A, B) {
        let mut a = A::default();
        let mut b = B::default();
        for (x, y) in self { a.extend(once(x)); b.extend(once(y)); }
        (a, b)
    }
}
pub trait DoubleEndedIterator { fn next_back(&mut self) -> Option<Self::Item>; }
pub trait IntoIterator { type Item; type IntoIter; fn into_iter(self) -> Self::IntoIter; }
pub trait FromIterator<A> { fn from_iter<I: IntoIterator<Item = A>>(iter: I) -> Self; }

impl<I: Iterator> IntoIterator for I { type Item = I::Item; type IntoIter = I; fn into_iter(self) -> I { self } }
impl<I: Iterator> Iterator for &mut I { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { (**self).next() } }

pub struct Map<I, F> { iter: I, f: F }
impl<B, I: Iterator, F: FnMut(I::Item) -> B> Iterator for Map<I, F> { type Item = B; fn next(&mut self) -> Option<B> { match self.iter.next() { Some(x) => Some((self.f)(x)), None => None } } }
impl<B, I: DoubleEndedIterator, F: FnMut(I::Item) -> B> DoubleEndedIterator for Map<I, F> { fn next_back(&mut self) -> Option<B> { match self.iter.next_back() { Some(x) => Some((self.f)(x)), None => None } } }
pub struct Filter<I, F> { iter: I, f: F }
impl<I: Iterator, F: FnMut(&I::Item) -> bool> Iterator for Filter<I, F> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { while let Some(x) = self.iter.next() { if (self.f)(&x) { return Some(x); } } None } }
impl<I: DoubleEndedIterator, F: FnMut(&I::Item) -> bool> DoubleEndedIterator for Filter<I, F> { fn next_back(&mut self) -> Option<I::Item> { while let Some(x) = self.iter.next_back() { if (self.f)(&x) { return Some(x); } } None } }
pub struct FilterMap<I, F> { iter: I, f: F }
impl<B, I: Iterator, F: FnMut(I::Item) -> Option<B>> Iterator for FilterMap<I, F> { type Item = B; fn next(&mut self) -> Option<B> { while let Some(x) = self.iter.next() { if let Some(y) = (self.f)(x) { return Some(y); } } None } }
pub struct Enumerate<I> { iter: I, count: usize }
impl<I: Iterator> Iterator for Enumerate<I> { type Item = (usize, I::Item); fn next(&mut self) -> Option<(usize, I::Item)> { match self.iter.next() { Some(x) => { let i = self.count; self.count += 1; Some((i, x)) } None => None } } }
impl<I: DoubleEndedIterator> DoubleEndedIterator for Enumerate<I> { fn next_back(&mut self) -> Option<(usize, I::Item)> { match self.iter.next_back() { Some(x) => { let n = self.iter.len(); Some((self.count + n, x)) } None => None } } }
pub struct Zip<A, B> { a: A, b: B }
impl<A: Iterator, B: Iterator> Iterator for Zip<A, B> { type Item = (A::Item, B::Item); fn next(&mut self) -> Option<(A::Item, B::Item)> { match self.a.next() { Some(x) => match self.b.next() { Some(y) => Some((x, y)), None => None }, None => None } } }
pub struct Chain<A, B> { a: Option<A>, b: B }
impl<A: Iterator, B: Iterator> Iterator for Chain<A, B> {
    type Item = A::Item;
    fn next(&mut self) -> Option<A::Item> {
        if let Some(a) = &mut self.a {
            if let Some(x) = a.next() { return Some(x); }
            self.a = None;
        }
        self.b.next()
    }
}
pub struct Rev<I> { iter: I }
impl<I: DoubleEndedIterator> Iterator for Rev<I> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { self.iter.next_back() } }
impl<I: Iterator> DoubleEndedIterator for Rev<I> { fn next_back(&mut self) -> Option<I::Item> { self.iter.next() } }
pub struct Take<I> { iter: I, n: usize }
impl<I: Iterator> Iterator for Take<I> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { if self.n == 0 { return None; } self.n -= 1; self.iter.next() } }
pub struct Skip<I> { iter: I, n: usize }
impl<I: Iterator> Iterator for Skip<I> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { while self.n > 0 { self.n -= 1; self.iter.next()?; } self.iter.next() } }
pub struct StepBy<I> { iter: I, step: usize, first: bool }
impl<I: Iterator> Iterator for StepBy<I> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { if self.first { self.first = false; self.iter.next() } else { self.iter.nth(self.step - 1) } } }
pub struct TakeWhile<I, F> { iter: I, f: F, done: bool }
impl<I: Iterator, F: FnMut(&I::Item) -> bool> Iterator for TakeWhile<I, F> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { if self.done { return None; } let x = self.iter.next()?; if (self.f)(&x) { Some(x) } else { self.done = true; None } } }
pub struct SkipWhile<I, F> { iter: I, f: F, started: bool }
impl<I: Iterator, F: FnMut(&I::Item) -> bool> Iterator for SkipWhile<I, F> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { while let Some(x) = self.iter.next() { if self.started || !(self.f)(&x) { self.started = true; return Some(x); } } None } }
pub struct MapWhile<I, F> { iter: I, f: F }
impl<B, I: Iterator, F: FnMut(I::Item) -> Option<B>> Iterator for MapWhile<I, F> { type Item = B; fn next(&mut self) -> Option<B> { let x = self.iter.next()?; (self.f)(x) } }
pub struct Inspect<I, F> { iter: I, f: F }
impl<I: Iterator, F: FnMut(&I::Item)> Iterator for Inspect<I, F> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { let x = self.iter.next()?; (self.f)(&x); Some(x) } }
pub struct Scan<I, S, F> { iter: I, state: S, f: F }
impl<S, B, I: Iterator, F: FnMut(&mut S, I::Item) -> Option<B>> Iterator for Scan<I, S, F> { type Item = B; fn next(&mut self) -> Option<B> { let x = self.iter.next()?; (self.f)(&mut self.state, x) } }
pub struct FlatMap<I, U: IntoIterator, F> { iter: I, f: F, inner: Option<U::IntoIter> }
impl<I: Iterator, U: IntoIterator, F: FnMut(I::Item) -> U> Iterator for FlatMap<I, U, F> {
    type Item = U::Item;
    fn next(&mut self) -> Option<U::Item> {
        loop {
            if let Some(inner) = &mut self.inner {
                if let Some(x) = inner.next() { return Some(x); }
            }
            match self.iter.next() { Some(x) => { self.inner = Some((self.f)(x).into_iter()); } None => return None }
        }
    }
}
pub struct Flatten<I, U: IntoIterator> { iter: I, inner: Option<U::IntoIter> }
impl<U: IntoIterator, I: Iterator<Item = U>> Iterator for Flatten<I, U> {
    type Item = U::Item;
    fn next(&mut self) -> Option<U::Item> {
        loop {
            if let Some(inner) = &mut self.inner {
                if let Some(x) = inner.next() { return Some(x); }
            }
            match self.iter.next() { Some(x) => { self.inner = Some(x.into_iter()); } None => return None }
        }
    }
}
pub struct Peekable<I: Iterator> { iter: I, peeked: Option<Option<I::Item>> }
impl<I: Iterator> Peekable<I> {
    pub fn peek(&mut self) -> Option<&I::Item> {
        if self.peeked.is_none() { self.peeked = Some(self.iter.next()); }
        match &self.peeked { Some(Some(x)) => Some(x), _ => None }
    }
}
impl<I: Iterator> Iterator for Peekable<I> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { match self.peeked.take() { Some(x) => x, None => self.iter.next() } } }
pub struct Cycle<I> { original: I, iter: I }
impl<I: Iterator> Iterator for Cycle<I> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { match self.iter.next() { Some(x) => Some(x), None => { self.iter = raw_copy(&self.original); self.iter.next() } } } }
pub struct Cloned<I> { iter: I }
impl<T, I: Iterator<Item = &T>> Iterator for Cloned<I> { type Item = T; fn next(&mut self) -> Option<T> { match self.iter.next() { Some(x) => Some(x.clone()), None => None } } }
impl<T, I: DoubleEndedIterator<Item = &T>> DoubleEndedIterator for Cloned<I> { fn next_back(&mut self) -> Option<T> { match self.iter.next_back() { Some(x) => Some(x.clone()), None => None } } }
pub struct OptionIter<T> { item: Option<T> }
impl<T> Iterator for OptionIter<T> { type Item = T; fn next(&mut self) -> Option<T> { self.item.take() } }
impl<T> IntoIterator for Option<T> { type Item = T; type IntoIter = OptionIter<T>; fn into_iter(self) -> OptionIter<T> { OptionIter { item: self } } }
impl<'a, T> IntoIterator for &'a Option<T> { type Item = &'a T; type IntoIter = OptionIter<&'a T>; fn into_iter(self) -> OptionIter<&'a T> { OptionIter { item: self.as_ref() } } }
impl<'a, T> IntoIterator for &'a mut Option<T> { type Item = &'a mut T; type IntoIter = OptionIter<&'a mut T>; fn into_iter(self) -> OptionIter<&'a mut T> { OptionIter { item: self.as_mut() } } }
impl<T, E> IntoIterator for Result<T, E> { type Item = T; type IntoIter = OptionIter<T>; fn into_iter(self) -> OptionIter<T> { OptionIter { item: self.ok() } } }

pub struct Repeat<T> { item: T }
impl<T> Iterator for Repeat<T> { type Item = T; fn next(&mut self) -> Option<T> { Some(self.item.clone()) } }
pub fn repeat<T>(item: T) -> Repeat<T> { Repeat { item } }
pub fn repeat_n<T>(item: T, n: usize) -> Take<Repeat<T>> { Take { iter: Repeat { item }, n } }
pub fn once<T>(item: T) -> OptionIter<T> { OptionIter { item: Some(item) } }
pub fn empty<T>() -> OptionIter<T> { OptionIter { item: None } }
pub struct FromFn<F> { f: F }
impl<T, F: FnMut() -> Option<T>> Iterator for FromFn<F> { type Item = T; fn next(&mut self) -> Option<T> { (self.f)() } }
pub fn from_fn<T, F: FnMut() -> Option<T>>(f: F) -> FromFn<F> { FromFn { f } }
pub struct Successors<T, F> { next: Option<T>, f: F }
impl<T, F: FnMut(&T) -> Option<T>> Iterator for Successors<T, F> { type Item = T; fn next(&mut self) -> Option<T> { let item = self.next.take()?; self.next = (self.f)(&item); Some(item) } }
pub fn successors<T, F: FnMut(&T) -> Option<T>>(first: Option<T>, f: F) -> Successors<T, F> { Successors { next: first, f } }
pub fn zip<A: IntoIterator, B: IntoIterator>(a: A, b: B) -> Zip<A::IntoIter, B::IntoIter> { Zip { a: a.into_iter(), b: b.into_iter() } }

impl<T> FromIterator<T> for Vec<T> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Vec<T> { let mut all = Vec::new(); for x in iter { all.push(x); } all } }
impl<T> FromIterator<T> for VecDeque<T> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> VecDeque<T> { let mut all = VecDeque::new(); for x in iter { all.push_back(x); } all } }
impl<T> FromIterator<T> for Box<[T]> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Box<[T]> { let mut all = Vec::new(); for x in iter { all.push(x); } raw_same(all) } }
impl<T> FromIterator<T> for Arc<[T]> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Arc<[T]> { let mut all = Vec::new(); for x in iter { all.push(x); } Arc { data: raw_same(all), count: raw_arc_count::<[T]>() } } }
impl FromIterator<char> for String { fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> String { let mut all = String::new(); for x in iter { all.push(x); } all } }
impl FromIterator<&char> for String { fn from_iter<I: IntoIterator<Item = &char>>(iter: I) -> String { let mut all = String::new(); for x in iter { all.push(*x); } all } }
impl FromIterator<String> for String { fn from_iter<I: IntoIterator<Item = String>>(iter: I) -> String { let mut all = String::new(); for x in iter { all.push_str(&x); } all } }
impl FromIterator<&str> for String { fn from_iter<I: IntoIterator<Item = &str>>(iter: I) -> String { let mut all = String::new(); for x in iter { all.push_str(x); } all } }
impl FromIterator<()> for () { fn from_iter<I: IntoIterator<Item = ()>>(iter: I) -> () { for x in iter {} } }
impl<A, E, V: FromIterator<A>> FromIterator<Result<A, E>> for Result<V, E> {
    fn from_iter<I: IntoIterator<Item = Result<A, E>>>(iter: I) -> Result<V, E> { let mut all = Vec::new(); for x in iter { match x { Ok(x) => all.push(x), Err(e) => return Err(e) } } Ok(V::from_iter(all)) }
}
impl<A, V: FromIterator<A>> FromIterator<Option<A>> for Option<V> {
    fn from_iter<I: IntoIterator<Item = Option<A>>>(iter: I) -> Option<V> { let mut all = Vec::new(); for x in iter { match x { Some(x) => all.push(x), None => return None } } Some(V::from_iter(all)) }
}
