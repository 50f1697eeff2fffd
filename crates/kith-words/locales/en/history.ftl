### What was done, when: the history page and `kith changes`.

## An act as a sentence. $names is names ("Ana and Luis") or a number of people ("12 people").

history-people =
    { $count ->
        [one] one person
       *[other] { $count } people
    }

history-people-add = You added { $names }.
history-people-edit = You changed { $names }.
history-people-circle = You moved { $names } to { $circle }.
history-people-circle-none = You took { $names } out of the circles.
history-people-sort-none = You keep { $names } in the book, in no circle.
history-people-remove = You removed { $names }.
history-people-remove-with =
    { $count ->
        [one] You removed { $names }, with one check-in.
       *[other] You removed { $names }, with { $count } check-ins.
    }
history-people-merge = You made one person of { $names }.
history-people-two = You said that { $names } are two people.
history-photo-set = You gave { $names } a picture.
history-photo-remove = You took away the picture of { $names }.
history-cadence-add = You gave { $names } a cadence.
history-cadence-edit = You changed a cadence of { $names }.
history-cadence-remove = You took a cadence from { $names }.

# A contact, with its length where that is known.
history-contact =
    { $mode ->
        [in-person] a meeting with { $names }
        [video] a video call with { $names }
        [voice] a call with { $names }
        [message] a message with { $names }
       *[reaction] a like for { $names }
    }
history-contact-minutes = { history-contact }, { $minutes }
history-log = You logged { $contact }.
history-check-in-edit = You corrected { $contact }.
history-check-in-remove = You took out { $contact }.

history-import =
    { $count ->
        [one] Import: one person added.
       *[other] Import: { $count } people added.
    }
history-import-changed =
    { $count ->
        [one] Import: one person is known better.
       *[other] Import: { $count } people are known better.
    }
history-snooze = You put off { $names } until { $until }.
history-skip = You let it go with { $names } this time.
history-pause = You paused { $names } until { $until }.
history-pause-all = You paused Kith until { $until }.
history-resume = You let Kith ask for { $names } again.
history-resume-all = You let Kith ask again.
history-settings = You changed the settings.
history-prompts = Kith asked for { $names }.
history-prompts-passed = Kith went on to the next occurrence for { $names }.

# A plan: $plan is a contact as above, with its time where that is agreed.
history-plan-when = { $plan }, { $when }
history-plan-add = You planned { $plan }.
history-plan-edit = You changed a plan: { $plan }.
history-plan-propose =
    { $count ->
        [one] You proposed a time for { $plan }.
       *[other] You proposed { $count } times for { $plan }.
    }
history-plan-agree = You agreed on { $plan }.
history-plan-happened = It happened: { $contact }.
history-plan-move = You moved { $plan } to { $when }.
history-plan-move-open = You moved { $plan } to another time, still open.
history-plan-drop = You let go of a plan: { $plan }.
history-plan-told = Kith reminded you: { $plan }.
history-plans-told = Kith reminded you of { $count } plans.
history-look-back-told = Kith said that the week can be looked back at.

# A community: $community is what it is called.
history-community-add = You added a community: { $community }.
history-community-edit = You changed { $community }.
history-community-remove = You removed a community: { $community }.
history-community-series-add = You added gatherings of { $community }.
history-community-series-edit = You changed when { $community } gathers.
history-community-series-remove = You took gatherings of { $community } out.
history-community-cancel = A gathering of { $community } does not take place.
history-community-once-more = You added a single gathering of { $community }.
history-community-going = You are going: { $community }, { $when }.
history-community-not = You are not going this time: { $community }, { $when }.
history-community-answer = You said whether you are going to { $community }.
history-community-attended = You were at { $community }: { $contact }.
history-community-was-there = You were at { $community }.
history-community-not-there = You were not at { $community }.
history-community-import = You read gatherings of { $community } from a calendar.
history-community-subscribe = Kith reads the gatherings of { $community } from a calendar on this computer.
history-community-unsubscribe = Kith does not read the calendar of { $community } again.
history-community-read = The calendar of { $community } had changed, and Kith read it again.
history-community-told = Kith spoke of a gathering of { $community }.
history-communities-told = Kith spoke of gatherings of { $count } communities.

