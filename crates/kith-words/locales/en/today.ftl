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
       *[reaction] Noted a like for { $names }. It counts for nothing; a call would.
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

## What an import did

import-named = Added { $names }.
import-added =
    { $count ->
        [0] Nobody was added.
       *[other] Added { in-words } people.
    }
import-same =
    { $count ->
        [one] One person was in the book already and stays as they are.
       *[other] { $count } people were in the book already and stay as they are.
    }
import-left-out = Left out: { $what }.

# What did not come along, one or several of it.
left-out-no-name =
    { $count ->
        [one] a card without a name
       *[other] { in-words } cards without a name
    }
left-out-no-end =
    { $count ->
        [one] a card without an end
       *[other] { in-words } cards without an end
    }
left-out-group =
    { $count ->
        [one] a card of a group
       *[other] { in-words } cards of groups
    }
left-out-media =
    { $count ->
        [one] a picture or sound
       *[other] { in-words } pictures or sounds
    }
left-out-too-long =
    { $count ->
        [one] a field over { $size }
       *[other] { in-words } fields over { $size }
    }
left-out-not-a-field =
    { $count ->
        [one] a line that is no field
       *[other] { in-words } lines that are no fields
    }
left-out-outside-card =
    { $count ->
        [one] text outside of any card
       *[other] { in-words } pieces of text outside of any card
    }
left-out-at = Line { $line }: { $what }
