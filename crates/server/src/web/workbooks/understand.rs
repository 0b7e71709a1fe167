//! What a filled-in form means in its round: whose card, which department and occupation, who filled it in.

use jiff::civil::Date;
use tenken_domain::filled::staff_form::{Entry, StaffForm};
use tenken_domain::id::{DepartmentId, IdempotencyKey, OccupationId};
use tenken_domain::round::{Naming, Round};
use tenken_domain::slip::CodeProblem;
use tenken_store::{Conn, StoreError};

use super::choices::Choices;
use super::fate::{Fate, Mistake};
use crate::actions::slips::{self, Card};
use crate::actions::staff_sheets::{Filled, Marks};
use crate::secrets::keys::Key;
use crate::web::staff_sheets::LONGEST_NAME;

/// What a form is understood by.
#[derive(Clone, Copy)]
pub struct Desk<'d> {
    pub round: &'d Round,
    pub choices: &'d Choices,
    pub secret: &'d Key,
}

/// The sheet of a form, or what is wrong with it.
pub async fn understand(
    conn: &mut Conn,
    desk: Desk<'_>,
    form: &StaffForm,
    key: IdempotencyKey,
) -> Result<Result<Filled, Fate>, StoreError> {
    if form.round.text.is_empty() {
        return Ok(Err(Fate::NoRound));
    }
    if form.round.text != desk.round.id.as_str() {
        return Ok(Err(Fate::OtherRound));
    }
    let marks: Marks = form.sheet.answers.iter().map(|(item, answer)| (item.clone(), answer.mark)).collect();
    if marks.values().all(Option::is_none) {
        return Ok(Err(Fate::Empty));
    }
    let mut head = Head { desk, form, mistakes: Vec::new() };
    let card = head.card(conn).await?;
    // Whose card it is may say everything else.
    if !head.mistakes.is_empty() {
        return Ok(Err(Fate::Mistakes(head.mistakes)));
    }
    let (filler, day) = head.signature(card.as_ref());
    let filled = Filled {
        department: head.department(card.as_ref()),
        occupation: head.occupation(card.as_ref()),
        filler,
        day,
        marks,
        key,
        slip: card.map(|card| card.slip.id),
    };
    Ok(if head.mistakes.is_empty() { Ok(filled) } else { Err(Fate::Mistakes(head.mistakes)) })
}

/// The head of a form while it is read. What is a mistake gets a value that is never used.
struct Head<'h> {
    desk: Desk<'h>,
    form: &'h StaffForm,
    mistakes: Vec<Mistake>,
}

impl Head<'_> {
    async fn card(&mut self, conn: &mut Conn) -> Result<Option<Card>, StoreError> {
        let entry = &self.form.code;
        if entry.text.is_empty() {
            return Ok(None);
        }
        let sentence = match slips::typed(conn, self.desk.secret, self.desk.round, &entry.text).await? {
            Ok(card) if card.slip.handed_in => "workbook-code-used",
            Ok(card) => return Ok(Some(card)),
            Err(Some(problem)) => code_problem(problem),
            Err(None) => "workbook-code-unknown",
        };
        self.mistakes.push(Mistake::head(entry, sentence));
        Ok(None)
    }

    fn department(&mut self, card: Option<&Card>) -> DepartmentId {
        if let Some(card) = card {
            return card.slip.department.clone();
        }
        let entry = &self.form.department;
        let known = self.desk.choices.department(&entry.text).cloned();
        let sentences = ["workbook-department-missing", "workbook-department-unknown"];
        self.required(entry, known, sentences).unwrap_or_else(|| DepartmentId::new(""))
    }

    fn occupation(&mut self, card: Option<&Card>) -> OccupationId {
        if let Some(person) = card.and_then(|card| card.person.as_ref()) {
            return person.occupation.clone();
        }
        let entry = &self.form.occupation;
        let known = self.desk.choices.occupation(&entry.text).cloned();
        let sentences = ["workbook-occupation-missing", "workbook-occupation-unknown"];
        self.required(entry, known, sentences).unwrap_or_else(|| OccupationId::new(""))
    }

    /// 記入者 and 日付 of a 記名 round; what somebody wrote there in a 無記名 one is not looked at.
    fn signature(&mut self, card: Option<&Card>) -> (String, Date) {
        match self.desk.round.naming {
            Naming::Anonymous => (String::new(), Date::ZERO),
            Naming::Named => {
                let sentences = ["workbook-day-missing", "workbook-day-unknown"];
                let day = self.required(&self.form.day, self.form.date, sentences);
                (self.filler(card), day.unwrap_or(Date::ZERO))
            }
        }
    }

    fn filler(&mut self, card: Option<&Card>) -> String {
        let entry = &self.form.filler;
        if let Some(person) = card.and_then(|card| card.person.as_ref()) {
            if is_another(&entry.text, &person.name) {
                self.mistakes.push(Mistake::head(entry, "workbook-filler-other"));
            }
            return person.name.clone();
        }
        let name: String = entry.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let fits = name.chars().count() <= LONGEST_NAME && !name.is_empty();
        let sentences = ["workbook-filler-missing", "workbook-filler-too-long"];
        self.required(entry, fits.then_some(name), sentences).unwrap_or_default()
    }

    /// What was understood, or a mistake: nothing is written there, or nothing that can be understood.
    fn required<T>(
        &mut self,
        entry: &Entry,
        known: Option<T>,
        [missing, unknown]: [&'static str; 2],
    ) -> Option<T> {
        if known.is_none() {
            let sentence = if entry.text.is_empty() { missing } else { unknown };
            self.mistakes.push(Mistake::head(entry, sentence));
        }
        known
    }
}

/// Whether a name was written that is not this one, however it is spaced.
fn is_another(written: &str, name: &str) -> bool {
    let folded = |name: &str| name.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    !folded(written).is_empty() && folded(written) != folded(name)
}

const fn code_problem(problem: CodeProblem) -> &'static str {
    match problem {
        CodeProblem::Length => "workbook-code-length",
        CodeProblem::Character => "workbook-code-character",
        CodeProblem::Check => "workbook-code-check",
    }
}
