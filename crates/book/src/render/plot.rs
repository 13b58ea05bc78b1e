//! A plot of a recording, with the same numbers as a table: small SVG, drawn with the classes of `theme/figures.css`.

use std::fmt::Write;

use super::Pen;
use super::text::{date, escape, number, thousands};
use crate::contract::{Cell, Plot, PlotKind};
use crate::markup::directive::Target;
use crate::recording::Recording;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 84.0;
const RIGHT: f64 = 704.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 340.0;
/// So many bars at most in a histogram.
const BARS: usize = 32;
/// So many curves can be told apart: `theme/figures.css` has a class for each.
const CURVES: usize = 8;
/// The height of a row of the legend.
const ROW: f64 = 24.0;

impl Pen<'_> {
    /// `{{#plot chapter/name Caption.}}`.
    pub(super) fn plot(&mut self, target: &Target, caption: &str) -> String {
        let Some((recording, contract)) = self.needed_recording(target) else { return String::new() };
        let Some(recording) = recording.as_ref() else { return String::new() };
        let Some(plot) = &contract.plot else {
            self.wrong(
                format!("the contract of `{target}` does not say what to plot"),
                "add plot = { x = \"threads\", y = [\"speedup\"], kind = \"line\" }",
            );
            return String::new();
        };
        let drawn = match plot.kind {
            PlotKind::Line => lines(recording, plot),
            PlotKind::Histogram => histogram(recording, plot),
        };
        let drawing = match drawn {
            Ok(drawing) => drawing,
            Err((what, mend)) => {
                self.wrong(format!("`{target}` cannot be plotted: {what}"), mend);
                return String::new();
            }
        };
        let id = self.id("plot");
        let caption = self.caption(caption);
        let provenance = format!(
            "Recorded {} on {}, {} cores, {} runs.",
            date(&recording.date),
            recording.machine.processor,
            thousands(recording.machine.cores),
            thousands(recording.runs)
        );
        let svg = format!(
            "<svg viewBox=\"0 {} {WIDTH} {}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" style=\"--width:{WIDTH}\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>{}</svg>",
            -drawing.above,
            HEIGHT + drawing.above,
            escape(&contract.caption),
            escape(&drawing.words),
            drawing.svg
        );
        let words = format!("<p>{}</p>{}<p>{}</p>", escape(&drawing.words), drawing.table, escape(&provenance));
        self.framed(&id, &svg, &caption, "The numbers", &words)
    }
}

/// A drawing, what it shows in words, and its numbers.
struct Drawing {
    svg: String,
    /// How far it reaches above the paper's usual edge.
    above: f64,
    words: String,
    table: String,
}

/// An axis: how numbers become places.
struct Axis {
    low: f64,
    high: f64,
    log: bool,
    from: f64,
    to: f64,
    ticks: Vec<(f64, String)>,
}

impl Axis {
    /// An axis on which all of `values` have a place. `ends` are the places of its ends on the paper.
    fn new(values: &[f64], log: bool, from_zero: bool, ends: (f64, f64)) -> Self {
        let (mut low, mut high) = bounds(values);
        let ticks = if log {
            (low, high) = (low.max(f64::MIN_POSITIVE), high.max(f64::MIN_POSITIVE));
            let steps: &[f64] = if high / low > 200.0 { &[1.0] } else { &[1.0, 2.0, 5.0] };
            let first = low.log10().floor() as i32;
            let last = high.log10().ceil() as i32;
            let all: Vec<f64> =
                (first..=last).flat_map(|power| steps.iter().map(move |step| step * 10f64.powi(power))).collect();
            low = all.iter().copied().rfind(|tick| *tick <= low * 1.0001).unwrap_or(low);
            high = all.iter().copied().find(|tick| *tick >= high * 0.9999).unwrap_or(high);
            all.into_iter().filter(|tick| *tick >= low * 0.9999 && *tick <= high * 1.0001).collect()
        } else {
            if from_zero {
                low = low.min(0.0);
            }
            let step = nice_step((high - low).max(f64::MIN_POSITIVE) / 6.0);
            low = (low / step).floor() * step;
            high = (high / step).ceil() * step;
            let count = ((high - low) / step).round() as usize;
            (0..=count).map(|i| low + i as f64 * step).collect::<Vec<f64>>()
        };
        if high <= low {
            high = low + 1.0;
        }
        let ticks = ticks.into_iter().map(|tick| (tick, tick_text(tick))).collect();
        Self { low, high, log, from: ends.0, to: ends.1, ticks }
    }

