# What executives, administrators and staff answer to the same subjects.
perception-title = 認識の違い
perception-none = 締め切った自己点検がまだありません。
perception-nothing = この自己点検では、2つ以上のリストで答えた話題がありません。
perception-intro = 同じ話題について、経営層・システム管理者・職員の答えを並べています。離れている順です（同じ開きなら、項目の多い話題を先にします）。未回答と確認中は比べていません。離れている話題は、どちらかに見えていないことがあります。
perception-subject = 話題
perception-side-executive = 経営層
perception-side-administrator = システム管理者
perception-side-staff = 職員（病院全体）
perception-apart = 開き（ポイント）
perception-items = 項目
perception-open = 未回答・確認中 { $count }
perception-ours = 話題と項目の組み合わせは本システム独自のものです。公式見解ではありません。経営層とシステム管理者は○か×と答えた項目のうちの○の数（1項目だけのときは○か×）、開きは最も高い割合と最も低い割合の差です。