# Kept for the next conversation; $text is quoted.
history-starter-add =
    { $kind ->
        [promise] You noted a promise to { $names }: { $text }.
       *[saw] You kept what you saw of { $names }: { $text }.
    }
history-starter-edit =
    { $kind ->
        [promise] You changed a promise to { $names }: { $text }.
       *[saw] You changed what you saw of { $names }: { $text }.
    }
history-starter-done =
    { $kind ->
        [promise] You kept a promise to { $names }: { $text }.
       *[saw] You talked with { $names } about what you saw: { $text }.
    }
history-starter-remove =
    { $kind ->
        [promise] You took out a promise to { $names }: { $text }.
       *[saw] You took out what you saw of { $names }: { $text }.
    }
history-instead =
    { $kind ->
        [promise] Instead of a like, you noted a promise to { $names }: { $text }.
       *[saw] Instead of a like, you kept what you saw of { $names }: { $text }.
    }
history-question-another = You passed over a question for { $names }.
history-not-reached = You did not reach { $names }, and put it off until { $until }.

history-restore =
    { $count ->
        [one] You restored a backup. One record changed.
       *[other] You restored a backup. { $count } records changed.
    }
history-repair-done = Kith found damage in the journal, and mended what could be mended.
history-repair =
    { $count ->
        [one] Kith repaired the book. One record came back.
       *[other] Kith repaired the book. { $count } records came back.
    }
# $name is what the journal calls it.
history-other =
    { $count ->
        [one] “{ $name }”: one record changed.
       *[other] “{ $name }”: { $count } records changed.
    }
# $act is one of the sentences above.
history-undid = Undid: { $act }
history-did-again = Did again: { $act }
history-undid-something = You took something back.
# Behind the sentence of an act that was taken back.
history-taken-back = taken back
# After undo, when records had changed in the meantime.
history-kept =
    { $count ->
        [one] One record has changed since and stays as it is.
       *[other] { $count } records have changed since and stay as they are.
    }

## What an act changed, a line each

history-added = Added: { $what }
history-removed = Removed: { $what }
# $what is a name or a check-in, $change one of the lines below.
history-of = { $what }: { $change }
# A plan as one line of several: $plan as above.
history-a-plan = a plan for { $plan }
history-a-starter =
    { $kind ->
        [promise] a promise to { $names }: { $text }
       *[saw] what you saw of { $names }: { $text }
    }
history-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }

history-field-from-to = { $field }: { $before } → { $after }
history-field-set = { $field }: { $after }
history-field-cleared = { $field } removed: { $before }
history-field-changed = { $field } changed
history-quoted = “{ $text }”
history-yes = yes
history-no = no
history-field =
    { $field ->
        [name] Name
        [nicknames] Other names
        [phones] Phone
        [emails] Mail
        [addresses] Address
        [links] Link
        [organization] Organization
        [title] Work
        [birthday] Birthday
        [anniversary] Anniversary
        [zone] Time zone
        [note] Note
        [circle] Circle
        [cadence] Cadence
        [preferred-time] Best time
        [status] Status
        [paused] Paused until
        [mode] How
        [people] With
        [day] Day
        [minutes] Length
        [started-by] Who started it
        [felt] How it left you
        [boundary] Boundary
        [boundary-review] Look at the boundary again
        [support] To turn to for
        [any-hour] Can be called at any hour when needed
        [going-through] Going through something
        [helplines] Helplines
        [keeps-needs] What was needed is kept
        [free] Usually has time
        [birthday-lead] Birthday spoken of
        [remembrance] Remembered on
        [plan-state] State
        [plan-times] When
        [place] Where
        [role] Your part
        [members] Members
        [others] Also in it
        [gatherings] Gatherings
        [remind] Reminder
        [calendar] Calendar
        [starter-text] What
        [starter-done] Done
        [step-up] Messages before a step up
        [stepped-up] Call suggested after messages
        [suggests-step-up] Calls suggested after messages
        [cap] New people a day, at most
        [usual-time] Usual time
        [quiet] Quiet hours
        [all-paused] Everything paused until
        [circle-names] Names of circles
        [circle-cadences] Cadences of circles
        [notifications] Notifications
        [look-back] Looking back on Sunday evening
        [names-shown] Names in notifications
        [off-times] Times without social media
        [weekly-budget] Social media a week, at most
        [locale] Language and region
        [scheme] Colours
       *[details] Other details
    }
