# The staff's sheets: the department's link, the sheet, thanks, correction, paper, single sheets.
staff-wrong-link-title = This link does not work
staff-wrong-link = The address is wrong or the link is an old one. Please scan the posted QR code again or retype the address.
staff-ask = Whom to ask: { $contact }
staff-ask-administrator = If in doubt, please ask your hospital's administrator.
staff-administrator = Administrator
staff-closed = This self-check has been closed (it ran { $from } – { $until }). Thank you.
staff-too-early = This self-check has not begun. It runs { $from } – { $until }.
staff-too-late = The period ({ $from } – { $until }) is over. If you have not handed in, please use the contact below.
staff-taken-before = This sheet has been received already. There is no need to hand it in again.
staff-unknown-department = This department is not asked in this self-check. Nothing was saved.
staff-unknown-occupation = This occupation is not asked in this self-check. Nothing was saved. Please choose again on the first page.
staff-unknown-choice = Please choose one that is asked in this self-check.
staff-unknown-receipt = There is no such receipt. Please check the code.
staff-no-filler = Please enter your name.
staff-empty = No item has been answered. Please choose ○ or ×.
staff-not-saved = Not saved. What you chose is still on this page. Please send it again. If this persists, tell your administrator.
staff-to-entrance = To the first page
staff-draft-lost = The sheet under way can no longer be shown: ten minutes have passed, or the system was restarted. If you have not handed it in, please choose your occupation and begin again.
staff-correction-lost = The sheet being corrected can no longer be shown: ten minutes have passed, or the system was restarted. Please enter the receipt again.
staff-hospital = Hospital
staff-naming-anonymous = Anonymous
staff-naming-means-anonymous =
    It is known whether sheets were handed in, but answers and names are never joined.
    You enter no name. Results are seen as sums over larger groups only.
    Once handed in, nobody can withdraw or change a sheet.
staff-naming-who-with-names = Heads of departments and administrators see who has not handed in yet; answers neither of them sees.
staff-naming-who-without-names = Only the number of sheets of each department is known. Heads and administrators see neither who handed in nor answers.
staff-naming-who-none = Only the number of sheets of each department is known. Heads and administrators see neither who handed in nor answers.
staff-naming-named = Named
staff-naming-means-named =
    Only administrators can see single answers; that they looked is recorded.
    Heads of departments see only who handed in, and sums over larger groups.
staff-naming-by-link =
    You enter your name first.
    While the self-check is open you can correct your sheet with its receipt.
staff-naming-by-card = While the self-check is open you can correct your sheet with this card. Whoever holds the card can open your answers: do not pass it on.
staff-appraisal = Policy of { $hospital }: “not used for staff appraisal” (人事評価には使いません)
staff-appraisal-short = 人事評価には使いません
staff-duration = { $items } questions; about three minutes, reading included.
staff-occupation = Occupation
staff-occupation-hint = Press your occupation to begin.
staff-about = About this checklist (the ministry's words)
staff-correct = Correct a sheet that was handed in
staff-correct-find = Open the sheet
staff-correct-submit = Hand in the correction
staff-items-ours = The short titles beside the numbers are this system's own and no official view. The text below each is the ministry's.
staff-yes = yes
staff-no = no
staff-not-applicable = Not part of my work
staff-blank = blank
staff-progress = Answered
staff-open-items = { $open } still without a mark. Please choose, then press “Hand in”.
staff-filler = Your name
staff-filler-hint = At most { $longest } characters.
staff-promise-anonymous = Anonymous: it is known whether sheets were handed in, but answers and names are never joined.
staff-promise-named = Named: only administrators see single answers.
staff-final-anonymous = Once handed in, it cannot be withdrawn or changed.
staff-final-named = While the self-check is open you can correct your sheet with its receipt.
staff-submit = Hand in
staff-submit-as-is = Hand in as it is (blanks stay blank)
staff-thanks = Handed in. Thank you
staff-own-result = Your ○:
staff-receipt = Receipt
staff-receipt-hint = The code shown when you handed in, e.g. AC34-7XYW-9KMN
staff-receipt-explained = With this code you can correct your sheet while the self-check is open. Note it if you need it, and show it to nobody.
staff-goes-back = After { $seconds } seconds this page goes back to the beginning by itself.
staff-next-person = Next person
staff-over = This page is over
staff-over-explained = The sheet has been handed in. What was answered is not shown, so that the next person does not see it.
staff-day = Date
staff-revision = Revision
staff-number = No.
staff-item = Item
staff-mark = Mark
staff-by-clerk = (typed in by a clerk)
staff-sheets-title = Staff sheets (named)
staff-sheets-recorded = Opening a sheet is recorded: who, and when. Do not use it for appraisal or any other purpose.
staff-sheets-none = Nothing has been handed in yet.
staff-sheet-recorded = That you opened this sheet has been recorded.
paper-title = Type in paper sheets
paper-recorded = Who typed and when is recorded; what stood on an anonymous sheet is not.
paper-keys = Keys: 1 = ○, 2 = ×, 3 = not part of my work, 0 or space = blank; each moves on to the next item. Backspace goes back. After the last item Enter saves.
paper-choose = Please choose
paper-code-hint = Only where a card's code stands on the sheet. A card with a name makes department, occupation and name unnecessary; a card without one the department.
paper-code-unknown = No card has this code. It may have been replaced.
paper-code-used = A sheet was handed in with this code's card already. Nothing was saved.
paper-submit = Save, then the next sheet
paper-saved = Saved (○ { $yes }/{ $items }). Ready for the next sheet.
paper-entered = Paper sheets typed into this self-check: { $sheets }
round-staff-sheets = See staff sheets (named)
round-sheets-lost = { $sheets } anonymous sheets cannot be opened and counted, because the sealing key is missing. This happens after restoring a backup.
paper-saved-anonymous = Saved. The next sheet can be typed in.
