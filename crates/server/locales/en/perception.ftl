# What executives, administrators and staff answer to the same subjects.
perception-title = Differences in perception
perception-none = No round has closed yet.
perception-nothing = In this round no subject was answered on two lists.
perception-intro = What executives, administrators and staff answer to the same subjects, those farthest apart first (where equally far, subjects of more items first); what is blank or to be confirmed is not compared. Where they are far apart, somebody sees something that the others do not.
perception-subject = Subject
perception-side-executive = Executives
perception-side-administrator = Administrators
perception-side-staff = Staff (whole hospital)
perception-apart = Apart (points)
perception-items = Items
perception-open = blank or to be confirmed: { $count }
perception-ours = Which items make a subject is ours, not the ministry's. Executives and administrators: ○ among the items answered ○ or × (of a single item the mark itself). Apart: the highest rate less the lowest.
