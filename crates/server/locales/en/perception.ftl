# What executives, administrators and staff answer to the same subjects.
perception-title = Differences in perception
perception-none = No round has closed yet.
perception-nothing = In this round no subject was answered on two lists.
perception-intro = What executives, administrators and staff answer to the same subjects, those farthest apart first (answers of few items weigh less). Where they are far apart, somebody sees something that the others do not.
perception-subject = Subject
perception-side-executive = Executives
perception-side-administrator = Administrators
perception-side-staff = Staff (whole hospital)
perception-apart = Apart (points)
perception-items = Items
perception-ours = Which items make a subject is ours, not the ministry's. Executives and administrators: ○ without those that do not apply. Apart: the highest rate less the lowest.
