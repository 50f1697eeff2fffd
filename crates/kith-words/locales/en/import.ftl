### Bringing people in: what it would do or did, who may be who, and sorting those who came.

## What an import did

import-named = Added { $names }.
import-added =
    { $count ->
        [0] Nobody was added.
       *[other] Added { in-words } people.
    }
import-would-add =
    { $count ->
        [0] Nobody would be added.
        [one] One person would be added.
       *[other] { $count } people would be added.
    }
import-would-change =
    { $count ->
        [one] One person in the book would be told more of.
       *[other] { $count } people in the book would be told more of.
    }
import-changed =
    { $count ->
        [one] One person who was in the book is known better now.
       *[other] { $count } people who were in the book are known better now.
    }
import-likely =
    { $count ->
        [one] One person may be in the book already.
       *[other] { $count } people may be in the book already.
    }
import-twice =
    { $count ->
        [one] One person may be in the book twice now.
       *[other] { $count } people may be in the book twice now.
    }
import-check-ins =
    { $count ->
        [one] One contact with them comes along.
       *[other] { $count } contacts with them come along.
    }
import-same =
    { $count ->
        [one] One person was there already and stays as they are.
       *[other] { $count } people were there already and stay as they are.
    }
import-left-out = Left out: { $what }.

# What did not come along, one or several of it.
left-out-no-name =
    { $count ->
        [one] an entry without a name
       *[other] { in-words } entries without a name
    }
left-out-no-end =
    { $count ->
        [one] a card without an end
       *[other] { in-words } cards without an end
    }
left-out-group =
    { $count ->
        [one] a card of a group
       *[other] { in-words } cards of groups
    }
left-out-media =
    { $count ->
        [one] a picture or sound
       *[other] { in-words } pictures or sounds
    }
left-out-nested =
    { $count ->
        [one] a card deep inside of other cards
       *[other] { in-words } cards deep inside of other cards
    }
left-out-photo-too-large =
    { $count ->
        [one] a picture over { $size }
       *[other] { in-words } pictures over { $size }
    }
left-out-not-an-entry =
    { $count ->
        [one] an entry that is damaged
       *[other] { in-words } entries that are damaged
    }
left-out-no-day =
    { $count ->
        [one] a contact without a day, or with a day to come
       *[other] { in-words } contacts without a day, or with a day to come
    }
left-out-with-nobody =
    { $count ->
        [one] a contact with nobody of the file
       *[other] { in-words } contacts with nobody of the file
    }
left-out-no-place =
    { $count ->
        [one] an entry that Kith has no place for
       *[other] { in-words } entries that Kith has no place for
    }
left-out-too-long =
    { $count ->
        [one] a field over { $size }
       *[other] { in-words } fields over { $size }
    }
left-out-not-a-field =
    { $count ->
        [one] a line that is no field
       *[other] { in-words } lines that are no fields
    }
left-out-outside-card =
    { $count ->
        [one] text outside of any card
       *[other] { in-words } pieces of text outside of any card
    }
left-out-at = Line { $line }: { $what }

left-out-in-file = { $file }, line { $line }: { $what }

# Somebody of the file who may be somebody in the book: "Line 12: Ana Ruiz may be Anita, by the same phone number".
import-likely-at = { $name } (line { $line }) may be { $known }: { $why }
import-likely-in-book = { $name } may be { $known }: { $why }
why-alike-uid = the same card
why-alike-email = the same mail address
why-alike-phone = the same phone number
why-alike-same-name = the same name
why-alike-name = a similar name
# Somebody of a file who would come, or is in the book and would be told more of.
import-came-at = Line { $line }: { $name }
import-came-in-file = { $file }, line { $line }: { $name }
import-came-in-book = { $name }
# Below a list of which only the first are shown.
import-more = and { $count } more
import-error-in-file = { $file }: { $why }

# What a file is.
import-kind-vcard = vCards
import-kind-google = a table of Google Contacts
import-kind-outlook = a table of Outlook
import-kind-thunderbird = a table of Thunderbird
import-kind-linkedin = a table of LinkedIn
import-kind-table = a table
import-kind-jscontact = JSContact cards
import-kind-monica = an export of Monica
import-kind-friends = a friends.md
import-kind-book = a book of Kith

# What a column of a table is.
import-column-keep = Keep it with the person
import-column-skip = Leave it behind
import-column-name = Whole name
import-column-given = Given name
import-column-middle = Middle name
import-column-family = Family name
import-column-prefix = Before the name (Dr.)
import-column-suffix = After the name (jr.)
import-column-nickname = Nickname
import-column-phone = Phone number
import-column-email = Mail address
import-column-link = Page or profile
import-column-address = Whole address
import-column-street = Street
import-column-po-box = PO box
import-column-extended = Flat or floor
import-column-city = City
import-column-region = Region
import-column-postal-code = Postal code
import-column-country = Country
import-column-label = Label of a number or address
import-column-organization = Where they work
import-column-department = Department
import-column-title = What they do
import-column-birthday = Birthday
import-column-birth-day = Birthday: the day
import-column-birth-month = Birthday: the month
import-column-birth-year = Birthday: the year
import-column-anniversary = Anniversary
import-column-event = Another day
import-column-note = Note
import-column-labels = Groups or labels
import-column-zone = Time zone
import-column-uid = Id of the card
import-column-custom = Field of your own
import-column-photo = Address of a picture

