# Departmental systems and what is answered for them.
systems-title = 部門システム
systems-intro = 検査、放射線、薬剤など、担当者がそれぞれにいるシステムです。項目を部門システムに割り当てると、部門システム管理者がそのシステムについてだけ答えます。
systems-none = まだ部門システムがありません。
systems-add = 部門システムを加える
systems-add-submit = 加える
system-name = 部門システムの名称
system-name-hint = 例：検査システム、放射線画像システム、薬剤システム
system-name-taken = 同じ名称の部門システムがあります。
system-used = この部門システムには、管理者のアカウントか回答があります。削除できません。
system-remove = この部門システムを削除する
system-remove-hint = 管理者のアカウントも回答もないときだけ削除できます。割り当てた担当は外れます。
settings-systems-line = 検査・放射線・薬剤などの部門システム。担当の項目だけに答える管理者を置けます。
systems-of-item = 部門システムごとの回答
systems-of-item-hint = すべての部門システムが○か「該当なし」のときだけ、病院としての○を付けられます。×があると、病院としての回答は○から×になります。
system-standing = { $mark }（{ $by }、{ $at }）
system-no-reason = 「該当なし」にするには、院内メモに理由を入力してください。
findings-systems = できていない部門システム
