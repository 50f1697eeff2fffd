### Boundaries on social media: times without, a weekly budget, a timer, and what to do instead. Nothing is watched, nothing
### is counted up against anybody: minutes are what the user says.

## A time without, in words

# $when is "every day", "on weekdays"; $from and $to are times of the day.
off-time = { $from } to { $to }, { $when }
off-time-day = the whole day, { $when }
# $rule is an RRULE of RFC 5545, $length "3 h 30".
off-time-rule = by the rule { $rule } from { $from }, for { $length }
# $time is one of these.
scroll-set-time = No social media { $time }
scroll-set-budget = At most { $budget } of social media a week

## How the week stands. $spent, $left and $budget are lengths, such as "1 h 30".

scroll-week =
    { $minutes ->
        [0] No social media noted this week.
       *[other] { $spent } of social media this week.
    }
scroll-week-left =
    { $minutes ->
        [0] No social media noted this week. { $budget } would be all right.
       *[other] { $spent } of social media this week; { $left } of your { $budget } are left.
    }
scroll-week-spent = { $spent } of social media this week. The { $budget } you set yourself are used up; the next week begins on Monday.
scroll-off-until = A time without social media, until { $until }
scroll-off-next = The next time without social media begins { $at }.

## In place of scrolling

thing =
    { $thing ->
        [walk] go for a walk
        [tea] make a pot of tea
        [music] put on music and do nothing else
        [cook] cook something
        [read] read a few pages
        [stretch] stretch for five minutes
        [air] step outside for some air
       *[break] take a break from every screen
    }
# $thing is one of these.
scroll-offer = Call { $name }, or { $thing }.
scroll-offer-unnamed = Call somebody, or { $thing }.
scroll-offer-alone = How about this: { $thing }.
scroll-offer-thing = Or { $thing }.

## Notifications

scroll-began-title = A time without social media
scroll-began-body = Until { $until }.
scroll-spent-title = This week’s social media is used up
scroll-spent-body = You set yourself { $budget } a week.
scroll-over-title =
    { $minutes ->
        [one] One minute is over
       *[other] { $minutes } minutes are over
    }
action-scroll-log = Note minutes
tray-scroll = 10 minutes of scrolling…

## What was done

history-scrolled-add = You noted { $length } of social media.
history-scrolled-edit = You corrected what you noted to { $length } of social media.
history-scrolled-remove = You took out { $length } of social media.
history-timer-start = You set a timer for { $length } of social media.
history-timer-stop = You stopped a timer after { $length }.
history-timer-stop-early = You stopped a timer at once.
history-off-time-add = You set a time without social media.
history-off-time-edit = You changed a time without social media.
history-off-time-remove = You took away a time without social media.
history-budget = You set how much social media a week may have.
history-scrolling-told = Kith spoke of a boundary on social media.
history-boundary-keep = You looked at the boundary with { $names } again, and kept it.
history-boundary-remove = You took away the boundary with { $names }.
