### Plans: calls and meetings that are thought of, proposed and agreed on, what is said of them, and how to invite.
### Nobody's gender is known. One that is let go is no failure, and nothing is "late".

## A plan, in a line: "Meet Ana and Luis · tomorrow at 19:00 · Café Central · 1 h 30"

# A time by the clock of another place than here. $when is "tomorrow at 20:00", $there "19:00 in Lisbon".
plan-when-there = { $when } ({ $there })

## What is said of a plan

plan-soon-body = It begins at { $time }.
plan-comes-body = You agreed on { $when }.
# Behind one of the two above.
plan-where = Where: { $place }.
plan-question = Did it happen?
# $when is "yesterday at 19:00" or "29 October at 19:00".
plan-question-body =
    { $mode ->
        [in-person] You meant to meet { $names }, { $when }.
        [video] You meant to have a video call with { $names }, { $when }.
        [voice] You meant to call { $names }, { $when }.
       *[message] You meant to write to { $names }, { $when }.
    }

# Without names, for a screen that others see.
plan-comes-unnamed = You have a plan: { $when }
plan-unnamed-body = Open Kith to see it.
plan-question-unnamed-body = Open Kith to say what became of your plan.

action-happened = Yes, it did

## What the others are told. It is sent by the user, so it speaks for them, and it is never sent by Kith.

# What their calendar shows.
plan-invited-to =
    { $mode ->
        [in-person] Meeting
        [video] Video call
        [voice] Call
       *[message] Message
    }

plan-invitation-subject =
    { $mode ->
        [in-person] Shall we meet?
        [video] Shall we have a video call?
        [voice] Shall we have a call?
       *[message] Shall we write?
    }
plan-invitation-hello = Hello { $names },
# Before the times, of which there is at least one.
plan-invitation-choose =
    { $count ->
        [one] how about this time?
       *[other] which of these times would suit you best?
    }
plan-invitation-open =
    { $mode ->
        [in-person] I would love to see you again. When would it suit you?
        [video] I would love to see you on a call again. When would it suit you?
       *[other] I would love to hear from you again. When would it suit you?
    }
plan-invitation-agreed =
    { $mode ->
        [in-person] it is settled, we meet:
        [video] it is settled, we have a video call:
       *[other] it is settled, we have a call:
    }
plan-invitation-time = - { $time }
# $time and $there are "19:00 in Lisbon" or "Friday, 4 December 2026 at 05:00 in Tokyo"; $there may be several.
plan-invitation-time-there = - { $time } ({ $there })
plan-invitation-there = { $time } in { $place }
plan-invitation-place = Where: { $place }
plan-invitation-minutes = It takes about { $length }.
plan-invitation-end = I look forward to it.

## The lists of plans

plans-to-answer = Did they happen?

## kith plan

cli-plans-none = Nothing is planned.
# $plan is a plan in a line.
cli-plan-made = Planned: { $plan }.
cli-plan-agreed = Agreed: { $plan }.
cli-plan-moved = Moved: { $plan }.
cli-plan-dropped = Let go: { $plan }.
cli-plan-no-times = Kith found no time that suits everybody, so nothing was planned. Say --at, with a time of your own.
cli-plan-which-time = This plan has { $count } times. Nothing was changed; say --at, or --time with the number of one of them.

## What cannot be

error-plan-times = A plan that is agreed on needs its one time, and a proposal one to three. Nothing was changed; choose a time.
error-plan-over =
    { $state ->
        [happened] This plan happened already and is logged. Nothing was changed.
        [moved] This plan was moved, and another took its place. Nothing was changed.
       *[other] This plan was let go. Nothing was changed; make a new one.
    }
error-plans-with =
    { $count ->
        [0] There is no open plan with { $name }. Nothing was changed; make one first.
       *[other] There are several open plans with { $name }. Nothing was changed; name the one you mean by its id.
    }
