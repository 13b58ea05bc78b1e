// Sequences and text.

#[deref(same, [T])]
pub struct Vec<T>(T);
pub struct VecDeque<T>(T);
#[derive(Clone)]
#[deref(same, str)]
pub struct String;

fn raw_from_elem<T>(value: T, n: usize) -> Vec<T> { intrinsic!(seq_from_elem) }
fn raw_len<T>(seq: &T) -> usize { intrinsic!(seq_len) }
fn raw_push<S, T>(seq: &mut S, value: T) { intrinsic!(seq_push) }
fn raw_pop<S, T>(seq: &mut S) -> Option<T> { intrinsic!(seq_pop) }
fn raw_push_front<S, T>(seq: &mut S, value: T) { intrinsic!(seq_push_front) }
fn raw_pop_front<S, T>(seq: &mut S) -> Option<T> { intrinsic!(seq_pop_front) }
fn raw_insert<S, T>(seq: &mut S, index: usize, value: T) { intrinsic!(seq_insert) }
fn raw_remove<S, T>(seq: &mut S, index: usize) -> T { intrinsic!(seq_remove) }
fn raw_get<S, T>(seq: &S, index: usize) -> Option<&T> { intrinsic!(seq_get) }
fn raw_range<S, T>(seq: &S, start: usize, end: usize) -> &[T] { intrinsic!(seq_range) }
fn raw_place_range<S, T>(seq: &mut S, start: usize, end: usize) -> &mut [T] { intrinsic!(seq_place_range) }
fn raw_place<S, T>(seq: &mut S, index: usize) -> &mut T { intrinsic!(seq_place) }
fn raw_place_len<S>(seq: &mut S) -> usize { intrinsic!(seq_place_len) }
fn raw_take_at<S, T>(seq: &mut S, index: usize) -> T { intrinsic!(seq_take_at) }
fn raw_swap<S>(seq: &mut S, a: usize, b: usize) { intrinsic!(seq_swap) }
fn raw_reverse<S>(seq: &mut S) { intrinsic!(seq_reverse) }
fn raw_sort<S>(seq: &mut S) { intrinsic!(seq_sort) }

fn raw_empty<S>() -> S { raw_same(raw_from_elem((), 0)) }

