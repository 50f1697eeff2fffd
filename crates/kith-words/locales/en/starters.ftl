### Starters and promises, and what to do instead of a like.
### Nobody's gender is known: no "he" and no "she". Nothing is owed by a date, and nothing is counted.

## On a card, a line each

# $kind is "You promised" or "You saw", $on is "yesterday" or "on 29 October".
starter-line = { $kind } { $on }: { $text }
# $note is quoted from the last contact with a note.
card-noted = You noted { $on }: “{ $note }”
card-birthday = Birthday { $on }
card-birthday-turns = Birthday { $on }, turning { $age }
card-anniversary = Anniversary { $on }
card-anniversary-years =
    { $count ->
        [one] Anniversary { $on }, after a year
       *[other] Anniversary { $on }, after { in-words } years
    }

## Why nothing is suggested instead of a like

instead-status =
    { $status ->
        [resting] You are resting from { $name }, so Kith suggests no call and no plan.
        [ended] The contact with { $name } has ended, so Kith suggests no call and no plan.
       *[deceased] { $name } has died. What you saw can stay with what you remember.
    }
instead-boundary = You have drawn a boundary with { $name }, so Kith suggests no call and no plan.
instead-paused = { $name } is paused until { $until }, so Kith suggests no call and no plan.
instead-all-paused = Kith is paused until { $until }, and suggests no call and no plan.
instead-night = At their place it is no hour for a call before { $until }.

## What logging says of them

# After a like, where something could be suggested.
logged-could =
    { $mode ->
        [voice] You could call instead, or plan to meet.
       *[in-person] You could plan to meet instead.
    }
logged-promise = Your promise stands before the next time: “{ $promise }”.

## What went wrong

error-nothing-to-keep = There is nothing to keep yet. Type what it was, and try again; nothing was changed.

## The pages

ui-instead = I saw something of…
ui-instead-of = I saw something of { $name }
ui-instead-lead = A like ends there. A call, a plan or a question begins something.
ui-instead-who = Of whom?
ui-instead-suggested = Lately in touch
ui-instead-nobody = Nobody in the book is called “{ $typed }”.
ui-instead-what = What was it?
ui-instead-what-hint = first day at the clinic
ui-instead-counts = It counts as no contact before you speak.
ui-instead-call = Call now
ui-instead-plan = Plan to meet
ui-instead-keep = Keep for the next time
ui-instead-remember = Keep as a memory
ui-instead-kept = Kept for the next time with { $name }.
ui-instead-remembered = Kept with what you remember of { $name }.
ui-instead-from-like = See what it could become: { $name }
ui-help-instead = I saw something of…, from anywhere

ui-starters = To begin with
ui-starters-none = What you promise { $name }, or see and want to speak of, stands here before the next time.
ui-starter-add = Add something to begin with
ui-starter-kind = What is it?
ui-starter-text = In your words
ui-starter-text-hint = send the photos
ui-starter-added = It stands before the next time with { $name }.
ui-starter-tick =
    { $kind ->
        [promise] Kept
       *[saw] Spoken of
    }
ui-starter-tick-of =
    { $kind ->
        [promise] Kept: { $what }
       *[saw] Spoken of: { $what }
    }
ui-starter-ticked =
    { $kind ->
        [promise] A promise kept: “{ $text }”.
       *[saw] Spoken of: “{ $text }”.
    }
ui-starter-removed = Removed: { $what }
ui-question = A question to begin with
ui-question-another = Another question
ui-question-none = Every question that suits { $name } has been offered once.
ui-log-promise = What did you promise?
ui-log-promise-hint = send the photos
ui-understood-promise = You promised:

## The tray

tray-instead = I saw something of…

## The command line

cli-starter-kept = Kept for the next time with { $name }: { $text }
cli-starter-promised = You promised { $name }: { $text }
cli-starter-remembered = Kept with what you remember of { $name }: { $text }
cli-instead-call = Now is an hour to call { $name }: { $phone }
cli-instead-plan = To plan to meet: kith plan add { $name } --mode in-person --note { $text }
cli-card-question = A question to begin with: { $question }
cli-card-nothing = There is nothing to begin with for { $name } yet.
