//! Actions (対策): what is done about findings, by whom, until when, at what cost, and how far it is. All actions of a
//! hospital are its 改善計画.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::assignment::Assignee;
use crate::calendar::fiscal_year;
use crate::finding::Finding;
use crate::id::ActionId;
use crate::permission::Principal;

/// So long before its day people are reminded of an action. Days.
pub const REMINDED_BEFORE: i32 = 14;
/// Most characters of a title, of who is responsible, of what is to be done, and of a note of the history.
pub const LONGEST_TITLE: usize = 80;
pub const LONGEST_OWNER: usize = 60;
pub const LONGEST_TEXT: usize = 1_000;
/// Most findings of one action, yen of one cost and person-days.
pub const MOST_FINDINGS: usize = 100;
pub const MOST_YEN: u64 = 9_999_999_999;
pub const MOST_DAYS: u64 = 9_999;

/// One action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub id: ActionId,
    pub title: String,
    /// What is to be done, in the hospital's own words; may be empty.
    pub content: String,
    /// 担当, a person, department or vendor, in the hospital's own words; empty where nobody is yet.
    pub owner: String,
    /// Who is reminded of it and says how far it is (知らせる相手); `None` where it is nobody with an account.
    pub charge: Option<Assignee>,
    /// 期限; `None` where there is none yet.
    pub due: Option<Date>,
    pub cost: Cost,
    /// 工数 in person-days; `None` where nobody has estimated it.
    pub effort: Option<u64>,
    pub findings: Vec<Finding>,
    pub state: State,
    /// The day on which it came into the plan.
    pub added_on: Date,
}

/// Yen; `None` where it is not known yet, which is not nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    pub once: Option<u64>,
    pub yearly: Option<u64>,
}

/// How far an action is, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// 未着手
    Planned,
    /// 実施中
    UnderWay { since: Date },
    /// 実施済
    Done { on: Date },
    /// 効果確認済
    Confirmed { on: Date },
    /// 取りやめ: it stays in the list with its reason.
    Dropped { on: Date },
}

/// What moves an action on, or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Start,
    Finish,
    Confirm,
    /// Back to 実施中: it was not done after all, did not help, or was dropped too early.
    Resume,
    Drop,
}

/// One line of an action's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub at: Timestamp,
    /// The name of whoever wrote it, at that time.
    pub by: String,
    pub what: What,
    /// Words; of a change the fields with what stood there and what stands there now, as the audit log keeps them.
    pub note: String,
}

/// What a line of an action's history is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Something was noted.
    Note,
    Step(Step),
    /// What is planned was changed: the day, the cost, who is responsible.
    Change,
}

/// Why an action does not move on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepRefusal {
    /// Not from where it is: somebody else was faster, or the page is old.
    NotFromHere,
    /// This step wants words: what shows it, or why.
    WithoutNote,
}

impl State {
    /// As it stands in database rows and locale keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::UnderWay { .. } => "under-way",
            Self::Done { .. } => "done",
            Self::Confirmed { .. } => "confirmed",
            Self::Dropped { .. } => "dropped",
        }
    }

    /// 未着手, 実施中, 実施済, 効果確認済, 取りやめ: reports are in Japanese.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Planned => "未着手",
            Self::UnderWay { .. } => "実施中",
            Self::Done { .. } => "実施済",
            Self::Confirmed { .. } => "効果確認済",
            Self::Dropped { .. } => "取りやめ",
        }
    }

    /// The state with this code since this day; `None` where the two do not go together.
    pub fn from_code(code: &str, since: Option<Date>) -> Option<Self> {
        match (code, since) {
            ("planned", None) => Some(Self::Planned),
            ("under-way", Some(since)) => Some(Self::UnderWay { since }),
            ("done", Some(on)) => Some(Self::Done { on }),
            ("confirmed", Some(on)) => Some(Self::Confirmed { on }),
            ("dropped", Some(on)) => Some(Self::Dropped { on }),
            _ => None,
        }
    }

    /// Since when it is so.
    pub const fn since(self) -> Option<Date> {
        match self {
            Self::Planned => None,
            Self::UnderWay { since: day }
            | Self::Done { on: day }
            | Self::Confirmed { on: day }
            | Self::Dropped { on: day } => Some(day),
        }
    }

    /// Whether something is still to be done.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::UnderWay { .. })
    }

    /// What can come next, the usual step first.
    pub const fn steps(self) -> &'static [Step] {
        match self {
            Self::Planned => &[Step::Start, Step::Finish, Step::Drop],
            Self::UnderWay { .. } => &[Step::Finish, Step::Drop],
            Self::Done { .. } => &[Step::Confirm, Step::Resume],
            Self::Confirmed { .. } | Self::Dropped { .. } => &[Step::Resume],
        }
    }

    /// The state after a step on this day.
    ///
    /// # Errors
    /// Why it does not move: the step is not one of [`Self::steps`], or wants a note.
    pub fn after(self, step: Step, day: Date, note: &str) -> Result<Self, StepRefusal> {
        if !self.steps().contains(&step) {
            return Err(StepRefusal::NotFromHere);
        }
        if step.wants_note() && note.trim().is_empty() {
            return Err(StepRefusal::WithoutNote);
        }
        Ok(match step {
            Step::Start | Step::Resume => Self::UnderWay { since: day },
            Step::Finish => Self::Done { on: day },
            Step::Confirm => Self::Confirmed { on: day },
            Step::Drop => Self::Dropped { on: day },
        })
    }
}

impl Step {
    pub const ALL: [Self; 5] = [Self::Start, Self::Finish, Self::Confirm, Self::Resume, Self::Drop];

