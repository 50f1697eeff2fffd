### Communities: groups with their own gatherings, who was there, and the calendars they give out.
### A gathering that was missed is no failure, and nothing counts it.

## A gathering, in a line: "Choir, rehearsal · Thursday at 19:30 · St Mary's · 1 h 30"

# What the group is called, and what the gathering is.
gathering-of = { $community }: { $title }
gathering-all-day = { $day }, all day
gathering-going = going
gathering-not-this-time = not this time
gathering-attended = you were there
gathering-not-there = you were not there

## When a group gathers

# $rule is "every week on Thursday at 19:30" or "on Thursday, 1 October 2026 at 19:30".
series-titled = { $title }, { $rule }
series-all-day = { $rule }, all day
series-until = { $rule }, until { $day }
series-times =
    { $count ->
        [one] { $rule }, once
       *[other] { $rule }, { $count } times
    }
series-in-zone = { $rule }, { $zone } time
series-once = on { $when }

## What is said of a gathering

gathering-comes-body = { $when }. Are you going?
gathering-comes-going-body = { $when }. You said that you are going.
# Behind the one above.
gathering-where = Where: { $place }.
gathering-question = Who was there?
gathering-question-body = { $gathering }, { $when }.
# Without names, for a screen that others see.
gathering-comes-unnamed = A gathering: { $when }
gathering-unnamed-body = Open Kith to see which.
gathering-question-unnamed-body = Open Kith to say who was at your gathering.

action-going = Going
action-not-this-time = Not this time

## Before a gathering

remind-minutes =
    { $count ->
        [0] at its beginning
        [one] one minute before
       *[other] { $count } minutes before
    }
remind-hours =
    { $count ->
        [one] an hour before
       *[other] { $count } hours before
    }
remind-days =
    { $count ->
        [one] a day before
       *[other] { $count } days before
    }

## Calendars

calendar-read-unreadable = The calendar could not be read: { $reason }. What was read before stands, and Kith tries again.
calendar-read-broken = { $why } What was read before stands, and Kith tries again.
calendar-read-too-much = With those that were made in Kith, the calendar has more gatherings than one group can have: 1,000, of which 100 recur. What was read before stands, and Kith tries again.
calendar-read =
    { $count ->
        [0] Nothing was new in the calendar of { $community }.
        [one] One entry came or changed in { $community }.
       *[other] { $count } entries came or changed in { $community }.
    }
# $why is one of those below. Numbers of lines have no separators.
not-kept-line = Line { $line }: { $why }
not-kept-no-start = an event without a beginning; it is left out.
not-kept-time = { $property } is no date or time that Kith can read; it is left out.
not-kept-rule = a rule that Kith cannot keep; the event is left out. { $why }
not-kept-unknown = Kith does not know { $property } and leaves it out.
not-kept-length = it takes over a week, or no time at all; it is left out.
not-kept-zone = nobody knows the time zone “{ $zone }”; the times are taken for those of where you are.
not-kept-long = the line is too long; it is left out.
not-kept-dates = only the latest { $count } dates of this kind are kept.
not-kept-many = more than { $count } such events are in the file; it is left out.
not-kept-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }

## What cannot be

error-gone-community = This community is not in the book any more. Nothing was changed.
error-gone-gathering = There is no gathering at that time any more. Nothing was changed; look when the next one is.
error-no-community-name = A community needs a name. Nothing was saved yet; type one and save again.
error-no-community-named = No community is called “{ $typed }”. Check the spelling, or add it first.
error-several-communities = “{ $typed }” fits { $names }. Say which, with more of the name.
error-not-a-member = { $name } is not a member. Nothing was logged; add { $name } to the community first.
error-already-attended = Who was there is logged already. Nothing was changed; correct what is logged instead.
error-from-calendar = These gatherings are those of a calendar that Kith reads again. Nothing was changed; change them there, or stop reading it first.
error-no-gatherings = Kith finds no gathering in the calendar that it can keep, and nothing was added.
error-calendar-too-large = The calendar is larger than { $size }, and nothing was added.
error-calendar-none = The file is no calendar, and nothing was added. Save the calendar as an .ics file and choose that.
error-calendar-cut-off = The calendar is cut off in the middle, and nothing was added. Save it once more.
error-calendar-too-many = There are more than { $count } events in the calendar, and nothing was added.
error-no-file = There is no file { $path } that Kith can read. Nothing was changed; give the whole path of an .ics file that is there.

## kith communities

cli-communities-none = There is no community yet.
cli-communities-members = Members: { $names }
cli-communities-past = Before
cli-communities-going = Going: { $gathering }.
cli-communities-not = Not this time: { $gathering }.
cli-communities-not-there = You were not there: { $gathering }.
cli-communities-attended = You were there: { $gathering }.
cli-communities-no-gathering = There is no gathering of { $community } to say that of. Say --at with the day of the one you mean.
cli-communities-left-out = What is not as the file says it:
