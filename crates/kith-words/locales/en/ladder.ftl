### The depth ladder: how contact in each mode stands, what a text left where it was, one step up, who began, and days of
### the year that come near. Nothing is counted aloud, nobody is compared with anybody, nothing is "overdue".

## The clocks on a person's page

ladder-title = In each way
# $on is "yesterday" or "on 29 October".
ladder-last = Last { $on }
ladder-never = Not yet
# $often is "every three months" or "on the second Tuesday of the month at 19:00".
ladder-meant = Meant { $often }
# $day is "tomorrow", "Friday" or "29 January".
ladder-next = Next: { $day }
ladder-now = Now is a good time
# $said is a few of the above.
ladder-line = { $mode }: { $said }

## After a text was logged

# $deeds is a list of "meet by spring".
ladder-still = Good. You still meant to { $deeds }.
# $deed is "meet" or "call Ana".
ladder-deed-within = { $deed } within { $length }
# $time is a month, a season, or a month with its year.
ladder-deed-in = { $deed } in { $time }
ladder-season =
    { $season ->
        [spring] spring
        [summer] summer
        [autumn] autumn
       *[winter] winter
    }

## One step up

ladder-step-up = You have written for a while without hearing each other. Would a call with { $name } be good?
# $when is "tomorrow at 08:30": where they are it is night.
ladder-step-up-from = You have written for a while without hearing each other. A call with { $name } would be good { $when }.
# In a terminal, after one of the two above.
ladder-step-up-commands = kith plan add { $name } --mode voice plans it; kith people edit { $name } --step-up off ends such suggestions.
ladder-plan-call = Plan a call
ladder-not-with = Not with { $name }
ladder-step-up-off = Kith suggests no more calls after messages with { $name }.

## How a contact left you

ladder-felt-hint = if you like; only for you
# The letter that chooses it, with Alt while somebody types.
ladder-felt-key =
    { $felt ->
        [lifted] e
        [even] s
       *[drained] d
    }

## Who began

ladder-yours = The last six were yours: ask how they are, or let it rest?

## After a call was begun from Kith

reached-question =
    { $mode ->
        [message] Did you write to { $name }?
       *[voice] Did you reach { $name }?
    }
reached-again = { $name } did not answer last time. Try again?
reached-yes = Yes
reached-no-answer = No answer
reached-minutes = Minutes
reached-with-note = Yes, with a note
reached-later = Kith reminds you of { $name } tomorrow.

## The ways in which somebody can be reached

way-another = Another way
reach-way-phone = Call { $to }
reach-way-facetime = FaceTime { $to }
reach-way-facetime-audio = FaceTime, without video { $to }
reach-way-signal = Signal { $to }
reach-way-whatsapp = WhatsApp { $to }
reach-way-skype = Skype { $to }
reach-way-text = Text { $to }
reach-way-mail = Mail { $to }

## Days of the year that come near

dates-title = Days to keep
dates-turns = { $name } turns { $age } { $on }.
dates-birthday = { $name } has a birthday { $on }.
dates-remembrance = You remember { $name } today.
dates-call = A call or a visit would mean more than a post.
dates-visit = A visit, or a call on the day, would mean more than a post.
dates-plan = Plan a visit
ui-call-of = Call { $name }

## Editing somebody

person-more = Boundaries and dates
person-boundary = Boundary
person-boundary-none = None
person-boundary-hint = Behind a boundary Kith never suggests anybody.
person-free = Usually has time
person-free-hint = wall time where they live
person-free-weekdays = Monday to Friday
person-free-weekends = Saturday and Sunday
person-from = From
person-to = To
person-birthday-lead = Speak of the birthday
person-birthday-lead-hint = days before; empty: as in Settings
person-remembrance = Remember quietly on
person-remembrance-hint = only once somebody has died
person-step-up = Suggest a call after many messages
person-free-both = A time to have time needs both a beginning and an end. Nothing was saved.

## Settings

settings-people = Time for people
settings-people-hint = What plans propose, and when days of the year are spoken of.
settings-free-weekdays = Usually free, Monday to Friday
settings-free-weekends = Usually free, Saturday and Sunday
settings-birthday-lead = Speak of birthdays
settings-birthday-lead-hint = days before
settings-step-up = Suggest a call after so many messages
settings-step-up-hint = 0: never

## Taking out the whole book

export-everything = as everything Kith knows (lines of JSON)
export-private = With how contacts left you, which is private
