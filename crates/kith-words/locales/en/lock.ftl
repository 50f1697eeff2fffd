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
