//! Taking over a personnel file: what was previewed is done as a whole, or nothing is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tenken_domain::audit::{Actor, AuditEvent, Target};
use tenken_domain::department::Department;
use tenken_domain::id::{DepartmentId, FacilityId, ImportId, OccupationId, PersonId};
use tenken_domain::occupation::{Affiliation, Occupation};
use tenken_domain::people_change::{Group, Plan, Wanted};
use tenken_domain::people_file::Entries;
use tenken_domain::permission::{Object, Right};
use tenken_domain::person::Person;
use tenken_store::person_import::{self, BroughtGroup, Import, Line, State, Touched};
use tenken_store::{StoreError, Tx, department, dialect, occupation, person};

use super::{Known, kept};
use crate::actions::{Doing, Failure, Means, missing, uploads};

/// Who imports.
#[derive(Clone)]
pub enum Importer {
    /// Somebody logged in, with a file that waits.
    Person { doing: Box<Doing>, upload: String },
    /// Somebody at the machine's own console.
    Console { means: Box<Means>, facility: FacilityId },
}

/// What is to be taken over.
#[derive(Clone)]
pub struct Wish {
    pub file_name: String,
    pub entries: Arc<Entries>,
    /// Whose people the occupations that come with the file are, by their names; others as guessed.
    pub affiliations: BTreeMap<String, Affiliation>,
    /// Of the plan that was previewed; `None` where nobody looked at one.
    pub seen: Option<String>,
}

/// Why nothing was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportRefusal {
    /// Rows have problems.
    HasProblems,
    /// The register is not as it was when the plan was previewed, or changed while it was prepared.
    RegisterChanged,
    /// Everything is already as the file says.
    NothingToDo,
}

