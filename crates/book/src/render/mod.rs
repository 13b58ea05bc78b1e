//! Writes what the reader sees: every directive of a chapter becomes Markdown and HTML.

mod exercise;
mod figure;
pub mod listing;
pub mod number;
mod outcomes;
mod plot;
mod possible;
pub mod text;
mod trace;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Mutex;

use interleave::Exploration;

use crate::appendix::Overview;
use crate::contract::{Catalogue, Contract, Exercise, Language, Listing};
use crate::judge::explored;
use crate::markup::directive::{Appendix, Target, did_you_mean};
use crate::markup::{Chapter, Directive, Placed, rules};
use crate::problem::{Problem, Problems};
use crate::recording::Recording;
use text::{escape, inline};

/// For whom the chapters are expanded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Medium {
    /// A reader: the listings' code is there to be read.
    Page,
    /// rustdoc or skeptic: every Rust block is there to be compiled, and no listing is run (its own judge does that).
    Test,
}

impl Medium {
    /// The medium of an mdBook renderer.
    pub fn of(renderer: &str) -> Self {
        if renderer == "test" { Self::Test } else { Self::Page }
    }
}

/// Everything that chapters draw upon.
pub struct Sources {
    /// The book's root.
    pub root: PathBuf,
    /// Every listing and exercise.
    pub catalogue: Catalogue,
    /// What was wrong with them.
    pub catalogue_problems: Problems,
    recordings: RefCell<BTreeMap<PathBuf, Rc<Option<Recording>>>>,
    explorations: RefCell<BTreeMap<PathBuf, Explorations>>,
}

/// What the explorer found under each model, or why it found nothing.
pub type Explorations = Result<Rc<[Exploration]>, String>;

impl Sources {
    /// Reads the contracts; recordings and figures are read when a chapter asks for them.
    pub fn load(root: &Path) -> Self {
        let (catalogue, catalogue_problems) = Catalogue::load(root);
        Self {
            root: root.to_owned(),
            catalogue,
            catalogue_problems,
            recordings: RefCell::default(),
            explorations: RefCell::default(),
        }
    }

    /// What was seen of a program, if it was recorded.
    ///
    /// # Errors
    /// If the recording cannot be read.
    pub fn recording(&self, listing: &Listing, language: Language) -> Result<Rc<Option<Recording>>, Problem> {
        let path = listing.recording(language);
        if let Some(known) = self.recordings.borrow().get(&path) {
            return Ok(known.clone());
        }
        let tried_by = listing.contract(language).and_then(|contract| contract.tries.as_deref());
        let recording = match tried_by {
            Some(by) => self.tried(listing, by)?,
            None => Recording::load(&self.root, listing, language).map_err(|error| {
                Problem::new(
                    &path,
                    0,
                    format!("{error:#}"),
                    format!("record it again: cargo book record {}", listing.name),
                )
            })?,
        };
        let recording = Rc::new(recording);
        self.recordings.borrow_mut().insert(path, recording.clone());
        Ok(recording)
    }

    /// What was seen of a listing by the program that tries it.
    fn tried(&self, listing: &Listing, by: &str) -> Result<Option<Recording>, Problem> {
        let problem = |what: String, mend: String| {
            let line = listing.contract(Language::Rust).map_or(listing.line, |contract| contract.line);
            Problem::new(listing.contracts(), line, what, mend)
        };
        let Some(measurement) = self.catalogue.listing(&listing.chapter, by) else {
            return Err(problem(
                format!("`tries` of `{}` names no listing of its chapter: `{by}`", listing.name),
                "name the one whose rows say what was seen".to_owned(),
            ));
        };
        let recording = self.recording(measurement, Language::Rust)?;
        let Some(recording) = recording.as_ref() else { return Ok(None) };
        recording.of_tried(listing).map(Some).ok_or_else(|| {
            problem(
                format!("the recording of `{by}` has nothing about `{}`", listing.name),
                "it needs rows with holes `litmus`, `outcome`, `times` and `tries`; record it again".to_owned(),
            )
        })
    }

