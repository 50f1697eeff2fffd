### The pages of plans: what is planned, a month of it, one plan, and making one.
### A plan that is let go is no failure, and none is contact before it happened.

ui-nav-plans = Plans

## What is planned

plans-title = Plans
plans-new = Plan something
plans-this-week = This week
plans-later = Later
plans-waiting = Waiting for an answer
plans-ideas = Ideas
plans-resting = Kept, and not spoken of
plans-resting-hint = Everybody in these rests, is not in touch any more, or is behind a boundary you set.
plans-past = What was planned before
plans-past-more =
    { $count ->
        [one] And one more, in its month.
       *[other] And { $count } more, in their months.
    }
plans-empty = Nothing is planned
plans-empty-lead = Think of somebody you would like to see. Kith proposes times that suit you both, writes the invitation, and reminds you.
plans-find-time = Find a time

## A month

plans-month = The month
plans-month-caption = What is planned in { $month }
plans-month-none = Nothing is planned in this month.
plans-month-days = The days of { $month } on which something is planned
plans-month-now = This month
plans-before = Before: { $month }
plans-after = After: { $month }

## Did it happen?

plans-yes = Yes, it did
plans-another-time = Another time
plans-something-else = Something else
plans-let-go = Let it go
plans-let-gone = Let go: { $what }. Some other time.
plans-answer = { $question } Did it happen?

## Making one

plans-new-with = Plan something with { $names }
plans-edit = Change the plan
plans-move = Another time
plans-how = How?
plans-agreed-already = We have agreed on it already
plans-proposed-times =
    { $count ->
        [one] Times that suit you both
       *[other] Times that suit you all
    }
plans-propose-all =
    { $count ->
        [2] Propose both
       *[other] Propose all { in-words }
    }
plans-propose-hint = Or only one of them:
plans-propose-agreed = Choose the one you agreed on:
plans-no-times = No time within three weeks suits everybody by their usual hours. Choose one yourself.
plans-who-first = Say with whom, and Kith proposes times that suit you both.
plans-own-times = Choose the time yourself
plans-own-do = Plan it for then
plans-day = Day
plans-hour = Time
plans-which-time =
    { $which ->
        [1] First choice
        [2] Second choice
       *[3] Third choice
    }
plans-the-time = When
plans-zone = By the clock of
plans-zone-hint = empty: where you are
plans-minutes-hint = empty: as usual
plans-place = Where?
plans-place-hint = a place, or a link for the call
plans-note = What for?
plans-note-hint = for you alone; it is not in the invitation
plans-also = Also with
plans-keep-idea = Keep it as an idea
plans-made-proposed = Planned: { $what }. Now send the times below.
plans-made-agreed = It is settled: { $what }, { $when }.
plans-made-idea = Kept as an idea: { $what }.
plans-changed = Changed: { $what }.
plans-no-time = Choose a time first, or keep it as an idea.
plans-one-time = Choose the one time you agreed on.
plans-half-time = A time needs its day and its hour.
plans-past-time = This time has passed. Choose one that is still to come.

## One plan

plans-is-idea = An idea so far. Find a time when you like.
plans-is-proposed =
    { $count ->
        [one] You proposed a time, and wait for the answer.
       *[other] You proposed these times, and wait for the answer.
    }
plans-is-agreed = It is settled: { $when }.
plans-is-happened = It happened.
plans-is-logged = What you noted
plans-is-moved = It was moved.
plans-is-moved-to = The plan that took its place
plans-was-moved = It was moved here from another time.
plans-is-dropped = You let it go. That is no failure, and nothing counts it.
plans-again = Plan it again
plans-happened-already = It happened already
plans-answered = Which one suits?
plans-settle = Settle on this one
# For those who do not see which; it begins with the words of the button.
plans-settle-of = { plans-settle }: { $when }
plans-none-suits = None of these
plans-invitation = The invitation
plans-invitation-hint = Kith sends nothing by itself. Change the words as you like, then copy them or open them in your mail.
plans-invitation-text = Text of the invitation
plans-mail = Open in mail
plans-copy = Copy
plans-copied = Copied.
plans-letter-too-long = This is too long for a mail program to take over. Nothing was lost: copy the text instead.
plans-calendar = Save for a calendar
plans-calendar-saved = Saved in { $path }. Send it along, or open it in your calendar.
plans-begins = To begin with
plans-about = What you know of it
plans-who = With
plans-where = Where
plans-length = How long
plans-made = Thought of

## It happened

plans-happened = How was it?
plans-happened-lead = Kith logs it with everybody who was there.
plans-there = Who was there?
plans-nobody-there = Say who was there. If nobody was, choose another time or let it go.
plans-log = Log it

## Elsewhere

plans-plan = Plan
plans-planned = Planned: { $when }.
plans-proposed-for = You proposed { $when }.
# Among what comes within the week.
plans-coming = { $time }: { $what }
