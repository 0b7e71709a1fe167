# The sample hospital.
demo-title = Enter the sample hospital
demo-what = Press a name to log in as that person. No password is needed.
demo-role-administrator = Administrator: prepares, hands out, collects and sets everything
demo-role-executive = Executive: answers the executives' list and sees results
demo-role-department-head = Department head: sees the own department's result
demo-role-system-manager = Manager of a departmental system: answers the assigned items only
demo-role-auditor = Auditor: sees everything and changes nothing
demo-keeps-nothing = Hospital, people and answers are invented. What you change here is gone when the sample is started again.