impl<T> Vec<T> {
    pub const fn new() -> Vec<T> { raw_empty() }
    pub fn with_capacity(n: usize) -> Vec<T> { raw_empty() }
    fn from_elem(value: T, n: usize) -> Vec<T> { if n == 0 { return Vec::new(); } let mut all = Vec::new(); let mut i = 1; while i < n { all.push(value.clone()); i += 1; } all.push(value); all }
    pub fn push(&mut self, value: T) { intrinsic!(seq_push) }
    pub fn pop(&mut self) -> Option<T> { intrinsic!(seq_pop) }
    pub fn insert(&mut self, index: usize, value: T) { intrinsic!(seq_insert) }
    pub fn remove(&mut self, index: usize) -> T { intrinsic!(seq_remove) }
    pub fn swap_remove(&mut self, index: usize) -> T { let last = self.len() - 1; raw_swap(self, index, last); raw_pop(self).unwrap() }
    pub fn clear(&mut self) { while let Some(x) = raw_pop_front::<Vec<T>, T>(self) {} }
    pub fn truncate(&mut self, n: usize) { while self.len() > n { self.pop(); } }
    pub fn append(&mut self, other: &mut Vec<T>) { while let Some(x) = raw_pop_front::<Vec<T>, T>(other) { self.push(x); } }
    pub fn extend<I: IntoIterator>(&mut self, iter: I) { for x in iter { raw_push(self, x); } }
    pub fn len(&self) -> usize { intrinsic!(seq_len) }
    pub fn is_empty(&self) -> bool { raw_len(self) == 0 }
    pub fn extend_from_slice(&mut self, other: &[T]) { for x in other { self.push(x.clone()); } }
    pub fn capacity(&self) -> usize { intrinsic!(seq_len) }
    pub fn reserve(&mut self, n: usize) {}
    pub fn as_slice(&self) -> &[T] { self }
    pub fn as_mut_slice(&mut self) -> &mut [T] { self }
    pub fn into_boxed_slice(self) -> Box<[T]> { raw_same(self) }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F) { let mut f = f; let mut i = 0; while i < self.len() { if f(&self[i]) { i += 1; } else { self.remove(i); } } }
    pub fn dedup(&mut self) { let mut i = 1; while i < self.len() { if raw_equal(&self[i - 1], &self[i]) { self.remove(i); } else { i += 1; } } }
    pub fn drain<R: SliceRange<usize>>(&mut self, range: R) -> IntoIter<T> {
        let (start, end) = range.bounds(self.len());
        let mut taken = Vec::new();
        let mut n = start;
        while n < end { taken.push(self.remove(start)); n += 1; }
        taken.into_iter()
    }
    pub fn split_off(&mut self, at: usize) -> Vec<T> { let mut taken = Vec::new(); while self.len() > at { taken.push(self.remove(at)); } taken }
    pub fn resize(&mut self, n: usize, value: T) { while self.len() > n { self.pop(); } while self.len() < n { self.push(value.clone()); } }
    pub fn resize_with<F: FnMut() -> T>(&mut self, n: usize, f: F) { let mut f = f; while self.len() > n { self.pop(); } while self.len() < n { self.push(f()); } }
}
pub trait SliceRange<T> { fn bounds(self, len: usize) -> (usize, usize); }
impl SliceRange<usize> for Range<usize> { fn bounds(self, len: usize) -> (usize, usize) { (self.start, self.end) } }
impl SliceRange<usize> for RangeInclusive<usize> { fn bounds(self, len: usize) -> (usize, usize) { (self.start, self.end + 1) } }
impl SliceRange<usize> for RangeFrom<usize> { fn bounds(self, len: usize) -> (usize, usize) { (self.start, len) } }
impl SliceRange<usize> for RangeTo<usize> { fn bounds(self, len: usize) -> (usize, usize) { (0, self.end) } }
impl SliceRange<usize> for RangeFull { fn bounds(self, len: usize) -> (usize, usize) { (0, len) } }

impl<T> Clone for Vec<T> { fn clone(&self) -> Vec<T> { let mut all = Vec::new(); for x in self { all.push(x.clone()); } all } }
impl<T> Clone for VecDeque<T> { fn clone(&self) -> VecDeque<T> { let mut all = VecDeque::new(); for x in self { all.push_back(x.clone()); } all } }
impl<T> Default for Vec<T> { fn default() -> Vec<T> { Vec::new() } }
impl<T> Default for VecDeque<T> { fn default() -> VecDeque<T> { VecDeque::new() } }
impl Default for String { fn default() -> String { String::new() } }
impl<T, const N: usize> From<[T; N]> for Vec<T> { fn from(value: [T; N]) -> Vec<T> { raw_same(value) } }
impl<T, const N: usize> From<[T; N]> for VecDeque<T> { fn from(value: [T; N]) -> VecDeque<T> { raw_same(value) } }
impl<T> From<Vec<T>> for VecDeque<T> { fn from(value: Vec<T>) -> VecDeque<T> { raw_same(value) } }
impl<T> From<VecDeque<T>> for Vec<T> { fn from(value: VecDeque<T>) -> Vec<T> { raw_same(value) } }
impl<T> From<&[T]> for Vec<T> { fn from(value: &[T]) -> Vec<T> { value.to_vec() } }

