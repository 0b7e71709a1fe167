//! The hospital, its departments, its circumstances and its people; then its rounds.

use std::collections::BTreeMap;

use anyhow::Context;
use tenken_domain::account::{Account, PasswordProfile, Role};
use tenken_domain::answer::Circumstance;
use tenken_domain::department::Department;
use tenken_domain::departmental_system::DepartmentalSystem;
use tenken_domain::facility::{AppraisalPolicy, Circumstances, Facility};
use tenken_domain::facts::Edition;
use tenken_domain::feature::Feature;
use tenken_domain::id::{ConditionId, DepartmentId};
use tenken_domain::occupation::Occupation;
use tenken_domain::permission::Principal;
use tenken_store::occupation;

use super::making::Making;
use super::people;
use super::rounds;
use super::script::{self, Somebody};
use crate::actions::accounts::{self, NewPassword};
use crate::actions::departmental_systems;
use crate::actions::departments::{self, Wish};
use crate::actions::facilities::{self, FirstRun};
use crate::actions::{Doing, Means, in_tx};
use crate::secrets::password;

/// All but mail: the addresses of made-up people may be somebody's.
const FEATURES: [Feature; 4] = [Feature::Slips, Feature::Kiosk, Feature::Workbooks, Feature::WhatIf];

/// The hospital and those who act in it.
pub struct Hospital {
    pub facility: Facility,
    pub occupations: Vec<Occupation>,
    /// In the order of the script.
    pub departments: Vec<Department>,
    pub administrator: Principal,
    pub executive: Principal,
    pub system_manager: Principal,
    /// In the order of the script.
    pub systems: Vec<DepartmentalSystem>,
}

impl Hospital {
    /// The department whose head is in the cast.
    pub fn ward(&self, making: &Making) -> anyhow::Result<DepartmentId> {
        let name = making.script.cast.head.department.as_ref();
        let ward = self.departments.iter().find(|one| Some(&one.name) == name);
        Ok(ward.context("部署責任者の部署がありません")?.id.clone())
    }
}

/// Makes everything.
pub async fn make(making: &Making) -> anyhow::Result<()> {
    let day = making.today.saturating_sub(jiff::Span::new().days(420));
    let means = making.means(day, 0)?;
    let (facility, first) = set_up(making, means.clone()).await?;
    let hanako = Doing { principal: principal(&first), means };
    let occupations = occupation::all(&mut making.db.reader().await?, &facility.id).await?;
    let departments = make_departments(making, &hanako, &occupations).await?;
    describe(making, &hanako, facility.clone()).await?;
    people::make(making, &hanako, &occupations).await?;
    let systems = make_systems(making, &hanako).await?;
    let executive = invite_everybody(making, &hanako, &departments).await?;
    let system_manager = invite_system_manager(making, &hanako, &systems).await?;
    let administrator = hanako.principal;
    let hospital =
        Hospital { facility, occupations, departments, administrator, executive, system_manager, systems };
    rounds::make(making, &hospital).await
}

async fn set_up(making: &Making, means: Means) -> anyhow::Result<(Facility, Account)> {
    let first = &making.script.cast.administrator;
    let wish = FirstRun {
        hospital: making.script.name.clone(),
        edition: Edition::Sample,
        login_name: first.login_name.clone(),
        display_name: first.name.clone(),
        password_hash: password::NONE.to_owned(),
        profile: PasswordProfile::Long,
        occupations: making.script.occupations.clone(),
    };
    Ok(in_tx(&making.db, move |tx| Box::pin(async move { facilities::set_up(tx, &means, wish).await }))
        .await?)
}

async fn make_departments(
    making: &Making,
    hanako: &Doing,
    occupations: &[Occupation],
) -> anyhow::Result<Vec<Department>> {
    let mut made: Vec<Department> = Vec::new();
    for department in &making.script.departments {
        let parent = department.under.as_ref().and_then(|name| made.iter().find(|one| one.name == *name));
        let headcount = headcount(department, occupations)?;
        let wish =
            Wish { name: department.name.clone(), parent: parent.map(|one| one.id.clone()), headcount };
        let doing = hanako.clone();
        made.push(
            in_tx(&making.db, move |tx| Box::pin(async move { departments::create(tx, &doing, wish).await }))
                .await?,
        );
    }
    Ok(made)
}

