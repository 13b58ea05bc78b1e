//! Memory models: which execution graphs are consistent.
//!
//! [`graph`] keeps what every model needs, event by event; [`consistency`] decides.
//!
//! - RC11: Lahav, Vafeiadis, Kang, Hur, Dreyer, *Repairing Sequential Consistency in C/C++11*, PLDI 2017, with the release
//!   sequences of C++20 (P0982).
//! - x86-TSO: Owens, Sarkar, Sewell, *A Better x86 Memory Model: x86-TSO*, TPHOLs 2009; in the axiomatic form of Alglave, Maranget,
//!   Tautschnig, *Herding Cats*, TOPLAS 2014.
//! - The text of C++20: N4861, [intro.races] and [atomics.order].

pub mod consistency;
pub mod graph;
pub mod set;

/// A memory model: which executions a program may have.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Model {
    /// Sequential consistency, interleavings: every read reads the last write.
    Sc,
    /// x86-TSO: what the processor does with atomics as x86 code.
    Tso,
    /// RC11 with C++20's release sequences: what Rust promises.
    #[default]
    Rc11,
    /// The C++20 text as printed (which forbids what x86 does in one known case: LWG issue 3941).
    Strict,
}

impl Model {
    /// All of them.
    pub const ALL: [Model; 4] = [Model::Sc, Model::Tso, Model::Rc11, Model::Strict];

    /// Its name on the command line and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Model::Sc => "sc",
            Model::Tso => "tso",
            Model::Rc11 => "rc11",
            Model::Strict => "strict",
        }
    }

    /// Its name in a table for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Model::Sc => "SC",
            Model::Tso => "x86-TSO",
            Model::Rc11 => "Rust",
            Model::Strict => "C++20 text",
        }
    }
}

impl std::str::FromStr for Model {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|model| model.name() == name)
            .ok_or_else(|| format!("no memory model is called `{name}`: there are sc, tso, rc11 and strict"))
    }
}