    /// As it stands in forms, database rows and locale keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Finish => "finish",
            Self::Confirm => "confirm",
            Self::Resume => "resume",
            Self::Drop => "drop",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// Whether whoever does the work says so; whether it helped, or is given up, the hospital says.
    pub const fn is_of_the_work(self) -> bool {
        matches!(self, Self::Start | Self::Finish)
    }

    /// Whether words belong to it: what shows that it was done or helped, or why it goes back or ends.
    pub const fn wants_note(self) -> bool {
        !matches!(self, Self::Start)
    }
}

impl What {
    /// As it stands in database rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Note => "",
            Self::Step(step) => step.code(),
            Self::Change => "change",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "" => Some(Self::Note),
            "change" => Some(Self::Change),
            code => Step::from_code(code).map(Self::Step),
        }
    }
}

impl Action {
    /// Still to be done although the day has passed.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state.is_open() && self.due.is_some_and(|due| due < today)
    }

    /// Still to be done, and its day comes within [`REMINDED_BEFORE`] days.
    pub fn is_due_soon(&self, today: Date) -> bool {
        let days = |due: Date| today.until(due).map(|span| span.get_days()).unwrap_or(i32::MAX);
        self.state.is_open() && self.due.is_some_and(|due| (0..=REMINDED_BEFORE).contains(&days(due)))
    }

    /// Whether this person is the one, or the head or manager, who is told of it.
    pub fn is_charged_to(&self, person: &Principal) -> bool {
        self.charge.as_ref().is_some_and(|charge| charge.is(person))
    }

    /// Whether it is about this finding, in whichever round it was found.
    pub fn covers(&self, finding: &Finding) -> bool {
        self.findings.iter().any(|one| one.is_same(finding))
    }

    /// Whether something is being done about this finding, or was done since it was found: what was dropped answers
    /// nothing, and what was finished before the round that found it again has not helped.
    pub fn answers(&self, finding: &Finding) -> bool {
        let own = self.findings.iter().find(|one| one.is_same(finding));
        own.is_some_and(|own| match self.state {
            State::Planned | State::UnderWay { .. } => true,
            State::Done { .. } | State::Confirmed { .. } => own.round == finding.round,
            State::Dropped { .. } => false,
        })
    }
}

impl Cost {
    /// What is to be paid in a fiscal year for an action that is due on that day: once in the year of its due date, and
    /// yearly from then on.
    pub fn in_year(self, due: Date, year: i16) -> Self {
        let own = fiscal_year(due);
        Self { once: self.once.filter(|_| own == year), yearly: self.yearly.filter(|_| own <= year) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn an_action_goes_from_planned_to_confirmed_and_back_only_with_words() {
        let under_way = State::Planned.after(Step::Start, TODAY, "").unwrap();
        assert_eq!(under_way, State::UnderWay { since: TODAY });
        assert_eq!(under_way.after(Step::Finish, TODAY, " 　"), Err(StepRefusal::WithoutNote));
        let done = under_way.after(Step::Finish, TODAY, "全端末に適用").unwrap();
        let confirmed = done.after(Step::Confirm, TODAY, "抜き取り検査").unwrap();
        assert_eq!(confirmed, State::Confirmed { on: TODAY });
        assert_eq!(confirmed.after(Step::Drop, TODAY, "やめる"), Err(StepRefusal::NotFromHere));
        assert_eq!(confirmed.after(Step::Resume, TODAY, "再発"), Ok(State::UnderWay { since: TODAY }));
    }

    #[test]
    fn a_step_is_possible_exactly_where_it_is_offered() {
        let states = [
            State::Planned,
            State::UnderWay { since: TODAY },
            State::Done { on: TODAY },
            State::Confirmed { on: TODAY },
            State::Dropped { on: TODAY },
        ];
        for state in states {
            for step in Step::ALL {
                assert_eq!(
                    state.after(step, TODAY, "語").is_ok(),
                    state.steps().contains(&step),
                    "{state:?} {step:?}"
                );
            }
            assert_eq!(State::from_code(state.code(), state.since()), Some(state));
        }
        assert_eq!(State::from_code("planned", Some(TODAY)), None);
        assert_eq!(State::from_code("done", None), None);
    }

    #[test]
    fn overdue_is_what_is_open_after_its_day() {
        let action = |state, due| Action {
            id: ActionId::new("patches"),
            title: String::new(),
            content: String::new(),
            owner: String::new(),
            charge: None,
            due,
            cost: Cost::default(),
            effort: None,
            findings: Vec::new(),
            state,
            added_on: date(2026, 4, 1),
        };
        assert!(action(State::Planned, Some(date(2026, 11, 21))).is_overdue(TODAY));
        assert!(
            !action(State::Planned, Some(TODAY)).is_overdue(TODAY),
            "its last day is a day to work on it"
        );
        assert!(!action(State::Planned, None).is_overdue(TODAY));
        assert!(!action(State::Done { on: TODAY }, Some(date(2026, 4, 1))).is_overdue(TODAY));
        let is_soon = |state, due| action(state, Some(due)).is_due_soon(TODAY);
        assert!(is_soon(State::Planned, TODAY) && is_soon(State::Planned, date(2026, 12, 6)));
        assert!(!is_soon(State::Planned, date(2026, 12, 7)) && !is_soon(State::Planned, date(2026, 11, 21)));
        assert!(!is_soon(State::Done { on: TODAY }, TODAY));
    }

    #[test]
    fn money_is_needed_once_in_the_year_of_the_due_date_and_yearly_from_then_on() {
        let cost = Cost { once: Some(300_000), yearly: Some(12_000) };
        let in_year = |year| cost.in_year(date(2027, 3, 31), year);
        assert_eq!(in_year(2025), Cost::default());
        assert_eq!(in_year(2026), cost);
        assert_eq!(in_year(2027), Cost { once: None, yearly: Some(12_000) });
    }
}
