### The tray and desktop notifications.

## Notifications

# Without names, for a screen that others see.
notification-title =
    { $mode ->
        [in-person] A good day to meet somebody
        [video] A good time for a video call
        [voice] A good time for a call
       *[message] A good time to write to somebody
    }
notification-body = Open Kith to see whom.

# After sleep or a long absence.
digest-title = Good to have you back
digest-body = { $names } would be good to reach, when you have a moment.
digest-body-unnamed =
    { $count ->
        [one] When you have a moment, one person would be good to reach.
       *[other] When you have a moment, { in-words } people would be good to reach.
    }

notification-locked = Unlock it to see whom you meant to reach.

## What can be done for a person

action-call = Call
action-message = Write
action-log = Log
action-snooze = Snooze
action-open = Open

## The tray's menu

tray-quiet = All is quiet
tray-log-any = Log a check-in…
tray-pause = Pause
tray-pause-hour = For an hour
tray-pause-tomorrow = Until tomorrow
tray-pause-week = For a week
tray-resume = Go on
tray-open = Open Kith
tray-quit = Quit
tray-tooltip =
    { $count ->
        [0] Kith: all is quiet
        [one] Kith: one person to reach
       *[other] Kith: { in-words } people to reach
    }
tray-locked = Kith is locked
tray-unlock = Unlock…
tray-lock-now = Lock now
