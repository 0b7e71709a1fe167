# How results move from round to round.
trend-title = 推移
trend-intro = 締め切った自己点検の○の割合です。回の間隔は日付に合わせています。チェックリストの版が変わったところでは線を切り、同じ項目だけを比べます。項目が1つだけの区分は、線にしません。
trend-one-round = 締め切った自己点検が2回分そろうと、ここに推移が出ます。
trend-whole = 全体
trend-part = 区分
trend-topics = 分野ごと
trend-moved = 前回から変わった項目
trend-nothing-moved = ありません。
trend-items = すべての項目
trend-broken = 二重線：チェックリストの版が変わりました
trend-same-items = { $part }：{ $round }から版が変わりました。両方の版にある項目だけでは、前 { $before }、後 { $now }です。
