//! An execution as a graph: a column per thread, an arrow per relation; as SVG for people, as DOT for tools.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::request::{Program, ThreadId};
use crate::stepper::execution::{Action, Event, Execution, Index, Relations};
use crate::stepper::relation::Relation;
use crate::stepper::{Stepper, thread_name};

/// A relation that is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Arrow {
    Sb,
    Rf,
    Mo,
    Rb,
    Sw,
    So,
}

impl Arrow {
    const ALL: [Self; 6] = [Self::Sb, Self::Rf, Self::Mo, Self::Rb, Self::Sw, Self::So];

    const fn name(self) -> &'static str {
        match self {
            Self::Sb => "sb",
            Self::Rf => "rf",
            Self::Mo => "mo",
            Self::Rb => "rb",
            Self::Sw => "sw",
            Self::So => "so",
        }
    }

    const fn meaning(self) -> &'static str {
        match self {
            Self::Sb => "program order",
            Self::Rf => "reads-from",
            Self::Mo => "modification order",
            Self::Rb => "reads-before",
            Self::Sw => "synchronizes-with",
            Self::So => "order of an object",
        }
    }

    const fn color(self) -> &'static str {
        match self {
            Self::Sb => "gray",
            Self::Rf => "forestgreen",
            Self::Mo => "chocolate",
            Self::Rb => "crimson",
            Self::Sw => "royalblue",
            Self::So => "purple",
        }
    }
}

struct Edge {
    arrow: Arrow,
    from: Index,
    to: Index,
}

struct Picture<'a, P: Program> {
    stepper: &'a Stepper<P>,
    /// Program order, with spawn and join, of the whole execution.
    sb: Relation,
    /// The events that are drawn, in the order in which they were added.
    shown: Vec<Index>,
    edges: Vec<Edge>,
}

impl<'a, P: Program> Picture<'a, P> {
    fn new(stepper: &'a Stepper<P>) -> Self {
        let execution = stepper.execution();
        let relations = execution.relations();
        let is_shown = |index: Index| {
            let event = &execution.events[index];
            // Only the initial values that matter to somebody; nothing of the threads' own life.
            let read = |index| execution.events.iter().any(|other| !other.life && other.reads == Some(index));
            !event.life && (event.action != Action::Init || read(index))
        };
        let shown: Vec<Index> = (0..execution.len()).filter(|&index| is_shown(index)).collect();
        let edges = edges(execution, &relations, &shown);
        Self { stepper, sb: relations.sb, shown, edges }
    }

    fn event(&self, index: Index) -> &Event {
        &self.stepper.execution().events[index]
    }

    fn object(&self, event: &Event) -> String {
        event.object.map(|object| self.stepper.object_name(object)).unwrap_or_default()
    }

    /// The event in the source's words, and what came of it.
    fn label(&self, index: Index) -> (String, String) {
        let event = self.event(index);
        let value =
            |value: &Option<crate::request::Value>| value.as_ref().map_or_else(String::new, ToString::to_string);
        match event.action {
            Action::Init => (format!("{} = {}", self.object(event), value(&event.wrote)), "initial value".into()),
            Action::Read => (event.does.clone(), format!("reads {}", value(&event.found))),
            Action::Update => {
                (event.does.clone(), format!("found {}, wrote {}", value(&event.found), value(&event.wrote)))
            }
            Action::Write => (event.does.clone(), format!("writes {}", value(&event.wrote))),
            Action::Fence | Action::Other | Action::Choice => (event.does.clone(), String::new()),
        }
    }
}

