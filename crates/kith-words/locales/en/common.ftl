### Words that every part of Kith uses: days, lengths of time, the names of things.

## Days and times

today = today
yesterday = yesterday
tomorrow = tomorrow

# $day is a weekday or a date.
on-day = on { $day }
# $day may also be "today" or "tomorrow".
day-at-time = { $day } at { $time }

## Lengths of time

length-minutes = { $minutes } min
length-hours = { $hours } h
# $minutes has two digits.
length-hours-minutes = { $hours } h { $minutes }

# A count in running text.
in-words =
    { $count ->
        [0] no
        [1] one
        [2] two
        [3] three
        [4] four
        [5] five
        [6] six
        [7] seven
        [8] eight
        [9] nine
        [10] ten
        [11] eleven
        [12] twelve
       *[other] { $count }
    }

length =
    { $unit ->
        [day]
            { $count ->
                [one] a day
               *[other] { in-words } days
            }
        [week]
            { $count ->
                [one] a week
               *[other] { in-words } weeks
            }
        [month]
            { $count ->
                [one] a month
               *[other] { in-words } months
            }
       *[year]
            { $count ->
                [one] a year
               *[other] { in-words } years
            }
    }

every =
    { $unit ->
        [day]
            { $count ->
                [one] every day
               *[other] every { in-words } days
            }
        [week]
            { $count ->
                [one] every week
               *[other] every { in-words } weeks
            }
        [month]
            { $count ->
                [one] every month
               *[other] every { in-words } months
            }
       *[year]
            { $count ->
                [one] every year
               *[other] every { in-words } years
            }
    }

## Names of things

mode =
    { $mode ->
        [in-person] In person
        [video] Video call
        [voice] Call
        [message] Message
       *[reaction] Like
    }

circle =
    { $circle ->
        [inner] Inner
        [close] Close
        [friends] Friends
       *[wider] Wider
    }

status =
    { $status ->
        [active] In touch
        [resting] Resting
        [ended] Ended
       *[deceased] Died
    }

# How a contact left you.
felt-lifted = Energised
felt-even = The same
felt-drained = Drained

started-by-me = You started it
started-by-them = They started it

# Stands in the place of the name of somebody who is not in the book any more.
somebody-removed = somebody you removed

## Sizes of files

size-bytes = { $size } bytes
size-kilobytes = { $size } kB
size-megabytes = { $size } MB

## Text in a row

# One sentence after another.
and-then = { $said } { $next }

## A check-in, in a line

check-in = { $day }: { $what }
check-in-what =
    { $mode ->
        [in-person] met { $names }
        [video] a video call with { $names }
        [voice] a call with { $names }
        [message] a message with { $names }
       *[reaction] a like for { $names }
    }
check-in-minutes = { $line }, { $minutes }
check-in-note = { $line }. “{ $note }”

## Somebody, in a line or a few

listed-due = now is the time
listed-next = next: { $next }

detail-nicknames = Also called { $value }
detail-circle = Circle: { $value }
detail-status = { $value }
detail-boundary = Boundary: { $value }
detail-free = Usually has time: { $value }
detail-remembrance = Remembered on: { $value }
detail-phone = Phone: { $value }
detail-email = Mail: { $value }
detail-address = Address: { $value }
detail-link = Link: { $value }
detail-organization = Organization: { $value }
detail-title = Work: { $value }
detail-birthday = Birthday: { $value }
detail-anniversary = Anniversary: { $value }
detail-their-time = It is { $value }

their-time = { $time } in { $place }
their-time-and-day = { $day } { $time } in { $place }

boundary =
    { $boundary ->
        [never-suggest] Never suggest
        [in-company] Only in company
       *[only-answer] Only to answer
    }

plan-state =
    { $state ->
        [idea] Idea
        [proposed] Waiting for an answer
        [agreed] Agreed
        [happened] Happened
        [moved] Moved
       *[dropped] Let go
    }

starter-kind =
    { $kind ->
        [promise] You promised
       *[saw] You saw
    }

daily-span = { $from } to { $to }
free-weekdays = Monday to Friday { $span }
free-weekends = Saturday and Sunday { $span }
free-never = no usual time

days-before =
    { $count ->
        [0] on the day
        [1] a day before
       *[other] { $count } days before
    }
