### Whom one can turn to for what, "I need…", helplines, and who is going through something. Nobody's gender is known;
### nobody is ranked, and nobody is to blame for a gap.

## What somebody can be turned to for

support-role =
    { $role ->
        [listening] Listening
        [practical-help] Practical help
        [advice] Advice
        [company] Company
       *[professional] Professional
    }
# A role within a sentence.
support-for =
    { $role ->
        [listening] listening
        [practical-help] practical help
        [advice] advice
        [company] company
       *[professional] professional help
    }
support-role-hint =
    { $role ->
        [listening] An ear, and no advice unless it is asked for
        [practical-help] A hand, a car, an evening with the children
        [advice] Somebody who knows, or asks the right question
        [company] Not to be alone
       *[professional] A doctor, a therapist, a counsellor: somebody whose work it is
    }
# A role with what is to know about it. $role is one of the above.
support-noted = { $role }: { $note }
support-hours = { $support } ({ $hours })
support-any-hour = Can be called at any hour when needed

## The net

support-title = Support
support-nav = Support
support-lead-holds = Every need rests on several people. Let them know now and then that you are there for them, too.
support-net = Your net
support-rests =
    { $rests ->
        [nobody] Rests on nobody.
        [one-alone] Rests on { $names } alone.
       *[several] Rests on { $names }.
    }
support-rests-short =
    { $rests ->
        [nobody] nobody
        [one-alone] one alone
       *[several] { in-words } people
    }
# The picture as text: $role as a title, $names or "nobody".
support-picture-need = { $role }: { $names }.
support-picture-nobody = nobody
support-picture = Who carries what
# Of people in the picture, beyond those who are named.
support-picture-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
support-everything = { $name } carries everything. That is too much on one person.
support-apart = Not counted, as they rest or stand behind a boundary of yours: { $names }.

# What could be done next. $need is a role within a sentence.
support-step-fill-professional = No professional is in your net. Find out whom you would call, and write down their number before you need it.
support-step-fill = For { $need } there is nobody yet. Ask somebody you trust, the next time you speak.
support-step-fill-perhaps = For { $need } there is nobody yet. Perhaps { $name } would: ask, the next time you speak.
support-step-relieve = { $name } carries everything, which is too much on one person. For { $need }, ask somebody else as well.
support-step-relieve-perhaps = { $name } carries everything, which is too much on one person. For { $need }, perhaps ask { $perhaps } as well.
support-step-second = For { $need } there is { $name } alone. It is good to have a second.
support-step-second-perhaps = For { $need } there is { $name } alone. Perhaps ask { $perhaps } as well.
support-step-begin = Nobody whom Kith may suggest carries anything yet. Think of one person who listens to you, and begin with them.

support-empty-title = Who would you call?
support-empty = In a hard week it helps to know beforehand whom to turn to: to be listened to, for a hand, for advice, for company, or a professional. Note it here of the people you trust, and Kith shows where your net is thin.
support-empty-people = First, add the people you trust.

support-carry = Somebody you can turn to
support-carry-who = Who
support-carry-for = For what
support-carry-note = What to know
support-carry-note-hint = has a car; knows about leases
support-carried = You can turn to { $name } for { $need }.
support-dropped = { $name } is not in your net for { $need } any more.
# For the button beside somebody: $need is a role within a sentence.
support-drop = Take { $name } out for { $need }

support-person = What you can turn to them for
support-person-hint = Kith shows them under “I need…” for what is ticked.
support-practice = The practice
support-practice-phone = Their number there
support-practice-weekdays = Open, Monday to Friday
support-practice-weekends = Open, Saturday and Sunday

## "I need…"

need-title = I need…
need-begin = I need…
need-question = What do you need now?
need-ask =
    { $role ->
        [listening] Somebody who listens
        [practical-help] Practical help
        [advice] Advice
        [company] Company
       *[professional] A professional
    }
need-headline =
    { $role ->
        [listening] Who would listen
        [practical-help] Who would lend a hand
        [advice] Whom to ask
        [company] Who would keep you company
       *[professional] Whose work it is
    }
