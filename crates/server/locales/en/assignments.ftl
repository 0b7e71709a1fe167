# Who is to answer which item.
assignments-title = Assign items
assignments-intro = Whoever items are assigned to finds just these under "Answer". For a department its head answers, for a departmental system its manager says how it stands with that system. Assignments carry over to the next self-check.
assignments-list = Checklist
assignments-item = Item
assignments-all-shown = All { $count } items shown
assignment-assignee-hint = Choose a person, a department or a departmental system, and tick items in the table below.
assignment-choose = (choose)
assignment-due = Until
assignment-assign = Assign the ticked items
assignment-take-back = Take the ticked items back
assignment-no-items = Tick the items to assign.
assignment-no-assignee = Choose who is to answer.
assignment-assignee-gone = This assignee can no longer be used. Choose another.
assignment-due-line = { $name } (until { $day })
assignee-account = Person
assignee-department = Department
assignee-system = Departmental system
