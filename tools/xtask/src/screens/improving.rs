//! The pages of 改善 and of the executives' meetings.

use super::pages::Step::{Click, Open, ScrollTo, Unfold};
use super::pages::{Page, Who, administrator, page};

const OWN_SHEET: &str = "main a.button[href*='/sheets/']";
const OPINIONS: &str = "main a[href$='/opinions']";
const FIRST_ACTION: &str = "main table a[href^='/plan/actions/']";
const NEXT_MEETING: &str = "main tbody tr:first-child th a";
const HELD_MEETING: &str = "main tbody tr:nth-child(2) th a";
const SCREEN: &str = "main a[href$='/screen']";
const ON: &str = "a[rel='next']";

const VENDOR: &str = "main table a[href^='/vendors/']";
const INQUIRY: &str = "main table a[href^='/inquiries/']";
const ANSWERS: &str = "main a[href$='/answers']";

pub const PAGES: &[Page] = &[
    administrator(
        "assignments",
        "項目の担当を割り当てる",
        &[Open("/assignments?list=administrator&topic=medical")],
    ),
    administrator("systems", "部門システム", &[Open("/settings/systems")]),
    page(
        Who::SystemManager,
        "own-items",
        "担当の項目（部門システム管理者）",
        &[Open("/answering"), Click(OWN_SHEET)],
    ),
    page(
        Who::SystemManager,
        "discussion",
        "項目の記録と話し合い",
        &[Open("/answering"), Click(OWN_SHEET), Click("#item-unsupported-device .links a")],
    ),
    page(
        Who::Executive,
        "opinions",
        "経営層それぞれの参考回答",
        &[Open("/answering"), Click(OWN_SHEET), Click(OPINIONS)],
    ),
    page(Who::Head, "own-report", "状況報告を書く", &[Open("/status-reports")]),
    administrator("plan", "改善計画", &[Open("/plan")]),
    administrator("plan-timetable", "改善計画（予定表と印刷）", &[Open("/plan"), ScrollTo("main figure")]),
    administrator(
        "action-new",
        "対策を立てる",
        &[Open("/findings"), Click("main input[name=finding]"), Click(".bottom-bar button")],
    ),
    administrator("action", "対策", &[Open("/plan"), Click(FIRST_ACTION)]),
    administrator("priorities", "何から始めるか", &[Open("/priorities")]),
    administrator(
        "priority-why",
        "何から始めるか（順位の理由）",
        &[Open("/priorities"), Unfold(".ranks details")],
    ),
    administrator("what-if", "予算と工数からの試算", &[Open("/priorities/what-if?yen=2000000&days=20")]),
    administrator("evidence", "根拠資料", &[Open("/evidence")]),
    administrator("evidence-item", "根拠資料（項目ごと）", &[Open("/evidence/executive/backup-rule")]),
    administrator(
        "evidence-file",
        "根拠資料（ファイル）",
        &[Open("/evidence/administrator/privacy-training")],
    ),
    administrator(
        "meeting-papers",
        "会議（資料の控え）",
        &[Open("/meetings"), Click(HELD_MEETING), ScrollTo("#papers")],
    ),
    administrator("vendors", "事業者", &[Open("/vendors")]),
    administrator("vendor", "事業者（1社）", &[Open("/vendors"), Click(VENDOR)]),
    administrator("vendor-new", "事業者を登録する", &[Open("/vendors/new")]),
    administrator(
        "inquiry-new",
        "確認依頼を作る",
        &[Open("/vendors"), Click(VENDOR), Click("main a[href$='/inquiries/new']")],
    ),
    administrator("inquiry-waiting", "確認依頼（回答待ち）", &[Open("/vendors"), Click(INQUIRY)]),
    administrator(
        "inquiry-answered",
        "確認依頼（回答済）",
        &[Open("/vendors/contradictions"), Click("main li a[href*='/inquiries/']")],
    ),
    administrator(
        "inquiry-answers",
        "確認依頼（紙の回答を入力する）",
        &[Open("/vendors"), Click(INQUIRY), Click(ANSWERS)],
    ),
    administrator("contradictions", "食い違い", &[Open("/vendors/contradictions")]),
    administrator("trend", "推移", &[Open("/trend")]),
    administrator("trend-departments", "推移（部署ごと）", &[Open("/trend"), Unfold("#trend-department")]),
    administrator("perception", "認識の違い", &[Open("/perception")]),
    administrator("meetings", "会議", &[Open("/meetings")]),
    administrator("meeting-new", "会議を予定する", &[Open("/meetings/new")]),
    administrator("meeting", "会議（開催前）", &[Open("/meetings"), Click(NEXT_MEETING)]),
    administrator("meeting-held", "会議（確定済）", &[Open("/meetings"), Click(HELD_MEETING)]),
    administrator("screen", "会議用の画面", &[Open("/meetings"), Click(NEXT_MEETING), Click(SCREEN)]),
    administrator(
        "screen-topic",
        "会議用の画面（分野）",
        &[Open("/meetings"), Click(NEXT_MEETING), Click(SCREEN), Click(ON), Click(ON)],
    ),
];
