//! The improvement plan of the sample hospital: actions for what the finished rounds found, in every state.

use anyhow::Context;
use jiff::Span;
use jiff::civil::Date;
use tenken_domain::action::{Cost, Step};
use tenken_domain::assignment::Assignee;
use tenken_domain::catalog::builtin;
use tenken_domain::finding::{self, Finding};

use super::hospital::Hospital;
use super::making::Making;
use super::rounds::Course;
use crate::actions::plan::{self, Line, Wish};
use crate::actions::{Doing, in_tx_or_excused};
use crate::facts::{ClosedRounds, Sources, round_facts};

/// An action as it is told here. Days count from the end of the round in which its findings were found; `due` and the
/// last `steps` lie before or after today, whatever today is.
struct Told {
    title: &'static str,
    content: &'static str,
    owner: &'static str,
    charge: Charge,
    /// Items of the lists; those that the round did not find are left out.
    items: &'static [&'static str],
    due: Option<i32>,
    cost: (Option<u64>, Option<u64>),
    effort: Option<u64>,
    steps: &'static [(i32, Step, &'static str)],
}

/// Who is told of an action.
#[derive(Clone, Copy)]
enum Charge {
    Nobody,
    Administrator,
    /// The department of the head in the cast.
    Ward,
    /// Of the system manager in the cast.
    System,
}

/// Of the first finished round.
const FIRST: &[Told] = &[
    Told {
        title: "訓練と監査を年間計画に入れる",
        content: "災害訓練に合わせて、電子カルテが使えない想定の訓練を年1回行う。",
        owner: "総務課 井上",
        charge: Charge::Nobody,
        items: &["drill", "audit"],
        due: Some(150),
        cost: (Some(0), Some(0)),
        effort: Some(6),
        steps: &[
            (20, Step::Start, "病院運営会議で年間計画に入れることを決めた。"),
            (140, Step::Finish, "訓練の実施記録は総務課キャビネット3にある。"),
            (215, Step::Confirm, "次の自己点検で、どちらの項目も○になった。"),
        ],
    },
    Told {
        title: "使われていない保守用アカウントを止める",
        content: "",
        owner: "医療情報室 管理",
        charge: Charge::Administrator,
        items: &["maintenance-account"],
        due: Some(60),
        cost: (Some(0), None),
        effort: Some(2),
        steps: &[
            (15, Step::Start, ""),
            (45, Step::Finish, "事業者と一覧を照合し、3件を停止した。照合表は医療情報室の保守記録にある。"),
        ],
    },
];

/// Of the second.
const SECOND: &[Told] = &[
    Told {
        title: "バックアップを3世代とし、1つを切り離して保管する",
        content: "日次のバックアップに加え、週1回の分を外付け媒体に取り、ネットワークから切り離す。年1回、戻せることを確かめる。",
        owner: "医療情報室 管理",
        charge: Charge::Administrator,
        items: &["backup-generations", "redundancy"],
        due: Some(280),
        cost: (Some(1_800_000), Some(240_000)),
        effort: Some(15),
        steps: &[(30, Step::Start, "3社から見積を取った。")],
    },
    Told {
        title: "紙運用の手順と様式をそろえる",
        content: "",
        owner: "看護部・医事課",
        charge: Charge::Ward,
        items: &["paper-fallback", "device-fallback"],
        due: Some(120),
        cost: (Some(80_000), Some(0)),
        effort: Some(10),
        steps: &[(40, Step::Start, "様式の案を作り、2つの病棟で試している。")],
    },
    Told {
        title: "医療情報機器の廃棄を、消去証明書のある業者に任せる",
        content: "",
        owner: "総務課 井上",
        charge: Charge::Nobody,
        items: &["disposal", "portable-ledger"],
        due: Some(285),
        cost: (Some(150_000), Some(60_000)),
        effort: Some(3),
        steps: &[],
    },
    Told {
        title: "外部との接続口を1か所にまとめる",
        content: "部門ごとに引かれた保守用の回線を調べ、病院の接続口を通す。",
        owner: "",
        charge: Charge::System,
        items: &["external-connection", "tls"],
        due: None,
        cost: (None, None),
        effort: None,
        steps: &[],
    },
    Told {
        title: "ウェブサイトの記録を院内でも保管する",
        content: "",
        owner: "広報課",
        charge: Charge::Nobody,
        items: &["web-server-log", "web-app-log"],
        due: Some(150),
        cost: (Some(400_000), Some(120_000)),
        effort: Some(4),
        steps: &[(90, Step::Drop, "ウェブサイトの委託先が記録を1年分保管する契約に改めたため。")],
    },
];

