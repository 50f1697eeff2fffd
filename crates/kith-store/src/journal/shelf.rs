//! Reading the journal: which segments there are, and what stands at a place in them.

use std::{
    collections::{HashMap, VecDeque},
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{body, scan, sealed};
use crate::{
    Record, StoreError,
    cipher::Cipher,
    disk::{Disk, write_whole},
    index::layout::Layout,
    place::Place,
};

/// How many inflated members of sealed segments are kept: 64 kB each.
const KEPT: usize = 16;

/// The folder of the journal, for reading.
pub(crate) struct Shelf {
    folder: PathBuf,
    disk: Arc<dyn Disk>,
    cipher: Cipher,
    /// Whether nothing may be written here, because the book is a newer Kith's.
    untouched: bool,
    cache: Mutex<Cache>,
}

/// A member of a sealed segment: the segment, and which of its members.
type Member = (u64, usize);

#[derive(Default)]
struct Cache {
    /// Where the members of a sealed segment are in its file.
    members: HashMap<u64, Arc<Vec<Range<usize>>>>,
    /// What was inflated last, the newest last.
    inflated: VecDeque<(Member, Arc<Vec<u8>>)>,
}

/// One segment there is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Segment {
    /// The number of its first line, which is its name.
    pub first: u64,
    pub path: PathBuf,
    pub sealed: bool,
    /// The number of the first line of the next segment, if there is one.
    pub until: Option<u64>,
}

impl Segment {
    /// The whole of it, as it is before compression; a newline stands for each damaged member.
    ///
    /// Where a next segment begins, what this one has of the same numbers is left out: it was refused, because the
    /// disk failed, and that is why there is a next one.
    pub(crate) fn raw(&self) -> io::Result<Vec<u8>> {
        let mut bytes = fs::read(&self.path)?;
        if self.sealed {
            bytes = sealed::unseal(&bytes);
        }
        if let Some(until) = self.until {
            bytes.truncate(scan::end_before(&bytes, until));
        }
        Ok(bytes)
    }
}

impl Shelf {
    pub(crate) fn new(folder: PathBuf, disk: Arc<dyn Disk>, cipher: Cipher) -> Shelf {
        Shelf { folder, disk, cipher, untouched: false, cache: Mutex::default() }
    }

    /// The same, for a journal that nothing may be written to, not even that it is damaged.
    pub(crate) fn untouched(self) -> Shelf {
        Shelf { untouched: true, ..self }
    }

    /// What the folder lies on.
    pub(crate) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// The same, for somebody who keeps it.
    pub(crate) fn disk_handle(&self) -> Arc<dyn Disk> {
        Arc::clone(&self.disk)
    }

    /// What its lines are read and written with.
    pub(crate) fn cipher(&self) -> &Cipher {
        &self.cipher
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn plain_path(&self, first: u64) -> PathBuf {
        self.folder.join(format!("{first:010}.jsonl"))
    }

    pub(crate) fn sealed_path(&self, first: u64) -> PathBuf {
        self.folder.join(format!("{first:010}.jsonl.gz"))
    }

    /// The segments in order. Of one that is there both plain and sealed the plain one holds: sealing it
    /// was not finished.
    pub(crate) fn segments(&self) -> io::Result<Vec<Segment>> {
        let mut segments = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let plain = name.strip_suffix(".jsonl");
            let Some(number) = plain.or_else(|| name.strip_suffix(".jsonl.gz")) else { continue };
            if let Ok(first) = number.parse() {
                segments.push(Segment { first, sealed: plain.is_none(), path, until: None });
            }
        }
        segments.sort_by_key(|segment| (segment.first, segment.sealed));
        segments.dedup_by_key(|segment| segment.first);
        for at in 1..segments.len() {
            segments[at - 1].until = Some(segments[at].first);
        }
        Ok(segments)
    }

    /// The segments there are, as the index keeps them.
    pub(crate) fn layout(&self) -> io::Result<Layout> {
        let piece = |segment: Segment| {
            let len = segment.sealed.then(|| fs::metadata(&segment.path)).transpose()?;
            Ok((segment.first, len.map(|found| found.len())))
        };
        self.segments()?.into_iter().map(piece).collect::<io::Result<_>>().map(Layout)
    }

    /// The whole of a segment that may be sealed at this moment, as [`Segment::raw`].
    pub(crate) fn raw(&self, segment: &Segment) -> io::Result<Vec<u8>> {
        match segment.raw() {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !segment.sealed => {
                let path = self.sealed_path(segment.first);
                Segment { path, sealed: true, ..*segment }.raw()
            }
            read => read,
        }
    }

