# The safeguarding record in the console.
danger-title = Said in danger
danger-lead = Messages that were met with help, for your areas. The words are shown one at a time, and each time is noted in the audit.
danger-limits = Nobody reads messages as they come in: this list does not replace your own procedures. The person cannot erase an entry.
danger-none = There is nothing here.
danger-level = How urgent
danger-level-concern = concern
danger-level-immediate = immediate
danger-categories = What it is about
danger-category-suicide = suicide
danger-category-self-harm = self-harm
danger-category-abuse = abuse or neglect
danger-category-exploitation = exploitation or grooming
danger-category-danger = danger now
danger-category-eating = eating
danger-category-running-away = running away
danger-category-bullying = severe bullying
danger-category-carer = carer at breaking point
danger-about = Who it is about
danger-about-me = the writer
danger-about-child = the writer's child
danger-about-friend = a friend
danger-about-professional = a child the writer works with
danger-about-unknown = not told
danger-by-staff = harm by staff
danger-by-partner = harm by a partner
danger-expires = Kept until
danger-state = State
danger-state-new = new
danger-state-seen = seen
danger-state-handed-on = handed on
danger-handled = Last marked by { $officer }
danger-open = Open
danger-entry-title = A message of danger
danger-words-hidden = The words are not shown until you ask for them. That is noted in the audit with your name.
danger-show = Show the words
danger-words = The exact words
danger-note = Note for colleagues
danger-note-hint = Shown to safeguarding officers of this area, together with the words. It is encrypted.
danger-mark = Mark as
danger-save = Save
danger-counts = Counts by month, without words
danger-month = Month
danger-category = Category
danger-amount = How often
danger-back = Back to the list

# The alert to a safeguarding lead. No word of the person may ever stand here.
alert-subject = Waymark: a message of danger ({ $level }), { $area }
alert-words =
    Somebody wrote a message that was met with help.

    Area: { $area }
    How urgent: { $level }
    What it is about: { $categories }
    Where: { $channel }
    When: { $when }

    Read it in the console, where you sign in: { $link }

    The words are not in this e-mail. Nobody reads messages as they come in.