/// Which plan this is: another plan has another text.
pub fn fingerprint(plan: &Plan) -> String {
    let mut digesting = Digesting(Sha256::new());
    // Writing into a digest cannot fail.
    let _ = write!(digesting, "{plan:?}");
    digesting.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Takes a text in pieces: that of a large plan would fill memory.
struct Digesting(Sha256);

impl std::fmt::Write for Digesting {
    fn write_str(&mut self, piece: &str) -> std::fmt::Result {
        self.0.update(piece);
        Ok(())
    }
}

/// Everything that an import writes, worked out before the register is held: everybody who hands in a sheet meanwhile
/// would wait for it.
pub struct Prepared {
    file_name: String,
    /// The register that the plan was made for.
    known: Known,
    plan: Plan,
    brought: Brought,
    people: Vec<Person>,
    lines: Vec<Line>,
}

/// Works out what is to be written, from the plan that the wish and the register lead to.
pub fn prepare(
    importer: &Importer,
    (known, mut plan): (Known, Plan),
    wish: Wish,
) -> Result<Prepared, Failure<ImportRefusal>> {
    if !plan.problems.is_empty() || !wish.entries.problems.is_empty() {
        return Err(Failure::Refused(ImportRefusal::HasProblems));
    }
    if wish.seen.as_ref().is_some_and(|seen| *seen != fingerprint(&plan)) {
        return Err(Failure::Refused(ImportRefusal::RegisterChanged));
    }
    if plan.is_empty() {
        return Err(Failure::Refused(ImportRefusal::NothingToDo));
    }
    for one in &mut plan.new_occupations {
        one.affiliation = wish.affiliations.get(&one.name).copied().unwrap_or(one.affiliation);
    }
    let brought = Brought {
        departments: plan.new_departments.iter().map(|_| DepartmentId::new(importer.new_id())).collect(),
        occupations: plan.new_occupations.iter().map(|_| OccupationId::new(importer.new_id())).collect(),
    };
    let (people, lines) = people(importer, &plan, &brought)?;
    Ok(Prepared { file_name: wish.file_name, known, plan, brought, people, lines })
}

/// Does what was prepared, if the register still is what it was prepared for.
pub async fn import(
    tx: &mut Tx,
    importer: &Importer,
    prepared: Prepared,
) -> Result<Touched, Failure<ImportRefusal>> {
    let Prepared { file_name, known, plan, brought, people, lines } = prepared;
    importer.hold(tx).await?;
    if Known::load(tx, importer.facility()).await? != known {
        return Err(Failure::Refused(ImportRefusal::RegisterChanged));
    }
    bring_groups(tx, importer, (&plan, &brought)).await?;
    person::put(tx, importer.facility(), &people).await?;
    let touched = touched(&plan);
    note(tx, importer, (file_name, touched), (&lines, &brought.noted())).await?;
    importer.clear_up(tx).await?;
    Ok(touched)
}

fn touched(plan: &Plan) -> Touched {
    let count = |number: usize| number as u64;
    Touched {
        added: count(plan.new.len()),
        changed: count(plan.changed.len()),
        moved: count(plan.moved.len()),
        left: count(plan.left.len()),
    }
}

/// The groups that came with the file, in the order of the plan.
struct Brought {
    departments: Vec<DepartmentId>,
    occupations: Vec<OccupationId>,
}

impl Brought {
    fn noted(&self) -> Vec<BroughtGroup> {
        let departments = self.departments.iter().map(|id| ("department".to_owned(), id.to_string()));
        let occupations = self.occupations.iter().map(|id| ("occupation".to_owned(), id.to_string()));
        departments.chain(occupations).collect()
    }
}

async fn bring_groups(
    tx: &mut Tx,
    importer: &Importer,
    (plan, brought): (&Plan, &Brought),
) -> Result<(), StoreError> {
    for (name, id) in plan.new_departments.iter().zip(&brought.departments) {
        let (id, headcount) = (id.clone(), BTreeMap::new());
        let new = Department { id, parent: None, name: name.clone(), headcount };
        department::insert(tx, importer.facility(), &new).await?;
        let target = Target::new("department", &new.id);
        importer.record(tx, (AuditEvent::DepartmentCreated, target), name.clone()).await?;
    }
    for (one, id) in plan.new_occupations.iter().zip(&brought.occupations) {
        let new =
            Occupation { affiliation: one.affiliation, ..Occupation::of_staff(id.clone(), one.name.clone()) };
        occupation::insert(tx, importer.facility(), &new).await?;
        let target = Target::new("occupation", &new.id);
        importer.record(tx, (AuditEvent::OccupationCreated, target), new.name.clone()).await?;
    }
    Ok(())
}

/// Everybody to be written, and what is needed to undo it.
fn people(
    importer: &Importer,
    plan: &Plan,
    brought: &Brought,
) -> Result<(Vec<Person>, Vec<Line>), StoreError> {
    let mut people = Vec::new();
    let mut lines = Vec::new();
    let mut add = |before: Option<&Person>, after: Person| {
        let (before, text) = (before.map(kept::write).unwrap_or_default(), kept::write(&after));
        lines.push(Line { person: after.id.clone(), before, after: text });
        people.push(after);
    };
    for wanted in &plan.new {
        add(None, settle(PersonId::new(importer.new_id()), wanted, brought)?);
    }
    for change in plan.changes() {
        add(Some(&change.before), settle(change.before.id.clone(), &change.after, brought)?);
    }
    Ok((people, lines))
}

/// Somebody wanted, with the ids of the groups that come with them.
fn settle(id: PersonId, wanted: &Wanted, brought: &Brought) -> Result<Person, StoreError> {
    let unknown = |column| StoreError::impossible("person", column, id.as_str());
    let department = match &wanted.department {
        Group::There(id) => Some(id.clone()),
        Group::New(position) => brought.departments.get(*position).cloned(),
    };
    let occupation = match &wanted.occupation {
        Group::There(id) => Some(id.clone()),
        Group::New(position) => brought.occupations.get(*position).cloned(),
    };
    Ok(Person {
        staff_number: wanted.staff_number.clone(),
        name: wanted.name.clone(),
        kana: wanted.kana.clone(),
        department: department.ok_or_else(|| unknown("department_id"))?,
        occupation: occupation.ok_or_else(|| unknown("occupation_id"))?,
        employment: wanted.employment.clone(),
        joined_on: wanted.joined_on,
        left_on: wanted.left_on,
        mail: wanted.mail.clone(),
        away: wanted.away,
        id,
    })
}

async fn note(
    tx: &mut Tx,
    importer: &Importer,
    (file_name, touched): (String, Touched),
    what: (&[Line], &[BroughtGroup]),
) -> Result<(), StoreError> {
    let import = Import {
        id: ImportId::new(importer.new_id()),
        at: importer.means().millis(),
        by: importer.name(),
        file_name,
        state: State::Done,
        touched,
    };
    person_import::insert(tx, importer.facility(), &import, what).await?;
    let Touched { added, changed, moved, left } = touched;
    let detail = [added, changed, moved, left].map(|number| number.to_string()).join(" ");
    importer.record(tx, (AuditEvent::PeopleImported, Target::new("import", &import.id)), detail).await
}

impl Importer {
    pub fn facility(&self) -> &FacilityId {
        match self {
            Self::Person { doing, .. } => doing.facility(),
            Self::Console { facility, .. } => facility,
        }
    }

    fn means(&self) -> &Means {
        match self {
            Self::Person { doing, .. } => &doing.means,
            Self::Console { means, .. } => means,
        }
    }

    fn new_id(&self) -> String {
        self.means().random.id(self.means().now)
    }

    /// The name at this time; empty at the console.
    fn name(&self) -> String {
        match self {
            Self::Person { doing, .. } => doing.principal.name.clone(),
            Self::Console { .. } => String::new(),
        }
    }

    async fn hold<R>(&self, tx: &mut Tx) -> Result<(), Failure<R>> {
        match self {
            Self::Person { doing, .. } => {
                doing.hold(tx).await?;
                doing.may(Right::ManagePeople, Object::Facility(doing.facility()))
            }
            Self::Console { facility, .. } => Ok(dialect::lock_facility(tx, facility.as_str()).await?),
        }
    }

    /// The file is not needed any more; whoever confirms it twice finds it gone.
    async fn clear_up<R>(&self, tx: &mut Tx) -> Result<(), Failure<R>> {
        match self {
            Self::Person { doing, upload } => {
                let was_there = uploads::forget(tx, &doing.principal.account, upload).await?;
                if was_there { Ok(()) } else { Err(missing()) }
            }
            Self::Console { .. } => Ok(()),
        }
    }

    async fn record(
        &self,
        tx: &mut Tx,
        what: (AuditEvent, Target),
        detail: String,
    ) -> Result<(), StoreError> {
        match self {
            Self::Person { doing, .. } => doing.record(tx, what, detail).await,
            Self::Console { means, facility } => {
                means.record(tx, (&Actor::Console, Some(facility)), what, detail).await
            }
        }
    }
}
