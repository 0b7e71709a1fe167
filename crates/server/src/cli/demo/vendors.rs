//! Vendors of the sample hospital: one supplies the chart system under contract and has answered, with a × to what the
//! hospital calls ○; one runs the kitchen without a contract and lets an answer wait.

use anyhow::Context;
use jiff::Span;
use jiff::civil::{Date, date};
use tenken_domain::answer::effective_mark;
use tenken_domain::catalog::{Audience, Catalog, Checklist, Item};
use tenken_domain::id::{ChecklistId, InquiryId, ItemId, VendorId};
use tenken_domain::inquiry::{ChaseWay, Receipt, Replies, Reply, Way, usual_due};
use tenken_domain::mark::{Mark, PendingAt};
use tenken_domain::vendor::{Contact, Contract, System, SystemKind};
use tenken_store::{answer, sheet};

use super::hospital::Hospital;
use super::making::Making;
use super::rounds::Course;
use crate::actions::inquiries::{self, Line, Wish, answers};
use crate::actions::{Doing, in_tx, in_tx_or_excused, vendors};

/// Days before today.
const ANSWERED: i32 = 45;
const WAITING: i32 = 40;

/// Everything, about the items of the running round.
pub async fn make(making: &Making, hospital: &Hospital, running: &Course) -> anyhow::Result<()> {
    let items = items(making, running).await?;
    let chart = register(making, hospital, chart()).await?;
    let kitchen = register(making, hospital, kitchen()).await?;
    let asked = (chart, CHART_SYSTEM, ANSWERED, running.catalog);
    let answered = ask(making, hospital, asked, items.for_chart()).await?;
    hand_in(making, hospital, &answered, &items).await?;
    let asked = (kitchen, KITCHEN_SYSTEM, WAITING, running.catalog);
    let waiting = ask(making, hospital, asked, items.for_kitchen()).await?;
    chase(making, hospital, &waiting).await
}

const CHART_SYSTEM: &str = "さくらカルテ";
const KITCHEN_SYSTEM: &str = "給食管理システム";

fn chart() -> vendors::Wish {
    let system = |name: &str, kind| System { name: name.to_owned(), kind };
    vendors::Wish {
        name: "株式会社さくら医療システム".to_owned(),
        contacts: vec![
            contact("保守サポート部　髙橋 﨑子", "03-0000-0001", "03-0000-0002", "support@example.jp"),
            contact("夜間受付", "03-0000-0003", "", ""),
        ],
        systems: vec![
            system(CHART_SYSTEM, SystemKind::Chart),
            system("さくら医事", SystemKind::Billing),
            system("検査連携サーバー", SystemKind::Departmental),
        ],
        contract: Contract::Term { from: Some(date(2024, 4, 1)), until: Some(date(2029, 3, 31)) },
        note: "保守の接続は、事前に医療情報室へ電話で連絡がある。".to_owned(),
    }
}

fn kitchen() -> vendors::Wish {
    vendors::Wish {
        name: "有限会社みなと給食".to_owned(),
        contacts: vec![contact("営業　佐藤 健", "03-0000-0011", "03-0000-0012", "")],
        systems: vec![System { name: KITCHEN_SYSTEM.to_owned(), kind: SystemKind::Catering }],
        contract: Contract::None {
            reason: "給食の委託契約のみで、システムの保守契約を結んでいない".to_owned(),
        },
        note: String::new(),
    }
}

fn contact(name: &str, telephone: &str, fax: &str, mail: &str) -> Contact {
    let [name, telephone, fax, mail] = [name, telephone, fax, mail].map(str::to_owned);
    Contact { name, telephone, fax, mail }
}

/// Items of the administrators' list by what the hospital says of them now.
struct Items {
    yes: Vec<(ChecklistId, ItemId)>,
    pending: Vec<(ChecklistId, ItemId)>,
}

impl Items {
    fn for_chart(&self) -> Vec<(ChecklistId, ItemId)> {
        self.yes.iter().take(2).chain(self.pending.iter().take(4)).cloned().collect()
    }

    /// The first item is asked of both.
    fn for_kitchen(&self) -> Vec<(ChecklistId, ItemId)> {
        self.yes.iter().take(3).cloned().collect()
    }
}

