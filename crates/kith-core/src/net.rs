//! The net that holds: which need rests on whom, on nobody, on one alone, and what could be done about it.
//!
//! Only those whom Kith may suggest carry anything here: somebody who rests or stands behind a boundary is nobody to turn
//! to, whatever was noted of them once. Nobody is compared with anybody; what is weighed is the net.

use crate::{Circle, PersonId, Row, Support, SupportRole, find::fold};

/// Somebody who carries a role.
#[derive(Clone, PartialEq, Debug)]
pub struct Carrier {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their circle.
    pub circle: Option<Circle>,
    /// The role, with what is to know about it.
    pub support: Support,
}

/// One need, and who carries it.
#[derive(Clone, PartialEq, Debug)]
pub struct Need {
    /// Which.
    pub role: SupportRole,
    /// Who, by circle and name.
    pub carriers: Vec<Carrier>,
}

impl Need {
    /// On how many it rests.
    pub fn rests_on(&self) -> RestsOn {
        match self.carriers.len() {
            0 => RestsOn::Nobody,
            1 => RestsOn::OneAlone,
            _ => RestsOn::Several,
        }
    }
}

/// On how many a need rests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RestsOn {
    /// A gap.
    Nobody,
    /// If they cannot, there is nobody.
    OneAlone,
    /// It holds.
    Several,
}

impl RestsOn {
    /// The name in messages and for scripts.
    pub const fn name(self) -> &'static str {
        match self {
            RestsOn::Nobody => "nobody",
            RestsOn::OneAlone => "one-alone",
            RestsOn::Several => "several",
        }
    }
}

/// The one thing that could be done next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Nothing is noted of anybody: begin with one person.
    Begin,
    /// Nobody carries this: find somebody.
    Fill(SupportRole),
    /// One person carries everything: ask somebody else for one of them, the first that nobody else carries.
    Relieve(PersonId, SupportRole),
    /// This rests on one alone: find a second.
    Second(SupportRole, PersonId),
    /// Every need rests on several.
    Holds,
}

/// The whole of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Net {
    /// Every need, in the order in which they are shown.
    pub needs: Vec<Need>,
    /// Who carries all of them: too much for one.
    pub everything: Vec<PersonId>,
    /// What could be done next.
    pub step: Step,
    /// Somebody near who carries nothing yet, to be asked for what is missing; nobody where a professional is.
    pub perhaps: Option<PersonId>,
    /// Who has roles that do not count at present: they rest, or stand behind a boundary.
    pub apart: Vec<PersonId>,
}

impl Net {
    /// Everybody who carries something, once each, by circle and name.
    pub fn people(&self) -> Vec<&Carrier> {
        let mut people: Vec<&Carrier> = Vec::new();
        for carrier in self.needs.iter().flat_map(|need| &need.carriers) {
            if !people.iter().any(|known| known.person == carrier.person) {
                people.push(carrier);
            }
        }
        people.sort_by_cached_key(|carrier| place(carrier.circle, &carrier.name, carrier.person));
        people
    }
}

/// By circle, then by name: the order in which people are shown who carry something.
pub fn place(circle: Option<Circle>, name: &str, person: PersonId) -> impl Ord + use<> {
    (circle.map_or(Circle::ALL.len(), |circle| circle as usize), fold(name), person)
}

