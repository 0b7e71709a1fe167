# The mail server, messages to the people of a round, and planned reminders.
settings-mail = メールサーバー
settings-mail-line = 依頼・再依頼のメールを送るための、院内のメールサーバー（SMTP）の設定。
mail-intro = 依頼・再依頼のメールは、ここで設定したメールサーバーだけを通して送ります。設定しなければ、このシステムから外へ接続することはありません。
mail-host = メールサーバーの名前またはIPアドレス
mail-host-hint = 例：mail.hospital.local
mail-host-wrong = 名前かIPアドレスだけを入力してください（「http://」やポート番号は付けません）。
mail-port = ポート番号
mail-port-hint = ふつうは 587（STARTTLS）か 465（TLS）です。
mail-port-wrong = 1から65535までの数を入力してください。
mail-security = 通信の暗号化
mail-security-starttls = STARTTLS（メールサーバーが応じなければ送りません）
mail-security-tls = TLS（はじめから暗号化します）
mail-security-none = 暗号化しない（メールの内容・回答用のアドレス・パスワードが、途中の機器で読まれるおそれがあります）
mail-plain = 暗号化しないとき
mail-plain-meant = 途中で読まれるおそれがあることを分かったうえで、暗号化せずに送ります
mail-plain-unsaid = 暗号化しないで使うときは、ここに印を付けてください。
mail-sender = 差出人のメールアドレス
mail-sender-hint = 例：tenken@hospital.example.jp。このアドレスのドメイン以外の宛先は「院外」として目立たせます。
mail-sender-name = 差出人の名前
mail-sender-name-hint = 例：さくら病院 情報システム室。空欄でも構いません。
mail-login-name = ログイン名
mail-login-name-hint = メールサーバーがログインを求めるときだけ入力してください。
mail-password = パスワード
mail-password-hint = 暗号化して保存し、画面には二度と表示しません。変えないときは空欄のままにしてください。メールサーバー・ポート・暗号化・証明書・ログイン名のどれかを変えたときは、入力し直してください。
mail-password-wanted = メールサーバー・ポート・暗号化・証明書・ログイン名のどれかを変えたときは、パスワードを入力し直してください。
mail-certificates = 院内の認証局の証明書（PEM）
mail-certificates-hint = 院内で作った証明書を使うメールサーバーのときだけ、認証局の証明書を貼り付けてください。入力すると、この認証局だけを信頼します。
mail-certificates-wrong = 証明書（PEM）として読めません。「-----BEGIN CERTIFICATE-----」から「-----END CERTIFICATE-----」までを貼り付けてください。
mail-address-wrong = メールアドレスとして使えません。半角で1つだけ入力してください。
mail-trial = 試しに送る
mail-trial-explained = 保存してある設定で、確認用のメールをすぐに1通送ります。
mail-trial-to = 送り先のメールアドレス
mail-trial-send = 確認用のメールを送る
mail-trial-subject = 【確認用】自己点検システムからのメール
mail-trial-body =
    { $hospital }のサイバーセキュリティ自己点検システム（Tenken）から送った、確認用のメールです。
    このメールが届いていれば、メールの設定は正しくできています。