async fn items(making: &Making, running: &Course) -> anyhow::Result<Items> {
    let list = running.catalog.list_for(Audience::Administrator);
    let list: &Checklist = list.context("the administrators have a list")?;
    let mut conn = making.db.reader().await?;
    let sheet = sheet::find(&mut conn, &running.round.id, &list.id).await?.context("it has a sheet")?;
    let answers = answer::unsigned(&answer::current(&mut conn, &sheet.id).await?);
    let with = |wanted: Mark| -> Vec<(ChecklistId, ItemId)> {
        let bears = |item: &&&Item| {
            effective_mark(item, &answers, &std::collections::BTreeSet::new()) == Some(wanted)
        };
        let items = list.items_by_number();
        items.iter().filter(bears).map(|item| (list.id.clone(), item.id.clone())).collect()
    };
    Ok(Items { yes: with(Mark::Yes), pending: with(Mark::Pending(Some(PendingAt::Vendor))) })
}

async fn register(making: &Making, hospital: &Hospital, wish: vendors::Wish) -> anyhow::Result<VendorId> {
    let doing = acting(making, hospital, 60)?;
    let added =
        in_tx_or_excused(&making.db, move |tx| Box::pin(async move { vendors::add(tx, &doing, wish).await }));
    Ok(added.await?)
}

/// Makes an inquiry so many days before today and sends it on the same day.
async fn ask(
    making: &Making,
    hospital: &Hospital,
    (vendor, system, days, catalog): (VendorId, &str, i32, &Catalog),
    items: Vec<(ChecklistId, ItemId)>,
) -> anyhow::Result<InquiryId> {
    let (doing, on) = (acting(making, hospital, days)?, day(making, days));
    let (system, catalog) = (system.to_owned(), catalog.id.clone());
    let wish = Wish { system, catalog, due: usual_due(on), message: String::new(), items };
    let making_it = doing.clone();
    let made = in_tx_or_excused(&making.db, move |tx| {
        Box::pin(async move { inquiries::make(tx, &making_it, &vendor, wish).await })
    });
    let id = made.await?;
    let sent = id.clone();
    in_tx(&making.db, move |tx| Box::pin(async move { inquiries::send(tx, &doing, &sent, on).await }))
        .await?;
    Ok(id)
}

/// The first answer is a × to what the hospital calls ○, the others ○ and one that does not apply.
async fn hand_in(making: &Making, hospital: &Hospital, id: &InquiryId, items: &Items) -> anyhow::Result<()> {
    let (doing, on) = (acting(making, hospital, ANSWERED - 9)?, day(making, ANSWERED - 9));
    let reply = |nth: usize| match nth {
        0 => Reply {
            mark: Some(Mark::No),
            comment: "現在の版では対応していません。次の版で対応する予定です。".to_owned(),
            target: Some(making.today.saturating_add(Span::new().days(120))),
        },
        2 => Reply {
            mark: Some(Mark::NotApplicable),
            comment: "この機能は提供していません。".to_owned(),
            target: None,
        },
        _ => Reply { mark: Some(Mark::Yes), ..Reply::default() },
    };
    let asked = items.for_chart();
    let replies: Replies = (0..).zip(asked).map(|(nth, (_, item))| (item, reply(nth))).collect();
    let receipt = Receipt { on, by: "保守サポート部　髙橋 﨑子".to_owned(), way: Way::Paper };
    let wish = answers::Wish { replies, seen: 0, receipt: Some(receipt), upload: None };
    let id = id.clone();
    let answered =
        in_tx(&making.db, move |tx| Box::pin(async move { answers::answer(tx, &doing, &id, wish).await }));
    Ok(answered.await?)
}

async fn chase(making: &Making, hospital: &Hospital, id: &InquiryId) -> anyhow::Result<()> {
    let days = WAITING - 20;
    let line = Line {
        day: day(making, days),
        way: ChaseWay::Telephone,
        whom: "営業　佐藤 健".to_owned(),
        said: "担当者が不在とのこと。折り返しの連絡をお願いした。".to_owned(),
        new_due: None,
    };
    let (doing, id) = (acting(making, hospital, days)?, id.clone());
    let chased = in_tx_or_excused(&making.db, move |tx| {
        Box::pin(async move { inquiries::chase(tx, &doing, &id, line).await })
    });
    Ok(chased.await?)
}

fn day(making: &Making, days: i32) -> Date {
    making.today.saturating_sub(Span::new().days(days))
}

/// The administrator so many days before today.
fn acting(making: &Making, hospital: &Hospital, days: i32) -> anyhow::Result<Doing> {
    Ok(Doing { principal: hospital.administrator.clone(), means: making.means(day(making, days), 400)? })
}
