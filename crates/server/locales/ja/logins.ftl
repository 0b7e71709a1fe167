# Set-up, logging in, passwords.
setup-title = 初期設定
setup-welcome = はじめに、医療機関の名称と最初のシステム管理者を登録します。ほかの項目はあとから設定できます。
setup-code = 設定コード
setup-code-hint = サーバーを起動した画面に表示された「XXXX-XXXX」の形のコードです。30分間有効です。
setup-code-wrong = 設定コードが違うか、有効期限が切れています。サーバーを起動し直すと新しいコードが表示されます。続けて間違えると、しばらく待つ必要があります。
setup-hospital = 医療機関の名称
setup-hospital-hint = 記入票や報告書に印刷されます。あとから変えられます。
setup-administrator = 最初のシステム管理者
setup-submit = 登録して始める
account-login-name = ログイン名
account-login-name-hint = 半角の英数字。例：yamada
account-display-name = 氏名
password-profile = パスワードの方式
password-profile-hint = チェックリストが示す方式のうち、どちらかを選びます。
password-profile-long = 13文字以上のパスワードだけでログインする
password-profile-with-second-factor = 8文字以上のパスワードと、認証アプリの6けたの番号でログインする（二要素認証・推奨）
password-new = 新しいパスワード
password-hint = 英字・数字・記号をすべて混ぜてください。貼り付けもできます。
password-again = 新しいパスワード（確認）
password-differs = 2回の入力が違います。
password-too-short-long = 13文字以上にしてください。
password-too-short = 8文字以上にしてください。
password-too-long = 128文字以下にしてください。
password-not-mixed = 英字・数字・記号をすべて混ぜてください。
password-own-name = 氏名・ログイン名・医療機関の名称・このシステムの名前を含めないでください。
password-guessable = 推測されやすいパスワードです。別の言葉や文字を加えてください。
login-title = ログイン
login-password = パスワード
login-submit = ログイン
login-not-accepted = ログイン名かパスワードが違います。続けて間違えると、しばらく待つ必要があります。
login-no-account = 職員の方の回答にログインは要りません。部署に掲示されたQRコードかアドレスからお入りください。
login-activate = はじめてログインする方（登録コードをお持ちの方）
second-factor-title = 二要素目の確認
second-factor-code = 6けたの番号
second-factor-code-hint = 認証アプリに表示されている番号です。端末がないときは、印刷しておいた回復コードを入力してください。
second-factor-not-accepted = 番号が違うか、すでに使われています。新しい番号でもう一度お試しください。続けて間違えると、しばらく待つ必要があります。
default-occupations =
    医師
    看護師
    薬剤師
    医療技術職
    リハビリ職
    事務職
    看護補助・介護職
    その他の職員
    委託職員
