//! The parts of a program: what `// ANCHOR: part` and `// ANCHOR_END: part` mark.

/// The name of the part that a line begins (`true`) or ends.
fn anchor_line(line: &str) -> Option<(bool, &str)> {
    let comment = line.trim_start();
    let comment = comment.strip_prefix("//").or_else(|| comment.strip_prefix('#'))?.trim();
    if let Some(name) = comment.strip_prefix("ANCHOR_END:") {
        return Some((false, name.trim()));
    }
    comment.strip_prefix("ANCHOR:").map(|name| (true, name.trim()))
}

/// The parts that a source names.
pub fn parts(source: &str) -> Vec<&str> {
    source.lines().filter_map(anchor_line).filter(|(begins, _)| *begins).map(|(_, name)| name).collect()
}

/// The source, or the part of that name, without the lines of anchors and without indentation that all its lines share.
/// Also what is wrong with the anchors, by line. No such part: `None`.
pub fn cut(source: &str, part: Option<&str>) -> (Option<String>, Vec<(usize, String)>) {
    let mut faults = Vec::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    let (mut kept, mut found) = (Vec::new(), part.is_none());
    for (i, line) in source.lines().enumerate() {
        match anchor_line(line) {
            Some((true, name)) => {
                found |= part == Some(name);
                open.push((name, i + 1));
            }
            Some((false, name)) => match open.iter().rposition(|(opened, _)| *opened == name) {
                Some(at) => drop(open.remove(at)),
                None => faults.push((i + 1, format!("the part `{name}` ends here, but does not begin"))),
            },
            None => {
                if part.is_none_or(|part| open.iter().any(|(name, _)| *name == part)) {
                    kept.push(line);
                }
            }
        }
    }
    faults.extend(
        open.into_iter().map(|(name, line)| (line, format!("the part `{name}` begins here, but does not end"))),
    );
    if !found {
        return (None, faults);
    }
    let shared = kept
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let lines: Vec<&str> = kept.iter().map(|line| line.get(shared..).unwrap_or("")).collect();
    (Some(lines.join("\n").trim_matches('\n').to_owned() + "\n"), faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "fn a() {\n    // ANCHOR: body\n    one();\n    // ANCHOR: two\n    two();\n    // ANCHOR_END: two\n    // ANCHOR_END: body\n}\n";

    #[test]
    fn a_part_is_cut_out_and_moved_to_the_left() {
        assert_eq!(cut(SOURCE, Some("body")).0.unwrap(), "one();\ntwo();\n");
        assert_eq!(cut(SOURCE, Some("two")).0.unwrap(), "two();\n");
        assert_eq!(cut(SOURCE, None).0.unwrap(), "fn a() {\n    one();\n    two();\n}\n");
        assert_eq!(cut(SOURCE, Some("three")).0, None);
    }

    #[test]
    fn an_anchor_that_does_not_end_is_a_fault() {
        let (_, faults) = cut("// ANCHOR: a\nx\n// ANCHOR_END: b\n", None);
        assert_eq!(faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 1]);
    }
}
