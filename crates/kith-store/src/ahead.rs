//! What lies ahead in a book: its plans, and what conversations can be opened with.

use kith_core::{PersonId, Plan, PlanId, Starter, StarterId};

use crate::{Book, StoreError};

impl Book {
    /// Every plan, also those that are over, in the order of their ids.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn plans(&self) -> Result<Vec<Plan>, StoreError> {
        self.index().all_kept()
    }

    /// One plan.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn plan(&self, plan: PlanId) -> Result<Option<Plan>, StoreError> {
        self.index().kept::<Plan>(plan)
    }

    /// The plans with a person, in the order of their ids.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn plans_with(&self, person: PersonId) -> Result<Vec<Plan>, StoreError> {
        self.index().kept_of(person)
    }

    /// Every starter, also those that were talked about, in the order of their ids.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn starters(&self) -> Result<Vec<Starter>, StoreError> {
        self.index().all_kept()
    }

    /// One starter.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn starter(&self, starter: StarterId) -> Result<Option<Starter>, StoreError> {
        self.index().kept::<Starter>(starter)
    }

    /// The starters for a person, in the order of their ids.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn starters_for(&self, person: PersonId) -> Result<Vec<Starter>, StoreError> {
        self.index().kept_of(person)
    }
}
