# What single executives would answer.
opinions-title = 経営層それぞれの参考回答
opinions-intro = 会議の前に、経営層の一人ひとりが「自分ならこう答える」を書いておくところです。病院としての回答ではなく、集計にも入りません。意見が分かれた項目を上に示します。
opinions-none = まだ参考回答がありません。
opinions-said = 参考回答
opinions-own = あなたの参考回答
opinions-memo = ひとこと（なくてもかまいません）
opinions-save = 参考回答を保存
opinion-line = ○ { $yes }・× { $no }・該当なし { $none }
opinion-split = （分かれています）
