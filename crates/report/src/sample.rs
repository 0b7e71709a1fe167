//! The facts of a small sample hospital, for tests and for the pictures in the documents.

use jiff::Timestamp;
use jiff::civil::date;
use tenken_domain::answer::{Absent, Answer, derived};
use tenken_domain::catalog::{self, Audience, Catalog, Checklist, Item};
use tenken_domain::collection::{Gap, Missing, Progress};
use tenken_domain::facts::{
    Count, Counts, Edition, GroupKey, Issuer, Previous, RoundFacts, SheetFacts, StaffFacts,
};
use tenken_domain::guidance;
use tenken_domain::hiding::{Stage, Tallies, Tally, nestings, staff_facts};
use tenken_domain::id::{
    ConditionId, DepartmentId, InquiryId, OccupationId, PersonId, RoundId, TrainingId, VendorId,
};
use tenken_domain::inquiry::{Inquiry, Question, Reply, State as InquiryState};
use tenken_domain::mark::{Mark, PendingAt};
use tenken_domain::round::{Naming, Period, Slips};
use tenken_domain::slip::AskedPerson;
use tenken_domain::training::Training;

use crate::inquiry::InquiryLetter;
use crate::missing_list::MissingLists;
use crate::poster::{DepartmentLink, Posters};
use crate::recovery_codes::RecoveryCodes;
use crate::training::{Learned, Taught, TrainingPapers, TrainingRecord};

/// The round every sample belongs to.
pub const ROUND: &str = "令和8年度 第1回";

/// The newest checklist that comes with the program.
pub fn catalog() -> &'static Catalog {
    catalog::newest()
}

/// The sample hospital; サンプル on every page.
pub fn issuer() -> Issuer {
    Issuer { hospital: "サンプル病院".to_owned(), edition: Edition::Sample }
}

/// The same hospital's paper as if it were real.
pub fn real_issuer() -> Issuer {
    Issuer {
        hospital: "医療法人社団みなと会 港町総合病院".to_owned(), edition: Edition::Real
    }
}

