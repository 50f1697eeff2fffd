//! The screen of the session: its windows, and pictures of it.

use std::{fs::File, io::BufWriter, path::Path};

use x11rb::{
    connection::Connection,
    protocol::{
        xproto::{
            AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, ImageFormat, KEY_PRESS_EVENT,
            KEY_RELEASE_EVENT, Window as WindowId,
        },
        xtest::ConnectionExt as _,
    },
    rust_connection::RustConnection,
};

use crate::{
    failure::{During, Failure, Outcome},
    wait::{promptly, until},
};

/// The screen.
pub struct Screen {
    connection: RustConnection,
    root: WindowId,
}

/// A window that the window manager manages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Window {
    id: WindowId,
    /// What its title bar says.
    pub title: String,
    /// The process it belongs to.
    pub process: u32,
}

/// Width, height and the RGB bytes of a picture.
type Pixels = (u32, u32, Vec<u8>);

/// How a window looked.
#[derive(Clone, PartialEq, Eq)]
pub struct Look(Pixels);

/// The keys that the tests press.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// Enter.
    Return,
    /// Tab.
    Tab,
    /// Escape.
    Escape,
}

impl Screen {
    pub(crate) fn connect(display: &str) -> Outcome<Screen> {
        let (connection, number) = RustConnection::connect(Some(display)).during("looking at the screen")?;
        let root = connection.setup().roots[number].root;
        Ok(Screen { connection, root })
    }

    /// Whether a window manager runs.
    pub(crate) fn is_managed(&self) -> bool {
        self.property(self.root, "_NET_SUPPORTING_WM_CHECK").is_ok_and(|value| !value.is_empty())
    }

    /// The windows that are there, the oldest first.
    pub fn windows(&self) -> Outcome<Vec<Window>> {
        let list = self.property(self.root, "_NET_CLIENT_LIST")?;
        Ok(numbers(&list)
            .into_iter()
            // One that went away while we looked has no title any more.
            .filter_map(|id| self.describe(id).ok())
            .collect())
    }

    /// The windows of one process.
    pub fn windows_of(&self, process: u32) -> Outcome<Vec<Window>> {
        Ok(self.windows()?.into_iter().filter(|window| window.process == process).collect())
    }

    /// Waits until the process has a window with the title.
    pub async fn window(&self, process: u32, title: &str) -> Outcome<Window> {
        until(&format!("there is a window “{title}”"), async || {
            self.windows_of(process).ok()?.into_iter().find(|window| window.title == title)
        })
        .await
    }

    /// Waits until the process has exactly one window.
    pub async fn only_window(&self, process: u32) -> Outcome<Window> {
        until("there is one window", async || match self.windows_of(process).ok()?.as_slice() {
            [window] => Some(window.clone()),
            _ => None,
        })
        .await
    }

    /// Waits for the first window of the process.
    pub async fn first_window(&self, process: u32) -> Outcome<Window> {
        promptly("there is a window", async || self.windows_of(process).ok()?.into_iter().next()).await
    }

    /// Waits until a window besides `window` has the keyboard, such as a question.
    pub async fn question(&self, window: &Window) -> Outcome<Window> {
        until("a question has the keyboard", async || {
            self.active().ok()?.filter(|active| active.id != window.id && active.process == window.process)
        })
        .await
    }

    /// Waits until the window is gone.
    pub async fn gone(&self, window: &Window) -> Outcome<()> {
        until(&format!("the window “{}” is gone", window.title), async || {
            (!self.windows().ok()?.iter().any(|there| there.id == window.id)).then_some(())
        })
        .await
    }

    /// Waits until the process has no window.
    pub async fn no_window(&self, process: u32) -> Outcome<()> {
        until("the window is gone", async || self.windows_of(process).ok()?.is_empty().then_some(())).await
    }

    /// Waits until the window shows something: more than one colour.
    pub async fn painted(&self, window: &Window) -> Outcome<()> {
        promptly(&format!("the window “{}” shows something", window.title), async || {
            let (_, _, pixels) = self.pixels(window.id).ok()?;
            let first = pixels.get(..3)?;
            pixels.chunks_exact(3).any(|pixel| pixel != first).then_some(())
        })
        .await
    }

    /// Waits until the window looks as `look` did.
    pub async fn looks(&self, window: &Window, look: &Look) -> Outcome<()> {
        until(&format!("the window “{}” looks as before", window.title), async || {
            alike(&self.pixels(window.id).ok()?, &look.0).then_some(())
        })
        .await
    }

    /// How the window looks, once it shows something and holds still.
    pub async fn look(&self, window: &Window) -> Outcome<Look> {
        self.painted(window).await?;
        self.still(window.id).await.map(Look)
    }

    /// Closes a window as the button in its title bar does.
    pub fn close(&self, window: &Window) -> Outcome<()> {
        self.tell(window, "_NET_CLOSE_WINDOW", [0, 2, 0, 0, 0])
    }