/// The edges worth drawing: each relation without what follows from the rest of it.
fn edges(execution: &Execution, relations: &Relations, shown: &[Index]) -> Vec<Edge> {
    let mut edges = vec![];
    let is_init = |index: Index| execution.events[index].action == Action::Init;
    let n = execution.len();
    // Program order between neighbours; what spawn and join add is told by the rows.
    let mut last: BTreeMap<ThreadId, Index> = BTreeMap::new();
    for &index in shown {
        if let Some(thread) = execution.events[index].thread
            && let Some(before) = last.insert(thread, index)
        {
            edges.push(Edge { arrow: Arrow::Sb, from: before, to: index });
        }
    }
    for order in execution.mo.values() {
        let order: Vec<_> = order.iter().copied().filter(|index| shown.contains(index)).collect();
        edges.extend(order.windows(2).map(|pair| Edge { arrow: Arrow::Mo, from: pair[0], to: pair[1] }));
    }
    for order in execution.operations.values() {
        let crossing =
            order.windows(2).filter(|pair| execution.events[pair[0]].thread != execution.events[pair[1]].thread);
        edges.extend(crossing.map(|pair| Edge { arrow: Arrow::So, from: pair[0], to: pair[1] }));
    }
    for from in 0..n {
        for to in relations.rf.from(from) {
            edges.push(Edge { arrow: Arrow::Rf, from, to });
        }
        // Reads-before to the very next write only: the later ones follow by modification order.
        let next =
            relations.rb.from(from).find(|&to| !relations.rb.from(from).any(|other| relations.mo.has(other, to)));
        edges.extend(next.map(|to| Edge { arrow: Arrow::Rb, from, to }));
        for to in relations
            .sw
            .from(from)
            .filter(|&to| !is_init(from) && execution.events[from].thread != execution.events[to].thread)
        {
            edges.push(Edge { arrow: Arrow::Sw, from, to });
        }
    }
    // An object's order that synchronizes is drawn once.
    let synchronizing: Vec<_> =
        edges.iter().filter(|edge| edge.arrow == Arrow::Sw).map(|edge| (edge.from, edge.to)).collect();
    edges.retain(|edge| edge.arrow != Arrow::So || !synchronizing.contains(&(edge.from, edge.to)));
    edges.retain(|edge| shown.contains(&edge.from) && shown.contains(&edge.to));
    edges
}

/// The execution in the DOT language of Graphviz.
#[must_use]
pub fn dot<P: Program>(stepper: &Stepper<P>) -> String {
    let picture = Picture::new(stepper);
    let mut out = String::from(
        "digraph execution {\n  node [shape=box, fontname=\"monospace\"];\n  edge [fontname=\"monospace\"];\n",
    );
    let mut columns: BTreeMap<Option<ThreadId>, Vec<Index>> = BTreeMap::new();
    for &index in &picture.shown {
        columns.entry(picture.event(index).thread).or_default().push(index);
    }
    for (thread, events) in columns {
        match thread {
            Some(thread) => {
                let _ = writeln!(out, "  subgraph cluster_{thread} {{\n    label={};", quoted(&thread_name(thread)));
            }
            None => out.push_str("  {\n    rank=source;\n"),
        }
        for index in events {
            let (does, note) = picture.label(index);
            let text = if note.is_empty() { does } else { format!("{does}\n{note}") };
            let _ = writeln!(out, "    e{index} [label={}];", quoted(&text));
        }
        out.push_str("  }\n");
    }
    for Edge { arrow, from, to } in &picture.edges {
        let free = if *arrow == Arrow::Sb { "" } else { ", constraint=false" };
        let _ = writeln!(
            out,
            "  e{from} -> e{to} [label=\"{}\", color={c}, fontcolor={c}{free}];",
            arrow.name(),
            c = arrow.color()
        );
    }
    out.push_str("}\n");
    out
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// Widths and heights of the picture, in its own units.
const COLUMN_GAP: f64 = 110.0;
const ROW: f64 = 64.0;
const BOX_HEIGHT: f64 = 40.0;
const CHARACTER: f64 = 7.3;
const MARGIN: f64 = 24.0;
const HEADER: f64 = 26.0;
const LONGEST: usize = 46;

/// The execution as an SVG picture of its own, readable on light and dark ground.
#[must_use]
pub fn svg<P: Program>(stepper: &Stepper<P>, title: &str) -> String {
    let picture = Picture::new(stepper);
    let layout = Layout::new(&picture);
    let mut out = String::new();
    let (width, height) = (layout.width, layout.height + legend_height(&picture));
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" class=\"execution\">\n<title>{}</title>",
        escaped(title)
    );
    out.push_str(STYLE);
    out.push_str("<defs>\n");
    for arrow in Arrow::ALL {
        let _ = writeln!(
            out,
            "<marker id=\"ex-{name}\" class=\"{name}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
             orient=\"auto-start-reverse\"><path d=\"M0 0.8 L7.4 4 L0 7.2 z\"/></marker>",
            name = arrow.name()
        );
    }
    out.push_str("</defs>\n");
    for (&thread, &(x, w)) in &layout.columns {
        let _ = writeln!(
            out,
            "<rect class=\"lane\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"8\"/>\
             <text class=\"head\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            x - 12.0,
            MARGIN - 14.0,
            w + 24.0,
            layout.height - MARGIN - 4.0,
            x + w / 2.0,
            MARGIN + 6.0,
            thread_name(thread)
        );
    }
    for edge in picture.edges.iter().filter(|edge| edge.arrow == Arrow::Sb) {
        layout.draw(&mut out, edge, 0);
    }
    // Arrows between the same two boxes bend differently.
    let mut bends: BTreeMap<(Index, Index), usize> = BTreeMap::new();
    for edge in picture.edges.iter().filter(|edge| edge.arrow != Arrow::Sb) {
        let ends = (edge.from.min(edge.to), edge.from.max(edge.to));
        let bend = bends.entry(ends).or_default();
        layout.draw(&mut out, edge, *bend);
        *bend += 1;
    }
    for &index in &picture.shown {
        let Some(&Place { x, y, w }) = layout.places.get(&index) else { continue };
        let (does, note) = picture.label(index);
        let class = if picture.event(index).thread.is_some() { "event" } else { "event init" };
        let _ = writeln!(
            out,
            "<g class=\"{class}\"><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{BOX_HEIGHT}\" rx=\"5\"/>"
        );
        let middle = x + w / 2.0;
        let first = if note.is_empty() { y + 24.5 } else { y + 17.0 };
        let _ = writeln!(
            out,
            "<text x=\"{middle:.1}\" y=\"{first:.1}\" text-anchor=\"middle\">{}</text>",
            escaped(&shortened(&does))
        );
        if !note.is_empty() {
            let _ = writeln!(
                out,
                "<text class=\"note\" x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                y + 32.5,
                escaped(&shortened(&note))
            );
        }
        out.push_str("</g>\n");
    }
    legend(&mut out, &picture, layout.height);
    out.push_str("</svg>\n");
    out
}

