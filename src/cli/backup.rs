use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::house::{House, configure, sqlite_file};
use super::program::Place;
use super::say::say;
use crate::db::{self, Db};

/// Copy the register to a file, beside a running server. The signing keys are not in it: copy their folder yourself.
#[derive(Args)]
pub(super) struct Backup {
    /// The file to write; it must not exist
    #[arg(value_name = "FILE")]
    to: PathBuf,
}

/// Put a copy back. Stop the server first; what is replaced is kept beside it.
#[derive(Args)]
pub(super) struct Restore {
    /// A file that 'telusur backup' wrote
    #[arg(value_name = "FILE")]
    from: PathBuf,
    /// Replace a register that is there; it is kept as telusur.db.before-restore
    #[arg(long)]
    replace: bool,
}

impl Backup {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        if self.to.exists() {
            return Err(Failure::refused(format!("{} exists; name a new file", self.to.display())));
        }
        let house = House::open(place).await?;
        let mut part = self.to.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        // A copy that an earlier run left unfinished is worth nothing.
        let _ = std::fs::remove_file(&part);
        house.db.copy_to(&part).await?;
        std::fs::File::open(&part).and_then(|file| file.sync_all())?;
        std::fs::rename(&part, &self.to)?;
        say!("{}", self.to.display());
        eprintln!("The signing keys are not in it: copy {} to a safe place too.", house.folder.path().display());
        Ok(())
    }
}

impl Restore {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let config = configure(&place, Vec::new())?;
        let Some(target) = sqlite_file(&config) else {
            return Err(Failure::refused("a PostgreSQL register is restored with pg_restore, not with this command"));
        };
        if !self.from.exists() {
            return Err(Failure::refused(format!("there is no file {}", self.from.display())));
        }
        if target.exists() && !self.replace {
            return Err(Failure::refused(format!(
                "there is a register at {}; add --replace to put this copy in its place",
                target.display()
            )));
        }
        std::fs::create_dir_all(&place.data)?;
        let beside = target.with_extension("db.restoring");
        std::fs::copy(&self.from, &beside)?;
        std::fs::File::open(&beside)?.sync_all()?;
        sound(&beside).await?;
        if target.exists()
            && let Err(failure) = keep(&target).await
        {
            let _ = std::fs::remove_file(&beside);
            return Err(failure);
        }
        forget_log(&target);
        std::fs::rename(&beside, &target)?;
        say!("{} is restored", target.display());
        Ok(())
    }
}

/// Refuses a copy that is no sound register, and removes it: the copy of a copy, nothing is lost with it.
async fn sound(file: &Path) -> Result<(), Failure> {
    let Err(why) = examine(file).await else { return Ok(()) };
    let _ = std::fs::remove_file(file);
    forget_log(file);
    Err(Failure::refused(format!("that file is no sound copy of a register: {why}")))
}

async fn examine(file: &Path) -> Result<(), String> {
    let db = Db::open(&format!("sqlite://{}", file.display())).await.map_err(|error| error.to_string())?;
    let found = tell(&db).await;
    db.close().await;
    match found.map_err(|error| error.to_string())? {
        (Some(flaw), _) => Err(flaw),
        (None, 1..) => Err("it was made by a newer Telusur".into()),
        (None, 0) => Ok(()),
    }
}

/// What is wrong inside, and how many schema steps are unknown.
async fn tell(db: &Db) -> Result<(Option<String>, usize), db::Error> {
    let found = (db.flaws().await?, db.schema_gap().await?.unknown);
    db.settle().await?;
    Ok(found)
}

/// Removes the write-ahead log of a file that is gone: beside a new file it would be taken for its own.
fn forget_log(file: &Path) {
    for end in ["-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}

/// Keeps the register that is being replaced, whole.
async fn keep(target: &Path) -> Result<(), Failure> {
    let kept = target.with_extension("db.before-restore");
    if kept.exists() {
        return Err(Failure::refused(format!(
            "{} is there from an earlier restore; move it away first",
            kept.display()
        )));
    }
    let db = Db::open(&format!("sqlite://{}", target.display())).await?;
    db.copy_to(&kept).await?;
    db.close().await;
    Ok(())
}