/// Made from the two finished rounds.
pub async fn make(making: &Making, hospital: &Hospital, finished: &[Course]) -> anyhow::Result<()> {
    for (course, told) in finished.iter().zip([FIRST, SECOND]) {
        let findings = findings(making, hospital, course).await?;
        for one in told {
            add(making, hospital, (course, &findings), one).await?;
        }
    }
    Ok(())
}

async fn findings(making: &Making, hospital: &Hospital, course: &Course) -> anyhow::Result<Vec<Finding>> {
    let mut conn = making.db.reader().await?;
    let round = tenken_store::round::find(&mut conn, &hospital.facility.id, &course.round.id).await?;
    let round = round.context("the round is there")?;
    let closed = ClosedRounds::default();
    let from = (Sources { catalogs: builtin(), closed: &closed }, course.catalog);
    let facts = round_facts(&mut conn, from, (&hospital.facility, &round), making.today).await?;
    Ok(finding::all(&round.id, &facts))
}

async fn add(
    making: &Making,
    hospital: &Hospital,
    (course, findings): (&Course, &[Finding]),
    told: &Told,
) -> anyhow::Result<()> {
    let end = course.round.period.until;
    let after = |days: i32| end.saturating_add(Span::new().days(days));
    let is_meant =
        |finding: &&Finding| finding.group.is_none() && told.items.contains(&finding.item.as_str());
    let wish = Wish {
        title: told.title.to_owned(),
        content: told.content.to_owned(),
        owner: told.owner.to_owned(),
        charge: charge(making, hospital, told.charge)?,
        due: told.due.map(after),
        cost: Cost { once: told.cost.0, yearly: told.cost.1 },
        effort: told.effort,
        findings: findings.iter().filter(is_meant).cloned().collect(),
    };
    let doing = acting(making, hospital, after(10))?;
    let id =
        in_tx_or_excused(&making.db, move |tx| Box::pin(async move { plan::add(tx, &doing, wish).await }))
            .await?;
    for (days, step, note) in told.steps {
        let (doing, id) = (acting(making, hospital, after(*days))?, id.clone());
        let line = Line { step: Some(*step), note: (*note).to_owned() };
        let written = in_tx_or_excused(&making.db, move |tx| {
            Box::pin(async move { plan::write(tx, &doing, &id, line).await })
        });
        written.await?;
    }
    Ok(())
}

fn charge(making: &Making, hospital: &Hospital, charge: Charge) -> anyhow::Result<Option<Assignee>> {
    Ok(match charge {
        Charge::Nobody => None,
        Charge::Administrator => Some(Assignee::Account(hospital.administrator.account.clone())),
        Charge::Ward => Some(Assignee::Department(hospital.ward(making)?)),
        Charge::System => {
            let own = hospital.system_manager.role.system().context("部門システムがありません")?;
            Some(Assignee::System(own.clone()))
        }
    })
}

/// The administrator on a day, never later than today.
fn acting(making: &Making, hospital: &Hospital, day: Date) -> anyhow::Result<Doing> {
    let means = making.means(day.min(making.today), 600)?;
    Ok(Doing { principal: hospital.administrator.clone(), means })
}
