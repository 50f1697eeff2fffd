//! The tray as a person meets it: the icon, and its menu, over the same D-Bus calls that a panel makes.

use std::collections::HashMap;

use zbus::zvariant::{OwnedValue, Structure, Type, Value};

use crate::{
    failure::{During, Failure, Outcome},
    wait::until,
};

const WATCHER: (&str, &str) = ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher");
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// Waits until the session has a tray that shows icons.
pub(crate) async fn host(bus: &zbus::Connection) -> Outcome<()> {
    until("the panel shows tray icons", async || {
        let watcher = proxy(bus, WATCHER.0, WATCHER.1, WATCHER.0).await.ok()?;
        watcher.get_property::<bool>("IsStatusNotifierHostRegistered").await.ok()?.then_some(())
    })
    .await
}

/// One icon in the tray.
pub struct Icon<'a> {
    bus: &'a zbus::Connection,
    owner: String,
    path: String,
}

/// One line of a menu.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    number: i32,
    /// What is written on it; empty for a separator.
    pub label: String,
    /// Whether it can be chosen.
    pub enabled: bool,
    /// What it opens.
    pub entries: Vec<Entry>,
}

/// A node of the menu, as `com.canonical.dbusmenu` has it: number, properties, children.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl<'a> Icon<'a> {
    /// Waits until the tray holds an icon with this id.
    pub async fn find(bus: &'a zbus::Connection, id: &str) -> Outcome<Icon<'a>> {
        until(&format!("the tray shows the icon of {id}"), async || Icon::look(bus, id).await).await
    }

    /// The icon with this id, if the tray holds one.
    pub async fn look(bus: &'a zbus::Connection, id: &str) -> Option<Icon<'a>> {
        let watcher = proxy(bus, WATCHER.0, WATCHER.1, WATCHER.0).await.ok()?;
        let items: Vec<String> = watcher.get_property("RegisteredStatusNotifierItems").await.ok()?;
        for item in items {
            let (owner, path) = match item.find('/') {
                Some(slash) => (item[..slash].to_owned(), item[slash..].to_owned()),
                None => (item, "/StatusNotifierItem".to_owned()),
            };
            let icon = Icon { bus, owner, path };
            if icon.property::<String>("Id").await.is_ok_and(|found| found == id) {
                return Some(icon);
            }
        }
        None
    }

    /// The line a person reads when the pointer rests on the icon.
    pub async fn tooltip(&self) -> Outcome<String> {
        type Pixmaps = Vec<(i32, i32, Vec<u8>)>;
        let (_, _, title, text): (String, Pixmaps, String, String) =
            self.property::<OwnedValue>("ToolTip").await?.try_into().during("reading the tooltip")?;
        Ok(if text.is_empty() { title } else { text })
    }

    /// The picture, as width, height, and ARGB bytes.
    pub async fn picture(&self) -> Outcome<Vec<(i32, i32, Vec<u8>)>> {
        self.property::<OwnedValue>("IconPixmap").await?.try_into().during("reading the icon")
    }

    /// Clicks on the icon.
    pub async fn click(&self) -> Outcome<()> {
        let item = self.proxy(&self.path, ITEM).await?;
        item.call_method("Activate", &(0, 0)).await.during("clicking on the icon").map(drop)
    }

    /// The menu as it is now.
    pub async fn menu(&self) -> Outcome<Vec<Entry>> {
        let menu = self.proxy(&self.menu_path().await?, MENU).await?;
        let _: bool = menu.call("AboutToShow", &(0,)).await.during("opening the menu")?;
        let no_filter: &[&str] = &[];
        let (_, root): (u32, Layout) =
            menu.call("GetLayout", &(0, -1, no_filter)).await.during("reading the menu")?;
        Ok(entry(root)?.entries)
    }

    /// Waits for a menu that has the entry, named from the outermost submenu inwards.
    pub async fn entry(&self, labels: &[&str]) -> Outcome<Entry> {
        until(&format!("the tray menu has {labels:?}"), async || {
            self.menu().await.ok().and_then(|menu| pick(&menu, labels).cloned())
        })
        .await
    }

    /// Chooses an entry, named from the outermost submenu inwards.
    pub async fn choose(&self, labels: &[&str]) -> Outcome<()> {
        let entry = self.entry(labels).await?;
        let menu = self.proxy(&self.menu_path().await?, MENU).await?;
        // "Quit" may end the program before it can answer; what a choice does is looked for where it shows.
        menu.call_noreply("Event", &(entry.number, "clicked", Value::from(0), 0u32))
            .await
            .during("choosing from the tray menu")
    }

    async fn menu_path(&self) -> Outcome<String> {
        let path = self.property::<OwnedValue>("Menu").await?;
        zbus::zvariant::ObjectPath::try_from(path).during("finding the menu").map(|path| path.to_string())
    }

    async fn property<T>(&self, name: &str) -> Outcome<T>
    where
        T: TryFrom<OwnedValue>,
        T::Error: Into<zbus::Error>,
    {
        self.proxy(&self.path, ITEM).await?.get_property(name).await.during("asking the tray icon")
    }

    /// Asks anew each time: what a panel has kept is not what is there now.
    async fn proxy(&self, path: &str, interface: &str) -> Outcome<zbus::Proxy<'static>> {
        proxy(self.bus, &self.owner, path, interface).await
    }
}

