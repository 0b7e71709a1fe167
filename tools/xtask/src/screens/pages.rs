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
}

/// One step of a way. All but addresses are CSS selectors.
pub enum Step {
    Open(&'static str),
    Click(&'static str),
    ClickEach(&'static str),
    /// Goes to the address that is written there.
    OpenWritten(&'static str),
    ScrollTo(&'static str),
}

use Step::{Click, ClickEach, Open, OpenWritten, ScrollTo};

const fn anybody(name: &'static str, title: &'static str, way: &'static [Step]) -> Page {
    Page { name, title, who: Who::Anybody, way }
}

const fn administrator(name: &'static str, title: &'static str, way: &'static [Step]) -> Page {
    Page { name, title, who: Who::Administrator, way }
}

/// The newest round is the one that runs; the second has been closed.
const NEWEST: &str = "tbody tr:first-child th a";
const CLOSED: &str = "tbody tr:nth-child(2) th a";
const HANDOUT: &str = "main a[href$='/handout']";
const PAPER: &str = "main a[href$='/paper']";
const A_LINK: &str = "tbody tr:nth-child(3) code";
const NURSE: &str = ".choices a:nth-child(2)";
const SECOND_SHEET: &str = "section.card:nth-of-type(2) a.button";

/// In the order in which a hospital meets them.
pub const PAGES: &[Page] = &[
    anybody("login", "ログイン（見本の病院）", &[Open("/login")]),
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
    administrator("results", "結果の一覧", &[Open("/results")]),
    administrator("result", "結果", &[Open("/results"), Click(CLOSED)]),
    administrator(
        "result-charts",
        "結果（グラフ）",
        &[Open("/results"), Click(CLOSED), ScrollTo("main figure")],
    ),
    administrator("reports", "報告書", &[Open("/results"), Click("tbody tr:nth-child(2) td a")]),
    administrator("forms", "記入用紙", &[Open("/forms")]),
    administrator("findings", "改善", &[Open("/findings")]),
    administrator("settings", "設定", &[Open("/settings")]),
    administrator("departments", "部署と人数", &[Open("/settings/departments")]),
    administrator("occupations", "職種", &[Open("/settings/occupations")]),
    administrator("circumstances", "当院に当てはまるもの", &[Open("/settings/circumstances")]),
    administrator("facility", "医療機関の情報", &[Open("/settings/facility")]),
    administrator("accounts", "アカウント", &[Open("/settings/accounts")]),
    administrator("account-new", "アカウントを加える", &[Open("/settings/accounts/new")]),
    administrator("audit-events", "操作記録", &[Open("/settings/audit-events")]),
    administrator("backup", "バックアップ", &[Open("/settings/backup")]),
    administrator("account", "自分のアカウント", &[Open("/account")]),
    administrator("password", "パスワードを変える", &[Open("/account/password")]),
    administrator("second-factor", "認証アプリの登録", &[Open("/account/second-factor")]),
];
