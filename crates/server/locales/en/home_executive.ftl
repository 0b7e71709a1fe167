# An executive's first page.
brief-asked = What is asked of you
brief-next-meeting = Next meeting
brief-plan = Improvement plan: { $count } actions to be done, together { $once } once (as far as it is known)
brief-weak = Where we are weak
brief-moved = What moved
brief-since = Compared with “{ $round }”.
brief-worse = No longer ○
brief-better = Became ○
