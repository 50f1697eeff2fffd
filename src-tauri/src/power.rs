//! Hears from logind that the machine has woken up, so that the scheduler need not wait for its next look at the clocks.
//!
//! It is an accelerator: without logind, and on the other systems, the scheduler finds out within a minute.

use futures_util::StreamExt;
use tokio::sync::mpsc;

/// Sends a message each time the machine has woken up, until nobody listens any more.
pub(crate) async fn tell(woken: mpsc::Sender<()>) -> zbus::Result<()> {
    let bus = zbus::Connection::system().await?;
    let (service, path, interface) =
        ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager");
    let manager = zbus::Proxy::new(&bus, service, path, interface).await?;
    let mut signals = manager.receive_signal("PrepareForSleep").await?;
    while let Some(signal) = signals.next().await {
        let about_to_sleep: bool = signal.body().deserialize()?;
        if !about_to_sleep && woken.send(()).await.is_err() {
            break;
        }
    }
    Ok(())
}
