//! What the columns of a table without a header are, by what is in them. Whoever wrote the first line wrote a person
//! there, who is not to be taken for the names of the columns.

use super::parse::unguarded;
use super::{Column, Mapping, Order, Target, day};

/// What the columns of these rows seem to be when the first of them is a person: when it holds a mail address or a
/// number. `None` when it may be a header.
pub(super) fn mapping(rows: &[Vec<String>]) -> Option<Mapping> {
    let first = rows.first().filter(|first| first.len() > 1)?;
    if !first.iter().any(|cell| is_mail(cell) || is_number(cell)) {
        return None;
    }
    let mut named = false;
    let target = |at: usize| {
        // Of most cells: one may say that there is none.
        let holds = |is: fn(&str) -> bool| {
            let cells = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
            let (are, are_not): (Vec<_>, Vec<_>) = cells.partition(|cell| is(cell));
            are.len() > are_not.len()
        };
        match () {
            () if holds(is_mail) => Target::Email,
            () if holds(is_number) => Target::Phone,
            () if !named && holds(is_words) => {
                named = true;
                Target::Name
            }
            () => Target::Keep,
        }
    };
    Some(Mapping { columns: (0..first.len()).map(target).map(Column::of).collect() })
}

fn is_mail(cell: &str) -> bool {
    let sign = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '<' | '>' | '@');
    cell.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && !name.contains(sign)
            && !host.contains(sign)
            && host.trim_matches('.').contains('.')
    })
}

/// A number that can be called: no year, no postal code, no day.
fn is_number(cell: &str) -> bool {
    const DIGITS: usize = 6;
    let cell = unguarded(cell);
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let signs =
        |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '.' | '/' | ' ' | '\u{a0}');
    digits >= DIGITS && cell.chars().all(signs) && (digits == cell.len() || !is_day(cell))
}

fn is_day(cell: &str) -> bool {
    [Order::DayFirst, Order::MonthFirst].iter().any(|order| day(cell, *order).is_some())
}

fn is_words(cell: &str) -> bool {
    cell.contains(char::is_alphabetic) && !is_mail(cell) && !is_day(cell)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn targets(rows: &str) -> Option<String> {
        let rows: Vec<Vec<String>> =
            rows.lines().map(|row| row.split(',').map(str::to_owned).collect()).collect();
        let names = mapping(&rows)?.columns.into_iter().map(|column| column.to.name());
        Some(names.collect::<Vec<_>>().join(","))
    }

    #[rstest]
    #[case("Name,Phone")]
    #[case("Name,mail @ home")]
    #[case("Name,2019,28013")]
    #[case("Name,2010-06-12,14.05.1990,5/31/1990")]
    #[case("ana@example.org")]
    fn what_holds_no_mail_address_and_no_number_may_be_a_header(#[case] first: &str) {
        assert_eq!(targets(&format!("{first}\nAna,+34 555 0100")), None);
    }

    #[rstest]
    #[case("Ana,ana@example.org", "name,email")]
    #[case("1,+34 555 0100,Ana,Madrid", "keep,phone,name,keep")]
    #[case("Ana,none,'+34 555 0100\nLuis,l@example.org,\nEve,e@example.org,(0555) 01-02", "name,email,phone")]
    #[case("1990-05-14,20101231,Ana", "keep,phone,name")]
    fn the_columns_are_what_most_of_their_cells_are(#[case] rows: &str, #[case] wanted: &str) {
        assert_eq!(targets(rows).as_deref(), Some(wanted));
    }
}
