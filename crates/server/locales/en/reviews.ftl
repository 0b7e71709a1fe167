# 担当→確認→承認 of a sheet.
review-checked = Checked
review-approved = Approved
review-sent-back = Sent back
review-by = { $by }, { $at }
review-open-checked = Waits to be checked, by somebody else than who handed it in.
review-open-approved = Waits to be approved by an executive.
review-next = Next ("{ $step }") can be done by: { $names }
review-nobody = Nobody else can do the next step ("{ $step }"). Add an account, or send the sheet back.
review-only-approver = You are the only executive who can approve. Whoever checks cannot approve, so ask somebody else to check.
review-do-checked = Checked
review-do-approved = Approve
review-do-sent-back = Send back
review-reason = Why it is sent back
review-already-done = This step has been done already.
review-not-checked = It has not been checked yet.
review-same-person = Not by the same person as the step before.
review-no-reason = To send it back, give a reason.
