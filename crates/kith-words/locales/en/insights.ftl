### How it goes: charts with a sentence each, their tables, and looking back at the week.
### Nobody is ranked and nothing is praised or blamed: what was, in hours and in contacts.

ui-nav-insights = Insights

insights-title = Insights
insights-lead = What real contact there was, as you logged it. A like counts for nothing.
insights-empty = Nothing to look at yet
insights-empty-lead = Log a few calls and meetings, with how long they took. What they add up to is shown here.

## What is looked at

insights-period = Which time to look at
insights-weeks = 12 weeks
insights-months = 12 months
insights-all = All of it

## The charts

insights-chart =
    { $chart ->
        [minutes] Time with people
        [face-to-face] Face to face
        [scrolled] Spoken and scrolled
        [circles] Meant, and came about
        [year] A year in people
        [support] Those who carry you
       *[felt] How it left you
    }

# Several years in one line of a table, and below them on an axis.
insights-years = { $from }–{ $to }
insights-years-until = …{ $to }
# What all sentences of a period begin with.
insights-in-period =
    { $period ->
        [week] In these twelve weeks
        [months] In these twelve months
        [all] Since you began
       *[year] In { $year }
    }

insights-minutes-says = { $when } you spent { $all } with people, { $face } of it face to face.
insights-face-says =
    { $minutes ->
        [one] { $when }, one minute of each hour with people was face to face.
       *[other] { $when }, { $minutes } minutes of each hour with people were face to face.
    }
insights-scrolled-says = { $when }: { $spoken } spoken, { $scrolled } scrolled, as far as you said.
insights-circles-says = In the last three months: what your cadences meant, and how many contacts there were.
insights-year-says =
    { $count ->
        [one] One person with whom you were in touch, month by month.
       *[other] { $count } people with whom you were in touch, by circle and then by name.
    }
insights-support-says = { $when }: contacts with those who carry something for you today.
insights-felt-says =
    { $count ->
        [0] { $when } you noted of no contact how it left you.
        [one] { $when } you noted of one contact how it left you.
       *[other] { $when } you noted of { $count } contacts how they left you.
    }

## What a chart says besides

insights-untimed =
    { $count ->
        [one] One contact is not in the hours: nobody noted how long it took.
       *[other] { $count } contacts are not in the hours, as nobody noted how long they took; { $messages ->
            [0] none of them was a message.
            [one] one of them was a message.
           *[other] { $messages } of them were messages.
        }
    }
insights-circles-note = A meeting also counts where a call was meant, and a contact with two people counts for both. Whoever rests or is behind a boundary is not counted.
insights-year-others =
    { $count ->
        [one] One more person is not named here.
       *[other] { $count } more people are not named here.
    }
insights-support-note = Who carries what is taken as it is today. Whoever carries two things counts for both.
insights-scrolled-note = Spoken is in person, on video and on the telephone. Scrolled is what you reported; Kith watches nothing.
insights-felt-note = Only you see this.

## Instead of a chart that would be empty

insights-none =
    { $chart ->
        [minutes] No minutes were noted in this time.
        [face-to-face] No minutes were noted in this time.
        [scrolled] Nothing was noted in this time, neither spoken nor scrolled.
        [circles] Nobody is in a circle with a cadence.
        [year] There was no contact in this time.
        [support] Nobody in the book carries anything for you yet, or there was no contact with them in this time.
       *[felt] Of no contact in this time it is noted how it left you.
    }

## Axes and columns

insights-axis-hours = Hours
insights-axis-minutes = Minutes
insights-axis-of-hour = Minutes of each hour
insights-axis-contacts = Contacts

insights-column-from =
    { $unit ->
        [week] Week of
        [month] Month
       *[year] Year
    }
insights-column-all = All
insights-column-contacts = Contacts
insights-column-untimed = Without a length
insights-column-spoken = Spoken
insights-column-scrolled = Scrolled
insights-column-face = Face to face
insights-column-of-hour = Of each hour
insights-column-circle = Circle
insights-column-what = What was meant
insights-column-people = People
insights-column-meant = Meant
insights-column-came = Came about
insights-column-reached = With how many
insights-column-mode = How
insights-column-unsaid = Not noted
insights-column-person = Person
# $what is the name of a column.
insights-column-in-minutes = { $what }, minutes
# $role is the name of a support role.
insights-column-asked = { $role }, asked for

insights-floor =
    { $mode ->
        [in-person] Meet
        [video] See or meet
        [voice] Call or meet
       *[message] Any contact
    }
# A circle with what was meant, on an axis: "Inner: meet".
insights-circle-floor = { $circle }: { $floor }
insights-asked = Asked for
insights-without-circle = No circle
insights-minutes-of-hour = { $minutes } min

## Around a chart

insights-table = As a table
insights-table-of = { $chart }, as a table
insights-save = Save
insights-save-of = Save “{ $chart }”
insights-saved = Saved in { $path }.
insights-save-svg = As a drawing (SVG)
insights-save-png = As a picture (PNG)
insights-save-csv = As a table (CSV)
insights-no-font = There is no font on this computer that Kith could write the picture with. The drawing (SVG) can be saved without one.
insights-not-drawn = The picture could not be drawn. The drawing (SVG) and the table (CSV) can be saved.

## Looking back at a week

look-back-title = Looking back
look-back-open = Look back at the week
look-back-week = The week from { $from } to { $to }
look-back-earlier = The week before
look-back-later = The week after
look-back-copy = Copy
look-back-copied = Copied.
look-back-lines = The week in a few lines
# Five lines, each a whole sentence.
look-back-time = Face to face { $face }, on calls { $called }.
look-back-time-none = No time with people was noted this week.
look-back-untimed =
    { $count ->
        [one] One contact more has no length.
       *[other] { $count } contacts more have no length.
    }
look-back-with = In touch with { $names }.
look-back-with-more =
    { $count ->
        [one] In touch with { $names } and one more.
       *[other] In touch with { $names } and { $count } more.
    }
look-back-with-nobody = In touch with nobody, as far as it was logged.
look-back-promises =
    { $kept ->
        [0] No promise was ticked off; { look-back-open-promises }.
        [one] One promise kept; { look-back-open-promises }.
       *[other] { $kept } promises kept; { look-back-open-promises }.
    }
look-back-open-promises =
    { $open ->
        [0] none is open
        [one] one is open
       *[other] { $open } are open
    }
look-back-scrolled = Spoken { $spoken }, scrolled { $scrolled }.
look-back-spoken = Spoken { $spoken }; nothing was reported of scrolling.
# $which is whether the week after has begun.
look-back-ahead =
    { $which ->
        [this] Still this week: { $what }.
       *[next] Next week: { $what }.
    }
look-back-ahead-none =
    { $which ->
        [this] Nothing else is planned this week.
       *[next] Nothing is planned for next week.
    }
look-back-ahead-plan = { $plan } ({ $when })
look-back-ahead-birthday = { $name }’s birthday ({ $day })
look-back-over = That week is over.

look-back-notification = Your week
look-back-notification-body = Look back at the week with people, in five lines.

look-back-settings = Have it said every Sunday evening
look-back-setting = Looking back
look-back-setting-hint = Once a week, on Sunday evening at seven: what the week was, in five lines for you alone.
look-back-setting-on = Say on Sunday evening that the week can be looked back at