fn kinds<P: Program>(picture: &Picture<'_, P>) -> Vec<Arrow> {
    Arrow::ALL.into_iter().filter(|arrow| picture.edges.iter().any(|edge| edge.arrow == *arrow)).collect()
}

fn legend_height<P: Program>(picture: &Picture<'_, P>) -> f64 {
    20.0 * kinds(picture).len() as f64 + 14.0
}

fn legend<P: Program>(out: &mut String, picture: &Picture<'_, P>, top: f64) {
    for (row, arrow) in kinds(picture).into_iter().enumerate() {
        let y = top + 20.0 * row as f64 + 8.0;
        let _ = writeln!(
            out,
            "<path class=\"{name}\" d=\"M{MARGIN} {y} h34\" marker-end=\"url(#ex-{name})\"/><text class=\"key\" x=\"{:.1}\" y=\"{:.1}\">{name}: {}</text>",
            MARGIN + 44.0,
            y + 4.0,
            arrow.meaning(),
            name = arrow.name()
        );
    }
}

const STYLE: &str = "<style>
.execution { color-scheme: light dark; --ink: #1c2024; --soft: #5d6670; --box: #f3f5f7; --line: #9aa4ae;
  --rf: #157347; --mo: #a85a00; --rb: #c02434; --sw: #1559c4; --so: #7a3fa8;
  font: 12px ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) { .execution { --ink: #e6e9ec; --soft: #a3adb7; --box: #23292f; --line: #6b7681;
  --rf: #52c98b; --mo: #e9a24b; --rb: #ff7b86; --sw: #7db0ff; --so: #c79bec; } }
.execution text { fill: var(--ink); } .execution .head { font-weight: 600; } .execution .note, .execution .key { fill: var(--soft); }
.execution rect { fill: var(--box); stroke: var(--line); } .execution .lane { fill: var(--line); fill-opacity: 0.09; stroke: none; } .execution .init rect { stroke-dasharray: 3 3; }
.execution path { fill: none; stroke-width: 1.4; } .execution marker path { stroke: none; }
.execution .sb { stroke: var(--line); } .execution marker.sb path { fill: var(--line); }
.execution .rf { stroke: var(--rf); } .execution marker.rf path, .execution text.rf { fill: var(--rf); }
.execution .mo { stroke: var(--mo); } .execution marker.mo path, .execution text.mo { fill: var(--mo); }
.execution .rb { stroke: var(--rb); stroke-dasharray: 5 3; } .execution marker.rb path, .execution text.rb { fill: var(--rb); }
.execution .sw { stroke: var(--sw); stroke-width: 2.2; } .execution marker.sw path, .execution text.sw { fill: var(--sw); }
.execution .so { stroke: var(--so); stroke-dasharray: 2 3; } .execution marker.so path, .execution text.so { fill: var(--so); }
.execution text.rf, .execution text.mo, .execution text.rb, .execution text.sw, .execution text.so { stroke: none; font-size: 11px; }
</style>
";

#[derive(Clone, Copy)]
struct Place {
    x: f64,
    y: f64,
    w: f64,
}

struct Layout {
    columns: BTreeMap<ThreadId, (f64, f64)>,
    places: BTreeMap<Index, Place>,
    top: f64,
    width: f64,
    height: f64,
}

impl Layout {
    fn new<P: Program>(picture: &Picture<'_, P>) -> Self {
        let width_of = |index: Index| {
            let (does, note) = picture.label(index);
            let longest = shortened(&does).chars().count().max(shortened(&note).chars().count());
            longest as f64 * CHARACTER + 20.0
        };
        let inits: Vec<Index> =
            picture.shown.iter().copied().filter(|&index| picture.event(index).thread.is_none()).collect();
        let top = MARGIN + HEADER + if inits.is_empty() { 0.0 } else { ROW + 16.0 };

        let mut widths: BTreeMap<ThreadId, f64> = BTreeMap::new();
        for &index in &picture.shown {
            if let Some(thread) = picture.event(index).thread {
                let width = widths.entry(thread).or_insert(70.0);
                *width = width.max(width_of(index));
            }
        }
        let mut columns = BTreeMap::new();
        let mut x = MARGIN;
        for (&thread, &width) in &widths {
            columns.insert(thread, (x, width));
            x += width + COLUMN_GAP;
        }
        // An event stands below what comes before it in program order, and not above what it reads or synchronizes with.
        let mut rows: BTreeMap<Index, usize> = BTreeMap::new();
        for &index in picture.shown.iter().filter(|&&index| picture.event(index).thread.is_some()) {
            let after =
                |edge: &&Edge| edge.to == index && edge.from < index && matches!(edge.arrow, Arrow::Rf | Arrow::Sw);
            let beside = picture.edges.iter().filter(after).filter_map(|edge| rows.get(&edge.from).copied());
            let above = rows.iter().filter(|(before, _)| picture.sb.has(**before, index)).map(|(_, row)| row + 1);
            let row = beside.chain(above).max().unwrap_or(0);
            rows.insert(index, row);
        }
        let mut places = BTreeMap::new();
        for (&index, &row) in &rows {
            let (x, w) = columns[&picture.event(index).thread.expect("initial values have no row")];
            let own = width_of(index).max(70.0);
            places.insert(index, Place { x: x + (w - own) / 2.0, y: top + row as f64 * ROW, w: own });
        }
        let right = x - COLUMN_GAP;
        let total: f64 = inits.iter().map(|&index| width_of(index) + 20.0).sum();
        let mut at = (MARGIN + (right - MARGIN - total) / 2.0).max(MARGIN);
        for &index in &inits {
            let w = width_of(index);
            places.insert(index, Place { x: at, y: MARGIN + HEADER, w });
            at += w + 20.0;
        }
        let bottom = places.values().map(|place| place.y + BOX_HEIGHT).fold(top, f64::max);
        Self { columns, places, top, width: right.max(at - 20.0).max(300.0) + MARGIN, height: bottom + 30.0 }
    }

    /// How many columns lie between two places.
    fn columns_between(&self, ax: f64, bx: f64) -> usize {
        let middles = self.columns.values().map(|&(x, w)| x + w / 2.0);
        middles.filter(|&x| x > ax.min(bx) + 1.0 && x < ax.max(bx) - 1.0).count()
    }

    /// Draws an arrow with its name.
    fn draw(&self, out: &mut String, edge: &Edge, bend: usize) {
        let (Some(&a), Some(&b)) = (self.places.get(&edge.from), self.places.get(&edge.to)) else { return };
        let name = edge.arrow.name();
        let middle = |place: Place| (place.x + place.w / 2.0, place.y + BOX_HEIGHT / 2.0);
        let ((ax, ay), (bx, by)) = (middle(a), middle(b));
        let same_column = (ax - bx).abs() < 1.0;
        let spread = 11.0 * bend as f64;
        let (path, label) = if same_column && edge.arrow == Arrow::Sb {
            let (from, to) = if ay < by { (a.y + BOX_HEIGHT, b.y) } else { (a.y, b.y + BOX_HEIGHT) };
            (format!("M{ax:.1} {from:.1} L{bx:.1} {to:.1}"), None)
        } else if same_column {
            // Around the side.
            let side = a.x.min(b.x);
            let out_by = side - 26.0 - spread - 5.0 * ((ay - by).abs() / ROW);
            let (from, to) = (ay + spread / 2.0, by - spread / 2.0);
            (
                format!("M{:.1} {from:.1} C{out_by:.1} {from:.1} {out_by:.1} {to:.1} {:.1} {to:.1}", a.x, b.x),
                Some((out_by + 6.0, f64::midpoint(from, to))),
            )
        } else if (ay - by).abs() < 1.0 && self.columns_between(ax, bx) > 0 {
            // Over the boxes between.
            let lift = 22.0 + spread;
            let (from_x, to_x) = if ax < bx { (ax + 12.0, bx - 12.0) } else { (ax - 12.0, bx + 12.0) };
            (
                format!(
                    "M{from_x:.1} {0:.1} C{from_x:.1} {1:.1} {to_x:.1} {1:.1} {to_x:.1} {2:.1}",
                    a.y,
                    a.y.min(b.y) - lift,
                    b.y
                ),
                Some((f64::midpoint(from_x, to_x), a.y.min(b.y) - 0.75 * lift - 3.0)),
            )
        } else if (ay - by).abs() < 1.0 || a.y > self.top - 1.0 && b.y > self.top - 1.0 {
            let rightwards = ax < bx;
            let (from_x, to_x) = if rightwards { (a.x + a.w, b.x) } else { (a.x, b.x + b.w) };
            let shift = spread - if bend > 0 { 4.0 } else { 0.0 };
            let (from_y, to_y) = (ay + shift, by + shift);
            let pull = (to_x - from_x) * 0.4;
            let at = 0.5 + 0.14 * if bend.is_multiple_of(2) { bend as f64 } else { -(bend as f64) - 1.0 } / 2.0;
            (
                format!(
                    "M{from_x:.1} {from_y:.1} C{:.1} {from_y:.1} {:.1} {to_y:.1} {to_x:.1} {to_y:.1}",
                    from_x + pull,
                    to_x - pull
                ),
                Some((from_x + (to_x - from_x) * at, f64::midpoint(from_y, to_y) - 4.0 + (to_y - from_y) * (at - 0.5))),
            )
        } else {
            // From an initial value down to whoever reads it.
            let (from_y, to_y) = (a.y + BOX_HEIGHT, b.y);
            let pull = (to_y - from_y) * 0.5;
            let (from_x, to_x) = (ax + spread, bx + spread);
            (
                format!(
                    "M{from_x:.1} {from_y:.1} C{from_x:.1} {:.1} {to_x:.1} {:.1} {to_x:.1} {to_y:.1}",
                    from_y + pull,
                    to_y - pull
                ),
                Some((f64::midpoint(from_x, to_x) + 5.0, f64::midpoint(from_y, to_y))),
            )
        };
        let _ = writeln!(out, "<path class=\"{name}\" d=\"{path}\" marker-end=\"url(#ex-{name})\"/>");
        if let Some((x, y)) = label {
            let _ =
                writeln!(out, "<text class=\"{name}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\">{name}</text>");
        }
    }
}

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// Text as it stands in XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
