### Whom to reach now and why, what comes, what became of prompts, and what logging and importing did.
### Nobody's gender is known: no "he" and no "she". Nothing is "overdue".

## Why somebody is asked for

# "call every three weeks". $often is "every three weeks" or "on the second Tuesday of the month at 19:00".
why-verb =
    { $mode ->
        [in-person] meet { $often }
        [video] have a video call { $often }
        [voice] call { $often }
       *[message] write { $often }
    }
why-meant = You meant to { why-verb }.
why-never = You meant to { why-verb }, and have not logged a contact yet.
# There was contact, but none that counts for this cadence.
why-never-so =
    { $mode ->
        [in-person] You meant to { why-verb }, and have not logged a meeting yet.
        [video] You meant to { why-verb }, and have not logged one yet.
        [voice] You meant to { why-verb }, and have not logged a call yet.
       *[message] { why-never }
    }

# The last time; it begins one of the sentences below. $on is "yesterday" or "on 29 October".
why-on =
    { $mode ->
        [in-person] You last met { $on }
        [video] You last saw each other by video { $on }
        [voice] You last spoke { $on }
       *[message] You were last in touch { $on }
    }
# $length is "four months".
why-ago =
    { $mode ->
        [in-person] It has been { $length } since you met
        [video] It has been { $length } since you saw each other by video
        [voice] It has been { $length } since you spoke
       *[message] It has been { $length } since you were in touch
    }
why-last = { $last }.
# $note was noted that time.
why-last-noted = { $last }; you noted “{ $note }”.
# $note was noted that time or at a lesser contact since.
why-last-noted-since = { $last }; you last noted “{ $note }”.

## What to do, and what comes

to-do =
    { $mode ->
        [in-person] Meet { $name }
        [video] Video call with { $name }
        [voice] Call { $name }
       *[message] Write to { $name }
    }
coming-turns = { $name } turns { $age }
coming-birthday = Birthday of { $name }

## Why somebody who is due is not asked for

held-snoozed = Snoozed until { $until }
held-paused = Paused until { $until }
held-all-paused = Kith is paused until { $until }
held-night-there = No hour for a call at their place until { $until }

## Prompts that were shown

prompt-line = { $fired }: { $asked }. { $fate }.
fate-fired = Waiting
fate-answered = Answered
fate-passed = The next one came
fate-skipped = Skipped { $on }

## What logging did

logged =
    { $mode ->
        [in-person] Logged that you met { $names }.
        [video] Logged a video call with { $names }.
        [voice] Logged a call with { $names }.
        [message] Logged a message with { $names }.
       *[reaction] Noted a like for { $names }. It counts for nothing.
    }
# $deeds is a list of "call by 14 December".
logged-next = Next: { $deeds }.
logged-still = You still mean to { $deeds }.
deed =
    { $mode ->
        [in-person] meet
        [video] have a video call
        [voice] call
       *[message] write
    }
deed-with =
    { $mode ->
        [in-person] meet { $name }
        [video] have a video call with { $name }
        [voice] call { $name }
       *[message] write to { $name }
    }
# $deed is one of the two above.
deed-by = { $deed } by { $by }

## The calendar that other programs subscribe to

calendar-name = Kith: people
calendar-anniversary = Anniversary of { $name }
calendar-not-ours = There is a file { $path } that Kith has not written, and Kith leaves it alone. Move it away, or choose another folder.
calendar-failed = The calendar { $path } could not be written: { $reason }. Kith tries again with the next change, and every hour.
