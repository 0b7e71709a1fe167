# The table of contents of the settings.
settings-title = Settings
settings-save = Save
settings-change = Change
settings-departments = Departments and headcounts
settings-departments-line = All departments with their people by occupation: how many sheets are handed out, and the collection rate.
settings-occupations = Occupations
settings-occupations-line = What staff choose first when they answer. Results are shown by department and by occupation.
settings-circumstances = What applies to this hospital
settings-circumstances-line = 22 circumstances such as having a website. Items that cannot apply become "not applicable" by themselves.
settings-facility = The hospital
settings-facility-line = Name, whom to ask, the smallest group whose result is shown, policy on personnel appraisal.
settings-accounts = Accounts
settings-accounts-line = Everybody who can log in: invite, change roles, suspend and resume.
settings-audit-events = Audit log
settings-audit-events-line = Who did what, when and from where.
settings-about = About this system
settings-about-line = How the checklists are made up and used, their source, and the version of this program.
