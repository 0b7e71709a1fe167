//! The keys that open anonymous sheets while they wait: files beside the database, in no backup. Each seals one state
//! of one round's sheets and is destroyed once the next state is stored, so that no older copy opens any more.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use tenken_domain::id::RoundId;

use super::keys::Key;
use super::random::Randomness;
use crate::platform;

/// The name of their folder inside the folder of all keys.
pub const FOLDER: &str = "sealing";
/// The one key of all rounds that earlier versions had, in the folder of all keys.
pub const FORMER_FILE: &str = "sealing.key";

/// What a key's file is called: `round.key-id.key`.
const EXTENSION: &str = "key";

/// Where the keys lie.
#[derive(Clone)]
pub struct SealingKeys {
    folder: PathBuf,
    former: PathBuf,
}

/// Which key. What is sealed names it in front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// The key of earlier versions, which named none.
    Former,
    Of {
        round: RoundId,
        id: String,
    },
}

/// A key that is on the disk before anything is sealed under it. While this is there, [`SealingKeys::hold`] leaves
/// its file alone.
pub struct FreshKey {
    pub name: Name,
    id: String,
    key: Key,
    _held: File,
}

/// A key's file that nobody else is about to use.
pub struct Held {
    _file: File,
}

impl SealingKeys {
    /// # Errors
    /// What the system says; `PermissionDenied` where others could enter the folder.
    pub(super) fn open(keys: &Path) -> io::Result<Self> {
        let folder = keys.join(FOLDER);
        platform::private_folder(&folder)?;
        Ok(Self { folder, former: keys.join(FORMER_FILE) })
    }

    /// Makes a key and brings it to the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn make(&self, round: &RoundId, random: &Randomness) -> io::Result<FreshKey> {
        let (key, id) = (Key::new(random), random.unordered_id());
        let name = Name::Of { round: round.clone(), id: id.clone() };
        let path = self.path(&name);
        let mut file = platform::create_private_file(&path)?;
        // Where a file system knows no locks, left-over keys stay until their round closes.
        let _ = file.lock_shared();
        let written = io::Write::write_all(&mut file, key.to_text().as_bytes())
            .and_then(|()| file.sync_all())
            .and_then(|()| platform::sync_folder(&self.folder));
        if let Err(error) = written {
            let _ = std::fs::remove_file(&path);
            return Err(error);
        }
        Ok(FreshKey { name, id, key, _held: file })
    }

    /// Opens what a key of this round sealed; `None` where that key is not here or it is something else.
    ///
    /// # Errors
    /// What the system says, other than that there is no such key.
    pub fn open_sealed(&self, round: &RoundId, purpose: &str, sealed: &str) -> io::Result<Option<Vec<u8>>> {
        let sealed_bytes = sealed.split_once('.').map_or(sealed, |(_, bytes)| bytes);
        let Some(name) = Self::name_of(round, sealed) else { return Ok(None) };
        match Key::read(&self.path(&name)) {
            Ok(key) => Ok(key.open_sealed(purpose, sealed_bytes)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Which key sealed this; `None` for what names none that could be ours.
    pub fn name_of(round: &RoundId, sealed: &str) -> Option<Name> {
        let Some((id, _)) = sealed.split_once('.') else { return Some(Name::Former) };
        is_id(id).then(|| Name::Of { round: round.clone(), id: id.to_owned() })
    }

    /// Overwrites a key and takes its file away.
    ///
    /// # Errors
    /// What the system says, other than that there is no such key.
    pub fn destroy(&self, name: &Name) -> io::Result<()> {
        platform::destroy_file(&self.path(name))
    }

    /// Every key there is.
    ///
    /// # Errors
    /// What the system says.
    pub fn all(&self) -> io::Result<Vec<Name>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&self.folder)? {
            names.extend(name_of_file(&entry?.file_name().to_string_lossy()));
        }
        if self.former.exists() {
            names.push(Name::Former);
        }
        Ok(names)
    }

    /// The file of a key, unless somebody is about to seal under it. Only what is looked up in the database after
    /// this tells whether it is still needed.
    pub fn hold(&self, name: &Name) -> Option<Held> {
        let file = File::open(self.path(name)).ok()?;
        file.try_lock().ok().map(|()| Held { _file: file })
    }

    fn path(&self, name: &Name) -> PathBuf {
        match name {
            Name::Former => self.former.clone(),
            Name::Of { round, id } => self.folder.join(format!("{round}.{id}.{EXTENSION}")),
        }
    }
}

impl FreshKey {
    /// Seals, and says in front which key did.
    pub fn seal(&self, purpose: &str, plain: &[u8], random: &Randomness) -> String {
        format!("{}.{}", self.id, self.key.seal(purpose, plain, random))
    }
}

fn name_of_file(file: &str) -> Option<Name> {
    let (round, id) = file.strip_suffix(EXTENSION)?.strip_suffix('.')?.rsplit_once('.')?;
    is_id(id).then(|| Name::Of { round: RoundId::new(round), id: id.to_owned() })
}

/// What stands in the database is not to lead out of the folder.
fn is_id(id: &str) -> bool {
    id.len() == 22 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_destroyed_key_sealed_opens_no_more() {
        let folder = tempfile::tempdir().unwrap();
        platform::private_folder(&folder.path().join("keys")).unwrap();
        let (random, round) = (Randomness::from_seed(3), RoundId::new("r"));
        let keys = SealingKeys::open(&folder.path().join("keys")).unwrap();
        let (one, two) = (keys.make(&round, &random).unwrap(), keys.make(&round, &random).unwrap());
        let [first, second] = [&one, &two].map(|key| key.seal("pool", b"marks", &random));
        assert_eq!(keys.open_sealed(&round, "pool", &first).unwrap().as_deref(), Some(b"marks".as_slice()));
        assert_eq!(keys.open_sealed(&RoundId::new("s"), "pool", &first).unwrap(), None);
        keys.destroy(&one.name).unwrap();
        keys.destroy(&one.name).unwrap();
        assert_eq!(keys.open_sealed(&round, "pool", &first).unwrap(), None);
        assert_eq!(keys.open_sealed(&round, "pool", &second).unwrap().as_deref(), Some(b"marks".as_slice()));
        assert_eq!(keys.all().unwrap(), std::slice::from_ref(&two.name));
        assert_eq!(SealingKeys::name_of(&round, "../../secret.x"), None);
    }

    #[test]
    fn a_key_that_is_about_to_be_used_is_nobody_elses_to_destroy() {
        let folder = tempfile::tempdir().unwrap();
        platform::private_folder(&folder.path().join("keys")).unwrap();
        let keys = SealingKeys::open(&folder.path().join("keys")).unwrap();
        let fresh = keys.make(&RoundId::new("r"), &Randomness::from_seed(4)).unwrap();
        let name = fresh.name.clone();
        assert!(keys.hold(&name).is_none());
        drop(fresh);
        assert!(keys.hold(&name).is_some());
    }
}
