//! Insights in words: each chart with its heading, a sentence, and its table.
//!
//! A table has its cells twice: as a page shows them ("1 h 30", "October 2026") and as a spreadsheet takes them (90,
//! 2026-10-01).

use chrono::Datelike;
use kith_core::{
    Circle, Mode, Settings, SupportRole,
    insights::{Chart, Insights, Part, Period, Unit},
};

use crate::{Words, names::mode_arg};

/// From so many minutes on a sentence says whole hours.
const MANY_HOURS: u64 = 20 * 60;

/// A chart in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChartWords {
    /// Which.
    pub chart: Chart,
    /// Its heading.
    pub title: String,
    /// What it shows, in a sentence.
    pub says: String,
    /// What is to be known besides, a sentence each.
    pub notes: Vec<String>,
    /// What is said in its place when there is nothing to draw.
    pub nothing: Option<String>,
    /// The columns of its table.
    pub columns: Vec<Cell>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell, or the head of a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// As a person reads it.
    pub shown: String,
    /// As a spreadsheet does: whole numbers, ISO dates.
    pub plain: String,
    /// Whether it is the name of somebody.
    pub name: bool,
}

impl Cell {
    fn same(text: String) -> Cell {
        Cell { plain: text.clone(), shown: text, name: false }
    }
}

impl ChartWords {
    /// The heads of the columns and the rows, as a spreadsheet takes them.
    pub fn plain(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let plain = |cells: &Vec<Cell>| cells.iter().map(|cell| cell.plain.clone()).collect();
        (plain(&self.columns), self.rows.iter().map(plain).collect())
    }
}

impl Words {
    /// The heading of a chart.
    pub fn chart_title(&self, chart: Chart) -> String {
        self.with("insights-chart", &[("chart", chart.name().into())])
    }

    /// A chart in words.
    pub fn chart(&self, chart: Chart, insights: &Insights, settings: &Settings) -> ChartWords {
        let (columns, rows) = match chart {
            Chart::Minutes => self.minutes_table(insights),
            Chart::FaceToFace => self.face_table(insights),
            Chart::Scrolled => self.scrolled_table(insights),
            Chart::Circles => self.circles_table(insights, settings),
            Chart::Year => self.year_table(insights, settings),
            Chart::Support => self.support_table(insights),
            Chart::Felt => self.felt_table(insights),
        };
        let nothing = is_nothing(chart, insights)
            .then(|| self.with("insights-none", &[("chart", chart.name().into())]));
        ChartWords {
            chart,
            title: self.chart_title(chart),
            says: self.chart_says(chart, insights),
            notes: self.chart_notes(chart, insights),
            nothing,
            columns,
            rows,
        }
    }

    fn chart_says(&self, chart: Chart, insights: &Insights) -> String {
        let sum = |of: fn(&Part) -> u64| insights.parts.iter().map(of).sum::<u64>();
        let when = || ("when", self.in_period(insights.period).into());
        match chart {
            Chart::Minutes => {
                let (all, face) = (self.roughly(sum(Part::human)), self.roughly(sum(Part::face_to_face)));
                self.with("insights-minutes-says", &[when(), ("all", all.into()), ("face", face.into())])
            }
            Chart::FaceToFace => {
                let (face, all) = (sum(Part::face_to_face), sum(Part::human).max(1));
                let minutes = (face * 60 + all / 2) / all;
                self.with("insights-face-says", &[when(), ("minutes", minutes.into())])
            }
            Chart::Scrolled => {
                let (spoken, scrolled) =
                    (self.roughly(sum(Part::spoken)), self.roughly(sum(|part| part.scrolled)));
                let args = [when(), ("spoken", spoken.into()), ("scrolled", scrolled.into())];
                self.with("insights-scrolled-says", &args)
            }
            Chart::Circles => self.text("insights-circles-says"),
            Chart::Year => {
                let count = insights.year.people.len() as u64 + u64::from(insights.year.others);
                self.with("insights-year-says", &[("count", count.into())])
            }
            Chart::Support => self.with("insights-support-says", &[when()]),
            Chart::Felt => {
                let said = insights.felt.iter().map(|it| it.lifted + it.even + it.drained).sum::<u32>();
                self.with("insights-felt-says", &[when(), ("count", said.into())])
            }
        }
    }

    fn chart_notes(&self, chart: Chart, insights: &Insights) -> Vec<String> {
        let untimed: u32 = insights.parts.iter().flat_map(|part| part.untimed).sum();
        let messages: u32 = insights.parts.iter().filter_map(|part| part.untimed.last()).sum();
        match chart {
            Chart::Minutes => match untimed {
                0 => Vec::new(),
                count => {
                    let args = [("count", count.into()), ("messages", messages.into())];
                    vec![self.with("insights-untimed", &args)]
                }
            },
            Chart::FaceToFace => Vec::new(),
            Chart::Scrolled => vec![self.text("insights-scrolled-note")],
            Chart::Circles => vec![self.text("insights-circles-note")],
            Chart::Year => match insights.year.others {
                0 => Vec::new(),
                count => vec![self.with("insights-year-others", &[("count", count.into())])],
            },
            Chart::Support => vec![self.text("insights-support-note")],
            Chart::Felt => vec![self.text("insights-felt-note")],
        }
    }

