# Departments, headcounts, occupations.
departments-title = 部署と人数
departments-intro = 部署の名前を選ぶと、名称・上位の部署・人数を変えられます。人数には常勤・非常勤のほか、委託などで院内の端末や情報を扱う人も含めます。
departments-first = はじめに部署と人数を登録します。人数は配る枚数と回収率のもとになります。分からないところは空欄のままにして、あとから直せます。
departments-next = 次へ：当院に当てはまるもの
departments-none = まだ部署がありません。
departments-usual = よくある部署の一覧を入れる
departments-usual-hint = 診療部、看護部（病棟・外来・手術室）、薬剤部、事務部などをまとめて登録します。名称の変更、追加、削除はあとからできます。
departments-headcounts = 人数をまとめて入力する
headcounts-title = 人数をまとめて入力する
headcounts-intro = それぞれの部署に直接所属する人数です。下位の部署の人は含めません。空欄は0人です。
departments-add = 部署を加える
departments-add-submit = 加える
departments-sum = 計
departments-with-below = 配下を含む計
departments-to-occupations = 職種を加える・削除する
department-name = 部署の名称
department-name-hint = 例：3階東病棟
department-name-taken = 同じ場所に同じ名称の部署があります。別の名称にしてください。
department-parent = 上位の部署
department-parent-hint = 例：「3階東病棟」の上位は「病棟」
department-at-the-top = （上位なし）
department-would-loop = その部署自身か、その下にある部署は上位にできません。
department-people = 職種ごとの人数
department-people-hint = この部署に直接所属する人数です。下位の部署の人は含めません。空欄は0人です。
department-people-number = 人数
department-has-a-head = この部署の部署責任者のアカウントがあります。先にアカウントの役割か部署を変えてください。
department-remove = この部署を削除する
department-remove-what = 「{ $name }」を削除しますか。下位の部署は一つ上に移ります。登録した人数は失われます。
department-remove-hint = 受付を始めた自己点検と、これまでの結果は変わりません。
department-remove-submit = 削除する
occupation = 職種
occupations-title = 職種
occupations-intro = 職員が回答のはじめに選ぶものです。細かく分けすぎると少人数の職種の結果が表示されなくなるため、10前後をお勧めします。
occupations-none = まだ職種がありません。
occupations-add = 職種を加える
occupations-add-submit = 加える
occupations-to-departments = 部署と人数へ
occupation-name = 職種の名称
occupation-name-hint = 例：臨床工学技士
occupation-name-taken = 同じ名称の職種があります。
occupation-remove = 削除
occupation-remove-what = 「{ $name }」を削除しますか。部署に登録したこの職種の人数（{ $people }人）は失われます。
occupation-remove-submit = 削除する
departments-from-register = 人数は職員名簿から数えています（今日の対象者。長期に休んでいる人と退職した人を除きます）。
department-has-people = この部署の人（退職した人を含む）が職員名簿にいます。先に部署を変えるか、名簿から削除してください。
occupation-has-people = この職種の人（退職した人を含む）が職員名簿にいます。先に職種を変えるか、名簿から削除してください。
occupation-affiliation = 所属の別
occupation-affiliation-hint = 清掃・給食・警備などの委託先の人は「委託」です。職員とは分けて表示します。
occupation-responsible = 責任者
occupation-responsible-hint = この職種の結果を受け取る人。例：看護部長
problem-one-line = 改行を入れないでください。
problem-count = 0から9999までの数を入力してください。
default-departments =
    診療部
    看護部
    看護部 > 病棟
    看護部 > 外来
    看護部 > 手術室
    薬剤部
    検査科
    放射線科
    リハビリテーション科
    栄養科
    臨床工学科
    地域連携室
    事務部
    事務部 > 総務課
    事務部 > 医事課
    情報システム室
    委託
