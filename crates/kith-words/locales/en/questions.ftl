### The deck: a question for a conversation that nothing else opens. One to ask somebody, in one's own voice.
###
### Each wants to be told something: none is small talk, and none is answered with yes or no. The number stays with the
### question for ever, because a book remembers by it what was asked. Which ones suit whom is in kith-core/src/questions.rs.

## Anybody, at any time

deck-question-1 = What are you in the middle of that you wish were finished?
deck-question-2 = What have you changed your mind about this year?
deck-question-3 = What have you made, mended or grown lately?
deck-question-4 = What takes more of your time than you would like to give it?
deck-question-5 = Whom have you met lately whom you would like to know better?
deck-question-6 = What did you have to learn lately that nobody had shown you?
deck-question-7 = What would you do with a free day in the middle of the week?
deck-question-8 = What are you looking forward to, and what makes it worth the wait?
deck-question-9 = Which part of your work would you keep if you could keep only one?
deck-question-10 = When did you last laugh until it hurt, and what about?
deck-question-11 = What have you read, seen or heard that stayed with you for days?
deck-question-12 = What are you better at today than five years ago?
deck-question-13 = What was harder this year than it looked from outside?
deck-question-14 = What would you tell somebody who begins where you once began?
deck-question-15 = Which small thing makes an ordinary day a good one for you?
deck-question-16 = Who has helped you lately, and with what?

## Friends and closer

deck-question-17 = What are you putting off, and what would make it easier?
deck-question-18 = What do people ask of you more often than you can give it?
deck-question-19 = Where do you feel most at home at the moment?
deck-question-20 = What about growing older has turned out otherwise than you thought?
deck-question-21 = What do you miss that you did not expect to miss?
deck-question-22 = Which friendship of yours has changed the most, and how?
deck-question-23 = What would you like to be asked more often?
deck-question-24 = What have you stopped doing, and what came in its place?
deck-question-25 = What are you proud of that hardly anybody knows?
deck-question-26 = What could we do together that we have only ever talked about?
deck-question-27 = What goes through your head when you cannot sleep?
deck-question-28 = Whose advice do you trust most these days, and why theirs?
deck-question-29 = Which habit of your family do you find in yourself?

## Close and inner

deck-question-30 = What do you need more of at the moment, and what less?
deck-question-31 = What have I not understood about how things are for you?
deck-question-32 = What would you do differently if you knew that nobody minded?
deck-question-33 = What are you afraid might change?
deck-question-34 = When did you last feel really rested, and what had led to it?
deck-question-35 = What do you carry alone that two could carry?
deck-question-36 = Which decision keeps coming back to you?
deck-question-37 = What would you like to have said to somebody, and have not?
deck-question-38 = What are the two of us good at, and what do we avoid?
deck-question-39 = How would you like the next five years to feel?
deck-question-40 = What has become easier between us, and what harder?

## The inner circle

deck-question-41 = What can I take off your shoulders this month?
deck-question-42 = What do you wish we did every year from now on?
deck-question-43 = When did you feel that I was really there for you, and when did you miss me?
deck-question-44 = What should I look after if you were ill for a while?
deck-question-45 = What of your childhood do you want to keep, and what are you glad to be rid of?
deck-question-46 = What do you hope we will laugh about when we are old?

## Whom you speak with often

deck-question-47 = What did you think of after we had said goodbye the last time?
deck-question-48 = What happened this week that you have told nobody yet?
deck-question-49 = What do we always talk about, and what never?
deck-question-50 = Which was the best hour since we last spoke?
deck-question-51 = What have you decided since the last time, however small?
deck-question-52 = Which worry of the last weeks has gone away by itself?

## Whom you speak with seldom

deck-question-53 = What would I notice first if I spent a day with you now?
deck-question-54 = What has changed most since we last had time for each other?
deck-question-55 = What has stayed the same all this time, and what does it mean to you?
deck-question-56 = Who belongs to your life today whom I have never met?
deck-question-57 = What did I miss that you would have told me on the day, had I been there?
deck-question-58 = Which of our old stories do you still tell?
deck-question-59 = What does a good day look like for you these days?
deck-question-60 = What first brought us together, and what of it still holds?

## After you met

deck-question-61 = What stayed with you from when we met?
deck-question-62 = What did we not get round to when we saw each other?
deck-question-63 = What became of what you told me when we met?
deck-question-64 = Where should we go the next time, and what should we do there?
deck-question-65 = Who was missing when we met?

## After a call

deck-question-66 = What became of what was on your mind when we last spoke?
deck-question-67 = What can I not know of you when we only hear each other?
deck-question-68 = What would you show me if I stood at your door now?
deck-question-69 = What did you still want to say the last time, when one of us had to go?
deck-question-70 = When could we sit at one table again, and at whose?

## With whom you have never spoken

deck-question-71 = How did you come to do what you do?
deck-question-72 = What brought you to where you live now?
deck-question-73 = What would your oldest friend tell me about you?
deck-question-74 = What do you wish people knew about you from the start?
deck-question-75 = Which person has shaped you most, and how?
deck-question-76 = Which place do you keep going back to, and what is it that draws you?

## Who lives by another clock

deck-question-77 = What do you hear when you open the window where you are?
deck-question-78 = What have you got used to there that would surprise me?
deck-question-79 = What would we do on my first day with you?
deck-question-80 = What do you miss from here, and what would you never want there?
deck-question-81 = How does an evening go where you are?

## Friends and the wider circle

deck-question-82 = What are you working on that you would gladly talk about for an hour?
deck-question-83 = What could I do that would be of use to you at the moment?
deck-question-84 = Whom do I know that you would like to meet?

## Friends and closer with whom no conversation is in the book yet

deck-question-85 = What would you tell me first if we had a whole evening?
deck-question-86 = What do you think I have forgotten about you?
