//! Vendors (事業者): who supplies which systems, under which contract, and whom to ask there. What they are asked is
//! [`crate::inquiry`].

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::id::VendorId;

/// Most characters of a name, of one entry of a contact, of why there is no contract, and of a note.
pub const LONGEST_NAME: usize = 80;
pub const LONGEST_ENTRY: usize = 120;
pub const LONGEST_REASON: usize = 200;
pub const LONGEST_NOTE: usize = 1_000;
/// Most contacts and systems of one vendor.
pub const MOST_CONTACTS: usize = 6;
pub const MOST_SYSTEMS: usize = 12;

/// One vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vendor {
    pub id: VendorId,
    pub name: String,
    /// Whom to ask, the first one first.
    pub contacts: Vec<Contact>,
    /// What it supplies; no name twice.
    pub systems: Vec<System>,
    pub contract: Contract,
    /// In the hospital's own words; may be empty.
    pub note: String,
    pub standing: Standing,
}

/// Somebody at the vendor; each entry may be empty, but not all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Department and person.
    pub name: String,
    pub telephone: String,
    pub fax: String,
    pub mail: String,
}

/// One system or service that is supplied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    pub name: String,
    pub kind: SystemKind,
}

/// What a system is, suppliers outside the chart system included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemKind {
    /// 電子カルテ・オーダリング
    Chart,
    /// 部門システム
    Departmental,
    /// 医事会計
    Billing,
    /// ネットワーク・サーバー
    Network,
    /// 外部保存・クラウド
    Cloud,
    /// 医療機器
    MedicalDevice,
    /// 検査機器
    Laboratory,
    /// ナースコール
    NurseCall,
    /// 給食
    Catering,
    /// 空調・電気などの設備
    Building,
    Other,
}

/// Under which contract it works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contract {
    /// From and until; `None` where nobody knows or it does not end.
    Term { from: Option<Date>, until: Option<Date> },
    /// 契約なし, and why.
    None { reason: String },
}

/// Whether it is still asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Active,
    /// It supplies nothing any more; what it was asked stays.
    SetAside {
        on: Date,
    },
}

/// Why a vendor cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VendorRefusal {
    /// Another vendor of the hospital bears this name.
    NameTaken,
    /// One system stands there twice.
    SystemTwice,
    NoSystem,
    /// The contract ends before it begins.
    EndsBeforeItBegins,
}

impl Vendor {
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), VendorRefusal> {
        let names: BTreeSet<&str> = self.systems.iter().map(|system| system.name.as_str()).collect();
        if self.systems.is_empty() {
            return Err(VendorRefusal::NoSystem);
        }
        if names.len() < self.systems.len() {
            return Err(VendorRefusal::SystemTwice);
        }
        match self.contract {
            Contract::Term { from: Some(from), until: Some(until) } if until < from => {
                Err(VendorRefusal::EndsBeforeItBegins)
            }
            Contract::Term { .. } | Contract::None { .. } => Ok(()),
        }
    }

    pub fn is_active(&self) -> bool {
        self.standing == Standing::Active
    }

    pub fn system(&self, name: &str) -> Option<&System> {
        self.systems.iter().find(|system| system.name == name)
    }
}

impl Contract {
    /// Whether it has ended.
    pub fn is_over(&self, today: Date) -> bool {
        match self {
            Self::Term { until, .. } => until.is_some_and(|until| until < today),
            Self::None { .. } => false,
        }
    }
}

impl SystemKind {
    pub const ALL: [Self; 11] = [
        Self::Chart,
        Self::Departmental,
        Self::Billing,
        Self::Network,
        Self::Cloud,
        Self::MedicalDevice,
        Self::Laboratory,
        Self::NurseCall,
        Self::Catering,
        Self::Building,
        Self::Other,
    ];

    /// As it stands in forms, database rows and locale keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Chart => "chart",
            Self::Departmental => "departmental",
            Self::Billing => "billing",
            Self::Network => "network",
            Self::Cloud => "cloud",
            Self::MedicalDevice => "medical-device",
            Self::Laboratory => "laboratory",
            Self::NurseCall => "nurse-call",
            Self::Catering => "catering",
            Self::Building => "building",
            Self::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_vendor_supplies_something_once_under_a_contract_that_begins_before_it_ends() {
        let system = |name: &str| System { name: name.to_owned(), kind: SystemKind::Chart };
        let vendor = |systems, contract| Vendor {
            id: VendorId::new("vendor"),
            name: "株式会社例".to_owned(),
            contacts: Vec::new(),
            systems,
            contract,
            note: String::new(),
            standing: Standing::Active,
        };
        let open = || Contract::Term { from: None, until: None };
        assert_eq!(vendor(vec![system("電子カルテ")], open()).check(), Ok(()));
        assert_eq!(vendor(Vec::new(), open()).check(), Err(VendorRefusal::NoSystem));
        let twice = vec![system("電子カルテ"), system("電子カルテ")];
        assert_eq!(vendor(twice, open()).check(), Err(VendorRefusal::SystemTwice));
        let (from, until) = (Some(date(2026, 4, 1)), Some(date(2026, 3, 31)));
        let turned = vendor(vec![system("電子カルテ")], Contract::Term { from, until });
        assert_eq!(turned.check(), Err(VendorRefusal::EndsBeforeItBegins));
        assert!(turned.contract.is_over(date(2026, 4, 1)) && !turned.contract.is_over(date(2026, 3, 31)));
    }

    #[test]
    fn every_kind_is_found_again_by_its_code() {
        for kind in SystemKind::ALL {
            assert_eq!(SystemKind::from_code(kind.code()), Some(kind));
        }
    }
}