    fn in_period(&self, period: Period) -> String {
        let (name, year) = match period {
            Period::Weeks => ("week", 0),
            Period::Months => ("months", 0),
            Period::All => ("all", 0),
            Period::Year(year) => ("year", year),
        };
        // A year is a name and no number.
        self.with("insights-in-period", &[("period", name.into()), ("year", year.to_string().into())])
    }

    /// A part of the period, in a table: "16 November 2026", "November 2026", "2026".
    fn part_name(&self, part: &Part, unit: Unit) -> String {
        let (from, to) = (part.from, part.to.year());
        match unit {
            Unit::Week => self.date(from),
            Unit::Month => self.month_of_year(from),
            Unit::Year if from.year() == to => to.to_string(),
            Unit::Year => {
                // A year is a name and no number.
                let args = [("from", from.year().to_string().into()), ("to", to.to_string().into())];
                self.with("insights-years", &args)
            }
        }
    }

    /// What stands below a part on an axis, where there are so many of them: "16 Nov", "Nov", "2026". Empty where
    /// there is no room.
    pub fn part_label(&self, part: &Part, unit: Unit, parts: usize) -> String {
        let from = part.from;
        match unit {
            Unit::Week => self.short_date(from),
            Unit::Month if parts <= 12 => self.short_month(from),
            Unit::Month if from.month() == 1 => from.year().to_string(),
            Unit::Month if from.month() == 7 => self.short_month(from),
            Unit::Month => String::new(),
            Unit::Year if from.year() == part.to.year() => from.year().to_string(),
            Unit::Year => self.with("insights-years-until", &[("to", part.to.year().to_string().into())]),
        }
    }

    /// A circle with what was meant in it: "Inner: meet".
    pub fn circle_floor(&self, circle: Circle, floor: Mode, settings: &Settings) -> String {
        let (circle, floor) = (self.circle(circle, settings), self.floor(floor));
        self.with("insights-circle-floor", &[("circle", circle.into()), ("floor", floor.into())])
    }

    fn floor(&self, floor: Mode) -> String {
        self.with("insights-floor", &[mode_arg(floor)])
    }

    /// A sum of minutes as a length.
    pub(crate) fn long(&self, minutes: u64) -> String {
        self.minutes(u32::try_from(minutes).unwrap_or(u32::MAX))
    }

    /// The same in a sentence: nobody counts the minutes of many hours.
    fn roughly(&self, minutes: u64) -> String {
        match minutes {
            ..MANY_HOURS => self.long(minutes),
            _ => self.long((minutes + 30) / 60 * 60),
        }
    }

    fn time_cell(&self, minutes: u64) -> Cell {
        Cell { shown: self.long(minutes), plain: minutes.to_string(), name: false }
    }

    fn number(&self, number: impl Into<u64>) -> Cell {
        Cell::same(number.into().to_string())
    }

    fn part_cell(&self, part: &Part, unit: Unit) -> Cell {
        Cell { shown: self.part_name(part, unit), plain: part.from.to_string(), name: false }
    }

    fn head(&self, id: &str) -> Cell {
        Cell::same(self.text(id))
    }

    fn head_from(&self, unit: Unit) -> Cell {
        Cell::same(self.with("insights-column-from", &[("unit", unit.name().into())]))
    }

    /// A column of lengths, which a spreadsheet has in minutes.
    fn in_minutes(&self, what: String) -> Cell {
        let plain = self.with("insights-column-in-minutes", &[("what", what.as_str().into())]);
        Cell { shown: what, plain, name: false }
    }

    fn minutes_table(&self, insights: &Insights) -> Table {
        let mut columns = vec![self.head_from(insights.unit)];
        columns.extend(Mode::FLOORS.iter().map(|mode| self.in_minutes(self.mode(*mode))));
        columns.push(self.in_minutes(self.text("insights-column-all")));
        columns.push(self.head("insights-column-contacts"));
        columns.push(self.head("insights-column-untimed"));
        let row = |part: &Part| {
            let mut row = vec![self.part_cell(part, insights.unit)];
            row.extend(part.minutes.iter().map(|minutes| self.time_cell(*minutes)));
            row.push(self.time_cell(part.human()));
            row.push(self.number(part.contacts.iter().sum::<u32>()));
            row.push(self.number(part.untimed.iter().sum::<u32>()));
            row
        };
        (columns, insights.parts.iter().map(row).collect())
    }

    fn face_table(&self, insights: &Insights) -> Table {
        let columns = vec![
            self.head_from(insights.unit),
            self.in_minutes(self.text("insights-column-face")),
            self.in_minutes(self.text("insights-column-all")),
            self.in_minutes(self.text("insights-column-of-hour")),
        ];
        let row = |part: &Part| {
            let of_hour = part.face_to_face_of_an_hour();
            vec![
                self.part_cell(part, insights.unit),
                self.time_cell(part.face_to_face()),
                self.time_cell(part.human()),
                of_hour.map_or_else(|| Cell::same(String::new()), |minutes| self.of_hour_cell(minutes)),
            ]
        };
        (columns, insights.parts.iter().map(row).collect())
    }