/// The net of everybody in the book.
pub fn net<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Net {
    let mut needs = SupportRole::ALL.map(|role| Need { role, carriers: Vec::new() });
    let (mut everything, mut apart, mut free) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        match (row.is_ever_suggested(), row.support.is_empty()) {
            (true, true) if is_near(row) => free.push(row),
            (_, true) => {}
            // Who has died or ended it is not spoken of.
            (false, false) if row.boundary.is_some() || row.status == crate::Status::Resting => {
                if matches!(row.status, crate::Status::Active | crate::Status::Resting) {
                    apart.push(row);
                }
            }
            (false, false) => {}
            (true, false) => {
                for need in &mut needs {
                    let support = row.support.iter().find(|support| support.role == need.role);
                    need.carriers.extend(support.map(|support| carrier(row, support)));
                }
                if SupportRole::ALL.iter().all(|role| carries(row, *role)) {
                    everything.push(row);
                }
            }
        }
    }
    for need in &mut needs {
        need.carriers.sort_by_cached_key(|it| place(it.circle, &it.name, it.person));
    }
    let sorted = |mut rows: Vec<&Row>| -> Vec<PersonId> {
        rows.sort_by_cached_key(|row| place(row.circle, &row.name, row.id));
        rows.into_iter().map(|row| row.id).collect()
    };
    let (everything, apart) = (sorted(everything), sorted(apart));
    let step = step(&needs, &everything);
    let perhaps = match step {
        Step::Fill(SupportRole::Professional) | Step::Second(SupportRole::Professional, _) | Step::Holds => {
            None
        }
        _ => free.into_iter().min_by_key(|row| place(row.circle, &row.name, row.id)).map(|row| row.id),
    };
    Net { needs: needs.into(), everything, step, perhaps, apart }
}

/// Whether somebody may be asked to carry something, as it is nothing to ask of an acquaintance.
pub fn is_near(row: &Row) -> bool {
    matches!(row.circle, Some(Circle::Inner | Circle::Close))
}

fn carries(row: &Row, role: SupportRole) -> bool {
    row.support.iter().any(|support| support.role == role)
}

fn carrier(row: &Row, support: &Support) -> Carrier {
    Carrier { person: row.id, name: row.name.clone(), circle: row.circle, support: support.clone() }
}

