### What only the pages say.

## The frame

ui-nav-skip = Skip to content
ui-nav-label = Main
ui-nav-brand = Kith, today
ui-nav-today = Today
ui-nav-people = People
ui-nav-log = Check-ins
ui-nav-settings = Settings
ui-find = Find
ui-log-a-check-in = Log a check-in
ui-undo = Undo
ui-undone = Taken back.
ui-dismiss = Dismiss
ui-close = Close
ui-cancel = Cancel
ui-save = Save
ui-remove = Remove
ui-more = More
ui-add-person = Add a person

## The palette

ui-palette-label = Find people and commands
ui-palette-hint = A name, or what you want to do
ui-palette-found = Found
ui-add-named = Add “{ $name }” as a new person
ui-command-pause = Pause until tomorrow
ui-command-resume = Resume: ask for people again
ui-command-light = Light colours
ui-command-dark = Dark colours
ui-command-system = Colours as the system has them

## Keys

ui-help-title = Keyboard help
ui-help-palette = Find people and commands
ui-help-log = Log a check-in, from anywhere
ui-help-undo = Take back what was done last
ui-help-find = Find
ui-help-help = This help
ui-help-escape = Close a dialog or a message

## When something did not work

ui-trouble-title = That did not work
ui-trouble-no-page-title = There is nothing here
ui-trouble-no-page = The page you asked for is not there, or no longer.
ui-trouble-stale-title = Please once more
ui-trouble-stale = This page is from an earlier run of Kith, so nothing was changed. Open it again and try once more.
ui-trouble-link = Kith does not open this: it opens calls, messages, mail and web pages only, and there is no number or address here that it can use. Nothing was changed.
ui-trouble-desktop-cannot = Nothing on this computer is set up to open this. Nothing was changed.
ui-trouble-desktop-failed = The desktop tried this and it failed. Nothing was changed.
ui-trouble-page = This page could not be put together. Your book is as it was.
ui-trouble-to-today = Go to Today
ui-trouble-unreachable = Kith does not answer. Nothing was changed; close the window and open it again.

## Today

ui-today-title = Today
ui-today-headline =
    { $count ->
        [0] Nobody is waiting
        [1] One person to reach today
        [2] Two people to reach today
        [3] Three people to reach today
        [4] Four people to reach today
        [5] Five people to reach today
       *[other] { $count } people to reach today
    }
ui-today-whom = Whom to reach now
ui-today-empty = Good to have you here
ui-today-empty-lead = Kith keeps in mind how often you mean to see or speak with the people you trust, and asks at most a few times a day. It starts with one person.
ui-today-empty-begin = Begin
ui-today-quiet-lead = You are in touch with everybody as you meant to be. Enjoy the day.
ui-today-all-paused = Nobody is asked for while Kith is paused. What comes up in the meantime is kept.
ui-today-next = Next is { $name }, { $day }.
ui-today-paused = Kith is paused until { $until }.
ui-today-quiet = Quiet hours: nothing is announced before { $until }.
ui-today-note = The whole note
ui-today-also = Also due: { $cadences }.
ui-today-reached = Did you reach { $name }?
ui-today-open-more =
    { $count ->
        [one] Still open from other days: one person
       *[other] Still open from other days: { $count } people
    }
ui-today-waiting =
    { $count ->
        [one] One more, on another day
       *[other] { $count } more, on other days
    }
ui-today-waiting-more =
    { $count ->
        [one] And one more.
       *[other] And { $count } more.
    }
ui-today-waiting-why =
    { $cap ->
        [one] Kith asks for one new person a day. Those who have waited longest, measured by how often you meant to be in touch, come first.
       *[other] Kith asks for at most { $cap } new people a day. Those who have waited longest, measured by how often you meant to be in touch, come first.
    }
ui-today-held =
    { $count ->
        [one] One person is held back
       *[other] { $count } people are held back
    }
ui-today-snoozed = Comes back { $until }.
ui-today-person-paused = Paused until { $until }.
ui-today-coming = The coming week

ui-resume = Resume
ui-resumed = Kith asks again.
ui-resumed-person = Kith asks for { $name } again.
ui-paused = Paused until { $until }.
ui-call = Call
ui-message = Message
ui-log = Log
ui-log-it = Log it
ui-not-now = Not now
ui-skip = Skip
ui-skipped = { $name } is let go this time. Next { $next }.
ui-skipped-last = { $name } is let go this time.
ui-snooze = Snooze
ui-snoozed = { $name } comes back { $until }.
ui-wait-evening = This evening
ui-wait-tomorrow = Tomorrow
ui-wait-3-days = In three days
ui-wait-week = In a week
ui-wait-date = Until
ui-wait-date-hint = 2026-12-01 or Friday

## Logging

ui-log-title = Log a check-in
ui-log-title-with = Log a check-in with { $names }
ui-log-label = What happened?
ui-log-label-with = How was it?
ui-log-hint = coffee with Ana and Luis yesterday, 1h
ui-log-hint-with = yesterday, 1h, she likes the new clinic
ui-understood = Understood
ui-understood-note = Note:
ui-which = Which { $name }?
ui-add-unknown = Add “{ $name }” to your people
ui-reaction = A like can be noted. It counts for nothing: no cadence rests because of it.
ui-how = How were you in touch?
ui-with-whom = With whom?
ui-log-also = Also with
ui-log-also-hint = names, with commas between
ui-when = When?
ui-when-hint = yesterday, Friday, 2026-11-20
ui-minutes = How many minutes?
ui-note = Note
ui-note-hint = what to remember next time
ui-started = Who started it?
ui-felt = How did it leave you?
ui-recent = Logged lately
ui-logged-title =
    { $mode ->
        [in-person] Met { $names }
        [video] Video call with { $names }
        [voice] Call with { $names }
        [message] Message with { $names }
       *[reaction] A like for { $names }
    }
ui-logged-detail = { $day }, { $length }
ui-remove-of = Remove: { $what }
ui-check-in = Check-in
ui-check-in-changed = Changed.
ui-check-in-removed = Removed: { $what }.
