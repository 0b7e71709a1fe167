# The sample hospital.
demo-title = サンプル病院に入る
demo-what = 名前を押すと、その人としてログインします。パスワードは要りません。
demo-role-administrator = システム管理者：準備・配布・集計・設定のすべて
demo-role-executive = 経営層：経営層のリストに答え、結果を見る
demo-role-department-head = 部署責任者：自部署の結果を見る
demo-role-system-manager = 部門システム管理者：担当の項目だけに答える
demo-role-auditor = 監査担当：すべてを見るだけで、変えられない
demo-keeps-nothing = 病院・人物・回答はすべて架空です。ここで変えた内容は、サンプルを起動し直すと元に戻ります。
