//! What lies ahead in a book, and what is read all at once: its plans, what conversations can be opened with, its groups,
//! and what was noted.

use kith_core::{Community, CommunityId, Noted, NotedId, PersonId, Plan, PlanId, Starter, StarterId};

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

    /// Every group, in the order of their ids.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn communities(&self) -> Result<Vec<Community>, StoreError> {
        self.index().all_kept()
    }

    /// One group.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn community(&self, community: CommunityId) -> Result<Option<Community>, StoreError> {
        self.index().kept::<Community>(community)
    }

    /// The groups in which a person is, in the order of their ids.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn communities_with(&self, person: PersonId) -> Result<Vec<Community>, StoreError> {
        self.index().kept_of(person)
    }

    /// All that was noted, in the order of the ids.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn all_noted(&self) -> Result<Vec<Noted>, StoreError> {
        self.index().all_kept()
    }

    /// One thing that was noted.
    ///
    /// # Errors
    /// See [`Book::rows`].
    pub fn noted(&self, noted: NotedId) -> Result<Option<Noted>, StoreError> {
        self.index().kept::<Noted>(noted)
    }
}
