### Backups: what was kept, what restoring changes, what a check found.

backup-made = Backed up to { $path } and read back: { $what }.
backup-counts = { $people ->
        [one] one person
       *[other] { $people } people
    }, { $check-ins ->
        [one] one check-in
       *[other] { $check-ins } check-ins
    }
restore-of = The backup of { $time } has { $what }.
restore-nothing = The book is the same already. Nothing changes.
restore-people-added = Back in the book: { $names }
restore-people-changed = As they were then: { $names }
restore-people-removed = Out of the book: { $names }
restore-names-more = { $names } and { $more } more
restore-tallied = { $what }: { $changes }.
restore-added = { $count } more
restore-changed = { $count } changed
restore-removed = { $count } fewer
restore-check-ins = Check-ins
restore-plans = Plans
restore-starters = Promises and what you saw
restore-communities = Communities
restore-noted = Minutes scrolled, and what was said of them
restore-prompts = What Kith asked for
restore-photos = Pictures
restore-settings = The settings become those of then.
restore-part = This is an export of a part of a book. What it leaves out (how contacts left you, say, or everybody else) goes out of your book then; a backup has everything.
restore-unlocked = That book was locked, and this one has no lock: what comes back can be read on this disk. “kith lock on”, or Settings, puts one on.
restore-done = Restored. What the book was before is in a backup of its own, and “kith undo” takes this back.
restore-say-yes = Nothing was changed yet. Say --yes to restore.
restore-ask = Restore? [y/N]{" "}
restore-not = Nothing was changed.
check-sound = Everything is in order: { $lines ->
        [one] one change
       *[other] { $lines } changes
    } in the journal, { $backups ->
        [one] one backup,
       *[other] { $backups } backups,
    } { $what }.
check-missing = { $count ->
        [one] A change in the journal is damaged or gone.
       *[other] { $count } changes in the journal are damaged or gone.
    }
check-junk = There is something in the journal that is no change (segment { $segment }). No change is missing there.
check-backup = The backup { $path } cannot be used: { $why }.
check-index = The index does not say what the journal says.
check-mended = Opening the book had to mend this. It is told until it was read in Kith, or until “kith check --repair”.
check-kept = Everything else can be read: { $what }.
check-repair = “kith check --repair” mends what can be mended, and puts back what a backup has. Nothing is deleted.
check-repaired = Kith has mended what can be mended.

## Protected backups, and those of a locked book

cli-export-made = Written to { $path } and read back: { $what }.
cli-export-left-out = Left out, because others may read it: how contacts left you, minutes scrolled and needs. So it is no backup: “kith backup” makes one, and --private takes everything along.
backup-made-passphrase = It opens with its passphrase only, which Kith keeps nowhere.
backup-made-recipient = It opens with the secret half of that key only.
backup-made-sealed = It is sealed like the book: it opens with the passphrase the book has now, or with its recovery phrase.
backup-wants-passphrase = This backup is protected with a passphrase: the one that was chosen when it was saved.
backup-wants-identity = This backup is protected for a key of age. It opens with the secret half of that key, which begins with AGE-SECRET-KEY-1.
backup-wants-lock = This backup is of a locked book. It opens with the passphrase that book had when the backup was made, or with its recovery phrase of 12 words.
backup-wrong-passphrase = That is not the passphrase of this backup. Nothing was changed; type it again, minding capitals and spaces.
backup-wrong-identity = This backup is protected for another key. Nothing was changed; use the key it was made for.
backup-bad-recipient = This is no public key of age: those begin with age1. No backup was made; copy the key again, all of it.
backup-bad-identity = This is no secret key of age: those begin with AGE-SECRET-KEY-1. Nothing was changed; copy it again, all of it.
backup-needs-passphrase = This backup opens with a passphrase, not with a key. Nothing was changed.
backup-needs-identity = This backup opens with a secret key of age, not with a passphrase. Nothing was changed.
backup-too-costly = Opening this backup would take more than 1 GB of memory, which none does that Kith made. Nothing was changed; choose another backup.
backup-protection-damaged = This backup is damaged where it begins, and cannot be opened. Nothing was changed; choose another copy of it, or another backup.
backup-not-read = The backup could not be read: { $reason }. Nothing was changed; try again, or choose another.
backup-wrong-lock = That is not the passphrase of the book this backup is of. Nothing was changed; use the one it had when the backup was made, or the recovery phrase.
backup-wrong-phrase = This is a recovery phrase, but not that of the book this backup is of. Nothing was changed; look for the other one.
backup-newer-lock = A newer Kith locked the book this backup is of. Update Kith to open it; nothing was changed.
backup-lock-damaged = What unlocks this backup is damaged. Try the recovery phrase of its book, or choose another backup; nothing was changed.
