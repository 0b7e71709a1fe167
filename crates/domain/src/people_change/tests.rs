//! Files against a register of four.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::*;
use crate::grid;
use crate::id::{DepartmentId, OccupationId, PersonId};
use crate::occupation::Affiliation;
use crate::people_file::{self, Column, LIMITS, Trouble};
use crate::person::Leave;

const TODAY: Date = date(2026, 11, 22);
const HEAD: &str = "職員番号,氏名,部署,職種,雇用区分,退職日\n";

fn department(id: &str, parent: Option<&str>, name: &str) -> Department {
    let (id, parent) = (DepartmentId::new(id), parent.map(DepartmentId::new));
    Department { id, parent, name: name.to_owned(), headcount: BTreeMap::new() }
}

fn person(number: &str, name: &str, (department, occupation): (&str, &str)) -> Person {
    Person {
        id: PersonId::new(format!("person-{number}")),
        staff_number: number.to_owned(),
        name: name.to_owned(),
        kana: "カナ".to_owned(),
        department: DepartmentId::new(department),
        occupation: OccupationId::new(occupation),
        employment: "常勤".to_owned(),
        joined_on: None,
        left_on: None,
        mail: String::new(),
        away: None,
    }
}

struct Hospital {
    people: Vec<Person>,
    departments: Vec<Department>,
    occupations: Vec<Occupation>,
}

impl Hospital {
    fn new() -> Self {
        let cleaning = Occupation {
            affiliation: Affiliation::Contractor,
            ..Occupation::of_staff(OccupationId::new("cleaning"), "清掃")
        };
        Self {
            people: vec![
                person("001", "山田 花子", ("east", "nurse")),
                person("002", "佐藤 一郎", ("office", "clerk")),
                Person {
                    left_on: Some(date(2026, 3, 31)), ..person("003", "鈴木 三郎", ("east", "nurse"))
                },
                person("900", "清水 清", ("office", "cleaning")),
            ],
            departments: vec![
                department("nursing", None, "看護部"),
                department("east", Some("nursing"), "東病棟"),
                department("office", None, "医事課"),
                department("desk-1", Some("nursing"), "受付"),
                department("desk-2", Some("office"), "受付"),
            ],
            occupations: vec![
                Occupation::of_staff(OccupationId::new("nurse"), "看護師"),
                Occupation::of_staff(OccupationId::new("clerk"), "事務職員"),
                cleaning,
            ],
        }
    }

    fn plan(&self, rows: &str, missing: Missing) -> Plan {
        let grid = grid::read("a.csv", format!("{HEAD}{rows}").as_bytes(), &LIMITS).unwrap();
        let entries = people_file::read(&grid, &people_file::guess(&grid));
        assert!(entries.problems.is_empty(), "{:?}", entries.problems);
        let register =
            Register { people: &self.people, departments: &self.departments, occupations: &self.occupations };
        plan(register, &entries, TODAY, missing)
    }
}

/// How many are new, changed, moved, left, not in the file, unchanged.
fn counts(plan: &Plan) -> [usize; 6] {
    let Plan { new, changed, moved, left, not_in_file, unchanged, .. } = plan;
    [new.len(), changed.len(), moved.len(), left.len(), not_in_file.len(), *unchanged]
}

const AS_IT_IS: &str = "001,山田 花子,東 病棟,看護師,常勤,\n002,佐藤 一郎,医事課,事務職員,常勤,\n003,鈴木 三郎,東病棟,看護師,常勤,R8.3.31\n";

#[test]
fn a_file_that_says_what_is_known_changes_nothing() {
    let plan = Hospital::new().plan(AS_IT_IS, Missing::StayAsTheyAre);
    assert_eq!(counts(&plan), [0, 0, 0, 0, 0, 3]);
    assert!(plan.is_empty());
}

#[test]
fn everybody_is_put_where_they_belong() {
    let rows = "001,山田 花子,医事課,看護師,常勤,\n002,佐藤 市郎,医事課,事務職員,常勤,\n003,鈴木 三郎,東病棟,看護師,常勤,\n010,新人 望,西病棟,看護師,常勤,\n011,昔 人,東病棟,看護師,常勤,2020/3/31\n";
    let plan = Hospital::new().plan(rows, Missing::StayAsTheyAre);
    assert_eq!(counts(&plan), [1, 2, 1, 0, 0, 0]);
    assert_eq!(plan.new_departments, ["西病棟"]);
    assert_eq!(plan.new[0].department, Group::New(0));
    assert_eq!(plan.already_left, 1, "who left before is not taken over");
    let back = plan.changed.iter().find(|change| change.before.staff_number == "003");
    assert_eq!(back.map(|change| change.after.left_on), Some(None), "somebody came back");
    assert!(plan.changed.iter().all(|change| change.after.kana == "カナ"), "no column, no change");
}

#[test]
fn those_not_in_the_file_leave_only_where_that_is_asked_for() {
    let hospital = Hospital::new();
    let rows = "001,山田 花子,東病棟,看護師,常勤,2026/12/31\n";
    let stay = hospital.plan(rows, Missing::StayAsTheyAre);
    assert_eq!(counts(&stay), [0, 0, 0, 1, 1, 0]);
    assert_eq!(stay.not_in_file[0].staff_number, "002", "contractors are not spoken of, nor those who left");
    let leave = hospital.plan(rows, Missing::LeftOn(TODAY));
    assert_eq!(counts(&leave), [0, 0, 0, 2, 1, 0]);
    assert_eq!(leave.left[1].after.left_on, Some(TODAY));
    let mut after = Hospital::new();
    after.people[0].left_on = Some(date(2026, 12, 31));
    after.people[1].left_on = Some(TODAY);
    assert!(after.plan(rows, Missing::LeftOn(TODAY)).is_empty(), "a second time changes nothing");
}

