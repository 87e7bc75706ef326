# What people who were met with help said about services, counted for every officer of the area.
themes-title = What worried people say about services
themes-lead = Messages that are met with help stay out of the ratings. What they say about services still counts, here, by month and without words.
themes-few-why = Fewer than { $least } messages are not shown as a number, so that nobody can be recognised. One message can count for several themes.
themes-none = Nothing has been counted yet.
themes-theme = Theme
themes-amount = Messages
themes-few = fewer than { $least }
theme-waiting = waiting
theme-unheard = nobody answers or listens
theme-bullying = bullying
theme-carers = exhausted carers
theme-short-breaks = short breaks
theme-school = a school place, or time out of school
theme-transport = transport
theme-mental-health = mental health services
