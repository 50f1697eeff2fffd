//! The ways in which somebody can be reached from here, from what is stored of them: each a link that goes out through the
//! one door ([`crate::link::checked`]).

use kith_core::{Labelled, Mode, Person};

use crate::link;

/// A way to reach somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// A call by the telephone.
    Phone,
    /// A call with pictures, on Apple's devices.
    FaceTime,
    /// The same without pictures.
    FaceTimeAudio,
    /// A conversation in Signal, in which one calls.
    Signal,
    /// A conversation in WhatsApp, in which one calls.
    WhatsApp,
    /// A call by Skype.
    Skype,
    /// A text message.
    Text,
    /// A mail.
    Mail,
}

impl Way {
    /// In the order in which they are offered: what has a voice first.
    const ALL: [Way; 8] = [
        Way::Phone,
        Way::FaceTime,
        Way::FaceTimeAudio,
        Way::Signal,
        Way::WhatsApp,
        Way::Skype,
        Way::Text,
        Way::Mail,
    ];

    /// The name in forms and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Way::Phone => "phone",
            Way::FaceTime => "facetime",
            Way::FaceTimeAudio => "facetime-audio",
            Way::Signal => "signal",
            Way::WhatsApp => "whatsapp",
            Way::Skype => "skype",
            Way::Text => "text",
            Way::Mail => "mail",
        }
    }

    /// How one is in touch by it.
    pub const fn mode(self) -> Mode {
        match self {
            Way::FaceTime => Mode::Video,
            Way::Phone | Way::FaceTimeAudio | Way::Signal | Way::WhatsApp | Way::Skype => Mode::Voice,
            Way::Text | Way::Mail => Mode::Message,
        }
    }

    /// The link to this value, if it is one that this way knows.
    fn link(self, value: &str) -> Option<String> {
        match self {
            Way::Phone => link::call(value),
            Way::FaceTime => link::face_time(value, true),
            Way::FaceTimeAudio => link::face_time(value, false),
            Way::Signal => link::signal(value),
            Way::WhatsApp => link::whats_app(value),
            Way::Skype => link::skype(value),
            Way::Text => link::text(value),
            Way::Mail => link::mail(value),
        }
        .ok()
    }

    fn values(self, person: &Person) -> &[Labelled] {
        match self {
            Way::Mail => &person.emails,
            Way::Skype => &person.links,
            _ => &person.phones,
        }
    }

    /// FaceTime is opened by Apple's computers alone.
    const fn is_for(self, mac: bool) -> bool {
        mac || !matches!(self, Way::FaceTime | Way::FaceTimeAudio)
    }
}

/// One way with the link that it opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reach {
    /// Which way.
    pub way: Way,
    /// The how-manieth of their numbers, addresses or links it is, from 0.
    pub number: usize,
    /// What is opened.
    pub link: String,
    /// The number or address as it was given, with what it is for.
    pub to: String,
}

impl Reach {
    /// How a form names it: `signal-0`.
    pub fn key(&self) -> String {
        format!("{}-{}", self.way.name(), self.number)
    }
}

/// The ways to reach somebody, on one of Apple's computers or another.
pub fn ways(person: &Person, mac: bool) -> Vec<Reach> {
    let of_way = |way: Way| {
        let values = way.values(person).iter().enumerate();
        values.filter_map(move |(number, value)| {
            let to = match &value.label {
                Some(label) => format!("{} ({label})", value.value),
                None => value.value.clone(),
            };
            Some(Reach { way, number, link: way.link(&value.value)?, to })
        })
    };
    Way::ALL.into_iter().filter(|way| way.is_for(mac)).flat_map(of_way).collect()
}