impl<T> [T] {
    pub fn len(&self) -> usize { intrinsic!(seq_len) }
    pub fn is_empty(&self) -> bool { raw_len(self) == 0 }
    pub fn get(&self, index: usize) -> Option<&T> { intrinsic!(seq_get) }
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> { if index < raw_place_len(self) { Some(raw_place(self, index)) } else { None } }
    pub fn first(&self) -> Option<&T> { raw_get(self, 0) }
    pub fn last(&self) -> Option<&T> { if self.is_empty() { None } else { raw_get(self, self.len() - 1) } }
    pub fn first_mut(&mut self) -> Option<&mut T> { if raw_place_len(self) == 0 { None } else { Some(raw_place(self, 0)) } }
    pub fn last_mut(&mut self) -> Option<&mut T> { let n = raw_place_len(self); if n == 0 { None } else { Some(raw_place(self, n - 1)) } }
    pub fn iter(&self) -> Iter<'_, T> { Iter { seq: self, start: 0, end: raw_len(self) } }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> { let end = raw_place_len(self); IterMut { seq: self, start: 0, end } }
    pub fn swap(&mut self, a: usize, b: usize) { intrinsic!(seq_swap) }
    pub fn reverse(&mut self) { intrinsic!(seq_reverse) }
    pub fn sort(&mut self) { intrinsic!(seq_sort) }
    pub fn sort_unstable(&mut self) { intrinsic!(seq_sort) }
    pub fn sort_by<F: FnMut(&T, &T) -> CmpOrdering>(&mut self, f: F) { let mut f = f; let n = self.len(); let mut i = 1; while i < n { let mut j = i; while j > 0 && f(&self[j - 1], &self[j]).is_gt() { raw_swap(self, j - 1, j); j -= 1; } i += 1; } }
    pub fn sort_by_key<K, F: FnMut(&T) -> K>(&mut self, f: F) { let mut f = f; let n = self.len(); let mut i = 1; while i < n { let mut j = i; while j > 0 && raw_less(&f(&self[j]), &f(&self[j - 1])) { raw_swap(self, j - 1, j); j -= 1; } i += 1; } }
    pub fn sort_unstable_by_key<K, F: FnMut(&T) -> K>(&mut self, f: F) { self.sort_by_key(f); }
    pub fn contains(&self, value: &T) -> bool { for x in self { if raw_equal(x, value) { return true; } } false }
    pub fn starts_with(&self, other: &[T]) -> bool { other.len() <= self.len() && raw_equal(raw_range::<[T], T>(self, 0, other.len()), other) }
    pub fn to_vec(&self) -> Vec<T> { let mut all = Vec::new(); for x in self { all.push(x.clone()); } all }
    pub fn into_vec(self) -> Vec<T> { intrinsic!(same) }
    pub fn chunks(&self, size: usize) -> Chunks<'_, T> { if size == 0 { panic!("chunk size must be non-zero"); } Chunks { seq: self, at: 0, size } }
    pub fn chunks_exact(&self, size: usize) -> Take<Chunks<'_, T>> { Take { iter: self.chunks(size), n: self.len() / size } }
    pub fn chunks_mut(&mut self, size: usize) -> ChunksMut<'_, T> { if size == 0 { panic!("chunk size must be non-zero"); } ChunksMut { seq: self, at: 0, size } }
    pub fn windows(&self, size: usize) -> Windows<'_, T> { if size == 0 { panic!("window size must be non-zero"); } Windows { seq: self, at: 0, size } }
    pub fn split_at(&self, at: usize) -> (&[T], &[T]) { if at > self.len() { panic!("mid > len"); } (raw_range(self, 0, at), raw_range(self, at, self.len())) }
    pub fn split_at_mut(&mut self, at: usize) -> (&mut [T], &mut [T]) { let n = raw_place_len(self); if at > n { panic!("mid > len"); } (raw_place_range(self, 0, at), raw_place_range(self, at, n)) }
    pub fn split_first(&self) -> Option<(&T, &[T])> { if self.is_empty() { None } else { Some((&self[0], raw_range(self, 1, self.len()))) } }
    pub fn split_last(&self) -> Option<(&T, &[T])> { if self.is_empty() { None } else { let n = self.len() - 1; Some((&self[n], raw_range(self, 0, n))) } }
    pub fn fill(&mut self, value: T) { let n = raw_place_len(self); let mut i = 0; while i < n { *raw_place::<[T], T>(self, i) = value.clone(); i += 1; } }
    pub fn copy_from_slice(&mut self, other: &[T]) { let n = raw_place_len(self); if n != other.len() { panic!("copy_from_slice: source slice length ({}) does not match destination slice length ({})", other.len(), n); } let mut i = 0; while i < n { *raw_place::<[T], T>(self, i) = raw_copy(&other[i]); i += 1; } }
    pub fn rotate_left(&mut self, by: usize) { let mut i = 0; while i < by { let n = raw_place_len(self); let mut j = 0; while j + 1 < n { raw_swap(self, j, j + 1); j += 1; } i += 1; } }
    pub fn binary_search(&self, value: &T) -> Result<usize, usize> { let mut low = 0; let mut high = self.len(); while low < high { let mid = low + (high - low) / 2; if raw_less(&self[mid], value) { low = mid + 1; } else if raw_less(value, &self[mid]) { high = mid; } else { return Ok(mid); } } Err(low) }
}
impl<T> [Vec<T>] { pub fn concat(&self) -> Vec<T> { let mut all = Vec::new(); for part in self { for x in part { all.push(x.clone()); } } all } }
impl [String] { pub fn join(&self, by: &str) -> String { intrinsic!(str_join) } pub fn concat(&self) -> String { raw_join(self, "") } }
impl [&str] { pub fn join(&self, by: &str) -> String { intrinsic!(str_join) } pub fn concat(&self) -> String { raw_join(self, "") } }
fn raw_join<S>(seq: &S, by: &str) -> String { intrinsic!(str_join) }
impl<T, const N: usize> [T; N] {
    pub fn map<U, F: FnMut(T) -> U>(self, f: F) -> [U; N] { let mut f = f; let mut all = Vec::new(); for x in self { all.push(f(x)); } raw_same(all) }
    pub fn each_ref(&self) -> [&T; N] { raw_same(raw_copy(self)) }
    pub fn as_slice(&self) -> &[T] { self }
}
pub fn array_from_fn<T, const N: usize, F: FnMut(usize) -> T>(f: F) -> [T; N] { let mut f = f; let mut all = Vec::new(); let mut i = 0; while i < N { all.push(f(i)); i += 1; } raw_same(all) }

