### The pages of communities: what comes, who was there, one group, and looking for one.
### Not being there is no failure, and nothing counts it.

ui-nav-communities = Communities

## All of them

communities-title = Communities
communities-new = Add a community
communities-next = What comes next
communities-all = Your communities
communities-empty = No community yet
communities-empty-lead = A choir, a running group, the neighbours’ table: a group that meets is contact that comes by itself. Kith knows when it gathers, and who was there.
communities-members =
    { $count ->
        [one] one member
       *[other] { $count } members
    }
communities-next-when = next { $when }
# What a button is about: "Choir: rehearsal, tomorrow at 19:30".
communities-named = { $what }, { $when }
# For those who do not see which; each begins with the words of its button.
communities-going-to = { action-going }: { $what }
communities-not-to = { action-not-this-time }: { $what }
communities-there-at = { gathering-question } { $what }
communities-logged-of = { plans-is-logged }: { $what }
communities-cancel = It does not take place: { $what }
communities-gathering = Gathering

## Who was there?

communities-there = Who was there?
communities-there-lead = Kith logs a meeting with exactly those you tick.
communities-there-nobody = None of its members is in your book, so there is nobody to tick. Kith keeps that you were there.
communities-i-was-there = I was there
communities-i-was-not = I was not there
communities-note-more = With a note
communities-was-there = Kept: you were at { $community }.
communities-was-not-there = Kept. There is always another one.
communities-said-going = You are going: { $what }, { $when }.
communities-said-not = Not this time: { $what }, { $when }.
communities-cancelled = It does not take place: { $what }, { $when }.

## One community

communities-next-none = Nothing is known of when it gathers. Add its gatherings, or read them from a calendar.
communities-when = When it gathers
communities-series-add = Add gatherings
communities-dates = The next ones
communities-over = It is over.
communities-of-calendar = From the calendar
communities-once-more = One more, on a day of its own
communities-once-more-done = { $community } gathers once more, on { $day }.
communities-past = Before
communities-about = What you know of it
communities-role = Your part
communities-role-hint = second tenor, treasurer
communities-who = Who is in it
communities-who-also = Also in it
communities-who-hint = names, with commas; those in your book can be ticked later
communities-remind = Reminder
communities-remind-never = never
communities-calendar = Calendar
communities-calendar-add = Read a calendar again and again
communities-calendar-path = An .ics file on this computer
communities-calendar-hint = the whole path; Kith looks every few minutes whether it has changed
communities-calendar-do = Read it
communities-calendar-stop = Do not read it again
communities-unsubscribed = Kith leaves the calendar alone; the gatherings of { $community } stay as they are.
communities-no-path = Give the whole path of an .ics file on this computer. Nothing was changed.
communities-not-kept = What is not as the calendar says it
communities-of-person = Communities

## Making one

communities-edit = Change { $community }
communities-name = What is it called?
communities-name-hint = Choir, Sunday runners, the repair café
communities-then-when = Then you say when it gathers.
communities-added = Added: { $community }. When does it gather?
communities-changed = Changed: { $community }.
communities-removed = Removed: { $community }. What you logged of it stays.
communities-gathers = { $community } gathers { $when }.
communities-series-new = When does { $community } gather?
communities-series-edit = When { $community } gathers
communities-series-removed = Taken out. The other gatherings of { $community } stay.
communities-how-often = How often?
communities-once = Once
communities-from = First day
communities-from-hint = empty: today
communities-at = Begins at
communities-series-title = What is it?
communities-series-title-hint = where there are several: rehearsal
communities-series-place-hint = if it is another than usual
communities-no-day = Choose the day of it.
communities-no-time = Choose the time at which it begins.

## Gatherings from a file

communities-import = From a calendar
communities-import-into = Gatherings of { $community } from a calendar
communities-import-lead = Most groups give out a calendar. Save it as an .ics file, and Kith reads when the group gathers.
communities-import-file = Calendar
communities-import-do = Read it
communities-import-how = One entry that comes again, and what was moved or cancelled, is understood. The file is read on this computer and goes nowhere.
communities-no-file = Choose a calendar first: a file that ends in .ics.
communities-unnamed = A community
communities-imported = The calendar was read

## Looking for one

communities-ideas = Looking for a community
communities-ideas-lead = What would you like to do with others, again and again? Tick what you could imagine. It stays here, and nobody is asked.
communities-ideas-keep = Keep what is ticked
communities-ideas-kept =
    { $count ->
        [0] Nothing is ticked.
        [one] Kept: one idea. Now ask one person whether they know of such a group.
       *[other] Kept: { $count } ideas. Now ask one person whether they know of such a group.
    }
communities-ideas-how = How one finds such a group
communities-ideas-found = I have found one

ideas-for-music = Music
ideas-one-choir = A choir, also for those who never sang
ideas-one-orchestra = A wind band or an orchestra for amateurs
ideas-one-jam = A session to play along
ideas-one-dance = Folk dance, tango, swing
ideas-for-moving = Moving
ideas-one-running = A running group, or a walk each week
ideas-one-hiking = A hiking club
ideas-one-team = A team that plays for fun
ideas-one-climbing = A climbing hall with an open evening
ideas-for-making = Making things
ideas-one-repair = A repair café
ideas-one-crafts = Knitting, sewing, or an open workshop
ideas-one-garden = A shared garden
ideas-one-cooking = Cooking together, or a supper club
ideas-for-words = Words
ideas-one-reading = A book circle at the library
ideas-one-language = A language table
ideas-one-writing = A writing group
ideas-one-theatre = A theatre group, on the stage or behind it
ideas-for-play = Playing
ideas-one-boardgames = A board games evening
ideas-one-chess = A chess club
ideas-one-quiz = A pub quiz with a team of your own
ideas-one-cards = A round of cards that meets each week
ideas-for-helping = Helping
ideas-one-volunteer = A food bank or a visiting service
ideas-one-fire = The fire brigade or first aid
ideas-one-mentoring = Helping children read, or newcomers settle in
ideas-one-neighbours = A neighbours’ group that lends and helps
ideas-for-near = Near you
ideas-one-parents = Parents of the school or the nursery
ideas-one-faith = A congregation
ideas-one-local = The association of your street or village
ideas-one-table = A table in a café, the same evening each week, begun by you

ideas-way-1 = Ask one person in your book what they belong to, and whether you may come along.
ideas-way-2 = Look at the notice boards of the library, the town hall, the bakery and the sports hall.
ideas-way-3 = Go twice before you decide. The first time everybody is a stranger.
ideas-way-4 = Choose one that meets each week, near enough to walk or cycle to.
ideas-way-5 = If there is none, begin one: a day, a place, and two people are enough.