    /// Ticks at the measured places themselves, where they are few.
    fn with_ticks_at(mut self, values: &[f64]) -> Self {
        let apart = |a: f64, b: f64| (self.place(a) - self.place(b)).abs() >= 34.0;
        if values.len() <= 12 && values.windows(2).all(|pair| apart(pair[0], pair[1])) {
            self.ticks = values.iter().map(|value| (*value, number(*value, None))).collect();
        }
        self
    }

    /// From one value to the other and no further.
    fn between(mut self, low: f64, high: f64) -> Self {
        (self.low, self.high) = (low, high);
        self.ticks.retain(|(tick, _)| (low..=high).contains(tick));
        self
    }

    fn place(&self, value: f64) -> f64 {
        let share = if self.log {
            (value.max(self.low) / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        self.from + share * (self.to - self.from)
    }
}

fn bounds(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)))
}

/// 1, 2 or 5 times a power of ten, and not less than `rough`.
fn nice_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(10.0 * power)
}

fn tick_text(tick: f64) -> String {
    // 0.30000000000000004 is 0.3.
    let rounded: f64 = format!("{tick:.6e}").parse().expect("a formatted number is a number");
    if rounded == 0.0 || rounded.abs() >= 1000.0 || rounded.fract() == 0.0 {
        return number(rounded.round(), None);
    }
    let text = format!("{rounded}");
    if text.starts_with('-') { text.replace('-', "−") } else { text }
}

/// What the axis is called.
fn label<'a>(given: &'a Option<String>, hole: &'a str) -> &'a str {
    given.as_deref().unwrap_or(hole)
}

fn is_log(plot: &Plot, axis: &str, holes: &[String]) -> bool {
    plot.log.iter().any(|name| name == axis || holes.contains(name))
}

/// Grid, ticks and labels.
fn frame(svg: &mut String, x: &Axis, y: &Axis, x_label: &str, y_label: &str) {
    for (value, text) in &y.ticks {
        let at = y.place(*value);
        let _ = write!(
            svg,
            "<path class=\"plot-grid\" d=\"M{LEFT} {at:.1}H{RIGHT}\"/><text class=\"plot-tick fig-end\" x=\"{}\" y=\"{:.1}\">{text}</text>",
            LEFT - 10.0,
            at + 4.5
        );
    }
    for (value, text) in &x.ticks {
        let at = x.place(*value);
        // The last number stays on the paper.
        let middle = at.min(WIDTH - 4.2 * text.chars().count() as f64);
        let _ = write!(
            svg,
            "<path class=\"plot-axis\" d=\"M{at:.1} {BOTTOM}v6\"/><text class=\"plot-tick fig-mid\" x=\"{middle:.1}\" y=\"{}\">{text}</text>",
            BOTTOM + 22.0
        );
    }
    let middle = (LEFT + RIGHT) / 2.0;
    let _ = write!(
        svg,
        "<path class=\"plot-axis\" d=\"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}\"/>\
         <text class=\"plot-text fig-mid\" x=\"{middle}\" y=\"{}\">{}</text>\
         <text class=\"plot-text fig-mid\" transform=\"rotate(-90)\" x=\"{}\" y=\"20\">{}</text>",
        HEIGHT - 12.0,
        escape(x_label),
        -(TOP + BOTTOM) / 2.0,
        escape(y_label)
    );
}