## The pages

ui-import-title = Bring your people
ui-import-lead = Choose what your phone or address book exports. You see what would come before anything does.
ui-import-kinds = Kith reads vCards (.vcf), tables (.csv) of Google, Outlook, Thunderbird, LinkedIn and others, JSContact, the export of Monica, a friends.md, and another book of Kith.
ui-import-how = Phones and address books export such a file under “Export” or “Share contacts”. It is read here, on this computer, and goes nowhere else.
ui-import-file = One file or several
ui-import-drop = You can also drop them anywhere on this window.
ui-import-look = Look into it
ui-import-no-file = No file was chosen, or it is empty. Nothing was changed.
ui-import-cancelled = Given up. Your book is as it was.
ui-import-was-undone = The last import was taken back.

ui-import-reading-title = Reading
ui-import-reading =
    { $count ->
        [0] Looking into the file.
        [one] One person found so far.
       *[other] { $count } people found so far.
    }
ui-import-reading-look = See how far it is
cli-import-far =
    { $count ->
        [0] Reading: { $percent } %
        [one] Reading: { $percent } %, one person found so far. Ctrl+C gives up.
       *[other] Reading: { $percent } %, { $count } people found so far. Ctrl+C gives up.
    }

ui-import-columns-title = What is in the columns?
ui-import-columns-lead = Say what each column holds. Under its name are the first entries in it.
ui-import-columns-empty = nothing in the first rows
ui-import-columns-more =
    { $count ->
        [one] One more column is taken as it was guessed.
       *[other] { $count } more columns are taken as they were guessed.
    }
ui-import-columns-do = Read it like this
ui-import-columns-change = Change the columns

ui-import-preview-title = This would come
ui-import-preview-hint = Nothing was changed yet.
ui-import-of-file = { $file }: { $kind }
ui-import-nothing = There is nothing in it that is not in your book already.
ui-import-new =
    { $count ->
        [one] One person is new
       *[other] { $count } people are new
    }
ui-import-changed =
    { $count ->
        [one] One person in your book would be told more of
       *[other] { $count } people in your book would be told more of
    }
ui-import-likely =
    { $count ->
        [one] One person may be in your book already
       *[other] { $count } people may be in your book already
    }
ui-import-likely-known = May be { $known }: { $why }
ui-import-likely-what = What becomes of { $name }
ui-import-at-line = line { $line }
ui-import-at-line-of = { $file }, line { $line }
ui-import-both = Keep both
ui-import-one = They are one
ui-import-leave-out = Leave out
ui-import-all = For all of them:
ui-import-likely-more =
    { $count ->
        [one] and one more, who comes in beside the other unless you say so for all
       *[other] and { $count } more, who come in beside the others unless you say so for all
    }
ui-import-left-out =
    { $count ->
        [one] One thing would be left out
       *[other] { $count } things would be left out
    }
ui-import-do = Bring them in
ui-import-another-reading = Other files were chosen meanwhile, and nobody was added. Look at these before you bring them in.
ui-import-doing = Bringing them in

ui-import-done-title = They are in your book
ui-import-done =
    { $count ->
        [0] Nobody was added.
        [one] One person was added.
       *[other] { $count } people were added.
    }
ui-import-added = Who was added
ui-import-was-left-out = What was left out
ui-import-sort =
    { $count ->
        [one] One person waits for you to say how close they are.
       *[other] { $count } people wait for you to say how close they are.
    }
ui-import-sort-do = Say how close they are
ui-import-circle = Put those added into
ui-import-another = Bring in more

## Sorting those who came

sort-title = How close are they?
sort-waiting =
    { $count ->
        [one] One person came with others. How close are you?
       *[other] { $count } people came together. How close are you to each?
    }
sort-begin = Sort them
sort-progress = { $done } of { $total }
sort-how-close = How close are you?
# A circle without cadences.
sort-brings-nothing = Kith does not ask by itself
sort-none = Not here
sort-none-hint = stays in the book, and Kith does not ask
sort-later = The rest another time
sort-nothing-to-undo = There is no sorting left to take back.
sort-all-done = Everybody has their place
sort-all-done-lead = Kith asks for them a few at a time. The first days are spread out, so that they do not all come at once.

## Who may be one person

duplicates-title = Who may be one person
duplicates-find = Look for duplicates
duplicates-lead = Look at two of them side by side, and say whether they are one. Kith does nothing by itself.
duplicates-none = Nobody in your book looks like somebody else in it.
duplicates-compare = Compare
duplicates-more =
    { $count ->
        [one] One more pair comes when these are dealt with.
       *[other] { $count } more pairs come when these are dealt with.
    }
duplicates-check-ins =
    { $count ->
        [0] no check-ins
        [one] one check-in
       *[other] { $count } check-ins
    }
duplicates-stays = Stays
duplicates-joins = Joins
duplicates-of-circle = Those of the circle
duplicates-nothing-lost = Numbers, addresses, notes and check-ins of both are kept. Of what cannot stand twice, the other is kept among the details.
duplicates-merge = Make them one
duplicates-two = They are two
duplicates-swap = Keep the other one
duplicates-merged = { $name } is one person now.
duplicates-are-two = { $names } are two people. Kith does not ask again.
