# What the command line says.

cli-due-nobody = Nobody is waiting.
cli-person-added = { $name } is in the book.
cli-person-changed = { $name } is changed.
cli-person-removed = { $name } is removed.
cli-nobody-listed = Nobody.
cli-duplicates = { $names }: { $why }
cli-duplicates-none = Nobody in the book looks like somebody else in it.
cli-merged = { $other } is one person with { $name } now.
cli-cadence-added = { $name }: { $cadence }.
cli-cadence-removed = Removed: { $cadence }.
cli-no-check-ins = No contact logged yet.
cli-unlogged = Taken out: { $check-in }
cli-snoozed = { $name }: again { $until }.
cli-skipped = { $name }: let go this time. Next: { $next }.
cli-paused = { $name }: nothing is asked before { $until }.
cli-paused-all = Kith asks for nobody before { $until }.
cli-resumed = { $name }: Kith asks again.
cli-resumed-all = Kith asks again.
cli-no-prompts = Nothing was asked yet.
cli-exported = Written to { $path }.
cli-clock = The clock shows { $time }.
cli-bad-now = “{ $text }” is not a time; write 2026-11-22T09:00:00[Europe/Madrid].
cli-bad-zone = There is no time zone “{ $name }”; write one like Europe/Madrid.
cli-bad-id = “{ $text }” is not an id; take one from the list with --json.
cli-no-repeat = Say how often: --every 3w, or --rrule with --start.
cli-trouble = Kith made a mistake of its own and could not finish ({ $place }). What it had saved before is there; look whether this was done before you repeat it.
cli-file = { $path } could not be read or written: { $why }. The book is as it was.
cli-not-said = The answer could not be written, or not all of it: { $why }. What was asked for may be done all the same: “kith changes” says what was done last.
cli-bad-setting = “{ $name }” is not a setting, or cannot have that value; “kith settings” lists them. Nothing was changed.
cli-no-home = This system names no folder for data; name one with --home.
# $act is a sentence.
cli-change = { $at }: { $act }
cli-change-taken-back = { $at }: { $act } (taken back)

## kith lock

cli-lock-ask-either = Passphrase (or recovery phrase):
cli-lock-ask-new = New passphrase:
cli-lock-ask-again = The same again:
cli-lock-words = This is your recovery phrase. It opens the book if you forget the passphrase, and it is shown only now. Write it down on paper:
cli-lock-words-then = Kith cannot help whoever loses both the passphrase and these words. Type them here to show that you have them; then the book is locked.
cli-lock-ask-words = The 12 words:
cli-lock-no-secret = No passphrase was given. In a terminal Kith asks for it; a script writes it to standard input, a line. Nothing was changed.
cli-lock-no-words = The words of the recovery phrase were not typed back, so the book was not locked. A script reads them from standard output and writes them to standard input, in a line.
cli-locked = The book is locked. In a terminal Kith asks for the passphrase; a script writes it to standard input, a line, and says --passphrase-stdin. Nothing was changed.
cli-gone = Kith ended before it had answered, so this may be done or not. “kith changes” says what was done last, and “kith lock status” how the lock is.
cli-not-heard = The Kith that is running takes commands of the owner of the book alone, and of at most 1 MB. Nothing was changed.
cli-lock-no-kith = That opens the book. Kith is not running, so nothing stays open: each command asks for the passphrase.

## kith backup, kith restore

cli-backup-ask-new = A passphrase for the backup:
cli-backup-ask-passphrase = Passphrase of the backup:
cli-backup-ask-lock = Passphrase (or recovery phrase) of the book this backup is of:
cli-backup-say-stdin = { $why } In a terminal Kith asks for it; a script writes it to standard input, a line, and says --passphrase-stdin. Nothing was changed.
cli-backup-say-identity = { $why } Say --identity, with the file it is in. Nothing was changed.
cli-import-new = New:
cli-import-told-more = Told more of:
cli-import-no-file = { $path } is a pipe or a device, and nobody was added. Save what comes from it as a file, and import that.
cli-import-too-much = The files are larger than { $size } together, and nobody was added. Bring them in in parts.
cli-no-column = “{ $column }” is not a column of the table and a field of Kith, so nobody was added. Say it as COLUMN=FIELD, for example “Rufnummer=phone”; the fields are name, given, family, phone, email, street, city, country, birthday, note, circle, keep, skip and a few more.
