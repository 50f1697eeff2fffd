### What the desktop shell says by itself: when there is no tray, no display, or nobody to ask in a page.

## Closing the window where there is no tray

shell-close-title = Close Kith?
shell-close-question = There is no tray here that Kith could stay in. If it keeps running, it goes on reminding you, and starting Kith again brings the window back.
shell-close-stay = Keep running
shell-close-quit = Quit
shell-close-cancel = Cancel

## Notifications that are not prompts

shell-logged = Logged
shell-logged-unnamed = Open Kith to see it.
shell-undo = Undo
shell-refused = That was not done
shell-test-title = Kith can reach you
shell-test-body = This is how Kith will tell you that it is time to reach somebody.

## When Kith cannot start

shell-no-display = Kith needs a display to open its window on, and found none. On a computer without one, use the command "kith".
