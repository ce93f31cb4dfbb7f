use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::house::{House, configure, sqlite_file};
use super::program::Place;
use super::say::say;
use crate::db::Db;

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
            // The copy of a copy: nothing is lost with it.
            let _ = std::fs::remove_file(&beside);
            return Err(failure);
        }
        for end in ["-wal", "-shm"] {
            let mut name = target.clone().into_os_string();
            name.push(end);
            // Left by the register that is kept; beside the new file they would be taken for its own.
            let _ = std::fs::remove_file(PathBuf::from(name));
        }
        std::fs::rename(&beside, &target)?;
        say!("{} is restored", target.display());
        Ok(())
    }
}

/// Refuses a copy that is no sound register.
async fn sound(file: &std::path::Path) -> Result<(), Failure> {
    let refuse = |why: String| {
        // The copy of a copy: nothing is lost with it.
        let _ = std::fs::remove_file(file);
        Failure::refused(format!("that file is no sound copy of a register: {why}"))
    };
    let db = Db::open(&format!("sqlite://{}", file.display())).await.map_err(|error| refuse(error.to_string()))?;
    let flaws = db.flaws().await.map_err(|error| refuse(error.to_string()))?;
    let known = db.schema_gap().await.map_err(|error| refuse(error.to_string()))?;
    db.settle().await.map_err(|error| refuse(error.to_string()))?;
    db.close().await;
    match (flaws, known.unknown) {
        (Some(flaw), _) => Err(refuse(flaw)),
        (None, 1..) => Err(refuse("it was made by a newer Telusur".into())),
        (None, 0) => Ok(()),
    }
}

/// Keeps the register that is being replaced, whole.
async fn keep(target: &std::path::Path) -> Result<(), Failure> {
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