mail-trial-taken = メールサーバーが確認用のメールを受け取りました。届いたことを確かめてください。
mail-trial-failed = 確認用のメールを送れませんでした。{ $problem }
mail-trial-sample = サンプル病院からは、メールを送りません。
mail-trial-unknown = 途中で接続が切れたため、送れたかどうか分かりません。届いているか確かめてください。
mail-remove = メールサーバーの設定を消す
mail-remove-what = 設定とパスワードを消します。これから送る予定のメールも、送らなくなります。
mail-remove-submit = 設定を消す
mailings-title = 依頼・再依頼のメール
mailings-none = まだメールはありません。
mailing-write-invitation = 依頼のメールを書く
mailing-write-reminder = 再依頼のメールを書く
mailing-kind = 種類
mailing-kind-invitation = 依頼のメール
mailing-kind-reminder = 再依頼のメール
mailing-no-server = メールサーバーが設定されていないため、メールは送られません。
mailing-nobody = メールを送れる対象者がいません。対象者の名簿のメールアドレスをご確認ください。
mailing-after-last-day = この回の最終日までに送り始められないため、メールは送れません。
mailing-who-none = 提出した人が氏名では分からないため、選んだ部署の、メールアドレスのある対象者全員に送ります。アドレスは部署ごとに共通です。
mailing-who-with-names = 提出が確認できていない、メールアドレスのある対象者に送ります（無記名の回では、提出がまとめて数えられるまで「確認できていない」に含まれます）。アドレスは一人ひとり違います。
mailing-who-without-names = 提出した人が氏名では分からないため、選んだ部署の、メールアドレスのある対象者全員に送ります。アドレスは部署ごとに共通です。
mailing-departments = 送る部署
mailing-departments-hint = （　）内は、メールが届く人数です。
mailing-departments-none = 部署を1つ以上選んでください。
mailing-department = { $department }（{ $people }人）
mailing-subject = 件名
mailing-body = 本文
mailing-body-hint = {"{link}"} は回答用のアドレスに、{"{name}"} は宛先の人の氏名に、{"{until}"} は送る日の時点の受付終了日に置き換わります。回答の内容や、病院の弱い点は書かないでください。
mailing-body-unknown-place = 本文の {"{"} {"}"} に、置き換えられない言葉があります。使えるのは {"{link}"}、{"{name}"}、{"{until}"} です。
mailing-body-without-link = 本文に {"{link}"} を入れてください。回答用のアドレスに置き換わります。
mailing-preview = 送る前に確かめる
mailing-preview-title = 送る前の確認
mailing-others-than-seen = 前の画面を開いたあとに、宛先が変わりました。もう一度、宛先を確かめてください。
mailing-goes-to = { $people }人に、1人1通ずつ送ります。
mailing-odd-hours = いま送ると、夜間・休日に届きます。
mailing-sample = 届くメールの見本
mailing-own-link = （一人ひとり違うアドレス）
mailing-from = 差出人
mailing-to = 宛先
mailing-recipients = 宛先
mailing-none-outside = 院外のアドレスはありません。
mailing-outside = 院外のアドレスが{ $people }件あります。送ってよいか確かめてください。
mailing-is-outside = 【院外】
mailing-all-recipients = 宛先のすべて（{ $people }人）
mailing-no-address = メールアドレスがないため送らない人（{ $people }人）
mailing-bad-address = メールアドレスが正しくないため送らない人（{ $people }人）
mailing-no-card = 回答カードがないため送らない人（{ $people }人）
mailing-delay = 確定すると、10分後に送り始めます。それまでは取り消せます。
mailing-confirm = 10分後に送る
mailing-write-again = 書き直す
mailing-state = 状態
mailing-state-waiting = 送信待ち
mailing-state-sending = 送信中
mailing-state-sent = 送信済
mailing-state-cancelled = 取り消し
mailing-due-at = 送り始める日時
mailing-sent-of = 送信済／宛先
mailing-made-by = 作った人
mailing-made-by-plan = （再依頼の予定による自動）
mailing-fate-waiting = まだ送っていない
mailing-fate-leaving = 送っているところ
mailing-fate-sent = 送信した
mailing-fate-failed = 送れなかった
mailing-fate-unknown = 送信したかどうか不明
mailing-fate-cancelled = 取り消した
mailing-fate-dropped = 送る必要がなくなった
mailing-fate-explained-failed = 名簿のメールアドレスをご確認のうえ、別の方法（回答カードやポスター）でもお知らせください。
mailing-fate-explained-unknown = 送信の途中でこのシステムか接続が止まりました。2通届かないように、自動では送り直しません。
mailing-problem-unreachable = メールサーバーにつながりません。
mailing-problem-certificate = メールサーバーの証明書を確かめられないか、暗号化した通信を始められません。
mailing-problem-no-starttls = メールサーバーがSTARTTLS（暗号化）に応じません。
mailing-problem-login-refused = メールサーバーへのログインが断られました。ログイン名とパスワードをご確認ください。
mailing-problem-busy = メールサーバーが一時的に受け付けませんでした。
mailing-problem-refused = メールサーバーが、この宛先または差出人のメールを受け付けませんでした。
mailing-problem-address-changed = このメールを用意したあとで、名簿のメールアドレスが変わったか、なくなったため、送っていません。もう一度送ると、いまのアドレスに届きます。
mailing-cancel-waiting = 送信を取り消す
mailing-cancel-sending = まだ送っていない分を取り消す
mailing-cancel-too-late = すでに送り終えたか、取り消されています。
mailing-cancelled-why = 人が取り消したか、受付を締め切ったか、回の最終日を過ぎたか、送り始める日時を24時間以上過ぎたか、バックアップから戻したため、残りは送っていません。
mailing-look-again = 最新の状態を見る
mailing-send-again = 送れなかった人に、10分後にもう一度送る
mailing-text = 送る文章
mailing-link-own = このアドレスはあなた専用です。ほかの人に転送しないでください。
mailing-link-shared = このアドレスは部署のみなさん共通です。院外の人には知らせないでください。
mailing-naming-anonymous = 無記名です。提出の有無は分かりますが、回答内容と氏名は結びつきません。
mailing-naming-nameless = 無記名です。分かるのは部署ごとの提出枚数だけで、回答内容と氏名は結びつきません。
mailing-naming-named = 記名の自己点検です。個々の回答を見られるのはシステム管理者だけです。
mailing-subject-invitation = 【{ $round }】情報セキュリティ自己点検のお願い
mailing-subject-reminder = 【{ $round }】情報セキュリティ自己点検のお願い（再度のご案内）
mailing-body-invitation =
    {"{name}"} さん

    { $hospital }では、「{ $round }」として、情報の安全な取り扱いについての自己点検を行っています。
    次のアドレスを開いて、質問にお答えください。3分ほどで終わります。

    {"{link}"}

    締め切り：{"{until}"}
    { $naming }
    { $whose }

    お問い合わせ：{ $contact }
