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
ui-do-again = Do it again
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
ui-today-more =
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
ui-today-night-there = No hour for a call at their place. Comes { $until }.
ui-today-coming = The coming week

ui-resume = Resume
ui-resumed = Kith asks again.
ui-resumed-person = Kith asks for { $name } again.
ui-paused = Paused until { $until }.
ui-call = Call
ui-message = Message
ui-log = Log
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
ui-understood-puzzling = Kith does not understand “{ $text }” as a day or time. Write it another way, or say when below.
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

### People, one person, cadences, settings and the welcome.

## What several of these pages say

ui-add = Add
ui-edit = Edit
ui-edit-of = Edit: { $what }
ui-back = Back
ui-saved = Saved.
ui-nothing-changed = Nothing changed.
ui-show-more = Show more
ui-name = Name
ui-nicknames = Also called
ui-circle = Circle
ui-circle-none = No circle
ui-status = How it stands
ui-status-hint = Only with those in touch does Kith ask for contact. Nothing is deleted otherwise.
ui-phone = Phone
ui-phone-hint = +34 600 10 20 30
ui-email = Mail
ui-email-hint = name@example.org
ui-address = Address
ui-address-hint = Street, town
ui-link = Link
ui-link-hint = https://example.org
ui-label = What it is for
ui-label-hint = home, work
ui-birthday = Birthday
ui-birthday-hint = --12-24 without the year
# 29 February; $kept is 28 February.
ui-birthday-leap = { $date }, kept on { $kept } in other years
ui-anniversary = Anniversary
ui-organization = Organization
ui-job = Work
ui-zone = Time zone
ui-zone-hint = where they live
ui-preferred = Best time
ui-preferred-hint = when Kith asks for them
ui-person-note-hint = what you want to remember

# What is wrong with one field. $typed is what stands in it.
ui-problem-time = “{ $typed }” is not a time of day. Write it as 19:00.
ui-problem-date = “{ $typed }” is not a date. Write it as 2026-11-23.
ui-problem-zone = Kith knows no time zone “{ $typed }”. Write a region and a city, as in Europe/Madrid.
ui-problem-birthday = “{ $typed }” is not a day there is. Write 1984-12-24, or --12-24 without the year.
ui-problem-interval = “{ $typed }” does not say how often: write a whole number from 1, up to a hundred years in all.
ui-problem-number = “{ $typed }” is not a whole number from 1 to { $most }.
ui-problem-no-weekday = Choose at least one day of the week.
ui-problem-no-rule = Write the rule, such as FREQ=MONTHLY;BYDAY=2TU.
ui-problem-locale = “{ $typed }” is not a language and region. Write it as en-GB, or leave it empty to follow the system.

## People

ui-people-exchange = Import and export
ui-import = Import
ui-import-long = Import an address book
ui-export = Export everybody
ui-export-vcard-4 = as vCard 4.0
ui-export-vcard-3 = as vCard 3.0, for older programs
ui-export-csv = as a table (CSV) for Google
ui-export-calendar = as a calendar (iCalendar) of birthdays and who comes next
ui-exported = Everybody is saved in { $path }.
ui-export-person = Export
ui-exported-person = { $name } is saved in { $path }.
ui-people-empty = Whom do you want to keep close?
ui-people-empty-lead = A handful is enough to begin with: the people you would call in a good week and in a hard one.
ui-people-filter = Find and filter
ui-people-find = Find by name, place or note
ui-people-all-circles = All circles
ui-people-usual = In touch or resting
ui-sort = Order
ui-sort-name = By name
ui-sort-last = Longest without contact
ui-sort-next = Next to reach
ui-sort-newest = Newest
ui-people-total =
    { $count ->
        [0] Nobody yet
        [one] One person
       *[other] { $count } people
    }
ui-people-found =
    { $found ->
        [0] Nobody of { $count }
       *[other] { $found } of { $count }
    }
