//! Three rounds: two finished ones of the last two half-years, the older of them 記名, and one that is running, with cards.

use jiff::Span;
use jiff::civil::{Date, date};
use tenken_domain::calendar;
use tenken_domain::catalog::{Audience, Catalog, builtin};
use tenken_domain::id::RoundId;
use tenken_domain::round::{Naming, Period, Round, Slips};

use super::hospital::Hospital;
use super::making::Making;
use super::{assignments, evidence, meetings, official_sheets, plan, staff_sheets, trainings, vendors};
use crate::actions::rounds::{self, Plan};
use crate::actions::{Doing, in_tx};

/// How a round of the sample went.
pub struct Course {
    pub catalog: &'static Catalog,
    pub round: Round,
    /// 0, 1, 2: things get better from round to round.
    pub nth: u64,
    pub progress: Progress,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Finished,
    Running,
}

/// Half a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Half {
    year: i16,
    nth: i16,
}

/// Makes the three rounds, a training after the first, what is done about what they found, and meetings.
pub async fn make(making: &Making, hospital: &Hospital) -> anyhow::Result<()> {
    let now = Half::of(making.today);
    let finished = [(now.before().before(), Naming::Named), (now.before(), Naming::Anonymous)];
    let mut courses = Vec::new();
    for (nth, (half, naming)) in (0..).zip(finished) {
        let (from, until) = half.usual_days();
        let course = open(making, hospital, (half, naming), (from, until), (nth, Progress::Finished)).await?;
        fill(making, hospital, &course).await?;
        close(making, hospital, &course.round.id, until).await?;
        courses.push(course);
    }
    let days = |days| Span::new().days(days);
    let (from, until) = (making.today.saturating_sub(days(10)), making.today.saturating_add(days(11)));
    let course =
        open(making, hospital, (now, Naming::Anonymous), (from, until), (2, Progress::Running)).await?;
    fill(making, hospital, &course).await?;
    assignments::make(making, hospital, &course).await?;
    evidence::make(making, hospital).await?;
    plan::make(making, hospital, &courses).await?;
    if let Some(last) = courses.last() {
        meetings::make(making, hospital, last).await?;
    }
    if let Some(first) = courses.first() {
        trainings::make(making, hospital, first).await?;
    }
    vendors::make(making, hospital, &course).await
}

async fn fill(making: &Making, hospital: &Hospital, course: &Course) -> anyhow::Result<()> {
    official_sheets::fill(making, hospital, course).await?;
    staff_sheets::fill(making, hospital, course).await
}

async fn open(
    making: &Making,
    hospital: &Hospital,
    (half, naming): (Half, Naming),
    (from, until): (Date, Date),
    (nth, progress): (u64, Progress),
) -> anyhow::Result<Course> {
    let catalog = builtin().first().ok_or_else(|| anyhow::anyhow!("no catalog"))?;
    let lists = catalog.checklists.iter().filter(|list| list.annex_of.is_none());
    let plan = Plan {
        catalog: catalog.id.clone(),
        name: format!("{} 第{}回", calendar::japanese_fiscal_year(half.year), half.nth),
        period: Period::new(from, until)
            .ok_or_else(|| anyhow::anyhow!("the days are the wrong way round"))?,
        lists: lists.map(|list| list.id.clone()).collect(),
        naming,
        slips: match progress {
            Progress::Finished => Slips::None,
            Progress::Running => Slips::WithNames,
        },
    };
    let doing = Doing { principal: hospital.administrator.clone(), means: making.means(from, 0)? };
    let planning = doing.clone();
    let round =
        in_tx(&making.db, move |tx| Box::pin(async move { rounds::create(tx, &planning, plan).await }))
            .await?;
    let round =
        in_tx(&making.db, move |tx| Box::pin(async move { rounds::open(tx, &doing, &round.id).await }))
            .await?;
    Ok(Course { catalog, round, nth, progress })
}

async fn close(making: &Making, hospital: &Hospital, id: &RoundId, day: Date) -> anyhow::Result<()> {
    let doing = Doing { principal: hospital.administrator.clone(), means: making.means(day, 600)? };
    rounds::close(&making.db, &doing, id).await?;
    Ok(())
}

impl Course {
    /// The last day on which somebody has answered so far.
    pub fn last_day(&self, today: Date) -> Date {
        match self.progress {
            Progress::Finished => self.round.period.until,
            Progress::Running => today.saturating_sub(Span::new().days(1)),
        }
    }

    /// Who answers this audience's lists.
    pub fn filler(audience: Audience, hospital: &Hospital) -> &tenken_domain::permission::Principal {
        match audience {
            Audience::Executive => &hospital.executive,
            Audience::Administrator | Audience::Staff => &hospital.administrator,
        }
    }
}

impl Half {
    fn of(day: Date) -> Self {
        Self { year: calendar::fiscal_year(day), nth: if (4..=9).contains(&day.month()) { 1 } else { 2 } }
    }

    fn before(self) -> Self {
        match self.nth {
            1 => Self { year: self.year - 1, nth: 2 },
            _ => Self { year: self.year, nth: 1 },
        }
    }

    /// Three weeks in June or November.
    fn usual_days(self) -> (Date, Date) {
        let month = if self.nth == 1 { 6 } else { 11 };
        (date(self.year, month, 1), date(self.year, month, 21))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_half_before_is_finished_before_the_half_begins() {
        for today in [date(2026, 4, 1), date(2026, 9, 30), date(2026, 10, 1), date(2027, 3, 31)] {
            let half = Half::of(today);
            assert!(half.before().usual_days().1 < today.saturating_sub(Span::new().days(10)), "{today}");
            assert!(half.before().before().usual_days().1 < half.before().usual_days().0, "{today}");
        }
    }
}
