//! A plot of a recording, with the same numbers as a table.

use super::Pen;
use crate::markup::directive::Target;

impl Pen<'_> {
    /// `{{#plot chapter/name Caption.}}`.
    pub(super) fn plot(&mut self, target: &Target, _caption: &str) -> String {
        if self.needed_recording(target).is_some() {
            self.wrong("plots cannot be drawn yet", "wait for the next version of the tool");
        }
        String::new()
    }
}
