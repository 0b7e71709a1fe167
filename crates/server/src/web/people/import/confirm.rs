//! The yes: the file is read again and the register too, and both must still be what the page showed.

use axum::extract::Path;
use std::collections::BTreeMap;
use tenken_domain::occupation::Affiliation;
use tenken_domain::permission::{Object, Right};

use super::preview::Look;
use super::upload;
use crate::actions::in_tx;
use crate::actions::people::import::{self, ImportRefusal, Importer, Wish};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    let mut problems = Problems::default();
    let Some(look) = Look::load(&person, &id, (&fields, &mut problems)).await? else {
        return upload::gone(&permit);
    };
    if !problems.is_empty() || !look.understood.problems.is_empty() {
        return reply::refused(look.view(&permit, &problems));
    }
    let wish = wish(&look, &fields);
    let importer = Importer::Person { doing: Box::new(permit.doing()), upload: id.clone() };
    let done = match import::prepare(&importer, (look.known, look.plan), wish) {
        Ok(prepared) => {
            let done = in_tx(&person.app().db, move |tx| {
                Box::pin(async move { import::import(tx, &importer, prepared).await })
            });
            done.await
        }
        Err(refused) => Err(refused),
    };
    let sentence = match done.map_err(refusal) {
        Ok(_) => return reply::see("/settings/people/imports?saved"),
        Err(Ok(ImportRefusal::HasProblems)) => "people-import-has-problems",
        Err(Ok(ImportRefusal::RegisterChanged)) => "people-import-register-changed",
        Err(Ok(ImportRefusal::NothingToDo)) => "people-nothing-to-do",
        Err(Err(error)) => return Err(error),
    };
    let Some(look) = Look::load(&person, &id, (&fields, &mut problems)).await? else {
        return upload::gone(&permit);
    };
    problems.add("", sentence);
    reply::refused(look.view(&permit, &problems))
}

fn wish(look: &Look, fields: &Fields) -> Wish {
    let affiliation = |name: &String| {
        let is_marked = fields.all("contractor").any(|marked| marked == name);
        if is_marked { Affiliation::Contractor } else { Affiliation::Staff }
    };
    let names = look.plan.new_occupations.iter().map(|one| (one.name.clone(), affiliation(&one.name)));
    Wish {
        file_name: look.file_name.clone(),
        entries: look.understood.entries.clone(),
        affiliations: names.collect::<BTreeMap<_, _>>(),
        seen: Some(fields.get("plan")),
    }
}
