//! A bare WebKitGTK window with one page, to measure Kith's start against.

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    use gtk::prelude::*;
    use webkit2gtk::{WebView, WebViewExt};
    if gtk::init().is_err() {
        return std::process::ExitCode::FAILURE;
    }
    let window = gtk::Window::new(gtk::WindowType::Toplevel);
    window.set_title("Bare");
    window.set_default_size(960, 720);
    let view = WebView::new();
    view.load_html(include_str!("../../session/bare.html"), None);
    window.add(&view);
    window.show_all();
    gtk::main();
    std::process::ExitCode::SUCCESS
}

#[cfg(not(target_os = "linux"))]
fn main() {}
