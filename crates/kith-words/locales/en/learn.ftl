### Why contact beats likes: a short page in Kith's own words. It claims nothing that it would have to prove, and shames nobody.

learn-eyebrow = A short page to read once
learn-title = Why contact beats likes
learn-lead = A like takes a second and says almost nothing. A call takes twenty minutes, and says that somebody matters to you.
learn-feed = What a feed shows
learn-feed-text = A feed shows what people chose to show: the good days, cropped. You see many of them and hear from hardly any. It is easy to be up to date on somebody and not know how they are, and easy to hold your whole life against everybody’s best minute.
learn-voice = What a voice tells
learn-voice-text = In a voice you hear how somebody is before they say it. You can ask back, laugh at the same moment, be quiet together. At a table there is more still: a face, a meal, an hour that nobody scrolls past. That is why Kith puts meeting first, a live voice next, and a written message last.
learn-net = Who is there in a hard week
learn-net-text = When a week gets hard it is the people who know you who listen, come over, lend a car or know whom to ask. They know you because you kept in touch when nothing was wrong. Somebody whose work it is to help belongs to that net, too.
learn-groups = What meets anyway
learn-groups-text = A choir, a team, a table of neighbours: a group that meets on its own carries you through the weeks in which you have no strength to arrange anything.
learn-fair = Nothing to be perfect at
learn-fair-text = Social media is not the enemy, and a message is better than silence. Kith gives a like no credit because it asks nothing of anybody, and puts a person where the next one would have gone. A week in which nothing came of it is a week, not a failure.
learn-week = Four things for this week
learn-call = Call one person you have not heard for a while
learn-call-why = Twenty minutes are enough. Kith knows who would be good to call now, and why.
learn-instead = Turn one like into something
learn-instead-why = When you are about to like something of somebody’s, keep it for the next time you talk, or call at once.
learn-plan = Agree on one time to meet
learn-plan-why = A walk counts as much as a dinner. Propose two times, and let them choose.
learn-evening = Keep one evening free of feeds
learn-evening-why = Set it once. Kith says when it begins, and watches nothing.