type Fault = (String, String);

/// Curves through the recorded rows.
fn lines(recording: &Recording, plot: &Plot) -> Result<Drawing, Fault> {
    if recording.rows.len() < 2 {
        return Err((
            "its recording has fewer than two rows".to_owned(),
            "the pattern needs a line `{*rows}` and the key `rows`".to_owned(),
        ));
    }
    if plot.y.len() > CURVES {
        return Err((
            format!("{} curves cannot be told apart", plot.y.len()),
            format!("draw {CURVES} at most, or two plots"),
        ));
    }
    let column = |name: &str| -> Result<Vec<f64>, Fault> {
        let cells = recording.rows.iter().map(|row| row.median.get(name).and_then(Cell::number));
        cells.collect::<Option<Vec<f64>>>().ok_or_else(|| {
            let known: Vec<&String> = recording.rows[0].median.keys().collect();
            (
                format!("its rows have no column of numbers `{name}`"),
                format!("the columns are {}", crate::markup::directive::list(&known)),
            )
        })
    };
    let xs = column(&plot.x)?;
    let curves: Vec<(&String, Vec<f64>)> =
        plot.y.iter().map(|name| Ok((name, column(name)?))).collect::<Result<_, Fault>>()?;
    let spread = |name: &String, row: usize| -> Option<(f64, f64)> {
        let row = &recording.rows[row];
        Some((*row.min.get(name)?, *row.max.get(name)?))
    };

    let mut heights: Vec<f64> = curves.iter().flat_map(|(_, ys)| ys.clone()).collect();
    for (name, _) in &curves {
        heights.extend((0..xs.len()).filter_map(|row| spread(name, row)).flat_map(|(min, max)| [min, max]));
    }
    let ideal = plot.ideal.is_some();
    let y_log = is_log(plot, "y", &plot.y);
    let x = Axis::new(&xs, is_log(plot, "x", std::slice::from_ref(&plot.x)), false, (LEFT + 14.0, RIGHT - 14.0));
    let (first, last) = bounds(&xs);
    let x = x.between(first, last.max(first + f64::MIN_POSITIVE)).with_ticks_at(&xs);
    let y = Axis::new(&heights, y_log, true, (BOTTOM, TOP));

    let mut svg = String::new();
    let y_name = plot.y.join(", ");
    frame(&mut svg, &x, &y, label(&plot.x_label, &plot.x), label(&plot.y_label, &y_name));
    if ideal {
        // The line y = x, as far as it stays within the frame.
        let steps: Vec<String> = (0..=64)
            .map(|step| {
                let share = f64::from(step) / 64.0;
                if x.log { x.low * (x.high / x.low).powf(share) } else { x.low + share * (x.high - x.low) }
            })
            .filter(|value| *value >= y.low && *value <= y.high)
            .map(|value| format!("{:.1} {:.1}", x.place(value), y.place(value)))
            .collect();
        if steps.len() > 1 {
            let _ = write!(svg, "<path class=\"plot-ideal\" d=\"M{}\"/>", steps.join("L"));
        }
    }
    for (i, (name, ys)) in curves.iter().enumerate() {
        let class = i + 1;
        let points: Vec<(f64, f64)> = xs.iter().zip(ys).map(|(px, py)| (x.place(*px), y.place(*py))).collect();
        for (row, (px, _)) in points.iter().enumerate() {
            if let Some((min, max)) = spread(name, row) {
                let _ = write!(
                    svg,
                    "<path class=\"plot-spread plot-{class}\" d=\"M{px:.1} {:.1}V{:.1}\"/>",
                    y.place(min),
                    y.place(max)
                );
            }
        }
        let path: Vec<String> = points.iter().map(|(px, py)| format!("{px:.1} {py:.1}")).collect();
        let _ = write!(svg, "<path class=\"plot-{class}\" d=\"M{}\"/>", path.join("L"));
        for (px, py) in points {
            let _ = write!(svg, "<circle class=\"plot-{class} plot-point\" cx=\"{px:.1}\" cy=\"{py:.1}\" r=\"3.5\"/>");
        }
    }
    let above =
        legend(&mut svg, &curves.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ideal.then_some("ideal"));

    let mut words = format!("A plot of {} against {}.", y_name, plot.x);
    for (name, ys) in &curves {
        let (low, high) = bounds(ys);
        let _ = write!(
            words,
            " {name} goes from {} at {} to {} at {}, between {} and {}.",
            number(ys[0], None),
            number(xs[0], None),
            number(ys[ys.len() - 1], None),
            number(xs[xs.len() - 1], None),
            number(low, None),
            number(high, None)
        );
    }
    if ideal {
        words.push_str(" A dashed line shows where both axes are equal.");
    }
    let mut table = format!("<table><thead><tr><th scope=\"col\">{}</th>", escape(&plot.x));
    for (name, _) in &curves {
        let _ = write!(table, "<th scope=\"col\">{}</th>", escape(name));
    }
    table.push_str("</tr></thead><tbody>");
    for (row, px) in xs.iter().enumerate() {
        let _ = write!(table, "<tr><th scope=\"row\">{}</th>", number(*px, None));
        for (name, ys) in &curves {
            let _ = write!(table, "<td>{}", number(ys[row], None));
            if let Some((min, max)) = spread(name, row) {
                let _ = write!(table, " <span class=\"share\">{} to {}</span>", number(min, None), number(max, None));
            }
            table.push_str("</td>");
        }
        table.push_str("</tr>");
    }
    table.push_str("</tbody></table>");
    Ok(Drawing { svg, above, words, table: format!("<div class=\"table-wrapper\">{table}</div>") })
}