ui-people-nobody = Nobody fits. Try fewer letters, or another circle.
ui-people-select = Select { $name }
ui-people-select-all = Select all shown
ui-people-none-ticked = Select somebody first. Nothing was changed.
ui-people-never = No contact logged yet.
ui-people-no-cadence = Not asked for
ui-people-due = Now is the time
ui-people-next = Next { $day }
ui-people-bulk = With those selected
ui-people-move = Move to
ui-people-move-do = Move
ui-people-cadence = Be in touch:
ui-people-cadence-do = Give this cadence
ui-people-moved =
    { $count ->
        [one] One person is now in { $circle }.
       *[other] { $count } people are now in { $circle }.
    }
ui-people-moved-out =
    { $count ->
        [one] One person is now in no circle.
       *[other] { $count } people are now in no circle.
    }
ui-people-cadence-added =
    { $count ->
        [one] One person got this cadence.
       *[other] { $count } people got this cadence. Their first days are spread out.
    }

## One person

ui-person-added = { $name } is in your book.
ui-person-removed = { $name } is no longer in your book.
ui-person-edit = Edit { $name }
ui-person-paused = Kith does not ask for { $name } until { $until }.
ui-person-resting = You are resting from each other. Kith asks for nothing, and keeps everything.
ui-person-ended = The contact has ended. Kith asks for nothing, and keeps what was.
ui-person-deceased = { $name } has died. Kith keeps what you shared, and asks for nothing.
ui-person-died = I am sorry. Kith asks for nothing any more, and keeps what you shared.
ui-pause = Pause
ui-pause-week = For a week
ui-pause-month = For a month
ui-pause-3-months = For three months
ui-history = What was
# Who else was there.
ui-history-with = { $mode }, also with { $names }
ui-history-none = No contact logged yet.
ui-details = Details
ui-details-none = Nothing noted yet.
ui-details-add = Add a number or a birthday

ui-zone-which = Where does { $name } live? Kith asks for no call while it is night there.
ui-zone-set = { $name } lives by the clock of { $place }.
ui-photo-of = { $name }, in a picture
ui-photo-add = Add a picture
ui-photo-change = Change the picture
ui-photo-file = The picture
ui-photo-hint = JPEG, PNG, WebP or GIF
ui-photo-do = Use this picture
ui-photo-no-file = No picture was chosen, or it is empty. Nothing was changed.
ui-photo-set = { $name } has a picture now.
ui-photo-removed = The picture of { $name } is taken away.

## Cadences

ui-cadences = How often
ui-cadence-none = Kith does not ask for { $name } yet. Say how often you mean to be in touch.
ui-cadence-first = Choose how often
ui-cadence-of-circle = From { $circle }, as for everybody there.
ui-cadence-own = Choose one for them alone
ui-cadence-instead = For { $name }, this takes the place of what the circle brings.
ui-cadence-due = Now is the time.
ui-cadence-over = It has no more dates.
ui-cadence-next-is = Next: { $next }.
ui-cadence-next = The next dates
ui-cadence-now = Now
ui-cadence-new-title = How often with { $name }?
ui-cadence-title = How often with { $name }
ui-cadence-added = For { $name }: { $cadence }.
ui-cadence-changed = For { $name } from now on: { $cadence }.
ui-cadence-removed = Removed: { $cadence }.
ui-cadence-mode = How do you mean to be in touch?
ui-cadence-mode-hint = at least; more also counts
ui-cadence-when = When?
ui-cadence-kind-after = After the last time
ui-cadence-kind-weeks = Days of the week
ui-cadence-kind-nth = A weekday of the month
ui-cadence-kind-day = A day of the month
ui-cadence-kind-last-day = The last day of the month
ui-cadence-kind-year = Once a year
ui-cadence-kind-rule = Another rule
ui-cadence-every = every
ui-cadence-after-last =
    { $mode ->
        [in-person] after you last met
        [video] after you last saw each other
        [voice] after you last spoke
       *[message] after you were last in touch
    }
