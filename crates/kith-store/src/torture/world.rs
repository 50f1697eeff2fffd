//! What is on a disk after a crash. The live image is all that was done; the durable image is what was synced: the bytes
//! of a file at its last sync, the names in a folder at its last sync. Between the two everything is possible that
//! POSIX allows, and some of it is made here.

use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::recorder::Op;

type Bytes = Arc<Vec<u8>>;
type Names = BTreeMap<String, usize>;

/// Which names are there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NamesLeft {
    All,
    Synced,
    /// Of the changes that were not synced some, each whole or not at all.
    Some(u64),
}

/// What is in the files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum BytesLeft {
    All,
    Synced,
    /// What was not synced is there by half.
    Half,
    /// What was not synced has its length and nothing else.
    Zeroed,
    /// Of the last write, this many bytes from its beginning.
    Torn(usize),
    /// In each file one of the above.
    Some(u64),
}

/// The files there are, by their paths; `None` stands for a folder.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Image(pub BTreeMap<PathBuf, Option<Bytes>>);

impl Image {
    /// A number that two images share only when they are the same.
    pub(super) fn key(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for (path, bytes) in &self.0 {
            path.hash(&mut hasher);
            if let Some(bytes) = bytes {
                (bytes.len(), crc32c::crc32c(bytes), crc32c::crc32c_append(0x5eed, bytes)).hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    /// The files there are in a folder, all but the index and what holds the lock: those are not simulated.
    pub(super) fn read(root: &Path) -> Image {
        let mut image = Image::default();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("folder") {
                let path = entry.expect("entry").path();
                let inside = path.strip_prefix(root).expect("a path in it").to_owned();
                let is_lock = matches!(path.extension().and_then(|end| end.to_str()), Some("lock" | "pid"));
                if is_lock || is_index(&inside) {
                    continue;
                }
                let is_folder = path.is_dir();
                let bytes = (!is_folder).then(|| Arc::new(fs::read(&path).expect("file")));
                image.0.insert(inside, bytes);
                if is_folder {
                    folders.push(path);
                }
            }
        }
        image
    }

    /// Writes it into a folder.
    pub(super) fn write(&self, into: &Path) {
        for (path, bytes) in &self.0 {
            match bytes {
                None => fs::create_dir_all(into.join(path)).expect("folder"),
                Some(bytes) => fs::write(into.join(path), bytes.as_slice()).expect("file"),
            }
        }
    }
}

/// Whether a path leads into an index, also into one that was put aside.
fn is_index(inside: &Path) -> bool {
    let names = inside.iter().filter_map(|name| name.to_str());
    names.into_iter().any(|name| name.starts_with("index") || name.ends_with("index"))
}

enum Node {
    File { live: Bytes, synced: Bytes },
    Folder { live: Names, synced: Names, pending: Vec<Rename> },
}

/// A change of the names in one folder: of a file made, removed or renamed.
#[derive(Clone, Debug)]
struct Rename {
    from: Option<String>,
    to: Option<(String, usize)>,
}

impl Rename {
    fn apply(&self, names: &mut Names) {
        if let Some(from) = &self.from {
            names.remove(from);
        }
        if let Some((to, node)) = &self.to {
            names.insert(to.clone(), *node);
        }
    }
}

/// A disk in memory.
pub(super) struct World {
    /// What its paths begin with on the real disk.
    root: PathBuf,
    nodes: Vec<Node>,
    tapes: BTreeMap<usize, usize>,
    /// The file written last, and where its last write began.
    last: Option<(usize, usize)>,
}

fn folder() -> Node {
    Node::Folder { live: Names::new(), synced: Names::new(), pending: Vec::new() }
}

impl World {
    pub(super) fn new(root: &Path) -> World {
        World { root: root.to_owned(), nodes: vec![folder()], tapes: BTreeMap::new(), last: None }
    }

    /// A disk with these files, all of them synced.
    pub(super) fn of(root: &Path, image: &Image) -> World {
        let mut world = World::new(root);
        for (path, bytes) in &image.0 {
            let node = match bytes {
                None => folder(),
                Some(bytes) => Node::File { live: Arc::clone(bytes), synced: Arc::clone(bytes) },
            };
            let path = root.join(path);
            world.add(&path, node);
            if let Some(parent) = path.parent() {
                world.sync_folder(parent);
            }
        }
        world
    }

    fn parts(&self, path: &Path) -> Vec<String> {
        let inside = path.strip_prefix(&self.root).expect("a path of the book");
        inside.iter().map(|part| part.to_str().expect("a name in UTF-8").to_owned()).collect()
    }

    fn find(&self, parts: &[String]) -> Option<usize> {
        parts.iter().try_fold(0, |at, part| match &self.nodes[at] {
            Node::Folder { live, .. } => live.get(part).copied(),
            Node::File { .. } => None,
        })
    }

    /// The folder a path is in, and its name there.
    fn place(&self, path: &Path) -> Option<(usize, String)> {
        let mut parts = self.parts(path);
        let name = parts.pop()?;
        Some((self.find(&parts)?, name))
    }

    fn change(&mut self, at: usize, rename: Rename) {
        if let Node::Folder { live, pending, .. } = &mut self.nodes[at] {
            rename.apply(live);
            pending.push(rename);
        }
    }

    fn add(&mut self, path: &Path, node: Node) -> usize {
        let (at, name) = self.place(path).expect("the folder of a new file");
        self.nodes.push(node);
        let new = self.nodes.len() - 1;
        self.change(at, Rename { from: None, to: Some((name, new)) });
        new
    }

    fn file(&mut self, tape: usize, path: &Path) -> usize {
        let known = self.find(&self.parts(path));
        let empty = || Node::File { live: Bytes::default(), synced: Bytes::default() };
        let node = known.unwrap_or_else(|| self.add(path, empty()));
        self.tapes.insert(tape, node);
        node
    }

    fn live(&mut self, node: usize) -> &mut Vec<u8> {
        match &mut self.nodes[node] {
            Node::File { live, .. } => Arc::make_mut(live),
            Node::Folder { .. } => panic!("a folder is no file"),
        }
    }

    fn sync_folder(&mut self, path: &Path) {
        let at = self.find(&self.parts(path)).expect("a folder that is synced");
        if let Node::Folder { live, synced, pending } = &mut self.nodes[at] {
            synced.clone_from(live);
            pending.clear();
        }
    }

    fn make_folder(&mut self, path: &Path) {
        let parts = self.parts(path);
        for depth in 1..=parts.len() {
            if self.find(&parts[..depth]).is_none() {
                let path = self.root.join(parts[..depth].iter().collect::<PathBuf>());
                self.add(&path, folder());
                // The disk makes it durable before it says that there is a folder.
                self.sync_folder(path.parent().expect("a folder in the root"));
            }
        }
    }

    fn rename(&mut self, from: &Path, to: &Path) {
        let node = self.find(&self.parts(from)).expect("a file that is renamed");
        let ((at, old), (into, new)) =
            (self.place(from).expect("a file"), self.place(to).expect("the folder it goes to"));
        if at == into {
            self.change(at, Rename { from: Some(old), to: Some((new, node)) });
        } else {
            self.change(into, Rename { from: None, to: Some((new, node)) });
            self.change(at, Rename { from: Some(old), to: None });
        }
    }

    /// Whether this was done to a file that is simulated: all are but the index.
    fn is_simulated(&self, op: &Op) -> bool {
        let inside = |path: &Path| path.strip_prefix(&self.root).is_ok_and(|inside| !is_index(inside));
        match op {
            Op::Open { path, .. } | Op::Create { path, .. } | Op::Damage { path, .. } => inside(path),
            Op::Append { tape, .. } | Op::Sync { tape } | Op::Cut { tape, .. } => {
                self.tapes.contains_key(tape)
            }
            Op::MakeFolder(path) | Op::Remove(path) | Op::RemoveFolder(path) | Op::SyncFolder(path) => {
                inside(path)
            }
            Op::Rename(from, _) => inside(from),
            Op::Moment => true,
        }
    }

    pub(super) fn apply(&mut self, op: &Op) {
        self.last = None;
        if !self.is_simulated(op) {
            return;
        }
        match op {
            Op::Open { tape, path } => drop(self.file(*tape, path)),
            Op::Create { tape, path } => {
                let node = self.file(*tape, path);
                self.live(node).clear();
            }
            Op::Append { tape, bytes } => {
                let node = self.tapes[tape];
                // A write of nothing, as of an empty file that is sealed, cannot be torn.
                self.last = (!bytes.is_empty()).then(|| (node, self.live(node).len()));
                self.live(node).extend_from_slice(bytes);
            }
            Op::Sync { tape } => {
                if let Node::File { live, synced } = &mut self.nodes[self.tapes[tape]] {
                    synced.clone_from(live);
                }
            }
            Op::Cut { tape, len } => {
                let node = self.tapes[tape];
                self.live(node).truncate(*len);
            }
            Op::MakeFolder(path) => self.make_folder(path),
            Op::Rename(from, to) => self.rename(from, to),
            Op::Remove(path) => {
                let (at, name) = self.place(path).expect("the folder of a file that is removed");
                self.change(at, Rename { from: Some(name), to: None });
            }
            Op::RemoveFolder(path) => {
                let (at, name) = self.place(path).expect("the folder of a folder that is removed");
                self.change(at, Rename { from: Some(name), to: None });
            }
            Op::SyncFolder(path) => self.sync_folder(path),
            Op::Damage { path, at, flip } => {
                let node = self.find(&self.parts(path)).expect("a file to damage");
                if let Node::File { live, synced } = &mut self.nodes[node] {
                    for bytes in [live, synced] {
                        if let Some(byte) = Arc::make_mut(bytes).get_mut(*at) {
                            *byte ^= flip;
                        }
                    }
                }
            }
            Op::Moment => {}
        }
    }

    /// How long the last write was; `None` when the last change was no write.
    pub(super) fn last_write(&self) -> Option<usize> {
        let (node, from) = self.last?;
        match &self.nodes[node] {
            Node::File { live, .. } => Some(live.len() - from),
            Node::Folder { .. } => None,
        }
    }

    /// What a crash leaves.
    pub(super) fn image(&self, names: NamesLeft, bytes: BytesLeft) -> Image {
        let mut image = Image::default();
        self.collect(0, Path::new(""), names, bytes, &mut image);
        image
    }

    fn collect(&self, at: usize, path: &Path, names: NamesLeft, bytes: BytesLeft, image: &mut Image) {
        match &self.nodes[at] {
            Node::File { live, synced } => {
                let left = self.left(at, live, synced, bytes);
                image.0.insert(path.to_owned(), Some(left));
            }
            Node::Folder { live, synced, pending } => {
                let there = match names {
                    NamesLeft::All => live.clone(),
                    NamesLeft::Synced => synced.clone(),
                    NamesLeft::Some(seed) => {
                        let mut dice = fastrand::Rng::with_seed(seed ^ at as u64);
                        let mut there = synced.clone();
                        pending.iter().filter(|_| dice.bool()).for_each(|rename| rename.apply(&mut there));
                        there
                    }
                };
                if at != 0 {
                    image.0.insert(path.to_owned(), None);
                }
                for (name, node) in there {
                    self.collect(node, &path.join(name), names, bytes, image);
                }
            }
        }
    }

    fn left(&self, at: usize, live: &Bytes, synced: &Bytes, left: BytesLeft) -> Bytes {
        let same = live.iter().zip(synced.iter()).take_while(|(a, b)| a == b).count();
        match left {
            BytesLeft::All => Arc::clone(live),
            BytesLeft::Synced => Arc::clone(synced),
            BytesLeft::Half if live.len() > same => Arc::new(live[..same + (live.len() - same) / 2].to_vec()),
            BytesLeft::Zeroed if live.len() > same => {
                let mut bytes = live[..same].to_vec();
                bytes.resize(live.len(), 0);
                Arc::new(bytes)
            }
            BytesLeft::Half | BytesLeft::Zeroed => Arc::clone(synced),
            BytesLeft::Torn(len) => match self.last {
                Some((node, from)) if node == at => Arc::new(live[..from + len].to_vec()),
                _ => Arc::clone(live),
            },
            BytesLeft::Some(seed) => {
                let mut dice = fastrand::Rng::with_seed(seed ^ !(at as u64));
                let kinds = [BytesLeft::All, BytesLeft::Synced, BytesLeft::Half, BytesLeft::Zeroed];
                self.left(at, live, synced, kinds[dice.usize(..kinds.len())])
            }
        }
    }
}