mailing-body-reminder =
    {"{name}"} さん

    { $hospital }の自己点検（{ $round }）について、あらためてご案内します。
    まだの方は、次のアドレスを開いて、質問にお答えください。3分ほどで終わります。

    {"{link}"}

    締め切り：{"{until}"}
    { $naming }
    { $whose }

    行き違いの場合はご容赦ください。

    お問い合わせ：{ $contact }
round-reminders = 依頼と再依頼
reminders-title = 再依頼の予定
reminders-plans = 予定
reminders-explained = 決めた日が土日・祝日・年末年始に当たるときは、その前の平日に行います。メールは9時から17時までの間に送り始めます。受付終了日を変えると、予定の日も変わります。締め切ると、まだ行っていない予定は行いません。
reminders-none = 予定はありません。
reminder-planned = 決めた日
reminder-days-before = 受付終了日の{ $days }日前
reminder-way = 方法
reminder-way-mail = メールを送る
reminder-way-list = 未提出者の一覧を配る
reminder-day = 行う日
reminder-steps = 操作
reminder-done-on = { $day } 済
reminder-round-closed = 締め切ったため行いません
reminder-no-day-left = 受付終了日までに平日がないため行いません
reminder-print-list = 未提出者の一覧を開く
reminder-complete = 配り終えた
reminder-remove = 予定を消す
reminder-plan-list = 一覧を配る予定を加える
reminder-list-explained = その日になると、ホームに「未提出者の一覧を印刷して配ってください」と表示します。
reminder-plan-mail = メールの予定を加える
reminder-mail-explained = その日の9時を過ぎるとメールを自動で作り、10分後に送り始めます。それまでは取り消せます。
reminder-days = 受付終了日の何日前
reminder-days-hint = 0から60まで。0は受付終了日です。
reminder-days-wrong = 0から60までの数を入力してください。
reminder-plan = 予定に加える
reminder-planned-already = 同じ予定がすでにあります。
reminder-day-has-passed = その日はもう過ぎています。
home-hand-lists-round = 未提出者の一覧を印刷して配ってください。
home-mail-leaves = { $due } から、対象者にメールを送ります。
home-mail-open = 確かめる・取り消す
