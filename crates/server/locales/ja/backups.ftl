# Backups.
backup-title = バックアップ
backup-what = 医療機関・部署・アカウント・回答・操作記録のすべてを、パスフレーズで暗号化した1つのファイルにします。作成中もほかの方は使い続けられます。
backup-without-sealing-key = 無記名の回答の封を開ける鍵（keys/sealing）は、匿名性を守るため含まれません。封をしたまま集計を待っている回答は、別の機器に復元すると開けません。
backup-passphrase = パスフレーズ
backup-passphrase-hint = 12文字以上。復元のときに必要です。忘れると誰にも開けません。
backup-passphrase-again = パスフレーズ（確認）
backup-passphrase-too-short = 12文字以上にしてください。
backup-passphrase-differs = 2回の入力が違います。
backup-submit = バックアップを作ってダウンロードする
backup-keep = ファイルはこのサーバーと別の場所に、パスフレーズとは分けて保管してください。1つは、ふだんネットワークから切り離された媒体に置きます。
backup-restore = 復元は、サーバーの画面で「tenken restore ファイル --data 空のフォルダ」と入力します。
