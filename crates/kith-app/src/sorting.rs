//! After many people came in at once: saying of one after the other how close they are. It can be left at any time, for
//! who waits is written down with the person.

use kith_core::{Circle, Person, PersonId};

use crate::{
    App, AppError,
    people::{put, settle_circles},
    shared::{By, Decided},
};

/// The name of the act that sorts somebody.
pub const SORTED: &str = "people.sort";

/// Who waits to be sorted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sorting {
    /// Who comes next, in the order in which they came; nobody when all are sorted.
    pub next: Option<PersonId>,
    /// How many wait, the next one included.
    pub waiting: usize,
}

impl App {
    /// The name of the act that sorts somebody.
    pub const SORTED: &str = "people.sort";

    /// Who waits to be sorted.
    pub fn sorting(&self) -> Sorting {
        let cache = self.cache();
        let mut waiting = cache.rows.iter().filter(|row| row.unsorted).map(|row| row.id);
        let next = waiting.next();
        Sorting { next, waiting: usize::from(next.is_some()) + waiting.count() }
    }

    /// Says how close somebody is; `None` that Kith shall not ask for them. They stay in the book either way, and wait
    /// no longer.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn sort(&self, id: PersonId, circle: Option<Circle>) -> Result<Person, AppError> {
        self.act(By::User, SORTED, |cache, frame| {
            let before = self.stored(id)?;
            let circle_first = before.circle_first.filter(|_| before.circle == circle);
            let mut sorted = vec![Person { circle, circle_first, unsorted: false, ..before }];
            settle_circles(cache, frame, &mut sorted);
            let person = sorted.remove(0);
            Ok(Decided { changes: vec![put(person.clone())], answer: person })
        })
    }
}