need-order = Who usually has time now comes first, then who is closer, then by name. It does not matter how long it has been.
need-more = More people carry this: they are under Support.
need-other = Something else
need-free = Usually has time now.
need-despite-night = It is night there, and you may call at any hour.
need-noted = You noted: “{ $note }”.
need-nobody-carries = For { $need } there is nobody in your net whom Kith may suggest. Under Support you can note whom you trust; the helplines you enter stand below.
need-nobody-reachable = Everybody who would be there for { $need } cannot be called at this hour: it is night where they are, out of hours, or you paused them. Ask again later; the helplines you enter stand below.
need-nobody-reachable-lines = Nobody in your net can be called for { $need } at this hour: it is night where they are, out of hours, or you paused them. The helplines below say when they answer.
need-no-helplines = No helpline is entered yet: under Support in the window, or with “kith settings”.
need-kept = What you needed
need-kept-hint = Kept because you want it kept. It is in your book alone.
need-kept-line = { $day }: { $need }
need-forget = Forget all of it
need-forgotten = Forgotten.

## Helplines

helplines = Helplines
helplines-hint = Numbers for when nobody can be called, or when it is too much for friends. Kith knows none by itself: enter those of your place.
helplines-none = None is entered yet.
helpline-name = Name
helpline-number = Number, or address of a page
helpline-note = What for
helpline-hours = When somebody answers
helpline-hours-hint = Empty is at any hour
helpline-weekdays = Monday to Friday
helpline-weekends = Saturday and Sunday
helpline-add = Add a helpline
helpline-added = { $name } is in your list.
helpline-removed = { $name } is out of your list.
helpline-any-hour = At any hour.
helpline-open = { $hours }. Answers now.
helpline-closed = { $hours }. Does not answer now.
helpline-line = { $name }, { $number }: { $hours }
helpline-call = Call { $name }
helpline-open-page = Open
helpline-visit = Open { $name }
error-no-helpline = A helpline needs a name and a number. Nothing was changed; fill in both.
error-gone-helpline = This helpline is not in the list any more. Nothing was changed.

## Who is going through something

going-through = Going through something
# $name is somebody's name.
going-through-begin = { $name } is going through something
going-through-hint = Kith asks for { $name } more often for a while. It ends by itself.
going-through-every = How often
going-through-until = Until
going-through-mode = At least
going-through-note = What it is
# $often is "every three days", $mode as in “mode”, $until a day.
going-through-said =
    { $mode ->
        [in-person] You mean to meet { $often }, until { $until }.
        [video] You mean to have a video call { $often }, until { $until }.
        [voice] You mean to call { $often }, until { $until }.
       *[message] You mean to write { $often }, until { $until }.
    }
going-through-with-note = “{ $note }”. { $said }
going-through-do = Ask more often
going-through-change = Change
going-through-end = It is over
going-through-begun = Kith asks for { $name } { $often }, until { $until }.
going-through-ended = Kith asks for { $name } as before.
going-through-cadence = Because they are going through something.
# A prompt because of it: see “why-verb” for $mode and $often.
why-nearer = You meant to { why-verb }, because they are going through something.
now-meant-nearer = You mean to { why-verb }, because they are going through something.

## Settings, and details in a terminal

settings-needs = I need…
settings-needs-hint = Nothing of what you ask for there is kept, unless you want to look back at it.
settings-needs-keep = Keep what I needed and when, in my book alone
detail-support = You can turn to them for: { $value }
detail-going-through = Going through something: { $value }
history-support-carry = You noted that you can turn to { $names }.
history-support-drop = You noted that you do not turn to { $names } for something any more.
history-going-through-begin = You mean to be in touch with { $names } more often for a while.
history-going-through-end = You are in touch with { $names } as before.
history-helpline-add = You entered a helpline.
history-helpline-edit = You changed a helpline.
history-helpline-remove = You took out a helpline.
history-need-keep = You needed { $need }.
history-need-forget =
    { $count ->
        [one] You let go of one note of what you needed.
       *[other] You let go of { $count } notes of what you needed.
    }
tray-need = I need…