/// Bars that count the values of one hole.
fn histogram(recording: &Recording, plot: &Plot) -> Result<Drawing, Fault> {
    let statistics = recording.holes.get(&plot.x).filter(|statistics| statistics.values.len() > 1);
    let Some(statistics) = statistics else {
        return Err((
            format!("its recording holds no values of `{}`", plot.x),
            "record it with this plot in its contract".to_owned(),
        ));
    };
    let log = is_log(plot, "x", std::slice::from_ref(&plot.x)) && statistics.min > 0.0;
    let values = &statistics.values;
    let x = Axis::new(values, log, false, (LEFT, RIGHT));
    let bars = BARS.min((values.len() as f64).sqrt().ceil() as usize * 2).max(4);
    let edge = |i: usize| {
        let share = i as f64 / bars as f64;
        if x.log { x.low * (x.high / x.low).powf(share) } else { x.low + share * (x.high - x.low) }
    };
    let mut counts = vec![0usize; bars];
    for value in values {
        let at = ((x.place(*value) - x.from) / (x.to - x.from) * bars as f64) as usize;
        counts[at.min(bars - 1)] += 1;
    }
    let scale = recording.runs as f64 / values.len() as f64;
    let heights: Vec<f64> = counts.iter().map(|count| *count as f64 * scale).collect();
    let y = Axis::new(
        &heights,
        is_log(plot, "y", &plot.y) && heights.iter().all(|height| *height > 0.0),
        true,
        (BOTTOM, TOP),
    );

    let mut svg = String::new();
    frame(&mut svg, &x, &y, label(&plot.x_label, &plot.x), label(&plot.y_label, "runs"));
    for (i, height) in heights.iter().enumerate().filter(|(_, height)| **height > 0.0) {
        let (left, right, top) = (x.place(edge(i)), x.place(edge(i + 1)), y.place(*height));
        let _ = write!(
            svg,
            "<rect class=\"plot-bar\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            right - left,
            BOTTOM - top
        );
    }
    let words = format!(
        "A histogram of {} over {} runs: the smallest is {}, half are below {}, nine of ten below {}, the largest is {}.",
        label(&plot.x_label, &plot.x),
        thousands(recording.runs),
        number(statistics.min, None),
        number(statistics.median, None),
        number(statistics.p90, None),
        number(statistics.max, None)
    );
    let mut table = format!(
        "<table><thead><tr><th scope=\"col\">{}, from</th><th scope=\"col\">to</th><th scope=\"col\">runs</th></tr></thead><tbody>",
        escape(&plot.x)
    );
    for (i, height) in heights.iter().enumerate().filter(|(_, height)| **height > 0.0) {
        let _ = write!(
            table,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            number(edge(i), Some(3)),
            number(edge(i + 1), Some(3)),
            thousands(height.round() as u64)
        );
    }
    table.push_str("</tbody></table>");
    Ok(Drawing { svg, above: 0.0, words, table: format!("<div class=\"table-wrapper\">{table}</div>") })
}

