### The page of boundaries on social media, and looking at the boundary with a person again.

scroll-title = Scrolling
scroll-eyebrow = Boundaries on social media
scroll-empty-lead = Keep some time free of feeds, or give them a budget. When one of these boundaries is reached, Kith offers somebody you know and something to do, once.
scroll-private = Kith watches nothing: no browser, no programs. It knows only the minutes that you note here.
scroll-settings-hint = Times without, a weekly budget, and a timer.
scroll-settings-none = No boundary is set.
scroll-open = Open
scroll-what-instead = What instead?

scroll-week-title = This week
scroll-week-hint = From Monday to Sunday, as you note it.
scroll-report-do = I scrolled for
scroll-report-own = Other minutes
scroll-report-note = Note
scroll-reports = What you noted
# $length is a length such as "15 min", $at a moment.
scroll-report = { $length }, noted { $at }
scroll-report-timed = { $length }, by a timer { $at }
scroll-report-minutes = Minutes of: { $what }
scroll-report-correct = Correct
scroll-noted = Noted { $length } of social media.
scroll-corrected = Corrected to { $length }.
scroll-removed = Took out { $length }.

scroll-timer-title = A few minutes, then stop
scroll-timer-hint = Kith tells you when they are over, also in quiet hours: you asked for it. They count for the week.
scroll-timer-do = Tell me after
scroll-timer-start = Start
scroll-timer-stop = Stop
scroll-timer-runs = { $left } left; Kith tells you at { $at }.
cli-timer-none = No timer runs. Start one: kith timer 10m
scroll-timer-started = Kith tells you at { $at }.
scroll-timer-stopped = Stopped. { $length } are noted.
scroll-timer-stopped-at-once = Stopped. Nothing is noted.

scroll-times-title = Times without
scroll-times-hint = Wherever you are, by the clock there.
scroll-times-none = No time without social media is set. The usual ones take one click:
scroll-time-next = Begins { $at }
scroll-time-quiet = Begins { $at }, in your quiet hours: Kith does not speak of it
scroll-time-over = Does not come again
# $from and $to are times of the day.
scroll-preset-evenings = Evenings from { $from }
scroll-preset-mornings = Mornings until { $to }
scroll-preset-dinner = Dinner, { $from } to { $to }
scroll-preset-sundays = Sundays
scroll-time-other = Another time…
scroll-time-new = A time without social media
scroll-time-title = Change a time without social media
scroll-time-days = On
scroll-time-from = From
scroll-time-to = To
scroll-time-to-hint = may be past midnight
scroll-time-rule-hint = RFC 5545, in place of the days
scroll-problem-time = A time without social media needs a beginning and an end. Nothing was saved.
scroll-time-added = No social media { $time }.
scroll-time-changed = Now no social media { $time }.
scroll-time-removed = Took away: { $time }

scroll-budget-title = Weekly budget
scroll-budget-hint = When it is used up Kith says so once. Empty: no limit.
scroll-budget = Minutes a week

## The boundary with a person

boundary-means =
    { $boundary ->
        [never-suggest] Kith never suggests { $name }: no prompt, no call, no plan, no birthday. You can still log a contact.
        [in-company] You see { $name } only in company. Kith suggests no call and no meeting of the two of you; plans with others stay as you made them.
       *[only-answer] You answer { $name }, and do not begin. Kith suggests nothing; log it when you were in touch.
    }
boundary-means-until = { $means } You want to look at it again { $day }.
# $boundary is "Never suggest".
boundary-review = You wanted to look at this again: the boundary with { $name } ({ $boundary }). It holds until you take it away.
boundary-keep = Keep until…
boundary-keep-month = In a month
boundary-keep-3-months = In three months
boundary-keep-year = In a year
boundary-keep-open = Without a day
boundary-keep-date = Until
boundary-keep-do = Keep
boundary-take-away = Take away
boundary-kept-until = The boundary with { $name } stays. You look at it again { $day }.
boundary-kept = The boundary with { $name } stays.
boundary-removed = The boundary with { $name } is gone. Kith may suggest { $name } again.
person-boundary-review = Look at it again on
person-boundary-review-hint = it holds all the same