async fn proxy(
    bus: &zbus::Connection,
    owner: &str,
    path: &str,
    interface: &str,
) -> Outcome<zbus::Proxy<'static>> {
    zbus::proxy::Builder::new(bus)
        .destination(owner.to_owned())
        .and_then(|builder| builder.path(path.to_owned()))
        .and_then(|builder| builder.interface(interface.to_owned()))
        .during("talking to the tray")?
        .cache_properties(zbus::proxy::CacheProperties::No)
        .build()
        .await
        .during("talking to the tray")
}

/// The entry under the labels.
pub fn pick<'e>(menu: &'e [Entry], labels: &[&str]) -> Option<&'e Entry> {
    let (first, rest) = labels.split_first()?;
    let entry = menu.iter().find(|entry| entry.label == *first)?;
    if rest.is_empty() { Some(entry) } else { pick(&entry.entries, rest) }
}

/// The labels of a menu, one a line, submenus indented: for a transcript.
pub fn outline(menu: &[Entry]) -> String {
    menu.iter()
        .flat_map(|entry| {
            let label = if entry.label.is_empty() { "──" } else { &entry.label };
            let inner = outline(&entry.entries);
            let inner = inner.lines().map(|line| format!("    {line}\n")).collect::<String>();
            [format!("{label}\n"), inner]
        })
        .collect()
}

fn entry((number, mut properties, children): Layout) -> Outcome<Entry> {
    let label = properties.remove("label").and_then(|label| String::try_from(label).ok()).unwrap_or_default();
    let enabled = properties.remove("enabled").and_then(|value| bool::try_from(value).ok()).unwrap_or(true);
    let entries = children.into_iter().map(child).collect::<Outcome<_>>()?;
    Ok(Entry { number, label: plain(&label), enabled, entries })
}

fn child(value: OwnedValue) -> Outcome<Entry> {
    let structure = Structure::try_from(value).during("reading the menu")?;
    let signature = <Layout as Type>::SIGNATURE;
    if structure.signature() != signature {
        return Err(Failure::Wrong(format!("a menu entry of the shape {}", structure.signature())));
    }
    let layout = <Layout>::try_from(structure).during("reading the menu")?;
    entry(layout)
}

/// A label as it is read: `_` marks the letter that chooses it, and is written `__` to be read.
fn plain(label: &str) -> String {
    label.replace("__", "\u{0}").replace('_', "").replace('\u{0}', "_")
}
