//! What a handler has at hand: the request, the use cases, the words, and a few things every handler does.

use kith_app::{App, Logged, Notice};
use kith_core::PersonId;
use kith_words::Words;

use crate::{
    Ui,
    answer::{Answer, Trouble},
    frame::{Flash, Frame, Here, Offer},
    link,
    request::{Asked, Method},
};

pub(crate) struct Ctx<'a> {
    pub ui: &'a Ui,
    pub app: &'a App,
    pub words: Words,
    pub asked: &'a Asked,
    /// Whether the book was locked when the request came.
    pub locked: bool,
}

impl<'a> Ctx<'a> {
    pub(crate) fn new(ui: &'a Ui, asked: &'a Asked) -> Self {
        Ctx { ui, app: &ui.app, words: ui.words(), asked, locked: ui.is_locked() }
    }

    /// The frame of a page whose title is the message `title`.
    pub(crate) fn frame(&self, title: &str, here: Here) -> Frame<'_> {
        self.frame_titled(self.words.text(title), here)
    }

    /// The frame of a page whose title is already words, such as somebody's name.
    pub(crate) fn frame_titled(&self, title: String, here: Here) -> Frame<'_> {
        let mut memory = self.ui.memory();
        let flash = if self.asked.glance { None } else { memory.flash.take() };
        if here != Here::Elsewhere && self.asked.method == Method::Get {
            memory.page = Some(self.asked.target.clone());
        }
        drop(memory);
        Frame::new(self, title, here, flash)
    }

    /// What a part of a page needs, such as what was understood of a line.
    pub(crate) fn part(&self) -> Frame<'_> {
        Frame::new(self, String::new(), Here::Elsewhere, None)
    }

    /// Says something on the page that comes next.
    pub(crate) fn say(&self, text: impl Into<String>) {
        self.ui.memory().flash = Some(Flash { text: text.into(), undo: None, offer: None });
    }

    /// Says what was done on the page that comes next, and offers to undo it.
    pub(crate) fn say_with_undo(&self, text: impl Into<String>) {
        let undo = self.app.latest_undo().map(|undo| undo.seq);
        self.ui.memory().flash = Some(Flash { text: text.into(), undo, offer: None });
    }

    /// Says what logging did on the page that comes next, and offers the step up that it gave reason to.
    pub(crate) fn say_logged(&self, logged: &Logged) {
        let now = self.app.local_now();
        self.say_with_undo(self.words.logged(logged, &now));
        let offer = logged.step_up.as_ref().map(|step| Offer {
            person: step.person.to_string(),
            text: self.words.step_up(step, &now),
            not_with: self.words.with("ladder-not-with", &[("name", step.name.as_str().into())]),
            call: step.from.is_none() && self.can_call(step.person),
        });
        if let Some(flash) = &mut self.ui.memory().flash {
            flash.offer = offer;
        }
    }

    /// Whether there is a number at which somebody can be called.
    fn can_call(&self, id: PersonId) -> bool {
        let phones = self.app.known(id).map(|person| person.phones).unwrap_or_default();
        phones.first().is_some_and(|phone| link::call(&phone.value).is_ok())
    }

    /// What opening the book had to mend and nobody has said to have read.
    pub(crate) fn unread(&self) -> Vec<Notice> {
        self.app.unread_notices()
    }

    /// What was typed into the field with this draft key and not yet sent.
    pub(crate) fn draft(&self, key: &str) -> Result<String, Trouble> {
        Ok(self.app.draft(key)?.unwrap_or_default())
    }

    /// Back to the page the form was sent from (its field `back`), or to `place`.
    pub(crate) fn back_or(&self, place: &str) -> Answer {
        let back = self.asked.field("back");
        let here = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n']);
        Answer::See(if here { back } else { place }.to_owned())
    }

    /// Opens a link with the system's program for it.
    pub(crate) fn open(&self, link: &str) -> Result<(), Trouble> {
        Ok(self.ui.host.open(link::checked(link)?)?)
    }
}
