//! Lets Tauri read its configuration and, on Windows, give the program its icon.

fn main() {
    tauri_build::build();
}