    /// Has all listings explored that are to be, on every core: where nothing was kept from an earlier build, that takes its time.
    pub fn explore_all(&self) {
        let listings = self.catalogue.listings().filter_map(|listing| {
            let contract = listing.contract(Language::Rust).filter(|contract| contract.explored)?;
            Some((listing.source(Language::Rust), contract))
        });
        let waiting = Mutex::new(listings.collect::<Vec<_>>().into_iter());
        let (root, found) = (&self.root, Mutex::new(Vec::new()));
        let work = || {
            loop {
                let Some((path, contract)) = waiting.lock().expect("no holder panics").next() else { break };
                let explored = explored::explore(root, &path, contract);
                found.lock().expect("no holder panics").push((path, explored));
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(work);
            }
        });
        let found = found.into_inner().expect("no holder panics");
        self.explorations.borrow_mut().extend(found.into_iter().map(|(path, found)| (path, found.map(Rc::from))));
    }

    /// What the explorer finds in a listing that has this contract.
    pub fn exploration(&self, listing: &Listing, contract: &Contract) -> Explorations {
        let path = listing.source(Language::Rust);
        let mut known = self.explorations.borrow_mut();
        known
            .entry(path.clone())
            .or_insert_with(|| explored::explore(&self.root, &path, contract).map(Rc::from))
            .clone()
    }
}

/// One chapter on its way to the page.
pub struct Pen<'a> {
    /// What it draws upon.
    pub sources: &'a Sources,
    /// The other chapters.
    pub overview: &'a Overview<'a>,
    /// The chapter as it was written.
    pub chapter: &'a Chapter,
    /// For whom.
    pub medium: Medium,
    /// What turned out to be wrong.
    pub problems: Problems,
    /// The place of the directive at hand, for problems.
    offset: usize,
    /// The listings that are on the page already, so that the second time they come without all that is said of them.
    shown: BTreeSet<Target>,
    /// The listings that are on the page for rustdoc already.
    tested: BTreeSet<String>,
    /// The items of the notes that have their mark already.
    marked: BTreeSet<String>,
    /// How many questions, figures and plots there are already: their ids count.
    count: usize,
    marker: OnceCell<()>,
}

/// The id of the n-th piece of folklore on its page, from 0.
pub fn folklore_id(n: usize) -> String {
    format!("folklore-{}", n + 1)
}

/// What is to be put in the place of a piece of the chapter.
struct Edit {
    from: usize,
    to: usize,
    text: String,
}

impl<'a> Pen<'a> {
    /// Begins a chapter.
    pub fn new(sources: &'a Sources, overview: &'a Overview<'a>, chapter: &'a Chapter, medium: Medium) -> Self {
        Self {
            sources,
            overview,
            chapter,
            medium,
            problems: Problems::default(),
            offset: 0,
            shown: BTreeSet::new(),
            tested: BTreeSet::new(),
            marked: BTreeSet::new(),
            count: 0,
            marker: OnceCell::new(),
        }
    }

    /// The whole chapter, expanded. What is wrong is in [`Pen::problems`], and its place on the page is empty.
    pub fn expand(&mut self, directives: &[Placed]) -> String {
        let mut edits = Vec::new();
        for placed in directives {
            self.offset = placed.range.start;
            let text = self.directive(placed);
            let text = if placed.directive.is_inline() { text } else { self.block(placed, &text) };
            edits.push(Edit { from: placed.range.start, to: placed.range.end, text });
        }
        let mut folklore = (0..).map(folklore_id);
        for callout in rules::callouts(self.chapter, &mut self.problems) {
            let id = (callout.kind == rules::CalloutKind::Folklore).then(|| folklore.next()).flatten();
            let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
            let open = format!("<div class=\"callout callout-{}\"{id} role=\"note\">\n\n", callout.kind.class());
            edits.push(Edit { from: callout.range.start, to: callout.range.start, text: open });
            edits.push(Edit { from: callout.range.end, to: callout.range.end, text: "\n\n</div>\n\n".to_owned() });
        }
        edits.sort_by_key(|edit| (edit.from, edit.to));
        let (mut page, mut at) = (String::with_capacity(self.chapter.text.len() * 4), 0);
        for edit in edits {
            if edit.from >= at {
                page.push_str(&self.chapter.text[at..edit.from]);
                page.push_str(&edit.text);
                at = edit.to;
            }
        }
        page.push_str(&self.chapter.text[at..]);
        page
    }

