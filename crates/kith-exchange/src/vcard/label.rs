//! What a number or an address is called: one label, out of the TYPEs of vCard or the X-ABLabel of Apple.

use calcard::{
    common::IanaString,
    vcard::{VCardEntry, VCardParameterName, VCardParameterValue},
};
use kith_core::Labelled;

use super::line::{Line, text_of};
use super::text::one_line;

/// TYPEs that say nothing a person would call a number or an address by.
const NOT_LABELS: [&str; 2] = ["pref", "internet"];

/// TYPEs that matter more than home or work: nobody wants to call a fax.
const DEVICES: [&str; 4] = ["fax", "pager", "textphone", "cell"];

/// TYPEs that say what it can do, not what it is for: a label only where there is no other.
const ABILITIES: [&str; 9] = ["voice", "msg", "text", "video", "isdn", "postal", "parcel", "dom", "intl"];

/// The one TYPE that best says what it is for, in lower case.
pub(super) fn type_label(entry: &VCardEntry) -> Option<String> {
    let types: Vec<String> = entry
        .parameters(&VCardParameterName::Type)
        .filter_map(|value| match value {
            VCardParameterValue::Type(known) => Some(known.as_str().to_ascii_lowercase()),
            VCardParameterValue::Text(other) => Some(one_line(other).to_lowercase()),
            _ => None,
        })
        .filter(|name| !name.is_empty() && !NOT_LABELS.contains(&name.as_str()))
        .collect();
    let device = types.iter().find(|name| DEVICES.contains(&name.as_str()));
    let telling = || types.iter().find(|name| !ABILITIES.contains(&name.as_str()));
    device.or_else(telling).or(types.first()).cloned()
}

/// Whether a label can be the value of a TYPE and comes back as the same label.
pub(super) fn is_type(label: &str) -> bool {
    !label.is_empty()
        && !NOT_LABELS.contains(&label)
        && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

pub(super) fn type_param(of: &Labelled) -> String {
    of.label.as_deref().filter(|label| is_type(label)).map_or(String::new(), |label| format!(";TYPE={label}"))
}

/// The text of an X-ABLabel. Apple writes its own labels as `_$!<Mobile>!$_`, and what people typed as it is.
pub(super) fn apple_label(line: &Line) -> Option<String> {
    let label = one_line(text_of(&line.entry()?)?);
    let label = match label.strip_prefix("_$!<").and_then(|rest| rest.strip_suffix(">!$_")) {
        Some(own) => own.to_lowercase(),
        None => label,
    };
    (!label.is_empty()).then_some(label)
}
