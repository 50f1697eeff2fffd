### What went wrong: what happened, what was kept, what to do next.

## Names and things that are not there

error-nobody-named = Nobody in the book is called “{ $typed }”. Check the spelling, or add them first.
error-several-named = “{ $typed }” fits { $names }. Say which, with more of the name.
error-gone-person = This person is not in the book any more. Nothing was changed.
error-gone-cadence = There is no such cadence any more. Nothing was changed; list the cadences to see which there are.
error-gone-check-in = This check-in is not in the book any more. Nothing was changed.
error-gone-prompt = This prompt is not in the book any more. Nothing was changed.
error-gone-plan = This plan is not in the book any more. Nothing was changed.
error-gone-starter = This is not kept for your next conversation any more. Nothing was changed.
error-gone-report = These minutes are not in the book any more. Nothing was changed.
error-gone-timer = No timer runs any more. Nothing was changed.
error-gone-off-time = There is no such time without social media any more. Nothing was changed.
error-gone-boundary = There is no boundary with this person. Nothing was changed.

## Something is missing or cannot be

error-no-name = A person needs a name. Nothing was saved yet; type one and save again.
error-nobody-ticked = A note and how it left you are kept with whoever was there. Nothing was saved yet; tick somebody, or leave them out.
error-no-people = Whom were you in contact with? Nothing was logged yet; add a name, as in “coffee with Ana”.
error-no-mode = How were you in contact? Nothing was logged yet; say whether you met, called or wrote.
error-reaction-floor = A like is not contact, so Kith cannot ask for one. Choose to meet, to call or to write.
error-in-future = { $day } has not come yet. Nothing was logged; log the contact once it has happened.
error-in-past = That moment has passed already. Nothing was changed; choose a later one.
error-bad-when = Kith does not understand “{ $text }” as a day or time. Write 2026-11-22, 2026-11-22T17:00, yesterday, or 2 days ago.
error-nothing-asked = Kith does not ask for { $name } now, so there is nothing to snooze or skip.
error-not-active =
    { $status ->
        [resting] You are resting from { $name }: nothing is asked. Set the status to “In touch” first.
        [ended] The contact with { $name } has ended: nothing is asked. Set the status to “In touch” first.
       *[deceased] { $name } has died. Kith asks for nothing.
    }
error-no-folder = There is no folder { $path }. Nothing was changed; give the whole path of a folder that is there.
error-in-book = { $path } belongs to the book, which nobody else is to read. Nothing was changed; choose another folder for the calendar.
error-out-of-range =
    { $setting ->
        [daily_cap] Kith can ask for 1 to 20 people a day. The setting stays as it was.
        [quiet_hours] Quiet hours have to end at another time than they begin. The setting stays as it was.
        [free] A time to have time has to end at another time than it begins. Nothing was changed; correct one of the two.
        [birthday_lead] A birthday can be spoken of up to 365 days before. Nothing was changed; choose fewer days.
        [step_up_after] A call can be suggested after 1 to 255 messages, or with 0 never. Nothing was changed; write such a number.
        [going_through] What somebody is going through can hold for a year at most. Nothing was changed; choose an earlier day, or give them a cadence.
        [birthday] A birthday lies between the year 1800 and today. Nothing was saved; correct the year, or leave it out: --12-24.
        [anniversary] An anniversary lies between the year 1800 and the next two years. Nothing was saved; correct the year, or leave it out: --12-24.
        [remembrance] A day of remembrance lies between the year 1800 and today. Nothing was saved; correct the year, or leave it out: --12-24.
        [scrolled] Social media can take from one minute to a day. Nothing was noted; correct the minutes.
        [scrolling] A time without social media lasts from one minute to a day, and a week has up to 168 hours. Nothing was changed; correct what is longer.
        [series] A group can have up to 1,000 times to gather, of which 100 recur. Nothing was changed; take others away first.
        [minutes] A contact can last from one minute to a week. Nothing was saved; correct the minutes.
       *[other] The value for { $setting } is out of range. Nothing was changed.
    }
error-nothing-to-do-again = There is nothing that was taken back and could be done again.
error-nothing-to-undo = There is nothing left to undo.
error-clock = Kith follows the system’s clock and cannot set it.

## Rules

