//! Any bytes are read as a calendar or refused, and each series that was read has its gatherings in their order.
#![no_main]

use chrono::DateTime;
use chrono_tz::Tz;
use kith_exchange::gatherings::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = read(bytes, Tz::Europe__Madrid) else { return };
    for series in read.series.iter().take(5) {
        let times = series.after(DateTime::UNIX_EPOCH, 3);
        assert!(times.windows(2).all(|pair| pair[0].instant() < pair[1].instant()));
        assert!(
            series.uid.as_ref().is_some_and(|uid| read
                .series
                .iter()
                .filter(|it| it.uid.as_ref() == Some(uid))
                .count()
                == 1)
        );
    }
});
