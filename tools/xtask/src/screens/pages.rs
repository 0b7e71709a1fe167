//! All pages and the way to each of them: open an address, then press what leads on, as a person would.

/// A page with the name of its pictures and its title in the index.
pub struct Page {
    pub name: &'static str,
    pub title: &'static str,
    pub who: Who,
    pub way: &'static [Step],
}

/// Who looks at it.
#[derive(Clone, Copy)]
pub enum Who {
    Anybody,
    Administrator,
    Executive,
    Head,
    SystemManager,
    Auditor,
    /// Somebody at a server that nobody has set up yet.
    Newcomer,
}

impl Who {
    /// By which name the sample hospital knows them.
    pub const fn login_name(self) -> Option<&'static str> {
        match self {
            Self::Anybody | Self::Newcomer => None,
            Self::Administrator => Some("hanako"),
            Self::Executive => Some("sakura"),
            Self::Head => Some("fucho"),
            Self::SystemManager => Some("kensa"),
            Self::Auditor => Some("jiro"),
        }
    }
}

/// One step of a way. All but addresses and texts are CSS selectors.
pub enum Step {
    Open(&'static str),
    Click(&'static str),
    ClickEach(&'static str),
    /// Goes to the address that is written there.
    OpenWritten(&'static str),
    ScrollTo(&'static str),
    Unfold(&'static str),
    Type(&'static str, &'static str),
    /// Chooses a file of this name with this text.
    Attach(&'static str, &'static str, &'static str),
    /// Types the set-up code that the server printed.
    TypeCode(&'static str),
    /// So long that the page hides itself.
    PassTime,
}

use Step::{Attach, Click, ClickEach, Open, OpenWritten, PassTime, ScrollTo, Type, TypeCode, Unfold};

const fn anybody(name: &'static str, title: &'static str, way: &'static [Step]) -> Page {
    Page { name, title, who: Who::Anybody, way }
}

pub const fn administrator(name: &'static str, title: &'static str, way: &'static [Step]) -> Page {
    Page { name, title, who: Who::Administrator, way }
}

pub const fn page(who: Who, name: &'static str, title: &'static str, way: &'static [Step]) -> Page {
    Page { name, title, who, way }
}

/// Of somebody who does not exist.
const PASSWORD: &str = "Kikkoman!teien-4821";
/// The newest round is the one that runs; the second has been closed.
const NEWEST: &str = "tbody tr:first-child th a";
const CLOSED: &str = "tbody tr:nth-child(2) th a";
const SHARING: &str = "main a[href$='/sharing']";
const HANDOUT: &str = "main a[href$='/handout']";
const PAPER: &str = "main a[href$='/paper']";
const SLIPS: &str = "main a[href$='/slips']";
const COLLECTION: &str = "main a[href$='/collection']";
const MISSING: &str = "main a[href$='/missing']";
const WORKBOOKS: &str = "main a[href$='/workbooks']";
const REMINDERS: &str = "main a[href$='/reminders']";
const MAILINGS: &str = "main a[href$='/mailings']";
const PRIMARY: &str = "main button.primary";
const A_LINK: &str = "tbody tr:nth-child(3) code";
const NURSE: &str = ".choices a:nth-child(2)";
const FIRST_SHEET: &str = "section.card:nth-of-type(1) a.button";
const SECOND_SHEET: &str = "section.card:nth-of-type(2) a.button";
const THIRD_SHEET: &str = "section.card:nth-of-type(3) a.button";
/// In the lists of the settings: the first of each.
const FIRST_LISTED: &str = "main tbody tr:first-child th a";

/// What a personnel system writes: its own headings, both calendars, a line that cannot be read, a total at the end.
const PEOPLE: &str = "人事システム 職員一覧（令和8年11月1日現在）\n\n\
社員コード,漢字氏名,ﾌﾘｶﾞﾅ,所属,職種,雇用区分,入職日,退職日\n\
00101,青木 一郎,ｱｵｷ ｲﾁﾛｳ,医局,医師,常勤,H30.4.1,\n\
09001,新田 葵,ﾆｯﾀ ｱｵｲ,東病棟,看護師,常勤,令和8年4月1日,\n\
09002,髙﨑 葉子,ﾀｶｻｷ ﾖｳｺ,西病棟,看護師,非常勤,2026/10/01,\n\
09003,林 太一,ﾊﾔｼ ﾀｲﾁ,屋上庭園,園芸係,委託,R8.13.1,\n\
計,4名,,,,,,\n";

/// In the order in which a hospital meets them.
pub const PAGES: &[Page] = &[
    page(Who::Newcomer, "setup", "初期設定", &[Open("/")]),
    page(
        Who::Newcomer,
        "first-departments",
        "初期設定のあと（部署と人数）",
        &[
            Open("/setup"),
            TypeCode("[name=code]"),
            Type("[name=hospital]", "さくら総合病院"),
            Type("[name=display_name]", "管理 花子"),
            Type("[name=login_name]", "hanako"),
            Type("[name=password]", PASSWORD),
            Type("[name=password_again]", PASSWORD),
            Click("main button.primary"),
        ],
    ),
    page(Who::Newcomer, "login", "ログイン", &[Open("/login")]),
    anybody("activation", "登録コードで始める", &[Open("/activation")]),
    anybody("sample-login", "ログイン（見本の病院）", &[Open("/login")]),
    administrator("home", "ホーム", &[Open("/")]),
    administrator("rounds", "自己点検の一覧", &[Open("/rounds")]),
    administrator("round-new", "自己点検の準備", &[Open("/rounds/new")]),
    administrator("round", "受付中の自己点検", &[Open("/rounds"), Click(NEWEST)]),
    administrator(
        "closure",
        "締め切る",
        &[Open("/rounds"), Click(NEWEST), Click("main a[href$='/closure']")],
    ),
    administrator("handout", "ポスターとリンク", &[Open("/rounds"), Click(NEWEST), Click(HANDOUT)]),
    administrator("paper", "紙の記入票の代行入力", &[Open("/rounds"), Click(NEWEST), Click(PAPER)]),
    administrator(
        "entrance",
        "職員の入口",
        &[Open("/rounds"), Click(NEWEST), Click(HANDOUT), OpenWritten(A_LINK)],
    ),
    administrator(
        "staff-sheet",
        "職員の記入票",
        &[Open("/rounds"), Click(NEWEST), Click(HANDOUT), OpenWritten(A_LINK), Click(NURSE)],
    ),
    administrator(
        "thanks",
        "提出のあと",
        &[
            Open("/rounds"),
            Click(NEWEST),
            Click(HANDOUT),
            OpenWritten(A_LINK),
            Click(NURSE),
            ClickEach(".marks label:first-child input"),
            Click("main button.primary"),
        ],
    ),
    anybody("wrong-link", "使えないリンク", &[Open("/a/nothing")]),
    administrator("answering", "答える", &[Open("/answering")]),
    administrator("sheet", "システム管理者の記入票", &[Open("/answering"), Click(SECOND_SHEET)]),
    administrator(
        "sheet-items",
        "システム管理者の記入票（項目）",
        &[Open("/answering"), Click(SECOND_SHEET), ScrollTo("article.item:nth-of-type(3)")],
    ),
    administrator(
        "history",
        "一項目の記録",
        &[Open("/answering"), Click(SECOND_SHEET), Click("article.item .links a")],
    ),
    administrator("annex", "オンライン資格確認等の記入票", &[Open("/answering"), Click(THIRD_SHEET)]),
    administrator("slips", "回答カード", &[Open("/rounds"), Click(NEWEST), Click(HANDOUT), Click(SLIPS)]),
    administrator(
        "slips-department",
        "回答カード（部署）",
        &[Open("/rounds"), Click(NEWEST), Click(HANDOUT), Click(SLIPS), Click(FIRST_LISTED)],
    ),
    anybody("code", "回答カードのコードを入れる", &[Open("/code")]),
    anybody("kiosk", "共用端末", &[Open("/kiosk")]),
    anybody(
        "kiosk-wrong",
        "共用端末（コードの誤り）",
        &[Open("/kiosk"), Type("[name=code]", "AC34-7XYX"), Click(PRIMARY)],
    ),
    administrator(
        "workbooks",
        "Excelの記入票を取り込む",
        &[Open("/rounds"), Click(NEWEST), Click(HANDOUT), Click(WORKBOOKS)],
    ),
    administrator("collection", "回収の状況", &[Open("/rounds"), Click(NEWEST), Click(COLLECTION)]),
    administrator(
        "collection-days",
        "回収の状況（日ごと）",
        &[Open("/rounds"), Click(NEWEST), Click(COLLECTION), ScrollTo("table.days")],
    ),
    page(Who::Head, "head-collection", "回収の状況（部署責任者）", &[Open("/"), Click(COLLECTION)]),
    administrator(
        "not-handed-in",
        "まだ提出していない人",
        &[Open("/rounds"), Click(NEWEST), Click(COLLECTION), Click(MISSING)],
    ),
    administrator(
        "leave",
        "対象から除く",
        &[
            Open("/rounds"),
            Click(NEWEST),
            Click(COLLECTION),
            Click(MISSING),
            Click("main table a[href*='/missing/']"),
        ],
    ),
    administrator("reminders", "再依頼", &[Open("/rounds"), Click(NEWEST), Click(REMINDERS)]),
    administrator(
        "learning",
        "提出のあとの学び",
        &[
            Open("/rounds"),
            Click(NEWEST),
            Click(HANDOUT),
            OpenWritten(A_LINK),
            Click(NURSE),
            ClickEach(".marks label:nth-child(2) input"),
            Click(PRIMARY),
            Click("main a[href$='/learning']"),
        ],
    ),
    administrator("trainings", "研修", &[Open("/trainings")]),
    administrator("training-new", "研修を記録する", &[Open("/trainings/new")]),
    page(Who::Executive, "executive-home", "ホーム（経営層）", &[Open("/")]),
    page(Who::Executive, "executive-sheet", "経営層の記入票", &[Open("/answering"), Click(FIRST_SHEET)]),
    page(
        Who::Executive,
        "executive-reads",
        "システム管理者の記入票（経営層が見る）",
        &[Open("/answering"), Click(SECOND_SHEET)],
    ),
    administrator("results", "結果の一覧", &[Open("/results")]),
    administrator("result", "結果", &[Open("/results"), Click(CLOSED)]),
    administrator(
        "result-charts",
        "結果（グラフ）",
        &[Open("/results"), Click(CLOSED), ScrollTo("main figure")],
    ),
    administrator(
        "result-topics",
        "結果（分野別の表）",
        &[Open("/results"), Click(CLOSED), Unfold("main details"), ScrollTo("main details")],
    ),
    administrator(
        "result-improvements",
        "結果（要改善事項）",
        &[Open("/results"), Click(CLOSED), ScrollTo("#improvements")],
    ),
    administrator(
        "result-staff",
        "結果（職員の回答）",
        &[Open("/results"), Click(CLOSED), ScrollTo("#staff")],
    ),
    administrator(
        "result-departments",
        "結果（部署別）",
        &[Open("/results"), Click(CLOSED), ScrollTo(".across h3")],
    ),
    page(Who::Head, "head-home", "ホーム（部署責任者）", &[Open("/")]),
    page(
        Who::Head,
        "head-result",
        "結果（部署責任者）",
        &[Open("/results"), Click("tbody tr:first-child th a")],
    ),
    page(
        Who::Head,
        "head-sharing",
        "結果の共有（部署責任者）",
        &[Open("/results"), Click("tbody tr:first-child th a"), Click(SHARING)],
    ),
    administrator("sharing", "結果の共有", &[Open("/results"), Click(CLOSED), Click(SHARING)]),
    administrator(
        "sharing-record",
        "結果の共有（部署の記録）",
        &[Open("/results"), Click(CLOSED), Click(SHARING), Click("tbody tr:first-child td:last-child a")],
    ),
    administrator("reports", "報告書", &[Open("/results"), Click("tbody tr:nth-child(2) td a")]),
    administrator("forms", "記入用紙", &[Open("/forms")]),
    administrator("findings", "改善", &[Open("/findings")]),
    administrator("settings", "設定", &[Open("/settings")]),
    administrator("departments", "部署と人数", &[Open("/settings/departments")]),
    administrator("department", "部署を変える", &[Open("/settings/departments"), Click(FIRST_LISTED)]),
    administrator(
        "department-removal",
        "部署を削除する",
        &[Open("/settings/departments"), Click(FIRST_LISTED), Click("main a[href$='/removal']")],
    ),
    administrator("headcounts", "人数をまとめて入力する", &[Open("/settings/headcounts")]),
    administrator("occupations", "職種", &[Open("/settings/occupations")]),
    administrator("features", "使う機能", &[Open("/settings/features")]),
    administrator("people", "職員（対象者）", &[Open("/settings/people")]),
    administrator(
        "person",
        "職員を変える",
        &[Open("/settings/people"), Click("main tbody a[href^='/settings/people/']")],
    ),
    administrator("people-import", "名簿の取り込み", &[Open("/settings/people/import")]),
    administrator(
        "people-columns",
        "名簿の取り込み（列の見分け）",
        &[
            Open("/settings/people/import"),
            Attach("[type=file]", "職員一覧.csv", PEOPLE),
            Click(PRIMARY),
            Unfold("main details"),
        ],
    ),
    administrator(
        "people-preview",
        "名簿の取り込み（確認）",
        &[
            Open("/settings/people/import"),
            Attach("[type=file]", "職員一覧.csv", PEOPLE),
            Click(PRIMARY),
            ScrollTo("form[action*='/settings/people/import/']"),
        ],
    ),
    administrator("people-imports", "これまでの取り込み", &[Open("/settings/people/imports")]),
    administrator("circumstances", "当院に当てはまるもの", &[Open("/settings/circumstances")]),
    administrator("facility", "医療機関の情報", &[Open("/settings/facility")]),
    administrator("accounts", "アカウント", &[Open("/settings/accounts")]),
    administrator("account-new", "アカウントを加える", &[Open("/settings/accounts/new")]),
    administrator("account-change", "アカウントを変える", &[Open("/settings/accounts"), Click(FIRST_LISTED)]),
    administrator(
        "account-suspension",
        "アカウントを停止する",
        &[Open("/settings/accounts"), Click(FIRST_LISTED), Click("main a[href$='/suspension']")],
    ),
    administrator(
        "account-invitation",
        "登録コードを発行する",
        &[Open("/settings/accounts"), Click(FIRST_LISTED), Click("main a[href$='/invitation']")],
    ),
    administrator("audit-events", "操作記録", &[Open("/settings/audit-events")]),
    administrator("backup", "バックアップ", &[Open("/settings/backup")]),
    administrator("account", "自分のアカウント", &[Open("/account")]),
    administrator("password", "パスワードを変える", &[Open("/account/password")]),
    administrator("second-factor", "認証アプリの登録", &[Open("/account/second-factor")]),
    page(Who::Auditor, "auditor-home", "ホーム（監査担当）", &[Open("/")]),
    page(Who::Auditor, "auditor-departments", "部署と人数（監査担当）", &[Open("/settings/departments")]),
    administrator("guidance", "項目の解説の一覧", &[Open("/guidance")]),
    administrator(
        "guidance-item",
        "項目の解説",
        &[Open("/guidance"), Click("main a[href^='/guidance/'][href*='/access-log']")],
    ),
    anybody("about", "このシステムについて", &[Open("/about")]),
    administrator("hidden", "操作のないまま隠れた画面", &[Open("/settings/audit-events"), PassTime]),
    administrator(
        "mail-server",
        "メールサーバー",
        &[
            Open("/settings/features"),
            ClickEach("main [type=checkbox]:not(:checked)"),
            Click(PRIMARY),
            Open("/settings/mail"),
        ],
    ),
    administrator(
        "mailings",
        "メールでの依頼",
        &[Open("/rounds"), Click(NEWEST), Click(REMINDERS), Click(MAILINGS)],
    ),
    administrator("missing", "見つからないページ", &[Open("/nothing")]),
    administrator(
        "round-refused",
        "入力の誤り",
        &[Open("/rounds/new"), Type("[name=until]", "2026-99-99"), Click("main button.primary")],
    ),
    administrator("round-prepared", "準備中の自己点検", &[Open("/rounds/new"), Click("main button.primary")]),
    administrator(
        "invited",
        "登録コード",
        &[
            Open("/settings/accounts/new"),
            Type("[name=login_name]", "yamada"),
            Type("[name=display_name]", "山田 太郎"),
            Click("[name=role]"),
            Click("main button.primary"),
        ],
    ),
];
