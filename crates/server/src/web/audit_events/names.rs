//! The present names of what the audit log speaks of by id; what has been removed keeps its id's silence.

use std::collections::BTreeMap;

use tenken_domain::catalog;
use tenken_domain::id::ItemId;
use tenken_domain::round::Round;
use tenken_domain::sheet::Sheet;
use tenken_store::{
    account, action, department, departmental_system, inquiry, mailing, meeting, occupation, round, sheet,
    training, vendor,
};

use crate::web::departments::list::path;
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;

/// Names by id, for every kind that has names.
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Reads all names of the person's hospital.
    pub async fn load(person: &Person) -> Result<Self, WebError> {
        let (mut conn, here) = (person.app().db.reader().await?, person.facility_id());
        let mut names = BTreeMap::from([(here.to_string(), person.facility.name.clone())]);
        for one in account::all(&mut conn, here).await? {
            let name = format!("{}（{}）", one.account.display_name, one.account.login_name);
            names.insert(one.account.id.to_string(), name);
        }
        let departments = department::all(&mut conn, here).await?;
        names.extend(departments.iter().map(|one| (one.id.to_string(), path(&departments, &one.id))));
        let occupations = occupation::all(&mut conn, here).await?;
        names.extend(occupations.into_iter().map(|one| (one.id.to_string(), one.name)));
        let systems = departmental_system::all(&mut conn, here).await?;
        names.extend(systems.into_iter().map(|one| (one.id.to_string(), one.name)));
        let trainings = training::all(&mut conn, here).await?;
        names.extend(trainings.into_iter().map(|one| (one.id.to_string(), one.title)));
        let actions = action::all(&mut conn, here).await?;
        names.extend(actions.into_iter().map(|one| (one.id.to_string(), one.title)));
        let meetings = meeting::all(&mut conn, here).await?;
        names.extend(meetings.into_iter().map(|one| (one.id.to_string(), one.title)));
        let vendors = vendor::all(&mut conn, here).await?;
        for one in inquiry::all(&mut conn, here).await? {
            let name =
                vendors.iter().find(|vendor| vendor.id == one.vendor).map_or("", |vendor| &vendor.name);
            names.insert(one.id.to_string(), format!("{name}（{}）", one.system));
        }
        names.extend(vendors.into_iter().map(|one| (one.id.to_string(), one.name)));
        let rounds = round::all(&mut conn, here).await?;
        for sheet in sheet::all(&mut conn, here).await? {
            names.extend(sheet_name(&rounds, &sheet).map(|name| (sheet.id.to_string(), name)));
        }
        for round in &rounds {
            let mailings = mailing::of_round(&mut conn, &round.id).await?.into_iter();
            names.extend(mailings.map(|one| (one.id.to_string(), round.name.clone())));
        }
        names.extend(rounds.into_iter().map(|round| (round.id.to_string(), round.name)));
        Ok(Self(names))
    }

    pub fn of(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }

    /// What an event was done to. An answer is named by its sheet and its item.
    pub fn target(&self, kind: &str, id: &str) -> String {
        match (kind, id.split_once('/')) {
            ("login-name", _) => id.to_owned(),
            ("evidence" | "assignment", Some((_, item))) => item_title(item).unwrap_or(item).to_owned(),
            (_, Some((sheet, item))) => {
                let sheet = self.of(sheet).unwrap_or_default();
                format!("{sheet}：{}", item_title(item).unwrap_or(item))
            }
            (_, None) => self.of(id).unwrap_or_default().to_owned(),
        }
    }
}

/// 令和8年度 第1回 システム管理者向けチェックリスト.
fn sheet_name(rounds: &[Round], sheet: &Sheet) -> Option<String> {
    let round = rounds.iter().find(|round| round.id == sheet.round)?;
    let list = catalog::find(&round.catalog)?.checklist(&sheet.list)?;
    Some(format!("{} {}", round.name, list.title))
}

/// The title of an item of any list.
pub fn item_title(id: &str) -> Option<&'static str> {
    catalog::item_title(&ItemId::new(id))
}
