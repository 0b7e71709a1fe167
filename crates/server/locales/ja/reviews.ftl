# 担当→確認→承認 of a sheet.
review-checked = 確認
review-approved = 承認
review-sent-back = 差し戻し
review-by = { $by }、{ $at }
review-open-checked = 確認を待っています。提出した人とは別の人が確認します。
review-open-approved = 承認を待っています。経営層が承認します。
review-next = 次に「{ $step }」ができる人：{ $names }
review-nobody = 「{ $step }」ができる人が、ほかにいません。ほかの人のアカウントを加えるか、差し戻してください。
review-only-approver = 承認ができる経営層は、あなただけです。確認した人は承認できないため、確認はほかの人に頼んでください。
review-do-checked = 確認した
review-do-approved = 承認する
review-do-sent-back = 差し戻す
review-reason = 差し戻す理由
review-already-done = この段階はすでに済んでいます。
review-not-checked = まだ確認されていません。先に確認が要ります。
review-same-person = 一つ前の段階と同じ人はできません。別の人が行ってください。
review-no-reason = 差し戻すには、理由を入力してください。
