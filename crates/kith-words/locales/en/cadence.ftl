### Cadences: how often Kith asks for contact with somebody.

## A cadence as a line of its own

# $every is "every three weeks".
cadence-after =
    { $mode ->
        [in-person] Meet { $every } after you last met
        [video] A video call { $every } after you last saw each other
        [voice] A call { $every } after you last spoke
       *[message] A message { $every } after you were last in touch
    }
cadence-after-at = { cadence-after }, at { $time }
# $when is "on the second Tuesday of the month at 19:00" or "by the rule FREQ=WEEKLY;COUNT=3".
cadence-rule =
    { $mode ->
        [in-person] Meet { $when }
        [video] A video call { $when }
        [voice] A call { $when }
       *[message] A message { $when }
    }

# A cadence, and how it stands. $cadence is one of the lines above.
cadence-next = { $cadence }. Next: { $next }.
cadence-due = { $cadence }. Now is the time.
cadence-over = { $cadence }. It has no more dates.

## When a rule asks; all of these follow a verb or a noun, as in "Meet on weekdays at 19:00"

rule-at = { $when } at { $time }
# $rule is one of these with its time, $zone the name of a place.
rule-in-zone = { $rule }, { $zone } time
# $rule is an RRULE of RFC 5545.
rule-other = by the rule { $rule }

rule-days =
    { $count ->
        [one] every day
       *[other] every { in-words } days
    }
rule-weekdays = on weekdays
# $days is a list of weekdays.
rule-weeks =
    { $count ->
        [one] every { $days }
       *[other] every { in-words } weeks on { $days }
    }
# $nth is "second" or "last".
rule-nth-weekday =
    { $count ->
        [one] on the { $nth } { $weekday } of the month
       *[other] every { in-words } months on the { $nth } { $weekday }
    }
rule-day-of-month =
    { $count ->
        [one] on the { ordinal } of the month
       *[other] every { in-words } months on the { ordinal }
    }
rule-last-day-of-month =
    { $count ->
        [one] on the last day of the month
       *[other] every { in-words } months on the last day
    }
rule-day-of-year =
    { $count ->
        [one] every year on { $date }
       *[other] every { in-words } years on { $date }
    }

# Which of the weekdays of a month; negative from its end.
nth =
    { $nth ->
        [1] first
        [2] second
        [3] third
        [4] fourth
        [5] fifth
        [-1] last
       *[-2] second-to-last
    }

# A day of the month.
ordinal =
    { NUMBER($day, type: "ordinal") ->
        [one] { $day }st
        [two] { $day }nd
        [few] { $day }rd
       *[other] { $day }th
    }