/// 職種 of the sample hospital.
pub fn occupations() -> Vec<String> {
    [
        "医師",
        "看護師",
        "薬剤師",
        "診療放射線技師",
        "臨床検査技師",
        "リハビリ職",
        "管理栄養士",
        "事務職",
        "委託職員",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// A list filled in with every kind of mark, two circumstances being absent.
pub fn sheet(list: &Checklist) -> SheetFacts {
    let absent: Absent = ["if-website", "if-iot-lending"].map(ConditionId::new).into_iter().collect();
    let open = list.items.iter().enumerate().filter(|(_, item)| derived(item, &absent).is_none());
    let answers = open.filter_map(|(nth, item)| Some((item.id.clone(), answer(list, nth)?)));
    SheetFacts {
        list: list.id.clone(),
        filler: "情報システム室　髙橋 﨑子".to_owned(),
        date: Some(date(2026, 11, 22)),
        answers: answers.collect(),
        absent,
    }
}

/// The mark of the nth item: mostly ○, every fifth ×, now and then something else; every eleventh is left blank.
fn answer(list: &Checklist, nth: usize) -> Option<Answer> {
    let pending = list.audience == Audience::Administrator && nth % 13 == 6;
    let (mark, reason) = match nth {
        nth if nth % 11 == 10 => return None,
        _ if pending => (Mark::Pending(Some(PendingAt::Vendor)), ""),
        nth if nth % 17 == 8 => (Mark::NotApplicable, "該当する機器を保有していないため"),
        nth if nth % 5 == 3 => (Mark::No, ""),
        _ => (Mark::Yes, ""),
    };
    Some(Answer {
        mark: Some(mark), memo: "院内メモは印刷しない".to_owned(), reason: reason.to_owned()
    })
}

/// A closed round with every sheet and with this many departments.
pub fn round(catalog: &Catalog, departments: usize) -> RoundFacts<'_> {
    let by_account = catalog.official_lists();
    let staff = catalog.list_for(Audience::Staff);
    RoundFacts {
        issuer: issuer(),
        catalog,
        round: ROUND.to_owned(),
        period: Period { from: date(2026, 11, 1), until: date(2026, 11, 30) },
        as_of: date(2026, 12, 1),
        sheets: by_account.map(sheet).collect(),
        staff: staff.map(|list| staff_result(list, departments, 0)),
        previous: staff.map(|list| Previous {
            round: "令和7年度 第2回".to_owned(),
            staff: staff_result(list, departments, 1),
        }),
    }
}

/// The last of the occupations is a contractor's. `shift` makes another round of it.
fn staff_result(list: &Checklist, departments: usize, shift: u64) -> StaffFacts {
    let names = [
        "外来",
        "病棟（3階東）",
        "薬剤部",
        "放射線科",
        "検査科",
        "リハビリテーション科",
        "医事課",
        "訪問看護ステーション",
    ];
    let name = |nth: usize| match nth / names.len() {
        0 => names[nth].to_owned(),
        row => format!("{}（第{}）", names[nth % names.len()], row + 1),
    };
    let departments: Vec<Tally<GroupKey>> = (0..departments)
        .map(|nth| {
            let key = GroupKey::Department(DepartmentId::new(nth.to_string()));
            group((list, shift), key, name(nth), nth)
        })
        .collect();
    let occupations = occupations().into_iter().enumerate();
    let occupations: Vec<Tally<GroupKey>> = occupations
        .map(|(nth, name)| {
            group((list, shift), GroupKey::Occupation(OccupationId::new(nth.to_string())), name, nth + 3)
        })
        .collect();
    let mut everybody = Counts::new();
    for group in &departments {
        group.counts.iter().for_each(|(item, count)| *everybody.entry(item.clone()).or_default() += *count);
    }
    let sum = |of: fn(&Tally<GroupKey>) -> u64| departments.iter().map(of).sum::<u64>();
    let (asked, handed_in) = (sum(|group| group.asked), sum(|group| group.handed_in));
    let everybody = Tally {
        key: (),
        name: String::new(),
        asked,
        handed_in,
        away: sum(|group| group.away),
        counts: everybody,
    };
    let nestings = nestings(&vec![vec![1; occupations.len()]; departments.len()], occupations.len());
    let groups = departments.into_iter().chain(occupations).collect();
    let contractors = [OccupationId::new("8")].into();
    let tallies = Tallies { everybody, groups, nestings, minimum: 5 };
    StaffFacts { contractors, ..staff_facts(list, tallies, Stage::Closed) }
}

/// A group of its own size; every seventh is too small to be shown.
fn group((list, shift): (&Checklist, u64), key: GroupKey, name: String, nth: usize) -> Tally<GroupKey> {
    let seed = nth as u64;
    let handed_in = if nth % 7 == 6 { 3 } else { 8 + seed * 37 % 140 };
    let counts = counts(list, handed_in, seed + shift);
    Tally { key, name, asked: handed_in + seed % 4, handed_in, away: seed % 2, counts }
}

fn counts(list: &Checklist, sheets: u64, seed: u64) -> Counts {
    let count = |nth: u64| {
        let no = sheets * (1 + (nth * 7 + seed) % 4) / 10;
        let not_applicable = if nth % 4 == 1 { sheets / 8 } else { 0 };
        Count { yes: sheets - no - not_applicable, no, not_applicable, blank: 0 }
    };
    list.items.iter().zip(0..).map(|(item, nth)| (item.id.clone(), count(nth))).collect::<Counts>()
}

/// Departments with the addresses at which their staff answer.
pub fn links(count: usize) -> Vec<DepartmentLink> {
    let link = |nth| DepartmentLink {
        department: format!("第{nth}病棟"),
        url: format!("https://tenken.example.jp/a/7hq2-k9rm-{nth:04}"),
    };
    (1..=count).map(link).collect()
}

/// The posters of these departments.
pub fn posters<'a>(issuer: &'a Issuer, departments: &'a [DepartmentLink]) -> Posters<'a> {
    Posters {
        issuer,
        round: ROUND,
        period: Period { from: date(2026, 11, 1), until: date(2026, 11, 30) },
        naming: Naming::Anonymous,
        slips: Slips::None,
        questions: 10,
        policy: None,
        contact: "情報システム室（内線 1234）",
        departments,
    }
}

/// Departments with three people each who have not handed in.
pub fn gaps(departments: u64) -> Vec<Gap> {
    let names = ["髙橋 﨑子", "佐藤 健", "鈴木 花子"];
    let person = |department: u64, (nth, name): (u64, &str)| AskedPerson {
        id: PersonId::new(format!("{department}-{nth}")),
        staff_number: format!("00{department}{nth}7"),
        name: name.to_owned(),
        kana: String::new(),
        department: DepartmentId::new(department.to_string()),
        occupation: OccupationId::new("nurse"),
        away: None,
    };
    let gap = |nth: u64| Gap {
        department: DepartmentId::new(nth.to_string()),
        name: format!("第{nth}病棟"),
        progress: Progress { asked: 20 + nth, handed_in: 18 + nth, away: nth % 2 },
        without_slip: nth % 3,
        missing: Missing::Names((0..).zip(names).map(|one| person(nth, one)).collect()),
        left: Vec::new(),
    };
    (1..=departments).map(gap).collect()
}

/// The lists of these departments.
pub fn missing_lists<'a>(issuer: &'a Issuer, departments: &'a [Gap]) -> MissingLists<'a> {
    MissingLists {
        issuer,
        round: ROUND,
        period: Period { from: date(2026, 11, 1), until: date(2026, 11, 30) },
        as_of: date(2026, 11, 22),
        naming: Naming::Anonymous,
        minimum: 5,
        slips: Slips::WithNames,
        code_address: "https://tenken.example.jp/code",
        contact: "情報システム室（内線 1234）",
        departments,
    }
}

/// Ten recovery codes that open nothing.
pub fn codes() -> Vec<String> {
    (0..10).map(|nth| format!("K7QM-{nth}RX4-9TWD")).collect()
}

/// The page with these codes.
pub fn recovery_codes<'a>(issuer: &'a Issuer, codes: &'a [String]) -> RecoveryCodes<'a> {
    RecoveryCodes {
        issuer, name: "髙橋 﨑子", login_name: "takahashi", codes, made_on: date(2026, 11, 22)
    }
}

/// An inquiry about so many items of the administrators' list.
pub fn inquiry(catalog: &Catalog, items: usize) -> Inquiry {
    let list = catalog.list_for(Audience::Administrator);
    let question = |list: &Checklist, item: &Item| Question {
        list: list.id.clone(),
        item: item.id.clone(),
        answer: Reply::default(),
    };
    let asked = list.map(|list| list.items.iter().take(items).map(|item| question(list, item)).collect());
    Inquiry {
        id: InquiryId::new("inquiry"),
        vendor: VendorId::new("vendor"),
        system: "電子カルテ".to_owned(),
        catalog: catalog.id.clone(),
        due: date(2026, 12, 8),
        first_due: date(2026, 12, 8),
        message: "=ご不明な点は、担当までお尋ねください。".to_owned(),
        questions: asked.unwrap_or_default(),
        state: InquiryState::Sent { on: date(2026, 11, 24) },
        revision: 0,
        link_salt: 0,
        made_by: "管理 花子".to_owned(),
        made_at: Timestamp::UNIX_EPOCH,
    }
}

/// The letter of this inquiry.
pub fn inquiry_letter<'a>(issuer: &'a Issuer, inquiry: &'a Inquiry) -> InquiryLetter<'a> {
    InquiryLetter {
        issuer,
        catalog: catalog(),
        inquiry,
        vendor: "株式会社さくら医療システム",
        addressee: "保守サポート部　髙橋 﨑子",
        dated: date(2026, 11, 24),
        first_asked: None,
        contact: "情報システム室（内線 1234）",
        code: None,
    }
}

/// A training of so many items of the staff's list.
pub fn training(list: &Checklist, items: usize) -> Training {
    Training {
        id: TrainingId::new("training"),
        round: RoundId::new("round"),
        title: "情報セキュリティ研修".to_owned(),
        held_on: date(2027, 1, 20),
        place: "大会議室".to_owned(),
        audience: "全職員".to_owned(),
        items: list.items.iter().take(items).map(|item| item.id.clone()).collect(),
        attended: Some(42),
        note: "=欠席者には資料を配付".to_owned(),
    }
}

/// The papers of this training after the round of these facts.
pub fn training_papers<'a>(facts: &'a RoundFacts<'a>, training: &'a Training) -> Option<TrainingPapers<'a>> {
    let staff = facts.staff.as_ref()?;
    let list = facts.catalog.checklist(&staff.list)?;
    let book = guidance::builtin(&facts.catalog.id)?;
    let items = list.items_by_number().into_iter().filter(|item| training.items.contains(&item.id));
    Some(TrainingPapers {
        issuer: &facts.issuer,
        catalog: facts.catalog,
        round: &facts.round,
        training,
        points: items.map(|item| (item, book.entry(&item.id))).collect(),
        figures: &staff.figures,
        contact: "情報システム室（内線 1234）",
    })
}

/// A fiscal year with one training held and one to come, and a round after which many read and one after which few did.
pub fn training_record(issuer: &Issuer) -> TrainingRecord<'_> {
    let taught = |held_on, attended| Taught {
        held_on,
        title: "情報セキュリティ研修".to_owned(),
        audience: "全職員".to_owned(),
        place: "大会議室".to_owned(),
        items: ["知らない添付・リンクを開かない", "席をはなれる時は画面を閉じる"].map(str::to_owned).to_vec(),
        round: ROUND.to_owned(),
        attended,
        note: "=欠席者には資料を配付".to_owned(),
    };
    let learned = |until, readers| Learned { round: ROUND.to_owned(), until, handed_in: 312, readers };
    TrainingRecord {
        issuer,
        year: 2026,
        as_of: date(2027, 2, 1),
        trainings: vec![taught(date(2027, 3, 3), None), taught(date(2027, 1, 20), Some(42))],
        rounds: vec![learned(date(2026, 11, 30), Some(287)), learned(date(2026, 6, 30), None)],
    }
}
