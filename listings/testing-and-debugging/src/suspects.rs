//! The chapter's five faulty programs, and the same five mended, as functions for a test to call.

/// One of the programs.
#[derive(Clone, Copy)]
pub struct Suspect {
    /// Its name; the faulty one is `src/bin/NAME.rs`, the other `mended/NAME.rs`.
    pub name: &'static str,
    /// The faulty program.
    pub faulty: fn(),
    /// The mended one.
    pub mended: fn(),
}

/// Makes a module of the programs, built on whatever is to stand for `std`.
macro_rules! suspects {
    ($module:ident, $std:path) => {
        suspects! { $module, $std:
            torn_tally "torn-tally", two_deposits "two-deposits", two_transfers "two-transfers",
            unheard_bell "unheard-bell", flag_too_soon "flag-too-soon",
        }
    };
    ($module:ident, $std:path: $($program:ident $name:literal,)*) => {
        pub mod $module {
            // What they print is of no interest to who calls them.
            macro_rules! println {
                ($text:literal) => {
                    let _ = ::std::format_args!($text);
                };
            }
            $(mod $program {
                pub mod faulty {
                    use $std as std; // from here on, `std` is what we say it is
                    include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin/", $name, ".rs"));
                    pub fn run() { main() }
                }
                pub mod mended {
                    use $std as std;
                    include!(concat!(env!("CARGO_MANIFEST_DIR"), "/mended/", $name, ".rs"));
                    pub fn run() { main() }
                }
            })*

            /// All of them.
            pub const ALL: [crate::suspects::Suspect; 5] = [$(crate::suspects::Suspect {
                name: $name,
                faulty: $program::faulty::run,
                mended: $program::mended::run,
            }),*];
        }
    };
}

suspects!(plain, ::std);
suspects!(napping, crate::naps);
suspects!(in_loom, crate::worlds::loom);
suspects!(in_shuttle, crate::worlds::shuttle);
suspects!(in_parking_lot, crate::worlds::parking);