pub struct Iter<'a, T> { seq: &'a [T], start: usize, end: usize }
impl<'a, T> Iterator for Iter<'a, T> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { if self.start < self.end { let i = self.start; self.start += 1; Some(&self.seq[i]) } else { None } } }
impl<'a, T> DoubleEndedIterator for Iter<'a, T> { fn next_back(&mut self) -> Option<&'a T> { if self.start < self.end { self.end -= 1; Some(&self.seq[self.end]) } else { None } } }
impl<'a, T> Iter<'a, T> { pub fn len(&self) -> usize { self.end - self.start } pub fn as_slice(&self) -> &'a [T] { raw_range(self.seq, self.start, self.end) } }
pub struct IterMut<'a, T> { seq: &'a mut [T], start: usize, end: usize }
impl<'a, T> Iterator for IterMut<'a, T> { type Item = &'a mut T; fn next(&mut self) -> Option<&'a mut T> { if self.start < self.end { let i = self.start; self.start += 1; Some(raw_place(self.seq, i)) } else { None } } }
impl<'a, T> DoubleEndedIterator for IterMut<'a, T> { fn next_back(&mut self) -> Option<&'a mut T> { if self.start < self.end { self.end -= 1; Some(raw_place(self.seq, self.end)) } else { None } } }
impl<'a, T> IterMut<'a, T> { pub fn len(&self) -> usize { self.end - self.start } }
pub struct IntoIter<T> { seq: Vec<T>, start: usize, end: usize }
impl<T> Iterator for IntoIter<T> { type Item = T; fn next(&mut self) -> Option<T> { if self.start < self.end { let i = self.start; self.start += 1; Some(raw_take_at(&mut self.seq, i)) } else { None } } }
impl<T> DoubleEndedIterator for IntoIter<T> { fn next_back(&mut self) -> Option<T> { if self.start < self.end { self.end -= 1; let i = self.end; Some(raw_take_at(&mut self.seq, i)) } else { None } } }
impl<T> IntoIter<T> { pub fn len(&self) -> usize { self.end - self.start } }
pub struct Chunks<'a, T> { seq: &'a [T], at: usize, size: usize }
impl<'a, T> Iterator for Chunks<'a, T> { type Item = &'a [T]; fn next(&mut self) -> Option<&'a [T]> { let n = self.seq.len(); if self.at >= n { return None; } let start = self.at; let end = if start + self.size < n { start + self.size } else { n }; self.at = end; Some(raw_range(self.seq, start, end)) } }
pub struct ChunksMut<'a, T> { seq: &'a mut [T], at: usize, size: usize }
impl<'a, T> Iterator for ChunksMut<'a, T> { type Item = &'a mut [T]; fn next(&mut self) -> Option<&'a mut [T]> { let n = raw_place_len(self.seq); if self.at >= n { return None; } let start = self.at; let end = if start + self.size < n { start + self.size } else { n }; self.at = end; Some(raw_place_range(self.seq, start, end)) } }
pub struct Windows<'a, T> { seq: &'a [T], at: usize, size: usize }
impl<'a, T> Iterator for Windows<'a, T> { type Item = &'a [T]; fn next(&mut self) -> Option<&'a [T]> { if self.at + self.size > self.seq.len() { return None; } let start = self.at; self.at += 1; Some(raw_range(self.seq, start, start + self.size)) } }