ui-cadence-count = How many
ui-cadence-unit = Days, weeks, months or years
ui-unit-d = days
ui-unit-w = weeks
ui-unit-mo = months
ui-unit-y = years
ui-cadence-weeks = Every how many weeks
ui-cadence-on = on
ui-cadence-days = Days of the week
ui-cadence-on-the = on the
ui-cadence-nth = Which of the month
ui-cadence-weekday = Day of the week
ui-cadence-of-month = of the month
ui-cadence-on-day = on day
ui-cadence-day-of-month = Day of the month
ui-cadence-short-months = Months without this day are left out; there is “the last day” for that.
ui-cadence-on-date = on
ui-cadence-month = Month
ui-cadence-rule = The rule
ui-cadence-rule-hint = RRULE, as calendars have it
ui-cadence-at = At
ui-cadence-at-hint = empty: your usual time
ui-cadence-from = Not before
ui-cadence-from-hint = the weeks count from here
ui-cadence-zone-hint = empty: wherever you are

## Settings

ui-settings-prompts = Prompts
ui-settings-prompts-hint = Kith asks gently, and never for everybody at once.
ui-settings-cap = New people a day, at most
ui-settings-preferred = Usual time
ui-settings-quiet = Quiet hours
ui-settings-quiet-hint = Nothing is announced then. Today still shows who waits.
ui-settings-quiet-on = Keep quiet hours
ui-settings-quiet-both = Quiet hours need both a beginning and an end. The setting stays as it was.
ui-settings-from = From
ui-settings-to = To
ui-settings-pause = Pause everything
ui-settings-pause-hint = For holidays, or a hard week. What comes up in the meantime is kept.
ui-settings-pause-tomorrow = Until tomorrow
ui-settings-circles = Circles
ui-settings-circles-hint = What a circle asks for holds for everybody in it who has no cadence of their own.
ui-settings-circle-none = This circle asks for nothing.
ui-settings-rename = Rename the circles
ui-settings-notifications = Notifications
ui-settings-notifications-hint = A hint on the desktop. The truth is the list on Today.
ui-settings-notify = Show notifications
ui-settings-names = With names and reasons, which others may read on your screen
ui-settings-test = Show a test notification
ui-settings-tested = A test notification was sent. If none appeared, look at the notification settings of your desktop.
ui-settings-last-label = Last prompt
ui-settings-last-none = None yet
ui-settings-next-label = Next prompt
ui-settings-next = { $name }, { $when }
ui-settings-next-none = None: nobody has a cadence that is still to come
ui-settings-start = Starting
ui-settings-start-hint = Kith can only ask while it runs. In the tray it is as good as not there.
ui-settings-autostart = Start Kith when I log in, in the tray
ui-settings-look = Appearance
ui-settings-look-hint = A date looks like this: { $example }.
ui-settings-colours = Colours
ui-scheme-system = As the system
ui-scheme-light = Light
ui-scheme-dark = Dark
ui-settings-locale = Language and region
ui-settings-locale-hint = empty: as the system
ui-settings-book = Your book
ui-settings-book-hint = Everything is on this computer alone: no account, no network.
ui-settings-folder = Folder
ui-settings-about = About
ui-settings-version = Version
ui-settings-zones = Time-zone data
ui-settings-zone = Your time zone
ui-settings-licence = Licence
ui-settings-licences = Free software: use, study, change and share it, under the MIT or the Apache-2.0 licence as you prefer.

## Welcome

ui-welcome-title = Who comes to mind?
ui-welcome-lead = Kith reminds you to meet and call the people you trust. Begin with one; it takes half a minute.
ui-welcome-who = Whom do you want to keep close?
ui-welcome-who-hint = A name
ui-welcome-how = How do you mean to be in touch?
ui-welcome-how-meet-month = Meet every month
ui-welcome-how-call-week = Call every week
ui-welcome-how-call-3-weeks = Call every three weeks
ui-welcome-how-meet-3-months = Meet every three months
ui-welcome-how-own = Something else
ui-welcome-how-missing = Choose how you mean to be in touch.
ui-welcome-last = When did you last?
ui-welcome-last-hint = roughly, or leave it
ui-welcome-last-today = Today
ui-welcome-last-week = About a week ago
ui-welcome-last-month = About a month ago
ui-welcome-last-months = About three months ago
ui-welcome-last-never = Longer ago, or never
ui-welcome-about = About then, as you said when you began.
ui-welcome-begin = Begin
ui-welcome-skip = Skip
ui-welcome-private = No account, no network: what you write stays on this computer.
ui-welcome-done = That is all. Kith asks for { $name } { $on }.
ui-welcome-done-now = That is all. { $name } is waiting to hear from you.