fn step(needs: &[Need], everything: &[PersonId]) -> Step {
    if needs.iter().all(|need| need.carriers.is_empty()) {
        return Step::Begin;
    }
    if let Some(gap) = needs.iter().find(|need| need.carriers.is_empty()) {
        return Step::Fill(gap.role);
    }
    let alone = needs.iter().find_map(|need| match need.carriers.as_slice() {
        [alone] => Some((need.role, alone.person)),
        _ => None,
    });
    match (everything.first(), alone) {
        (Some(all), Some((role, alone))) if *all == alone => Step::Relieve(*all, role),
        (Some(all), _) => Step::Relieve(*all, SupportRole::Listening),
        (None, Some((role, alone))) => Step::Second(role, alone),
        (None, None) => Step::Holds,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::{Boundary, Person, Status, Summary};
    use SupportRole::{Advice, Company, Listening, PracticalHelp, Professional};

    fn person(name: &str, roles: &[SupportRole]) -> Person {
        let mut person = Person::named(name, chrono::DateTime::UNIX_EPOCH);
        person.support = roles.iter().copied().map(Support::of).collect();
        person
    }

    fn net_of(people: &[Person]) -> Net {
        let rows: Vec<Row> = people.iter().map(|person| Row::of(person, Summary::default())).collect();
        net(&rows)
    }

    fn rests_on(net: &Net, role: SupportRole) -> RestsOn {
        net.needs.iter().find(|need| need.role == role).expect("every need").rests_on()
    }

    #[test]
    fn without_anybody_who_carries_anything_one_begins() {
        assert_eq!(net_of(&[]).step, Step::Begin);
        assert_eq!(net_of(&[person("Ana", &[])]).step, Step::Begin);
    }

    #[test]
    fn without_the_last_one_who_carries_practical_help_the_gap_is_named_at_once() {
        let ana = person("Ana", &[Listening, Advice, Company, Professional]);
        let mut bo = person("Bo", &[PracticalHelp]);
        let net = net_of(&[ana.clone(), bo.clone()]);
        assert_eq!(rests_on(&net, PracticalHelp), RestsOn::OneAlone);
        bo.support.clear();
        let net = net_of(&[ana.clone(), bo]);
        assert_eq!((rests_on(&net, PracticalHelp), net.step), (RestsOn::Nobody, Step::Fill(PracticalHelp)));
        assert_eq!(net_of(&[ana]).step, Step::Fill(PracticalHelp));
    }

    #[rstest]
    #[case::alone(&[], Listening)]
    #[case::with_somebody_who_listens(&[Listening], PracticalHelp)]
    #[case::with_somebody_who_carries_the_rest(&[Listening, PracticalHelp, Advice, Company], Professional)]
    fn one_person_with_all_five_roles_is_too_much_on_one(
        #[case] other: &[SupportRole],
        #[case] relieved_of: SupportRole,
    ) {
        let ana = person("Ana", &SupportRole::ALL);
        let net = net_of(&[ana.clone(), person("Bo", other)]);
        assert_eq!(net.everything, [ana.id]);
        assert_eq!(net.step, Step::Relieve(ana.id, relieved_of));
    }

    #[test]
    fn what_rests_on_one_alone_wants_a_second_and_what_rests_on_several_holds() {
        let ana = person("Ana", &[Listening, PracticalHelp, Advice]);
        let bo = person("Bo", &[Company, Professional, Listening]);
        let cleo = person("Cleo", &[PracticalHelp, Advice, Company]);
        let net = net_of(&[ana.clone(), bo.clone(), cleo.clone()]);
        assert_eq!(net.step, Step::Second(Professional, bo.id));
        assert_eq!(net.perhaps, None, "a professional is nobody of the inner circle");
        let net = net_of(&[ana, bo, cleo, person("Dr Diaz", &[Professional])]);
        assert_eq!(net.step, Step::Holds);
    }

    #[rstest]
    #[case::boundary(|person: &mut Person| person.boundary = Some(Boundary::OnlyAnswer), true)]
    #[case::resting(|person: &mut Person| person.status = Status::Resting, true)]
    #[case::ended(|person: &mut Person| person.status = Status::Ended, false)]
    #[case::deceased(|person: &mut Person| person.status = Status::Deceased, false)]
    #[case::deceased_behind_a_boundary(|person: &mut Person| {
        person.status = Status::Deceased;
        person.boundary = Some(Boundary::InCompany);
    }, false)]
    fn whoever_cannot_be_suggested_carries_nothing(#[case] change: fn(&mut Person), #[case] is_told: bool) {
        let mut ana = person("Ana", &SupportRole::ALL);
        change(&mut ana);
        let net = net_of(&[ana.clone()]);
        assert!(net.people().is_empty() && net.everything.is_empty());
        assert_eq!((net.step, net.apart == [ana.id]), (Step::Begin, is_told));
    }

    #[test]
    fn the_nearest_who_carries_nothing_may_be_asked_and_no_acquaintance() {
        let of = |name: &str, circle| {
            let mut person = person(name, &[]);
            person.circle = circle;
            person
        };
        let (wide, close, inner) =
            (of("Ana", Some(Circle::Wider)), of("Bo", Some(Circle::Close)), of("Zoë", Some(Circle::Inner)));
        assert_eq!(net_of(&[wide.clone(), close.clone(), inner.clone()]).perhaps, Some(inner.id));
        assert_eq!(net_of(&[wide.clone(), close.clone()]).perhaps, Some(close.id));
        assert_eq!(net_of(&[wide]).perhaps, None);
    }

    proptest! {
        #[test]
        fn every_role_of_everybody_who_may_be_suggested_is_in_the_net_and_no_other(
            people in prop::collection::vec(
                (prop::sample::subsequence(SupportRole::ALL.to_vec(), 0..=5), prop::sample::select(&Status::ALL[..])),
                0..9,
            )
        ) {
            let people: Vec<Person> = people.iter().enumerate().map(|(number, (roles, status))| {
                let mut person = person(&number.to_string(), roles);
                person.status = *status;
                person
            }).collect();
            let net = net_of(&people);
            let carried: usize = net.needs.iter().map(|need| need.carriers.len()).sum();
            let meant: usize = people.iter().filter(|it| it.status.is_active()).map(|it| it.support.len()).sum();
            prop_assert_eq!(carried, meant);
            let gap = net.needs.iter().any(|need| need.rests_on() == RestsOn::Nobody);
            prop_assert_eq!(gap, matches!(net.step, Step::Begin | Step::Fill(_)), "a gap is what is named first");
        }
    }
}