error-rule-syntax = This is not a rule that Kith can read: { $what }. Nothing was saved; a rule looks like FREQ=MONTHLY;BYDAY=2TU.
error-rule-too-fine = A rule can ask on each day at most, at up to 24 times of it. Nothing was saved.
error-rule-too-long = The rule is too long: at most 512 characters are read. Nothing was saved.
error-rule-too-many = A rule can have at most 5,000 dates, or no end. Nothing was saved; leave COUNT out for one without an end.
error-rule-never = There is no day that this rule describes. Nothing was saved; check its days and months.

## Files that are imported

error-empty-file = The file is empty, and nobody was added. Export the address book once more.
error-unknown-file = Kith finds no people in the file, and nobody was added. Export the address book as vCard (.vcf) or CSV and import that.
error-foreign-archive = The file is an archive, and nobody was added. Unpack it, and import the address book that is in it.
error-foreign-document = The file is an office document, and nobody was added. Open it in its program, save it as CSV, and import that.
error-foreign-pdf = The file is a PDF, and nobody was added. Export the address book as vCard (.vcf) or CSV and import that.
error-foreign-picture = The file is a picture, and nobody was added. Export the address book as vCard (.vcf) or CSV and import that.
error-foreign-encrypted = The file is encrypted, and nobody was added. If it is a protected backup of Kith, restore it instead; any other file has to be decrypted first.
error-foreign-database = The file is the database of another program, and nobody was added. Export the address book in that program as vCard (.vcf) or CSV and import that.
error-foreign-calendar = The file is a calendar, and nobody was added. The gatherings of a group are read under Communities; of people, export the address book as vCard (.vcf) or CSV and import that.
error-foreign-markup = The file is a web page or XML, and nobody was added. Export the address book as vCard (.vcf) or CSV and import that.
error-foreign-program = The file is a program, and nobody was added. Export the address book as vCard (.vcf) or CSV and import that.
error-broken-file = The file is damaged at line { $line }, and nobody was added. Export the address book once more and import that.
error-no-names = No column of the table is said to hold names, mail addresses or organizations, and nobody was added. Say which one does.
error-book-file = The file is a book of Kith. It is restored from, or imported as one.
error-nothing-to-import = There is nothing to bring in any more. Choose the file again.
error-photo-kind = That file is no picture that Kith reads, so nothing was changed. Choose a JPEG, PNG, WebP or GIF.
error-photo-too-large = That picture is larger than { $size }, so nothing was changed. Save it smaller, and choose that one.
error-photo-too-many-pixels = That picture has more pixels than Kith reads, so nothing was changed. Save it smaller, and choose that one.
error-photo-damaged = That picture is damaged, so nothing was changed. Choose another one.
error-import-fault = Kith failed at this file, and nobody was added. That is a fault of Kith: please report which program made the file. Another format of that program may work meanwhile.
error-import-cancelled = The import was cancelled, and nobody was added.
error-not-text = The file is not a text file (line { $line } shows it), and nobody was added. Export the address book as vCard (.vcf) and import that.
error-too-large = The file is larger than { $size }, and nobody was added. Export the address book in parts, or without pictures.
error-too-many-cards = The file has more than { $limit } cards (from line { $line } on), and nobody was added. Export the address book in parts.
error-too-many-columns = The table has more than { $limit } columns (line { $line } shows it), and nobody was added. Take away those that hold nothing about people.
error-too-many-fields-of-one = One card has more than { $limit } fields (line { $line } is beyond them), and nobody was added. Take that card out of the file, and import it again.
error-too-many-fields = The file has more than { $limit } fields (from line { $line } on), and nobody was added. Export the address book in parts.

## The book

error-running-pid = Another Kith (pid { $pid }) has this book open, and was waited for in vain. Nothing was changed; use that one, or try again when it is done.
error-running = Another Kith has this book open, and was waited for in vain. Nothing was changed; use that one, or try again when it is done.
error-folder = Kith cannot use { $path }: { $reason }. Nothing was changed. Choose another folder, or make this one yours to write in.
error-folder-full = The disk of { $path } is full. Nothing was changed. Make room and try again.
error-newer-book = A newer Kith wrote this book. You can read it here, and nothing is written; update Kith to change it, to check it or to back it up.
error-disk-full = The disk is full. Nothing was changed, and all that was saved before is there. Make room and try again.
error-disk-failed = The disk did not take what was written: { $reason }. Nothing was changed, and all that was saved before is there. Kith tries again with the next change.
error-read-only = Kith cannot write in the folder of this book: { $reason }. You can read everything; once the folder can be written, changes work again.
error-index-failed = Your last change is saved, but the index did not take it. Kith opens the book again to rebuild the index; if this stays, start Kith again.
error-damaged = A part of the journal is damaged and could not be read. Nothing was changed; start Kith again to have it mended, with the rest kept.
error-index = Kith cannot use its index. Everything you saved is in the journal. See that the disk works and has room, then start Kith again to rebuild the index.
error-locked = Kith is locked. Unlock it with your passphrase first; nothing was changed.
error-lock-lost = The files with the lock of this book (book.json and its copy) are gone or damaged. Nothing was changed. Put one back from a copy of the folder, or restore a backup in another folder.
error-no-lock = This book has no lock. Nothing was changed.
error-backup = This backup cannot be used: { $why }. Nothing was changed; choose another backup.
error-exists = { $path } is there already, and was not touched. Choose another name.

