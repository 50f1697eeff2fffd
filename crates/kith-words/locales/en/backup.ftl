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
restore-check-ins = Check-ins: { $added } more, { $changed } changed, { $removed } fewer.
restore-settings = The settings become those of then.
restore-done = Restored. What the book was before is in a backup of its own, and “kith undo” takes this back.
restore-say-yes = Nothing was changed yet. Say --yes to restore.
restore-ask = Restore? [y/N]{" "}
restore-not = Nothing was changed.
check-sound = Everything is in order: { $lines } changes in the journal, { $backups ->
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
check-kept = Everything else can be read: { $what }.
check-repair = “kith check --repair” mends what can be mended, and puts back what a backup has. Nothing is deleted.
check-repaired = Kith has mended what can be mended.