#[test]
fn a_file_of_contractors_says_nothing_about_staff() {
    let plan = Hospital::new().plan("901,新 清,医事課,清掃,委託,\n", Missing::LeftOn(TODAY));
    assert_eq!(counts(&plan), [1, 0, 0, 1, 1, 0]);
    assert_eq!(plan.not_in_file[0].staff_number, "900");
}

#[test]
fn contractors_with_an_occupation_of_the_staff_are_counted_to_be_told() {
    let hospital = Hospital::new();
    let rows =
        "10,委 託子,医事課,事務職員,委託,\n11,清 掃子,医事課,清掃,委託,\n12,職 員子,医事課,事務職員,常勤,\n";
    assert_eq!(hospital.plan(rows, Missing::StayAsTheyAre).contractors_among_staff(&hospital.occupations), 1);
}

#[test]
fn new_occupations_are_guessed_to_be_contractors_by_their_name_or_employment() {
    let rows = "1,a,医事課,警備員,,\n2,b,医事課,設備管理,業務委託,\n3,c,医事課,設備管理,委託,\n4,d,医事課,薬剤師,常勤,\n5,e,医事課,栄養士,委託,\n6,f,医事課,栄養士,常勤,\n";
    let plan = Hospital::new().plan(rows, Missing::StayAsTheyAre);
    let guessed: Vec<_> =
        plan.new_occupations.iter().map(|one| (one.name.as_str(), one.affiliation)).collect();
    let (staff, contractor) = (Affiliation::Staff, Affiliation::Contractor);
    assert_eq!(
        guessed,
        [("警備員", contractor), ("設備管理", contractor), ("薬剤師", staff), ("栄養士", staff)]
    );
}

#[test]
fn departments_are_found_by_name_by_path_and_in_either_width() {
    let hospital = Hospital::new();
    let place = |department: &str| {
        let plan = hospital.plan(&format!("9,x,{department},看護師,,\n"), Missing::StayAsTheyAre);
        plan.new.first().map(|one| one.department.clone()).ok_or(plan.problems)
    };
    let there = |id: &str| Ok(Group::There(DepartmentId::new(id)));
    assert_eq!(place("東　病棟"), there("east"));
    assert_eq!(place("看護部 東病棟"), there("east"));
    assert_eq!(place("看護部／受付"), there("desk-1"));
    assert_eq!(place("医事課・受付"), there("desk-2"));
    let problems = place("受付").unwrap_err();
    assert_eq!((problems[0].place.as_str(), problems[0].trouble), ("C2", Trouble::Ambiguous));
}

#[test]
fn a_leave_set_by_hand_stays_unless_the_file_speaks_of_leaves() {
    let mut hospital = Hospital::new();
    hospital.people[0].away = Some(Leave::Maternity);
    assert!(hospital.plan(AS_IT_IS, Missing::StayAsTheyAre).is_empty());
    let away_after = |standing: [&str; 2]| {
        let rows = format!(
            "職員番号,氏名,部署,職種,在職区分\n001,山田 花子,東病棟,看護師,{}\n002,佐藤 一郎,医事課,事務職員,{}\n",
            standing[0], standing[1]
        );
        let grid = grid::read("a.csv", rows.as_bytes(), &LIMITS).unwrap();
        let entries = people_file::read(&grid, &people_file::guess(&grid));
        let Hospital { people, departments, occupations } = &hospital;
        let plan =
            plan(Register { people, departments, occupations }, &entries, TODAY, Missing::StayAsTheyAre);
        plan.changed
            .iter()
            .map(|change| (change.before.staff_number.clone(), change.after.away))
            .collect::<Vec<_>>()
    };
    assert_eq!(away_after(["在職", "在職"]), []);
    assert_eq!(
        away_after(["在職", "休職"]),
        [("001".to_owned(), None), ("002".to_owned(), Some(Leave::Sick))]
    );
}

#[test]
fn a_column_of_something_else_does_not_bring_thousands_of_groups() {
    let problems = |number: usize, department: &str, occupation: &str| {
        let named = |name: &str, nth: usize| name.replace('#', &nth.to_string());
        let row = |nth| format!("{nth},職員,{},{},常勤,\n", named(department, nth), named(occupation, nth));
        let rows: String = (1000..1000 + number).map(row).collect();
        let plan = Hospital::new().plan(&rows, Missing::StayAsTheyAre);
        plan.problems.into_iter().map(|one| (one.row, one.column, one.trouble)).collect::<Vec<_>>()
    };
    assert_eq!(problems(300, "部署#", "看護師"), []);
    assert_eq!(problems(900, "部署#", "看護師"), [(302, Column::Department, Trouble::TooManyNew)]);
    assert_eq!(problems(100, "医事課", "職種#"), []);
    assert_eq!(problems(900, "医事課", "職種#"), [(102, Column::Occupation, Trouble::TooManyNew)]);
}
