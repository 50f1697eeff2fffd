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
import-check-ins =
    { $count ->
        [one] One contact with them comes along.
       *[other] { $count } contacts with them come along.
    }
import-same =
    { $count ->
        [one] One person was in the book already and stays as they are.
       *[other] { $count } people were in the book already and stay as they are.
    }
import-left-out = Left out: { $what }.

# What did not come along, one or several of it.
left-out-no-name =
    { $count ->
        [one] a card without a name
       *[other] { in-words } cards without a name
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
import-likely-at = { $name } (line { $line }) may be { $known }, who is in the book: { $why }
why-alike-uid = the same card
why-alike-email = the same mail address
why-alike-phone = the same phone number
why-alike-name = a similar name
