//! Notifications as a person meets them: what was asked to be shown, and the press of a button.
//!
//! What is shown is read by listening on the bus, as the daemon itself keeps no list of what is on the screen. A button is
//! pressed through the daemon's own menu of actions, so a button it does not show cannot be pressed.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::StreamExt;
use tokio::task::JoinHandle;
use zbus::{MessageStream, fdo::MonitoringProxy, message::Type, zvariant::OwnedValue};

use crate::{
    failure::{During, Failure, Outcome},
    wait::until,
};

/// One notification on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// The number the daemon gave it.
    pub id: u32,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Its buttons: the key, and what is written on it.
    pub buttons: Vec<(String, String)>,
    /// Whether it was closed since.
    pub closed: bool,
}

/// All notifications since the session began.
pub struct Notifications {
    shown: Arc<Mutex<Vec<Shown>>>,
    folder: PathBuf,
    listener: JoinHandle<()>,
}

/// The body of a call of `Notify`, as the Desktop Notifications Specification has it.
type Notify = (String, u32, String, String, String, Vec<String>, HashMap<String, OwnedValue>, i32);

impl Notifications {
    /// Listens from now on. The connection is used up: a monitor can do nothing else.
    pub(crate) async fn watch(monitor: zbus::Connection, folder: &Path) -> Outcome<Notifications> {
        let shown = Arc::new(Mutex::new(Vec::new()));
        let mut messages = MessageStream::from(&monitor);
        let proxy = MonitoringProxy::new(&monitor).await.during("listening on the bus")?;
        proxy.become_monitor(&[], 0).await.during("listening on the bus")?;
        let kept = Arc::clone(&shown);
        let listener = tokio::spawn(async move {
            let mut asked = HashMap::new();
            while let Some(Ok(message)) = messages.next().await {
                hear(&message, &mut asked, &kept);
            }
        });
        Ok(Notifications { shown, folder: folder.to_owned(), listener })
    }

    /// All that were shown, in order.
    pub fn all(&self) -> Vec<Shown> {
        lock(&self.shown).clone()
    }

    /// Those that are still on the screen.
    pub fn open(&self) -> Vec<Shown> {
        self.all().into_iter().filter(|shown| !shown.closed).collect()
    }

    /// Waits for an open notification whose title or text contains the words.
    pub async fn with(&self, words: &str) -> Outcome<Shown> {
        until(&format!("a notification says “{words}”"), async || {
            self.open().into_iter().find(|shown| shown.title.contains(words) || shown.text.contains(words))
        })
        .await
    }

    /// Dismisses a notification, and waits until it is gone.
    pub async fn dismiss(&self, bus: &zbus::Connection, shown: &Shown) -> Outcome<()> {
        let name = "org.freedesktop.Notifications";
        let (path, body) = ("/org/freedesktop/Notifications", &(shown.id,));
        let what = "dismissing a notification";
        bus.call_method(Some(name), path, Some(name), "CloseNotification", body).await.during(what)?;
        until("the notification is gone", async || {
            self.open().iter().all(|open| open.id != shown.id).then_some(())
        })
        .await
    }

    /// Presses the button with the key through the daemon's menu of actions.
    pub async fn press(&self, bus: &zbus::Connection, shown: &Shown, key: &str) -> Outcome<()> {
        let line = format!("[{},{key}]", shown.id);
        std::fs::write(self.folder.join("choice"), &line).during("choosing a button")?;
        let (dunst, path, cmd) =
            ("org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.dunstproject.cmd0");
        bus.call_method(Some(dunst), path, Some(cmd), "ContextMenuCall", &())
            .await
            .during("opening the menu")?;
        let offered = self.folder.join("offered");
        until(&format!("the daemon offers {line}"), async || {
            std::fs::read_to_string(&offered).ok().filter(|menu| menu.contains(&line))
        })
        .await
        .map(drop)
    }
}

impl Drop for Notifications {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

/// Takes in one message: a call of `Notify`, its answer with the number, or that one was closed.
fn hear(message: &zbus::Message, asked: &mut HashMap<(String, u32), Shown>, shown: &Mutex<Vec<Shown>>) {
    let header = message.header();
    let name = |name: Option<String>| name.unwrap_or_default();
    match (header.message_type(), header.member().map(|member| member.as_str())) {
        (Type::MethodCall, Some("Notify")) => {
            if let Ok((_, _, _, title, text, actions, _, _)) = message.body().deserialize::<Notify>() {
                let buttons =
                    actions.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
                let sender = name(header.sender().map(|sender| sender.to_string()));
                let serial = header.primary().serial_num().get();
                asked.insert((sender, serial), Shown { id: 0, title, text, buttons, closed: false });
            }
        }
        (Type::MethodReturn, _) => {
            let asker = name(header.destination().map(|asker| asker.to_string()));
            let serial = header.reply_serial().map_or(0, |serial| serial.get());
            if let (Some(notification), Ok(id)) =
                (asked.remove(&(asker, serial)), message.body().deserialize::<u32>())
            {
                lock(shown).push(Shown { id, ..notification });
            }
        }
        (Type::Signal, Some("NotificationClosed")) => {
            if let Ok((id, _)) = message.body().deserialize::<(u32, u32)>() {
                lock(shown).iter_mut().filter(|shown| shown.id == id).for_each(|shown| shown.closed = true);
            }
        }
        _ => {}
    }
}

fn lock(shown: &Mutex<Vec<Shown>>) -> MutexGuard<'_, Vec<Shown>> {
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shown {
    /// What is written on its buttons.
    pub fn labels(&self) -> Vec<&str> {
        self.buttons.iter().filter(|(key, _)| key != "default").map(|(_, label)| label.as_str()).collect()
    }

    /// The key of the button with the label.
    ///
    /// # Errors
    /// [`Failure::Wrong`] when it has no such button.
    pub fn key(&self, label: &str) -> Outcome<&str> {
        let found = self.buttons.iter().find(|(_, written)| written == label);
        found.map(|(key, _)| key.as_str()).ok_or_else(|| {
            Failure::Wrong(format!("the notification has no button {label}, only {:?}", self.labels()))
        })
    }
}