/// The curves' names above the frame, each after a piece of its line. Returns how far they reach above the paper's usual edge.
fn legend(svg: &mut String, names: &[&str], ideal: Option<&str>) -> f64 {
    if names.len() < 2 && ideal.is_none() {
        return 0.0;
    }
    let classes = (1..).map(|i| format!("plot-{i}"));
    let entries = names.iter().copied().zip(classes).chain(ideal.map(|name| (name, "plot-ideal".to_owned())));
    let mut rows = vec![Vec::new()];
    let mut at = LEFT;
    for (name, class) in entries {
        let width = 62.0 + 8.2 * name.chars().count() as f64;
        if at + width > WIDTH && at > LEFT {
            rows.push(Vec::new());
            at = LEFT;
        }
        rows.last_mut().expect("there is one from the start").push((at, name, class));
        at += width;
    }
    let above = ROW * (rows.len() - 1) as f64;
    for (row, entries) in rows.into_iter().enumerate() {
        let y = 20.0 - above + ROW * row as f64;
        for (at, name, class) in entries {
            let _ = write!(
                svg,
                "<path class=\"{class}\" d=\"M{at:.1} {y}h30\"/><text class=\"plot-text\" x=\"{:.1}\" y=\"{}\">{}</text>",
                at + 38.0,
                y + 5.0,
                escape(name)
            );
        }
    }
    above
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_numbers() {
        let axis = Axis::new(&[0.0, 1.83], false, true, (0.0, 100.0));
        let texts: Vec<&str> = axis.ticks.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["0", "0.5", "1", "1.5", "2"]);
        let axis = Axis::new(&[3.0, 9_000.0], true, false, (0.0, 100.0));
        let texts: Vec<&str> = axis.ticks.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["1", "10", "100", "1,000", "10,000"]);
    }

    #[test]
    fn places_are_in_proportion() {
        let axis = Axis::new(&[1.0, 100.0], true, false, (0.0, 100.0));
        assert!((axis.place(10.0) - 50.0).abs() < 1e-9);
        let axis = Axis::new(&[0.0, 10.0], false, true, (100.0, 0.0));
        assert!((axis.place(2.5) - 75.0).abs() < 1e-9);
    }

    #[test]
    fn ticks_stay_on_the_axis() {
        let axis = Axis::new(&[1.0, 37.0], false, false, (0.0, 100.0)).between(1.0, 37.0);
        let ticks: Vec<f64> = axis.ticks.iter().map(|(tick, _)| *tick).collect();
        assert_eq!(ticks, [10.0, 20.0, 30.0]);
    }

    #[test]
    fn a_long_legend_takes_several_rows() {
        let mut svg = String::new();
        assert_eq!(legend(&mut svg, &["one", "two"], None), 0.0);
        let names = ["spin lock", "ticket lock", "mutex", "rwlock", "parking_lot", "channel"];
        assert_eq!(legend(&mut svg, &names, Some("ideal")), ROW);
        assert!(svg.contains("class=\"plot-6\"") && svg.contains("y=\"1\""), "{svg}");
    }
}