## The history of changes

ui-changes-title = What was done
ui-changes-of-title = What was changed
ui-changes-of = What was changed here
ui-changes-hint = Every change can be taken back, the latest first.
ui-changes-none = Nothing was done yet.
ui-changes-earlier = Earlier
ui-changes-latest = Back to the latest

## What was mended, above every page until it is read

ui-notices = Something in your book had to be mended.
ui-notices-understood = Understood

## Backups

ui-backups-title = Backups
ui-backups-hint = Kith keeps backups by itself: within half an hour of a change, the older ones thinned out over the months. They protect you from damage and mistakes; against a lost computer, keep one elsewhere.
ui-backups-open = Open backups
ui-backups-kept = Kept by Kith
ui-backups-last = The last backup was made { $when }.
ui-backups-none = There is no backup yet. The first is made by itself, within half an hour of the first change.
ui-backups-trouble = The backup that was due { $when } was not made. { $why }
ui-backups-count = How many
ui-backups-now = Back up now
ui-backups-made = Backed up, and read back: { $what }.
ui-backups-elsewhere = Kept elsewhere
ui-backups-elsewhere-hint = A file for a stick or another computer, for the day this one is lost. With a passphrase of its own it may lie where others can get at it.
ui-backups-passphrase = Passphrase for the backup
ui-backups-protected-hint = Whoever knows it can open the file, in Kith or with the program “age”. Kith keeps the passphrase nowhere: without it nobody can, and neither can you.
ui-backups-save-protected = Save a protected backup…
ui-backups-save = Save without a passphrase…
ui-backups-save-hint = Without one, whoever has the file can read everything, with or without Kith. Keep it where only you can get at it.
ui-backups-saved = Saved to { $path }: { $what }.
ui-backups-older = Older backups ({ $count })
ui-restore = Restore
ui-restore-hint = You first see what would change. What your book is now goes into a backup of its own, and restoring can be undone.
ui-restore-none = Nothing to restore yet.
ui-restore-look = Restore…
ui-restore-file = From a file
ui-restore-file-look = See what it would change…
ui-restore-title = Restore a backup?
ui-restore-open-title = Open this backup
ui-restore-open-passphrase = Passphrase of the backup
ui-restore-open-identity = Secret key
ui-restore-open-lock = Passphrase or recovery phrase of that book
ui-restore-open = Open the backup
ui-restore-open-safe = Opening it changes nothing: you first see what restoring would change.
ui-restore-added = { $count ->
        [one] One person comes back
       *[other] { $count } people come back
    }
ui-restore-changed = { $count ->
        [one] One person becomes as they were then
       *[other] { $count } people become as they were then
    }
ui-restore-removed = { $count ->
        [one] One person leaves the book
       *[other] { $count } people leave the book
    }
ui-restore-besides = Besides
ui-restore-safe = What your book is now goes into a backup of its own first, and you can undo this.
ui-restored = The backup was restored.
ui-check-title = Is the book sound?
ui-check-hint = Reads all of the journal, the index and the backups. It changes nothing, and may take a minute with a very large book.
ui-check = Check my book
ui-check-at = Checked { $when }:
ui-check-sound = Everything is in order.
ui-check-problems = Something is not in order. See below.
ui-repair = Repair

## The calendar that other programs subscribe to, in Settings

ui-calendar-title = Calendar
ui-calendar-hint = Birthdays, anniversaries and who comes next, as a file that any calendar program can subscribe to. Whoever can read the file reads these names and days, also while your book is locked.
ui-calendar-file = File
ui-calendar-how = Kith writes it anew whenever it says something else. In your calendar program, subscribe to this file; on another device, let the folder be synchronised.
ui-calendar-none = Kith keeps no calendar.
ui-calendar-choose = Choose a folder
ui-calendar-other = Choose another folder
ui-calendar-stop = Keep none, and remove the file
