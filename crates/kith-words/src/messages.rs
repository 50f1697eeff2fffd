//! The Fluent files, and which of them a wish gets.

use std::sync::OnceLock;

use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue, concurrent::FluentBundle};
use icu_decimal::{DecimalFormatter, input::Decimal, options::DecimalFormatterOptions};
use icu_locale_core::{LanguageIdentifier, Locale, langid, locale};
use intl_memoizer::{Memoizable, concurrent::IntlLangMemoizer};

use crate::Arg;

/// Which way a language is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl Direction {
    /// As HTML's `dir` has it: `ltr`, `rtl`.
    pub const fn name(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

/// A language that has messages.
struct Language {
    tag: LanguageIdentifier,
    direction: Direction,
    files: &'static [&'static str],
}

/// The languages there are; the first is for wishes that none fits.
static LANGUAGES: [Language; 1] = [Language {
    tag: langid!("en"),
    direction: Direction::LeftToRight,
    files: &[
        include_str!("../locales/en/common.ftl"),
        include_str!("../locales/en/cadence.ftl"),
        include_str!("../locales/en/today.ftl"),
        include_str!("../locales/en/errors.ftl"),
        include_str!("../locales/en/backup.ftl"),
        include_str!("../locales/en/history.ftl"),
        include_str!("../locales/en/communities.ftl"),
        include_str!("../locales/en/community-pages.ftl"),
        include_str!("../locales/en/plans.ftl"),
        include_str!("../locales/en/scrolling.ftl"),
        include_str!("../locales/en/scrolling-pages.ftl"),
        include_str!("../locales/en/starters.ftl"),
        include_str!("../locales/en/questions.ftl"),
        include_str!("../locales/en/import.ftl"),
        include_str!("../locales/en/insights.ftl"),
        include_str!("../locales/en/ladder.ftl"),
        include_str!("../locales/en/learn.ftl"),
        include_str!("../locales/en/lock.ftl"),
        include_str!("../locales/en/now.ftl"),
        include_str!("../locales/en/sample.ftl"),
        include_str!("../locales/en/tray.ftl"),
        include_str!("../locales/en/shell.ftl"),
        include_str!("../locales/en/cli.ftl"),
        include_str!("../locales/en/ui.ftl"),
        include_str!("../locales/en/plan-pages.ftl"),
        include_str!("../locales/en/support.ftl"),
    ],
}];

/// English as Europe writes dates and times, for systems that name no language at all.
const NO_WISH: Locale = locale!("en-150");

/// The locale that a wish gets: a language that has messages, and the region and preferences of the wish.
pub(crate) fn locale_for(wish: Option<&str>, system: Option<&str>) -> Locale {
    let wished = |tag: &str| tag.parse::<Locale>().ok().filter(|locale| !locale.id.language.is_unknown());
    let wish = wish.and_then(wished).or_else(|| system.and_then(wished)).unwrap_or(NO_WISH);
    let language = language_of(&wish);
    let mut locale = wish;
    if locale.id.language != language.tag.language {
        locale.id =
            LanguageIdentifier { region: locale.id.region.or(NO_WISH.id.region), ..language.tag.clone() };
    }
    locale
}

fn language_of(locale: &Locale) -> &'static Language {
    LANGUAGES.iter().find(|language| language.tag.language == locale.id.language).unwrap_or(&LANGUAGES[0])
}

/// The messages of one language. They are read from their files when the first is needed: a program may start and end
/// without a word.
pub(crate) struct Messages {
    tag: String,
    language: &'static Language,
    bundle: OnceLock<FluentBundle<FluentResource>>,
}

impl Messages {
    /// The messages for a locale that [`locale_for`] gave.
    pub fn new(locale: &Locale) -> Messages {
        Messages { tag: locale.id.to_string(), language: language_of(locale), bundle: OnceLock::new() }
    }

    fn bundle(&self) -> &FluentBundle<FluentResource> {
        self.bundle.get_or_init(|| {
            let mut bundle = FluentBundle::new_concurrent(self.tag.parse().into_iter().collect());
            // Pages isolate names with <bdi>; a terminal would show the marks.
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(as_the_region_writes_it));
            // These cannot fail on files that pass the tests: `add_resource` reports ids that are there twice.
            let _ = bundle.add_builtins();
            for file in self.language.files {
                let resource =
                    FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
                let _ = bundle.add_resource(resource);
            }
            bundle
        })
    }

    pub fn tag(&self) -> &str {
        &self.tag
    }

    pub fn direction(&self) -> Direction {
        self.language.direction
    }

    /// The message `id`; the id itself where there is no such message.
    pub fn format(&self, id: &str, args: &[(&str, Arg)]) -> String {
        let mut errors = Vec::new();
        let text = self.try_format(id, args, &mut errors);
        debug_assert!(text.is_some(), "there is no message {id}");
        debug_assert!(errors.is_empty(), "the message {id} was given {args:?}: {errors:?}");
        text.unwrap_or_else(|| id.to_owned())
    }

    fn try_format(&self, id: &str, args: &[(&str, Arg)], errors: &mut Vec<FluentError>) -> Option<String> {
        let bundle = self.bundle();
        let pattern = bundle.get_message(id)?.value()?;
        let args: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, arg.value())).collect();
        Some(bundle.format_pattern(pattern, Some(&args), errors).into_owned())
    }
}

/// Writes "12,345" where Fluent alone would write "12345". Everything else is left to it.
fn as_the_region_writes_it(value: &FluentValue<'_>, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    // Arguments are whole numbers: see `Arg`.
    let number = Decimal::from(number.value as i64);
    memoizer.with_try_get::<Numbers, _, _>((), |numbers| numbers.0.format(&number).to_string()).ok()
}

struct Numbers(DecimalFormatter);

impl Memoizable for Numbers {
    type Args = ();
    type Error = ();

    fn construct(language: unic_langid::LanguageIdentifier, (): ()) -> Result<Self, ()> {
        let locale: Locale = language.to_string().parse().map_err(drop)?;
        let formatter = DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default());
        formatter.map(Numbers).map_err(drop)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_wish(Some("en-GB"), Some("de-DE"), "en-GB")]
    #[case::the_system(None, Some("en-US"), "en-US")]
    #[case::another_language_keeps_its_region(Some("es-ES"), None, "en-ES")]
    #[case::another_language_without_region(Some("es"), None, "en-150")]
    #[case::an_hour_cycle(Some("en-US-u-hc-h23"), None, "en-US-u-hc-h23")]
    #[case::not_a_tag(Some("English, please"), Some("en-AU"), "en-AU")]
    #[case::the_c_locale(None, Some("C"), "en-150")]
    #[case::nothing(None, None, "en-150")]
    fn a_wish_gets_the_best_language_and_keeps_its_region(
        #[case] wish: Option<&str>,
        #[case] system: Option<&str>,
        #[case] locale: &str,
    ) {
        assert_eq!(locale_for(wish, system).to_string(), locale);
    }
}