    /// A block takes the indentation, or the quotation marks, of its line, and keeps away from its neighbours.
    fn block(&self, placed: &Placed, text: &str) -> String {
        let before = self.chapter.text[..placed.range.start].rsplit('\n').next().unwrap_or("");
        let mut block = format!("\n{before}");
        for line in text.trim_matches('\n').lines() {
            block.push_str(line);
            block.push('\n');
            block.push_str(before);
        }
        block.push('\n');
        block
    }

    fn directive(&mut self, placed: &Placed) -> String {
        match &placed.directive {
            Directive::Listing { target, anchor, bare } => self.listing(target, anchor.as_deref(), *bare),
            Directive::Output { target, which } => self.output(target, which),
            Directive::Recorded { target, quantity, digits } => self.recorded(target, quantity, *digits),
            Directive::Explored { target, quantity, model } => self.explored(target, quantity, model),
            Directive::Figure { target, caption } => self.figure(target, caption),
            Directive::Plot { target, caption } => self.plot(target, caption),
            Directive::Exercise { target } => self.exercise(target),
            Directive::Predict { question } => self.predict(question),
            Directive::Answer => "<details class=\"predict-answer\">\n<summary>Answer</summary>\n\n".to_owned(),
            Directive::EndPredict => "</details>\n</section>\n".to_owned(),
            Directive::Appendix { which: Appendix::Notes } => crate::appendix::notes::page(self.overview),
            Directive::Appendix { which: Appendix::Claims } => {
                crate::appendix::claims::page(self.overview, self.sources)
            }
            Directive::Appendix { which: Appendix::Folklore } => crate::appendix::gathered::folklore(self),
            Directive::Appendix { which: Appendix::Reading } => crate::appendix::gathered::reading(self),
            Directive::Notes { ids } => {
                let marks: String = ids
                    .iter()
                    .filter(|id| self.marked.insert((*id).clone()))
                    .map(|id| format!("<span class=\"mark-of-notes\" id=\"{}\"></span>", escape(id)))
                    .collect();
                if self.chapter.is_alone(&placed.range) {
                    format!("<div class=\"marks-of-notes\">{marks}</div>")
                } else {
                    marks
                }
            }
        }
    }

    fn predict(&mut self, question: &str) -> String {
        let id = self.id("question");
        let question = self.caption(question);
        format!(
            "<section class=\"predict\" aria-labelledby=\"{id}\">\n<p class=\"predict-question\" id=\"{id}\">{question}</p>\n\n"
        )
    }

    /// A text inside a directive: Markdown without blocks, and with directives of its own that give numbers.
    fn caption(&mut self, text: &str) -> String {
        let nested = Chapter { text: text.to_owned(), ..self.chapter.clone() };
        let mut problems = Problems::default();
        let directives = nested.directives(&mut problems);
        for problem in problems {
            self.wrong(problem.what, problem.mend);
        }
        let (mut expanded, mut at) = (String::new(), 0);
        for placed in directives {
            expanded.push_str(&text[at..placed.range.start]);
            at = placed.range.end;
            if matches!(placed.directive, Directive::Recorded { .. } | Directive::Explored { .. }) {
                expanded.push_str(&self.directive(&placed));
            } else {
                self.wrong("a caption can hold no directive but `recorded` and `explored`", "put it before or after");
            }
        }
        expanded.push_str(&text[at..]);
        inline(&expanded)
    }

    /// An id that no other place of the book has.
    fn id(&mut self, kind: &str) -> String {
        self.count += 1;
        format!("{}-{kind}-{}", self.chapter.name, self.count)
    }

    /// Notes that something is wrong with the directive at hand.
    fn wrong(&mut self, what: impl Into<String>, mend: impl Into<String>) {
        self.problems.push(self.chapter.problem(self.offset, what, mend));
    }

