# The table of contents of the settings.
settings-title = 設定
settings-save = 保存
settings-change = 変更
settings-departments = 部署と人数
settings-departments-line = 部署の一覧と、部署ごと・職種ごとの人数。職員に配る枚数と回収率のもとになります。
settings-occupations = 職種
settings-occupations-line = 職員が回答のはじめに選ぶ職種。結果は部署別と職種別に集計します。
settings-circumstances = 当院に当てはまるもの
settings-circumstances-line = ウェブサイトの有無など22の状況。当てはまらない項目は自動で「該当なし」になります。
settings-facility = 医療機関の情報
settings-facility-line = 名称、問い合わせ先、結果を見せる最少人数、人事評価についての方針。
settings-accounts = アカウント
settings-accounts-line = ログインできる人の一覧。招待、役割の変更、停止と再開。
settings-audit-events = 操作記録
settings-audit-events-line = いつ、誰が、どこから、何をしたかの記録。
settings-about = このシステムについて
settings-about-line = チェックリストの構成・使い方・出典と、このプログラムの版。