    /// The record that the change at this place puts.
    pub(crate) fn record(&self, place: Place) -> Result<Record, StoreError> {
        let bytes = self.bytes(place)?;
        body::read_put(&bytes, &self.cipher).map_err(|_| self.damaged(place.segment))
    }

    /// What stands at this place.
    pub(crate) fn bytes(&self, place: Place) -> Result<Vec<u8>, StoreError> {
        let path = self.plain_path(place.segment);
        match read_at(&path, place.offset.into(), place.len as usize) {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.sealed_bytes(place),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(self.damaged(place.segment)),
            Err(source) => Err(StoreError::Folder { path, source }),
        }
    }

    fn sealed_bytes(&self, place: Place) -> Result<Vec<u8>, StoreError> {
        let (mut at, mut missing) = (place.offset as usize, place.len as usize);
        let mut bytes = Vec::with_capacity(missing);
        while missing > 0 {
            let member = self.member(place.segment, at / sealed::MEMBER)?;
            let part = member.get(at % sealed::MEMBER..).filter(|part| !part.is_empty());
            let part = part.ok_or_else(|| self.damaged(place.segment))?;
            let part = &part[..part.len().min(missing)];
            bytes.extend_from_slice(part);
            at += part.len();
            missing -= part.len();
        }
        Ok(bytes)
    }

    fn member(&self, segment: u64, number: usize) -> Result<Arc<Vec<u8>>, StoreError> {
        let known = self.cache().inflated.iter().find(|(key, _)| *key == (segment, number)).cloned();
        if let Some((_, bytes)) = known {
            return Ok(bytes);
        }
        let path = self.sealed_path(segment);
        let failed = |source| StoreError::Folder { path: path.clone(), source };
        let members = match self.members_of(segment) {
            // A segment that is gone is damage like any other: the next opening tells of it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(self.damaged(segment)),
            members => members.map_err(failed)?,
        };
        let range = members.get(number).cloned();
        let range = range.ok_or_else(|| self.damaged(segment))?;
        let file = read_at(&path, range.start as u64, range.len()).map_err(failed)?;
        let bytes = Arc::new(sealed::inflate(&file).ok_or_else(|| self.damaged(segment))?);
        let mut cache = self.cache();
        if cache.inflated.len() >= KEPT {
            cache.inflated.pop_front();
        }
        cache.inflated.push_back(((segment, number), Arc::clone(&bytes)));
        Ok(bytes)
    }

    fn members_of(&self, segment: u64) -> io::Result<Arc<Vec<Range<usize>>>> {
        if let Some(members) = self.cache().members.get(&segment) {
            return Ok(Arc::clone(members));
        }
        let members = Arc::new(sealed::members(&fs::read(self.sealed_path(segment))?));
        self.cache().members.insert(segment, Arc::clone(&members));
        Ok(members)
    }

    /// Forgets what was read of the segments, because they were written anew.
    pub(crate) fn forget(&self) {
        *self.cache() = Cache::default();
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers for the next opening that the whole journal is to be checked.
    pub(crate) fn damaged(&self, segment: u64) -> StoreError {
        if !self.untouched && !self.suspicion().exists() {
            // When even this cannot be written the damage is found again the next time it is read.
            let _ = self.suspect(0);
        }
        StoreError::Damaged { segment }
    }

    /// Has the next opening look through the whole journal, which is known to have had the line `seen`.
    pub(crate) fn suspect(&self, seen: u64) -> io::Result<()> {
        let seen = seen.max(self.suspected().ok().flatten().unwrap_or(0));
        write_whole(self.disk(), &self.suspicion(), seen.to_string().as_bytes())
    }

    /// Whether the whole journal is to be looked through: the line that it is known to have had, 0 if none is.
    pub(crate) fn suspected(&self) -> io::Result<Option<u64>> {
        match fs::read_to_string(self.suspicion()) {
            Ok(seen) => Ok(Some(seen.trim().parse().unwrap_or(0))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Some(0)),
            Err(error) => Err(error),
        }
    }

    /// The journal was looked through, and what is missing was told and put back as far as can be.
    pub(crate) fn trust(&self) -> io::Result<()> {
        match self.suspicion().try_exists()? {
            true => self.disk.remove(&self.suspicion()),
            false => Ok(()),
        }
    }

    /// The file that says that the whole journal is to be checked.
    fn suspicion(&self) -> PathBuf {
        self.folder.join("damaged")
    }
}

fn read_at(path: &Path, offset: u64, len: usize) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = vec![0; len];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}
