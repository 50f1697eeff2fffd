### "I have 20 minutes", and coming back after a long time. Nobody's gender is known; nobody is ranked, nothing is
### counted that was missed.

## Who would be good to reach now, and why

# A cadence that does not ask yet, but soon. It takes $mode and $often, as “why-verb” does.
now-meant-soon = You mean to { why-verb }, and it is almost time.
now-meant-first = You mean to { why-verb }. It would be the first contact you log.
now-free = Usually a good time for { $name }.
now-lifted = The last times did you good.

now-title = I have some time
now-headline-call = Who would be good to call
now-headline-meet = Who would be good to meet
# $length is "20 min".
now-minutes = You have { $length }.
now-evening = You have this evening.
now-nobody-call = Nobody needs a call just now: you spoke with everybody a short while ago, or it is no hour for a call where they are. Enjoy the time.
now-nobody-meet = Nobody comes to mind to meet just now. Enjoy the time.
now-paused = Kith is paused until { $until }, and suggests nobody.
now-how-long = How much time do you have?
now-choose-minutes =
    { $minutes ->
        [60] An hour
        [120] Two hours
       *[other] { $minutes } minutes
    }
now-choose-evening = The evening
now-begin = I have 20 minutes
tray-now = I have 20 minutes…

## Coming back after a long time

back-lead = Good to have you back. These few are a beginning; everybody else can wait.
back-lead-all = Good to have you back. There is nothing to catch up with.
back-spread = Spread the rest over the coming weeks
back-spread-done = The rest comes back bit by bit, the last by { $day }.
back-spread-none = There is nobody else to spread.
back-rest = Everybody else can wait: “kith spread” gives them a day in the coming weeks.
# Of people who are held back, where there are many.
back-held-many = More people are held back
history-spread = You spread everybody else over the coming weeks.
