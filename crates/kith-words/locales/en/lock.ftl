# The lock of a book: a passphrase, a recovery phrase, the system's keyring.

lock-too-short = A passphrase needs at least { $least } characters. Several words are easier to remember than one.
lock-wrong-passphrase = That is not the passphrase of this book. Try again, or use the recovery phrase you wrote down.
lock-word-count = The recovery phrase has 12 words, and this has { $found }. Compare it with what you wrote down.
lock-unknown-word = Word { $place } is not one that recovery phrases are made of. Compare it with what you wrote down.
lock-phrase-checksum = These words are not a recovery phrase together. Perhaps two changed places; compare them with what you wrote down.
lock-wrong-phrase = This is a recovery phrase, but not that of this book. Nothing was changed.
lock-not-by-keyring = The keyring of this computer does not open this book. Use the passphrase.
lock-no-keyring = The keyring of this computer did not answer: { $reason }. Nothing was changed; the passphrase opens the book all the same.
lock-newer = A newer Kith locked this book. Update Kith to open it; nothing was changed.
lock-no-random = This computer gave no random numbers, without which nothing can be locked. Nothing was changed; try again after a restart.
lock-damaged = What unlocks this book is damaged. Try the recovery phrase; else restore a backup with its own passphrase.
lock-differ = The two passphrases are not the same. Nothing was changed; type them again.
lock-has-one = This book has a lock already. Nothing was changed.

## How it stands

lock-is-off = There is no lock. Whoever can read this computer’s disk can read your book.
lock-is-open = The book is locked with a passphrase, and open now.
lock-is-open-keyring = The book is locked with a passphrase, and open now. The keyring of this computer opens it by itself.
lock-is-closed = Kith is locked.

## What was done

lock-put-on = The book is locked now. Keep the recovery phrase where only you find it.
lock-taken-off = The lock is off. Whoever can read this computer’s disk can read your book.
lock-opened = Kith is unlocked.
lock-passphrase-changed = The passphrase is changed. The recovery phrase is the one you have. Backups made before still open with the old passphrase.
lock-keyring-on = The keyring of this computer opens the book from now on.
lock-keyring-off = The keyring of this computer does not open the book any more.

## The page to unlock

lock-title = Kith is locked
ui-unlock-passphrase = Passphrase
ui-unlock = Unlock
ui-unlock-forgotten = I forgot my passphrase
ui-unlock-forgotten-lead = Type the 12 words you wrote down when you locked the book, in their order. The first four letters of each are enough.
ui-unlock-remembered = Use the passphrase
ui-unlock-choose-another = Kith is unlocked. Choose a new passphrase here; your recovery phrase does as the present one.

## The lock in Settings

ui-lock-title = Lock your book
ui-lock-hint = A passphrase over everything Kith keeps.
ui-lock-go = About the lock…
ui-lock-about = With a lock, all that is in your book’s folder is sealed: people, notes, history and backups in it. Kith asks for the passphrase when it starts, and until then it knows nobody and reminds you of nobody by name.
ui-lock-about-who = Whoever knows the passphrase, or has your recovery phrase, can read everything.
ui-lock-about-lost = If you lose both, nobody can open the book again: not we, not anybody.
ui-lock-about-disk = What was on the disk before is removed, but somebody who looks for it may still recover old copies. Backups and exports you keep elsewhere stay as they are. To be sure, encrypt the whole disk too.
ui-lock-new = New passphrase
ui-lock-new-hint = 8 letters or more; several words are good
ui-lock-again = The same again
ui-lock-reveal = Show what I type
ui-lock-begin = Go on
ui-lock-busy = One moment…
ui-lock-begin-again = Kith does not have the words it showed you any more. Nothing was locked; begin again, and write down the new ones.
ui-lock-words-title = Your recovery phrase
ui-lock-words = These 12 words open the book if you forget the passphrase. They are shown only now. Write them down on paper, in their order, and keep the paper where only you find it.
ui-lock-written = I wrote them down
ui-lock-not-yet = Not now
ui-lock-check-title = Type the words back
ui-lock-check = This shows that the paper is right. The book is locked when they are the same. That may take a minute with a large book.
ui-lock-phrase = The 12 words
ui-lock-put-on = Lock the book
ui-lock-now-title = Lock now
ui-lock-now-hint = Kith stays in the tray and says only that it is locked.
ui-lock-now = Lock now
ui-lock-keyring-title = Keyring
ui-lock-keyring-hint = Then you type nothing while you are logged in to this computer. The passphrase goes on working.
ui-lock-keyring = The keyring of this computer opens the book
ui-lock-change-title = Passphrase
ui-lock-change-hint = A new one opens the same book; the recovery phrase stays.
ui-lock-current = Passphrase now, or recovery phrase
ui-lock-change = Change the passphrase
ui-lock-off-title = Take the lock off
ui-lock-off-hint = Everything is written again so that whoever has the folder can read it.
ui-lock-off = Take the lock off
