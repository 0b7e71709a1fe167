# Who is to answer which item.
assignments-title = 項目の担当を割り当てる
assignments-intro = 割り当てられた人は「答える」で自分の項目だけを見て答えます。部署に割り当てると、その部署の部署責任者が答えます。部門システムに割り当てると、そのシステムについての回答を求めます。担当は次の自己点検にも引き継がれます。
assignments-list = チェックリスト
assignments-item = チェック項目
assignments-all-shown = 表示中の{ $count }項目すべて
assignment-assignee-hint = 担当にする人・部署・部門システムを選び、下の表で項目に印を付けてください。
assignment-choose = （選んでください）
assignment-due = いつまでに
assignment-assign = 印を付けた項目を割り当てる
assignment-take-back = 印を付けた項目の担当を外す
assignment-no-items = 割り当てる項目に印を付けてください。
assignment-no-assignee = 担当を選んでください。
assignment-assignee-gone = この担当は使えなくなりました。選び直してください。
assignment-due-line = { $name }（{ $day }まで）
assignee-account = 個人
assignee-department = 部署
assignee-system = 部門システム
