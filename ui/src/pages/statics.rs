//! The files that are part of Kith itself.

use crate::answer::Answer;

pub(crate) const STYLE: Answer =
    Answer::Asset { kind: "text/css; charset=utf-8", body: include_str!("../../static/style.css") };
pub(crate) const SCRIPT: Answer =
    Answer::Asset { kind: "text/javascript; charset=utf-8", body: include_str!("../../static/app.js") };
pub(crate) const ICON: Answer =
    Answer::Asset { kind: "image/svg+xml", body: include_str!("../../static/icon.svg") };
