//! Facts: what a page, a report or a command needs to know, loaded once and then independent of the database.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::answer::{Absent, Answers, effective_mark, effective_marks};
use crate::catalog::{Catalog, Checklist, Item};
use crate::change::Changes;
use crate::id::{ChecklistId, DepartmentId, ItemId, OccupationId};
use crate::mark::Mark;
use crate::occupation::Affiliation;
use crate::result::{Rates, ResultRow, Share, result};
use crate::round::Period;

/// Whose paper it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The hospital's name; empty on a blank form made without a server.
    pub hospital: String,
    pub edition: Edition,
}

/// Whether this is a hospital's own data or the sample hospital (サンプル on every page and in every file).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    Real,
    Sample,
}

/// One list as somebody filled it in, or blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFacts {
    pub list: ChecklistId,
    /// 記入者
    pub filler: String,
    /// 日付
    pub date: Option<Date>,
    pub answers: Answers,
    /// Circumstances that do not hold in this hospital: items that hang on them are 該当なし.
    pub absent: Absent,
}

impl SheetFacts {
    /// A sheet nobody has written on.
    pub fn blank(list: ChecklistId) -> Self {
        Self { list, filler: String::new(), date: None, answers: Answers::new(), absent: Absent::new() }
    }

    /// The mark that counts for an item of this list.
    pub fn mark(&self, item: &Item) -> Option<Mark> {
        effective_mark(item, &self.answers, &self.absent)
    }

    /// The marks that count, in catalog order.
    pub fn marks(&self, list: &Checklist) -> Vec<Option<Mark>> {
        effective_marks(list, &self.answers, &self.absent)
    }

    /// チェックの結果 of this sheet.
    pub fn result(&self, list: &Checklist) -> Vec<ResultRow> {
        result(list, &self.marks(list))
    }
}

/// How often each mark was given to one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Count {
    pub yes: u64,
    pub no: u64,
    pub not_applicable: u64,
    pub blank: u64,
}

impl Count {
    /// Sheets counted.
    pub fn sheets(self) -> u64 {
        self.yes + self.no + self.not_applicable + self.blank
    }
    /// 様式どおり: ○ over all sheets.
    pub fn as_printed(self) -> Share {
        Share::new(self.yes, self.sheets())
    }
    /// 該当なしを除く: ○ over the sheets on which the item applied.
    pub fn applicable(self) -> Share {
        Share::new(self.yes, self.sheets() - self.not_applicable)
    }
    /// Both rates.
    pub fn rates(self) -> Rates {
        Rates { as_printed: self.as_printed(), applicable: self.applicable() }
    }
    /// Counts one more sheet's mark.
    pub fn add(&mut self, mark: Option<Mark>) {
        match mark {
            Some(Mark::Yes) => self.yes += 1,
            Some(Mark::No) => self.no += 1,
            Some(Mark::NotApplicable) => self.not_applicable += 1,
            Some(Mark::Pending(_)) | None => self.blank += 1,
        }
    }
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.yes += other.yes;
        self.no += other.no;
        self.not_applicable += other.not_applicable;
        self.blank += other.blank;
    }
}

/// Counts by item.
pub type Counts = BTreeMap<ItemId, Count>;

/// What may be shown of one item in one group, or of a sum of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Count(Count),
    /// ○ over all sheets, and nothing of how the others split into ×, 該当なし and blank: that would tell that nobody
    /// answered ×.
    Printed(Share),
    /// (Nearly) all answered the same: only roughly how many ○, in percent of the sheets.
    Band(Band),
    /// Else a band or a hidden group could be worked out.
    Hidden,
}

impl Figure {
    /// ○ over all sheets, where it is shown exactly.
    pub fn as_printed(self) -> Option<Share> {
        match self {
            Self::Count(count) => Some(count.as_printed()),
            Self::Printed(share) => Some(share),
            Self::Band(_) | Self::Hidden => None,
        }
    }

    /// ○ over the sheets on which the item applied, where it is shown.
    pub fn applicable(self) -> Option<Share> {
        match self {
            Self::Count(count) => Some(count.applicable()),
            Self::Printed(_) | Self::Band(_) | Self::Hidden => None,
        }
    }
}

/// Roughly how many ○, where the exact number would tell everybody's answer. Percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// 90%以上
    AtLeast(u8),
    /// 10%以下
    AtMost(u8),
}

impl Band {
    /// As pages and reports print it.
    pub fn label(self) -> String {
        match self {
            Self::AtLeast(percent) => format!("{percent}%以上"),
            Self::AtMost(percent) => format!("{percent}%以下"),
        }
    }
}

/// What may be shown of the whole hospital or a group of its staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figures {
    /// The round is still open (締切後に表示).
    AfterClose,
    /// Too few sheets, or the group could be worked out from the others: 非表示（少人数）.
    TooFew,
    Shown {
        /// ○ over items × sheets.
        total: Figure,
        items: BTreeMap<ItemId, Figure>,
    },
}