# Why a file cannot be used as a backup, after a colon.
backup-none = it is no backup of Kith
backup-not-a-file = it is a folder, a pipe, a device or a link to nothing, and no file
backup-protected = it is protected with age, so it has to be opened with its passphrase or key first
backup-locked = it is of a locked book, and opens with the passphrase or the recovery phrase of that book
backup-newer = a newer Kith made it
backup-cut = its end is missing
backup-damaged = it is damaged (line { $line })
backup-too-large = it is larger than any book can be

# Why a file or folder could not be used, after a colon.
io-not-found = there is no such file or folder
io-not-allowed = you are not allowed to
io-read-only = it can only be read
io-full = the disk is full
io-not-a-folder = it is not a folder
io-a-folder = it is a folder
io-not-text = it is not text

## What opening the book had to mend

notice-unfinished = The last change was cut off before it was saved, when Kith or the computer stopped. Everything before it is there; what there was of it is in { $path }.
notice-damaged-kept =
    { $count ->
        [one] A change in the journal is damaged. What is left of it is in { $path }.
       *[other] { $count } changes in the journal are damaged. What is left of them is in { $path }.
    }
notice-damaged =
    { $count ->
        [one] A change is gone from the journal.
       *[other] { $count } changes are gone from the journal.
    }
notice-restored =
    { $records ->
        [0] Nothing had to be put back: the book is as the backup of { $day } and the changes since say ({ $path }).
        [one] One entry was put back from the backup of { $day } ({ $path }).
       *[other] { $records } entries were put back from the backup of { $day } ({ $path }).
    }
notice-lost =
    { $lost ->
        [one] { $restored } One change came after that backup and is lost.
       *[other] { $restored } { $lost } changes came after that backup and are lost.
    }
notice-not-restored =
    { $lost ->
        [one] Kith has no backup to put the missing change back from. If you keep one elsewhere, restore it.
       *[other] Kith has no backup to put the { $lost } missing changes back from. If you keep one elsewhere, restore it.
    }
notice-backups-of-another = The backups in { $path } are of another book than the one that lies there now, as when its journal was exchanged, or of a part of one. If one of them is of yours, restore it.
notice-backup-damaged = A backup cannot be used and was put aside: { $why }. It is in { $path } now.
notice-book-file =
    { $from ->
        [copy] The file that says how your book lies (book.json) was damaged, and was made again from its copy.
        [itself] The copy of the file that says how your book lies (book.json) was damaged, and was made again.
        [backup] The file that says how your book lies (book.json) and its copy were gone or damaged, and were made again from a backup. The book opens with the passphrase it had when that was made.
       *[folders] The file that says how your book lies (book.json) and its copy were gone or damaged, and were made again from what is in the folder.
    }
notice-book-file-kept = { $what } The damaged one is in { $path }.
notice-nothing-left = Of your book nothing was left in its folder but the file that says how it lies (book.json), so it begins empty. If there was somebody in it, restore a backup, or put the folder back from a copy.
notice-writing-aside = Beside your book lay another writing of it, or a file that is no part of it; there may be changes in it that are not in this one. Nothing of it was removed: it is in { $path } now.
notice-lost-unknown = { $restored } Anything done after that backup is not there.
notice-rebuilt = The index was made again from the journal. Nothing is missing.
notice-rebuilt-other = What is in the folder of your book is not what Kith wrote last, as after an older copy was laid over it. The book is as this journal says. If something is missing, restore a backup; what Kith knew before is in { $path }.
notice-rebuilt-damaged = The index was made again from what is left of the journal.