fn headcount(
    department: &script::Department,
    occupations: &[Occupation],
) -> anyhow::Result<BTreeMap<tenken_domain::id::OccupationId, u64>> {
    let known = |(name, people): (&String, &u64)| {
        let occupation = occupations.iter().find(|one| one.name == *name);
        Ok((occupation.with_context(|| format!("職種「{name}」がありません"))?.id.clone(), *people))
    };
    department.people.iter().map(known).collect()
}

/// Whom to ask, the declared policy and the circumstances known so far.
async fn describe(making: &Making, hanako: &Doing, facility: Facility) -> anyhow::Result<()> {
    let said = &making.script.circumstances;
    let all = [
        (&said.applies, Circumstance::Applies),
        (&said.does_not_apply, Circumstance::DoesNotApply),
        (&said.unknown, Circumstance::Unknown),
    ];
    let circumstances: Circumstances = all
        .into_iter()
        .flat_map(|(ids, answer)| ids.iter().map(move |id| (ConditionId::new(id.clone()), answer)))
        .collect();
    let wish = Facility {
        contact: making.script.contact.clone(),
        appraisal_policy: AppraisalPolicy::NotUsed,
        ..facility
    };
    let doing = hanako.clone();
    Ok(in_tx(&making.db, move |tx| {
        Box::pin(async move {
            facilities::change(tx, &doing, wish).await?;
            facilities::use_features(tx, &doing, FEATURES.into()).await?;
            facilities::answer_circumstances(tx, &doing, circumstances).await
        })
    })
    .await?)
}

async fn make_systems(making: &Making, hanako: &Doing) -> anyhow::Result<Vec<DepartmentalSystem>> {
    let mut made = Vec::new();
    for name in making.script.systems.clone() {
        let doing = hanako.clone();
        made.push(
            in_tx(&making.db, move |tx| {
                Box::pin(async move { departmental_systems::add(tx, &doing, name).await })
            })
            .await?,
        );
    }
    Ok(made)
}

async fn invite_system_manager(
    making: &Making,
    hanako: &Doing,
    systems: &[DepartmentalSystem],
) -> anyhow::Result<Principal> {
    let who = &making.script.cast.system_manager;
    let own = systems.iter().find(|one| Some(&one.name) == who.system.as_ref());
    let own = own.context("部門システム管理者の部門システムがありません")?.id.clone();
    Ok(principal(&invite(making, hanako, who, Role::SystemManager(own)).await?))
}

/// Invites the others of the cast, who all use their codes; the executive is handed back.
async fn invite_everybody(
    making: &Making,
    hanako: &Doing,
    departments: &[Department],
) -> anyhow::Result<Principal> {
    let cast = &making.script.cast;
    let ward = departments.iter().find(|one| Some(&one.name) == cast.head.department.as_ref());
    let ward = ward.context("部署責任者の部署がありません")?.id.clone();
    let executive = invite(making, hanako, &cast.executive, Role::Executive).await?;
    invite(making, hanako, &cast.head, Role::DepartmentHead(ward)).await?;
    invite(making, hanako, &cast.auditor, Role::Auditor).await?;
    Ok(principal(&executive))
}

async fn invite(making: &Making, hanako: &Doing, who: &Somebody, role: Role) -> anyhow::Result<Account> {
    let wish = accounts::Wish { login_name: who.login_name.clone(), display_name: who.name.clone(), role };
    let doing = hanako.clone();
    let invited =
        in_tx(&making.db, move |tx| Box::pin(async move { accounts::invite(tx, &doing, wish).await }))
            .await?;
    let (name, means) = (who.login_name.clone(), hanako.means.clone());
    let chosen = NewPassword { hash: password::NONE.to_owned(), profile: PasswordProfile::Long };
    Ok(in_tx(&making.db, move |tx| {
        Box::pin(async move { accounts::activate(tx, &means, (&name, &invited.code), chosen).await })
    })
    .await?)
}

fn principal(account: &Account) -> Principal {
    Principal {
        account: account.id.clone(),
        facility: account.facility.clone(),
        name: account.display_name.clone(),
        role: account.role.clone(),
        state: account.state,
    }
}