impl Figures {
    /// What may be shown of an item; hidden where nothing is shown at all.
    pub fn of(&self, item: &ItemId) -> Figure {
        match self {
            Self::Shown { items, .. } => items.get(item).copied().unwrap_or(Figure::Hidden),
            Self::AfterClose | Self::TooFew => Figure::Hidden,
        }
    }

    /// ○ over items × sheets; hidden where nothing is shown at all.
    pub const fn total(&self) -> Figure {
        match self {
            Self::Shown { total, .. } => *total,
            Self::AfterClose | Self::TooFew => Figure::Hidden,
        }
    }

    /// Why there is nothing to show, as pages and reports print it.
    pub const fn why_not(&self) -> Option<&'static str> {
        match self {
            Self::AfterClose => Some("締切後に表示"),
            Self::TooFew => Some(TOO_FEW),
            Self::Shown { .. } => None,
        }
    }
}

/// What stands where few people could be recognised.
pub const TOO_FEW: &str = "非表示（少人数）";

/// What stands in place of the second rate where only ○ over all sheets is shown.
pub const NOT_SPLIT: &str = "非表示";

/// A department's or an occupation's part of the staff's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub key: GroupKey,
    pub name: String,
    /// How many were to be asked (headcount).
    pub asked: u64,
    /// How many sheets came back.
    pub handed_in: u64,
    /// Set aside for long, and not among those asked.
    pub away: u64,
    pub figures: Figures,
}

/// What a group is a group of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKey {
    Department(DepartmentId),
    Occupation(OccupationId),
}

impl GroupKey {
    /// The group of an axis (`department` or `occupation`) with this id.
    pub fn from_code(axis: &str, id: &str) -> Option<Self> {
        match axis {
            "department" => Some(Self::Department(DepartmentId::new(id))),
            "occupation" => Some(Self::Occupation(OccupationId::new(id))),
            _ => None,
        }
    }

    /// As it stands in addresses and database rows.
    pub const fn axis(&self) -> &'static str {
        match self {
            Self::Department(_) => "department",
            Self::Occupation(_) => "occupation",
        }
    }

    pub fn id(&self) -> &str {
        match self {
            Self::Department(id) => id.as_str(),
            Self::Occupation(id) => id.as_str(),
        }
    }
}

/// The staff's result of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffFacts {
    pub list: ChecklistId,
    pub asked: u64,
    pub handed_in: u64,
    /// Set aside for long, and not among those asked.
    pub away: u64,
    /// Groups with fewer sheets than this are hidden.
    pub minimum: u64,
    /// The whole hospital.
    pub figures: Figures,
    pub departments: Vec<Group>,
    pub occupations: Vec<Group>,
    /// Those of the occupations whose people work for a contractor (委託).
    pub contractors: BTreeSet<OccupationId>,
}

/// What the last finished round before this one shows of the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previous {
    /// 令和7年度 第2回
    pub round: String,
    pub staff: StaffFacts,
}

impl Previous {
    /// What changed since then in an item of the whole hospital, or of a group by its key.
    pub fn changes(&self, key: Option<&GroupKey>, (item, now): (&ItemId, Figure)) -> Option<Changes> {
        let before = match key {
            None => &self.staff.figures,
            Some(key) => &self.staff.group(key)?.figures,
        };
        Changes::between(before.of(item), now)
    }
}

impl StaffFacts {
    /// The group with this key, if it was asked.
    pub fn group(&self, key: &GroupKey) -> Option<&Group> {
        self.departments.iter().chain(&self.occupations).find(|group| group.key == *key)
    }

    /// The occupations of the hospital's own staff, or those of contractors.
    pub fn occupations_of(&self, affiliation: Affiliation) -> impl Iterator<Item = &Group> {
        let of = |group: &Group| match &group.key {
            GroupKey::Occupation(id) if self.contractors.contains(id) => Affiliation::Contractor,
            GroupKey::Occupation(_) | GroupKey::Department(_) => Affiliation::Staff,
        };
        self.occupations.iter().filter(move |group| of(group) == affiliation)
    }

    /// The one line of the staff's result: ○ over items × sheets handed in.
    pub fn total(&self) -> Figure {
        self.figures.total()
    }
}

/// Everything a round has to show: what pages, PDF, Excel and CSV are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundFacts<'c> {
    pub issuer: Issuer,
    pub catalog: &'c Catalog,
    /// 令和8年度 第1回
    pub round: String,
    pub period: Period,
    /// The day on which these facts were read.
    pub as_of: Date,
    /// The hospital's official sheets, in catalog order; an annex only where its circumstance applies.
    pub sheets: Vec<SheetFacts>,
    pub staff: Option<StaffFacts>,
    /// What the staff's result is compared with, if there is anything.
    pub previous: Option<Previous>,
}
