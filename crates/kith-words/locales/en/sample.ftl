### The book of made-up people, to look around in.

ui-sample-shown = Everybody in here is made up. Look around, try everything; your own book is untouched beside it.
ui-sample-away = Throw it away
ui-sample-offer = Look around first, in a made-up book
ui-sample-gone = The made-up book is gone. This is your own.

cli-sample-begun =
    There is a book of 40 made-up people with two years behind them now, and Kith shows it: try “kith due”, “kith people list”.
    “kith sample --throw-away” throws it away and brings back your own, which is untouched.
cli-sample-gone = The made-up book is gone. This is your own again.
cli-sample-shown = Everybody in here is made up; “kith sample --throw-away” brings back your own book.

error-sample = This is the made-up book, which is thrown away one day: people, backups, locks and calendars of your own do not go into it. Throw it away first; nothing was changed.
error-no-sample = There is no made-up book to throw away. This is your own, and nothing was changed.

history-sample = The made-up book was begun.
