use std::fs::{self, DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;
use std::sync::Barrier;
use std::{env, io, process, thread};

// ANCHOR: steps
/// Makes a directory that everybody may write to, in two system calls.
fn make_directory(path: &Path, gap: &Barrier) -> io::Result<()> {
    fs::create_dir(path)?;
    gap.wait(); // here the attacker comes in
    gap.wait(); // and is done
    fs::set_permissions(path, Permissions::from_mode(0o777))
}

/// In the gap, puts another file in the place of the directory.
fn attack(path: &Path, secret: &Path, gap: &Barrier) -> io::Result<()> {
    gap.wait();
    fs::remove_dir(path)?;
    fs::hard_link(secret, path)?;
    gap.wait();
    Ok(())
}

/// The mend: the name is resolved once. (The umask still takes bits away.)
fn make_directory_at_once(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o777).create(path)
}
// ANCHOR_END: steps

fn main() -> io::Result<()> {
    let folder = env::temp_dir().join(format!("mkdir-in-two-steps-{}", process::id()));
    fs::create_dir(&folder)?;
    let result = run(&folder);
    fs::remove_dir_all(&folder)?;
    result
}

fn run(folder: &Path) -> io::Result<()> {
    let (secret, path) = (folder.join("passwords"), folder.join("public"));
    fs::write(&secret, "root: …\n")?;
    fs::set_permissions(&secret, Permissions::from_mode(0o600))?;
    let mode = || fs::metadata(&secret).map(|data| data.permissions().mode() & 0o777);

    println!("passwords: {:o}", mode()?);
    let gap = Barrier::new(2);
    thread::scope(|s| {
        let attacker = s.spawn(|| attack(&path, &secret, &gap));
        make_directory(&path, &gap)?;
        attacker.join().unwrap()
    })?;
    println!("passwords after mkdir in two steps: {:o}", mode()?);

    fs::set_permissions(&secret, Permissions::from_mode(0o600))?;
    fs::remove_file(&path)?;
    make_directory_at_once(&path)?;
    println!("passwords after mkdir in one: {:o}", mode()?);
    Ok(())
}