    /// The window that has the keyboard.
    pub fn active(&self) -> Outcome<Option<Window>> {
        let active = self.property(self.root, "_NET_ACTIVE_WINDOW")?;
        Ok(numbers(&active).first().and_then(|id| self.describe(*id).ok()))
    }

    /// Presses a key in the window that has the keyboard.
    pub fn press(&self, key: Key) -> Outcome<()> {
        let symbol = match key {
            Key::Return => 0xff0d,
            Key::Tab => 0xff09,
            Key::Escape => 0xff1b,
        };
        let code = self.key_code(symbol)?;
        for kind in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            let sent = self.connection.xtest_fake_input(kind, code, 0, self.root, 0, 0, 0);
            sent.during("pressing a key")?.check().during("pressing a key")?;
        }
        Ok(())
    }

    /// Writes a picture of the whole screen as PNG, once the screen holds still.
    pub async fn picture(&self, path: &Path) -> Outcome<()> {
        let (width, height, pixels) = self.still(self.root).await?;
        let file = BufWriter::new(File::create(path).during("keeping the picture")?);
        let mut encoder = png::Encoder::new(file, width, height);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().during("keeping the picture")?;
        writer.write_image_data(&pixels).during("keeping the picture")
    }

    /// The pixels of a window once it holds still.
    async fn still(&self, window: WindowId) -> Outcome<Pixels> {
        let mut before = None;
        until("the screen holds still", async || {
            let now = self.pixels(window).ok()?;
            (before.replace(now.clone()) == Some(now)).then(|| before.take()).flatten()
        })
        .await
    }

    /// Width, height and the RGB bytes of what a window shows.
    fn pixels(&self, window: WindowId) -> Outcome<Pixels> {
        let what = "taking a picture";
        let size = self.connection.get_geometry(window).during(what)?.reply().during(what)?;
        let (width, height) = (size.width, size.height);
        let image = self
            .connection
            .get_image(ImageFormat::Z_PIXMAP, window, 0, 0, width, height, u32::MAX)
            .during(what)?
            .reply()
            .during(what)?;
        let rgb = image.data.chunks_exact(4).flat_map(|bgrx| [bgrx[2], bgrx[1], bgrx[0]]).collect();
        Ok((width.into(), height.into(), rgb))
    }

    fn describe(&self, id: WindowId) -> Outcome<Window> {
        let title = String::from_utf8_lossy(&self.property(id, "_NET_WM_NAME")?).into_owned();
        let process = numbers(&self.property(id, "_NET_WM_PID")?).first().copied().unwrap_or_default();
        Ok(Window { id, title, process })
    }

    fn tell(&self, window: &Window, message: &str, data: [u32; 5]) -> Outcome<()> {
        let event = ClientMessageEvent::new(32, window.id, self.atom(message)?, data);
        let mask = EventMask::SUBSTRUCTURE_REDIRECT | EventMask::SUBSTRUCTURE_NOTIFY;
        let sent = self.connection.send_event(false, self.root, mask, event).during(message)?;
        sent.check().during(message)
    }

    fn property(&self, window: WindowId, name: &str) -> Outcome<Vec<u8>> {
        let atom = self.atom(name)?;
        let asked = self.connection.get_property(false, window, atom, AtomEnum::ANY, 0, 4096).during(name)?;
        asked.reply().during(name).map(|reply| reply.value)
    }

    fn atom(&self, name: &str) -> Outcome<u32> {
        let asked = self.connection.intern_atom(false, name.as_bytes()).during(name)?;
        asked.reply().during(name).map(|reply| reply.atom)
    }

    fn key_code(&self, symbol: u32) -> Outcome<u8> {
        let what = "reading the keyboard";
        let setup = self.connection.setup();
        let (first, count) = (setup.min_keycode, setup.max_keycode - setup.min_keycode + 1);
        let map = self.connection.get_keyboard_mapping(first, count).during(what)?.reply().during(what)?;
        let row = map.keysyms.chunks(map.keysyms_per_keycode.into()).position(|row| row.contains(&symbol));
        row.and_then(|row| u8::try_from(row).ok())
            .map(|row| first + row)
            .ok_or_else(|| Failure::Wrong("the keyboard has no such key".to_owned()))
    }
}

/// Whether two pictures show the same. The edge of a rounded corner may be drawn a shade apart: of a thousand
/// bytes one may differ.
fn alike((width, height, pixels): &Pixels, (its_width, its_height, its_pixels): &Pixels) -> bool {
    let differing = pixels.iter().zip(its_pixels).filter(|(one, other)| one != other).count();
    (width, height) == (its_width, its_height) && differing * 1000 < pixels.len()
}

/// A property's bytes as the 32-bit numbers they are.
fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32::from_ne_bytes([four[0], four[1], four[2], four[3]])).collect()
}