    fn of_hour_cell(&self, minutes: u64) -> Cell {
        let shown = self.with("insights-minutes-of-hour", &[("minutes", minutes.into())]);
        Cell { shown, plain: minutes.to_string(), name: false }
    }

    fn scrolled_table(&self, insights: &Insights) -> Table {
        let columns = vec![
            self.head_from(insights.unit),
            self.in_minutes(self.text("insights-column-spoken")),
            self.in_minutes(self.text("insights-column-scrolled")),
        ];
        let row = |part: &Part| {
            vec![
                self.part_cell(part, insights.unit),
                self.time_cell(part.spoken()),
                self.time_cell(part.scrolled),
            ]
        };
        (columns, insights.parts.iter().map(row).collect())
    }

    fn circles_table(&self, insights: &Insights, settings: &Settings) -> Table {
        let columns = [
            "insights-column-circle",
            "insights-column-what",
            "insights-column-people",
            "insights-column-meant",
            "insights-column-came",
            "insights-column-reached",
        ];
        let rows = insights.circles.iter().map(|it| {
            vec![
                Cell::same(self.circle(it.circle, settings)),
                Cell::same(self.floor(it.floor)),
                self.number(it.people),
                self.number(it.meant),
                self.number(it.came),
                self.number(it.reached),
            ]
        });
        (columns.map(|id| self.head(id)).into(), rows.collect())
    }

    fn year_table(&self, insights: &Insights, settings: &Settings) -> Table {
        let year = &insights.year;
        let mut columns = vec![self.head("insights-column-person"), self.head("insights-column-circle")];
        columns.extend(year.months.iter().map(|month| Cell {
            shown: self.short_month(*month),
            plain: month.format("%Y-%m").to_string(),
            name: false,
        }));
        let rows = year.people.iter().map(|person| {
            let circle = match person.circle {
                Some(circle) => self.circle(circle, settings),
                None => self.text("insights-without-circle"),
            };
            let name = Cell { name: true, ..Cell::same(person.name.clone()) };
            let mut row = vec![name, Cell::same(circle)];
            row.extend(person.months.iter().map(|month| Cell {
                shown: Some(month.contacts).filter(|it| *it > 0).map(|it| it.to_string()).unwrap_or_default(),
                plain: month.contacts.to_string(),
                name: false,
            }));
            row
        });
        (columns, rows.collect())
    }

    fn support_table(&self, insights: &Insights) -> Table {
        let asked = asks(insights);
        let mut columns = vec![self.head_from(insights.unit)];
        columns.extend(SupportRole::ALL.map(|role| Cell::same(self.support_role(role))));
        if asked {
            columns.extend(SupportRole::ALL.map(|role| {
                let role = self.support_role(role);
                Cell::same(self.with("insights-column-asked", &[("role", role.into())]))
            }));
        }
        let row = |part: &Part| {
            let mut row = vec![self.part_cell(part, insights.unit)];
            row.extend(part.support.map(|count| self.number(count)));
            if asked {
                row.extend(part.needed.map(|count| self.number(count)));
            }
            row
        };
        (columns, insights.parts.iter().map(row).collect())
    }

    fn felt_table(&self, insights: &Insights) -> Table {
        let columns = [
            self.head("insights-column-mode"),
            Cell::same(self.felt(kith_core::Felt::Lifted)),
            Cell::same(self.felt(kith_core::Felt::Even)),
            Cell::same(self.felt(kith_core::Felt::Drained)),
            self.head("insights-column-unsaid"),
        ];
        let rows = Mode::FLOORS.iter().zip(insights.felt).map(|(mode, felt)| {
            let counts = [felt.lifted, felt.even, felt.drained, felt.unsaid];
            let mut row = vec![Cell::same(self.mode(*mode))];
            row.extend(counts.map(|count| self.number(count)));
            row
        });
        (columns.into(), rows.collect())
    }
}

type Table = (Vec<Cell>, Vec<Vec<Cell>>);

/// Whether anything was asked for and kept.
pub(crate) fn asks(insights: &Insights) -> bool {
    insights.parts.iter().any(|part| part.needed.iter().any(|count| *count > 0))
}

/// Whether there is nothing to draw.
fn is_nothing(chart: Chart, insights: &Insights) -> bool {
    let parts = |of: fn(&Part) -> u64| insights.parts.iter().all(|part| of(part) == 0);
    match chart {
        Chart::Minutes | Chart::FaceToFace => parts(Part::human),
        Chart::Scrolled => parts(Part::spoken) && parts(|part| part.scrolled),
        Chart::Circles => insights.circles.is_empty(),
        Chart::Year => insights.year.people.is_empty(),
        Chart::Support => {
            parts(|part| part.support.iter().map(|count| u64::from(*count)).sum()) && !asks(insights)
        }
        Chart::Felt => insights.felt.iter().all(|felt| felt.lifted + felt.even + felt.drained == 0),
    }
}