impl<T> IntoIterator for Vec<T> { type Item = T; type IntoIter = IntoIter<T>; fn into_iter(self) -> IntoIter<T> { let end = self.len(); IntoIter { seq: self, start: 0, end } } }
impl<'a, T> IntoIterator for &'a Vec<T> { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<'a, T> IntoIterator for &'a mut Vec<T> { type Item = &'a mut T; type IntoIter = IterMut<'a, T>; fn into_iter(self) -> IterMut<'a, T> { self.iter_mut() } }
impl<T> IntoIterator for VecDeque<T> { type Item = T; type IntoIter = IntoIter<T>; fn into_iter(self) -> IntoIter<T> { let end = self.len(); IntoIter { seq: raw_same(self), start: 0, end } } }
impl<'a, T> IntoIterator for &'a VecDeque<T> { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<'a, T> IntoIterator for &'a [T] { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<'a, T> IntoIterator for &'a mut [T] { type Item = &'a mut T; type IntoIter = IterMut<'a, T>; fn into_iter(self) -> IterMut<'a, T> { self.iter_mut() } }
impl<T, const N: usize> IntoIterator for [T; N] { type Item = T; type IntoIter = IntoIter<T>; fn into_iter(self) -> IntoIter<T> { IntoIter { seq: raw_same(self), start: 0, end: N } } }
impl<'a, T, const N: usize> IntoIterator for &'a [T; N] { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<'a, T, const N: usize> IntoIterator for &'a mut [T; N] { type Item = &'a mut T; type IntoIter = IterMut<'a, T>; fn into_iter(self) -> IterMut<'a, T> { self.iter_mut() } }
impl<T> IntoIterator for Box<[T]> { type Item = T; type IntoIter = IntoIter<T>; fn into_iter(self) -> IntoIter<T> { let end = self.len(); IntoIter { seq: raw_same(self), start: 0, end } } }
impl<'a, T> IntoIterator for &'a Box<[T]> { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }

impl<T> VecDeque<T> {
    pub const fn new() -> VecDeque<T> { raw_empty() }
    pub fn with_capacity(n: usize) -> VecDeque<T> { raw_empty() }
    pub fn push_back(&mut self, value: T) { intrinsic!(seq_push) }
    pub fn push_front(&mut self, value: T) { intrinsic!(seq_push_front) }
    pub fn pop_back(&mut self) -> Option<T> { intrinsic!(seq_pop) }
    pub fn pop_front(&mut self) -> Option<T> { intrinsic!(seq_pop_front) }
    pub fn len(&self) -> usize { intrinsic!(seq_len) }
    pub fn is_empty(&self) -> bool { raw_len(self) == 0 }
    pub fn clear(&mut self) { while let Some(x) = raw_pop_front::<VecDeque<T>, T>(self) {} }
    pub fn get(&self, index: usize) -> Option<&T> { intrinsic!(seq_get) }
    pub fn front(&self) -> Option<&T> { raw_get(self, 0) }
    pub fn back(&self) -> Option<&T> { if self.is_empty() { None } else { raw_get(self, self.len() - 1) } }
    pub fn front_mut(&mut self) -> Option<&mut T> { if raw_place_len(self) == 0 { None } else { Some(raw_place(self, 0)) } }
    pub fn remove(&mut self, index: usize) -> Option<T> { if index < self.len() { Some(raw_remove(self, index)) } else { None } }
    pub fn insert(&mut self, index: usize, value: T) { intrinsic!(seq_insert) }
    pub fn swap(&mut self, a: usize, b: usize) { intrinsic!(seq_swap) }
    pub fn iter(&self) -> Iter<'_, T> { Iter { seq: raw_range(self, 0, raw_len(self)), start: 0, end: raw_len(self) } }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> { let end = raw_place_len(self); IterMut { seq: raw_place_range(self, 0, end), start: 0, end } }
    pub fn extend<I: IntoIterator>(&mut self, iter: I) { for x in iter { raw_push(self, x); } }
    pub fn append(&mut self, other: &mut VecDeque<T>) { while let Some(x) = other.pop_front() { self.push_back(x); } }
    pub fn contains(&self, value: &T) -> bool { for x in self { if raw_equal(x, value) { return true; } } false }
    pub fn drain<R: SliceRange<usize>>(&mut self, range: R) -> IntoIter<T> {
        let (start, end) = range.bounds(self.len());
        let mut taken = Vec::new();
        let mut n = start;
        while n < end { taken.push(raw_remove(self, start)); n += 1; }
        taken.into_iter()
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F) { let mut f = f; let mut i = 0; while i < self.len() { if f(&self[i]) { i += 1; } else { raw_remove::<VecDeque<T>, T>(self, i); } } }
}

fn raw_string<T>(value: T) -> String { intrinsic!(str_from) }
fn raw_concat(a: &str, b: &str) -> String { intrinsic!(str_concat) }
fn raw_split<P>(s: &str, by: P) -> Vec<&str> { intrinsic!(str_split) }
fn raw_chars(s: &str) -> Vec<char> { intrinsic!(str_chars) }
fn raw_bytes(s: &str) -> Vec<u8> { intrinsic!(str_bytes) }
fn raw_lines(s: &str) -> Vec<&str> { intrinsic!(str_lines) }
fn raw_push_str<P>(s: &mut String, more: P) { intrinsic!(str_push) }
impl String {
    pub const fn new() -> String { raw_string("") }
    pub fn with_capacity(n: usize) -> String { raw_string("") }
    pub fn push(&mut self, c: char) { intrinsic!(str_push) }
    pub fn push_str(&mut self, text: &str) { intrinsic!(str_push) }
    pub fn clear(&mut self) { *self = raw_string(""); }
    pub fn len(&self) -> usize { intrinsic!(str_len) }
    pub fn is_empty(&self) -> bool { intrinsic!(str_is_empty) }
    pub fn as_str(&self) -> &str { self }
    pub fn write_text(&mut self, text: String) -> Result<(), FmtError> { self.push_str(&text); Ok(()) }
    pub fn write_str(&mut self, text: &str) -> Result<(), FmtError> { self.push_str(text); Ok(()) }
    pub fn extend<I: IntoIterator>(&mut self, iter: I) { for x in iter { raw_push_str(self, x); } }
    pub fn pop(&mut self) -> Option<char> { let mut all = raw_chars(self); let last = all.pop(); *self = all.into_iter().collect(); last }
    pub fn into_bytes(self) -> Vec<u8> { raw_bytes(&self) }
}
impl From<&str> for String { fn from(value: &str) -> String { raw_string(value) } }
impl From<char> for String { fn from(value: char) -> String { raw_string(value) } }
impl From<&String> for String { fn from(value: &String) -> String { raw_string(value) } }
impl From<Box<str>> for String { fn from(value: Box<str>) -> String { raw_same(value) } }
impl From<String> for Arc<str> { fn from(value: String) -> Arc<str> { Arc { data: raw_same(value), count: raw_arc_count::<str>() } } }
impl From<&str> for Arc<str> { fn from(value: &str) -> Arc<str> { Arc { data: raw_same(value), count: raw_arc_count::<str>() } } }
impl Add<&str> for String { type Output = String; fn add(self, other: &str) -> String { raw_concat(&self, other) } }
impl AddAssign<&str> for String { fn add_assign(&mut self, other: &str) { self.push_str(other); } }
impl str {
    pub fn len(&self) -> usize { intrinsic!(str_len) }
    pub fn is_empty(&self) -> bool { intrinsic!(str_is_empty) }
    pub fn to_string(&self) -> String { intrinsic!(str_from) }
    pub fn to_owned(&self) -> String { intrinsic!(str_from) }
    pub fn into_string(self) -> String { intrinsic!(same) }
    pub fn chars(&self) -> IntoIter<char> { raw_chars(self).into_iter() }
    pub fn char_indices(&self) -> Enumerate<IntoIter<char>> { raw_chars(self).into_iter().enumerate() }
    pub fn bytes(&self) -> IntoIter<u8> { raw_bytes(self).into_iter() }
    pub fn as_bytes(&self) -> &[u8] { intrinsic!(str_bytes) }
    pub fn lines(&self) -> IntoIter<&str> { raw_lines(self).into_iter() }
    pub fn split<P>(&self, by: P) -> IntoIter<&str> { raw_split(self, by).into_iter() }
    pub fn split_whitespace(&self) -> IntoIter<&str> { raw_split(self, ()).into_iter() }
    pub fn split_once<P>(&self, by: P) -> Option<(&str, &str)> { panic!("`split_once` is not supported: use `split`") }
    pub fn trim(&self) -> &str { intrinsic!(str_trim) }
    pub fn contains<P>(&self, what: P) -> bool { intrinsic!(str_contains) }
    pub fn starts_with(&self, what: &str) -> bool { intrinsic!(str_starts_with) }
    pub fn ends_with(&self, what: &str) -> bool { intrinsic!(str_ends_with) }
    pub fn repeat(&self, n: usize) -> String { intrinsic!(str_repeat) }
    pub fn to_uppercase(&self) -> String { panic!("`to_uppercase` is not supported: use `to_ascii_uppercase`") }
    pub fn to_lowercase(&self) -> String { panic!("`to_lowercase` is not supported: use `to_ascii_lowercase`") }
    pub fn to_ascii_uppercase(&self) -> String { intrinsic!(str_upper) }
    pub fn to_ascii_lowercase(&self) -> String { intrinsic!(str_lower) }
    pub fn parse<I>(&self) -> Result<I, ParseIntError> { intrinsic!(str_parse_int) }
}