    fn find_listing(&mut self, target: &Target) -> Option<&'a Listing> {
        let catalogue = &self.sources.catalogue;
        let found = catalogue.listing(&target.chapter, &target.name);
        if found.is_none() {
            let mend = match catalogue.chapter(&target.chapter) {
                None => {
                    let chapters: Vec<&str> = catalogue.chapters.iter().map(|chapter| chapter.name.as_str()).collect();
                    format!("{}there is no folder listings/{}", did_you_mean(&target.chapter, chapters), target.chapter)
                }
                Some(chapter) => {
                    let names = chapter.listings.iter().map(|listing| listing.name.as_str());
                    format!(
                        "{}listings/{}/contracts.toml has no table `[{}]`; `cargo book new-listing {} {}` makes one",
                        did_you_mean(&target.name, names),
                        target.chapter,
                        target.name,
                        target.chapter,
                        target.name
                    )
                }
            };
            self.wrong(format!("unknown listing `{}/{}`", target.chapter, target.name), mend);
        }
        found
    }

    fn find_contract(&mut self, target: &Target) -> Option<(&'a Listing, &'a Contract)> {
        let listing = self.find_listing(target)?;
        let Some(contract) = listing.contract(target.language) else {
            self.wrong(
                format!("`{}/{}` has no {} program", target.chapter, target.name, target.language),
                format!("its contract would be the table `[{}{}]`", target.name, target.language.suffix()),
            );
            return None;
        };
        Some((listing, contract))
    }

    fn find_exercise(&mut self, target: &Target) -> Option<&'a Exercise> {
        let catalogue = &self.sources.catalogue;
        let found = catalogue.exercise(&target.chapter, &target.name);
        if found.is_none() {
            let names = catalogue.chapter(&target.chapter).into_iter().flat_map(|chapter| &chapter.exercises);
            let mend = format!(
                "{}listings/{}/contracts.toml has no table `[exercises.{}]`",
                did_you_mean(&target.name, names.map(|exercise| exercise.name.as_str())),
                target.chapter,
                target.name
            );
            self.wrong(format!("unknown exercise `{target}`"), mend);
        }
        found
    }

    /// The recording of a program, or `None`; a broken one is a problem.
    fn recording(&mut self, listing: &Listing, language: Language) -> Rc<Option<Recording>> {
        self.sources.recording(listing, language).unwrap_or_else(|problem| {
            self.problems.push(problem);
            Rc::new(None)
        })
    }

    /// What the explorer finds in a listing, or `None`; that it does not know it is a problem.
    fn exploration(&mut self, listing: &Listing, contract: &Contract) -> Option<Rc<[Exploration]>> {
        match self.sources.exploration(listing, contract) {
            Ok(found) => Some(found),
            Err(error) => {
                self.wrong(
                    format!("`{}/{}`: {error}", listing.chapter, listing.name),
                    "rewrite it, or delete `explored` from its contract",
                );
                None
            }
        }
    }

    /// The recording that the directive at hand cannot do without.
    fn needed_recording(&mut self, target: &Target) -> Option<(Rc<Option<Recording>>, &'a Contract)> {
        let (listing, contract) = self.find_contract(target)?;
        let recording = self.recording(listing, target.language);
        if recording.is_none() {
            let mend = match contract.record {
                Some(_) => format!("record it: cargo book record {}", target.name),
                None => format!("add `record = 1000` to its contract, then: cargo book record {}", target.name),
            };
            self.wrong(format!("`{target}` has not been recorded"), mend);
            return None;
        }
        Some((recording, contract))
    }

    /// A file of the repository; one that cannot be read is a problem.
    fn read(&mut self, path: &Path) -> Option<String> {
        match std::fs::read_to_string(self.sources.root.join(path)) {
            Ok(text) => Some(text),
            Err(error) => {
                self.wrong(
                    format!("{} cannot be read: {error}", path.display()),
                    "the contract or the directive names a file that is not there",
                );
                None
            }
        }
    }
}
