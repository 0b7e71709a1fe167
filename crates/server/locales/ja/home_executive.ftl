# An executive's first page.
brief-asked = お願いしたいこと
brief-next-meeting = 次の会議
brief-plan = 改善計画：進めている対策は{ $count }件、一時の費用は合わせて{ $once }（未定を除く）
brief-weak = どこが弱いか
brief-moved = 前回から動いた項目
brief-since = 「{ $round }」との比較です。
brief-worse = ○でなくなった項目
brief-better = ○になった項目
