//! Whole files, as CSV, read the way their users would have them read.

use jiff::civil::date;

use super::*;
use crate::grid::{self, Area, Cell, Grid, Places, Row, Sheet};
use crate::person::Leave;

fn csv(text: &str) -> Grid {
    grid::read("people.csv", text.as_bytes(), &LIMITS).unwrap()
}

fn entries(text: &str) -> Entries {
    let grid = csv(text);
    read(&grid, &guess(&grid))
}

/// `number name/department/occupation` for each person.
fn people(entries: &Entries) -> Vec<String> {
    let line =
        |one: &Entry| format!("{} {}/{}/{}", one.staff_number, one.name, one.department, one.occupation);
    entries.people.iter().map(line).collect()
}

/// `place trouble` for each problem.
fn problems(entries: &Entries) -> Vec<String> {
    let line = |one: &RowProblem| format!("{} {}", one.place, one.trouble.code());
    entries.problems.iter().map(line).collect()
}

#[test]
fn the_heading_row_is_found_below_titles_in_any_order_of_columns() {
    let text = "\n職員名簿,,,\n令和8年11月1日現在,,,\n職種,所属,フリガナ,氏名,社員番号\n看護師,西病棟,ﾀｶｻｷ ﾊﾅｺ,髙﨑　花子,００１２３\n\n医師,内科,さとう いちろう,佐藤 一郎,4\n合計,,,2名,\n";
    let entries = entries(text);
    assert_eq!(people(&entries), ["00123 髙﨑 花子/西病棟/看護師", "4 佐藤 一郎/内科/医師"]);
    let kana: Vec<_> = entries.people.iter().map(|one| one.kana.as_deref().unwrap()).collect();
    assert_eq!(kana, ["タカサキ ハナコ", "サトウ イチロウ"]);
    assert_eq!((entries.skipped.as_slice(), problems(&entries).as_slice()), ([8].as_slice(), [].as_slice()));
}

#[test]
fn days_are_read_in_either_calendar() {
    let head = "職員番号,氏名,部署,職種,入職日,退職日\n";
    let days = [
        ("R7.4.1", date(2025, 4, 1)),
        ("令和7年4月1日", date(2025, 4, 1)),
        ("令和7年4月1日(火)", date(2025, 4, 1)),
        ("20250401", date(2025, 4, 1)),
        ("２０２５／４／１", date(2025, 4, 1)),
        ("2025/04/01 0:00:00", date(2025, 4, 1)),
        ("2025-04-01T00:00:00", date(2025, 4, 1)),
        ("Ｈ３１．４．１", date(2019, 4, 1)),
        ("昭和60年4月1日", date(1985, 4, 1)),
        ("平成元年4月1日", date(1989, 4, 1)),
    ];
    for (written, meant) in days {
        let read = entries(&format!("{head}1,山田,外来,看護師,{written},9999/12/31\n"));
        assert_eq!(read.people[0].joined_on, Some(Some(meant)), "{written}");
        assert_eq!(read.people[0].left_on, Some(None), "{written}");
    }
    for written in ["7.4.1", "25/4/1", "2025/2/29", "4月1日", "来年"] {
        assert_eq!(
            problems(&entries(&format!("{head}1,山田,外来,看護師,{written},\n"))),
            ["E2 day"],
            "{written}"
        );
    }
}

#[test]
fn excels_own_days_and_numbers_are_read_as_they_are_shown() {
    let row = |number, cells: Vec<Cell>| Row { number, cells: (0..).zip(cells).collect() };
    let text = |text: &str| Cell::Text(text.to_owned());
    let head = ["職員番号", "氏名", "部署", "職種", "入職日", "退職日"].map(text).to_vec();
    let grid = Grid {
        places: Places::Cells,
        sheets: vec![Sheet {
            name: "名簿".to_owned(),
            rows: vec![
                row(1, head),
                row(
                    2,
                    vec![
                        Cell::Number(123.0),
                        text("山田"),
                        text("外来"),
                        text("看護師"),
                        Cell::Number(45_748.0),
                        Cell::Day(Some(date(2026, 3, 31))),
                    ],
                ),
                row(
                    3,
                    vec![
                        Cell::Number(1.5),
                        text("佐藤"),
                        text("外来"),
                        text("看護師"),
                        Cell::Number(20_250_401.0),
                    ],
                ),
                row(
                    4,
                    vec![
                        Cell::Number(7.0),
                        text("鈴木"),
                        text("外来"),
                        Cell::Failed("#N/A".to_owned()),
                        Cell::FormulaWithoutValue,
                    ],
                ),
            ],
            tall_merges: Vec::new(),
        }],
    };
    let read = read(&grid, &Layout { digits: 6, ..guess(&grid) });
    assert_eq!(people(&read), ["000123 山田/外来/看護師"]);
    assert_eq!(read.people[0].joined_on, Some(Some(date(2025, 4, 1))));
    assert_eq!(read.people[0].left_on, Some(Some(date(2026, 3, 31))));
    assert_eq!(problems(&read), ["A3 number", "D4 failed", "E4 failed"]);
}

#[test]
fn merged_cells_are_read_over_headings_and_over_people() {
    let row = |number, cells: &[(u32, &str)]| Row {
        number,
        cells: cells.iter().map(|(column, text)| (*column, Cell::Text((*text).to_owned()))).collect(),
    };
    let area = |rows, columns| Area { rows, columns };
    let grid = Grid {
        places: Places::Cells,
        sheets: vec![Sheet {
            name: String::new(),
            rows: vec![
                row(2, &[(0, "職員番号"), (1, "氏名"), (3, "所属"), (4, "職種")]),
                row(3, &[(1, "姓"), (2, "名")]),
                row(4, &[(0, "1"), (1, "山田"), (2, "花子"), (3, "東病棟"), (4, "看護師")]),
                row(5, &[(0, "2"), (1, "佐藤"), (2, "次郎"), (4, "看護師")]),
                row(6, &[(0, "3"), (1, "鈴木"), (2, "三郎"), (3, "西病棟"), (4, "看護師")]),
            ],
            tall_merges: vec![
                area((2, 3), (0, 0)),
                area((2, 3), (3, 3)),
                area((2, 3), (4, 4)),
                area((4, 5), (3, 3)),
            ],
        }],
    };
    let read = read(&grid, &guess(&grid));
    assert_eq!(
        people(&read),
        ["1 山田 花子/東病棟/看護師", "2 佐藤 次郎/東病棟/看護師", "3 鈴木 三郎/西病棟/看護師"]
    );
}

#[test]
fn whoever_works_in_several_departments_counts_once_in_the_main_one() {
    let by_column = "職員番号,氏名,部署,職種,主兼区分\n1,山田,外来,看護師,兼務\n1,山田,東病棟,看護師,主務\n1,山田,西病棟,看護師,兼務\n2,佐藤,内科,医師,外来\n";
    let read = entries(by_column);
    assert_eq!(people(&read), ["1 山田/東病棟/看護師", "2 佐藤/内科/医師"]);
    assert_eq!(read.concurrent, [2, 4]);
    let by_rows = entries(
        "職員番号,氏名,部署,職種\n1,山田　花,外来,看護師\n1,山田 花,東病棟,看護師\n1,別人,東病棟,看護師\n",
    );
    assert_eq!(people(&by_rows), ["1 山田 花/外来/看護師"]);
    assert_eq!(problems(&by_rows), ["A4 number-twice"]);
}

#[test]
fn what_is_wrong_is_named_by_row_and_cell() {
    let text = "職員番号,氏名,部署,職種,メール\n,山田,外来,看護師,\n2,,外来,看護師,\n3,佐藤,,看護師,\n=1+1,鈴木,外来,看護師,\n5,＝cmd|' /C calc'!A0,外来,看護師,\n6,高橋,外来,看護師,あとで\n7,伊藤,外来,看護師,a@b@c\n";
    let expected =
        ["A2 missing", "B3 missing", "C4 missing", "A5 formula", "B6 formula", "E7 mail", "E8 mail"];
    let read = entries(text);
    assert_eq!(problems(&read), expected);
    assert_eq!(read.problems[3].said, "=1+1");
    assert_eq!(read.people.len(), 0);
}

#[test]
fn rows_of_nobody_are_passed_over_and_rows_of_somebody_are_not() {
    let text = "職員番号,氏名,部署,職種\n1,山田,外来,看護師\n小計,,外来,\n職員番号,氏名,部署,職種\n2,計 良子,外来,看護師\n,,,\n,合計,2,\n※ 令和8年11月現在\n,,外来,看護師\n";
    let read = entries(text);
    assert_eq!(people(&read), ["1 山田/外来/看護師", "2 計 良子/外来/看護師"]);
    assert_eq!(read.skipped, [3, 4, 7, 8]);
    assert_eq!(problems(&read), ["A9 missing", "B9 missing"]);
}

#[test]
fn leaves_and_departures_are_read_from_the_standing() {
    let head = "職員番号,氏名,部署,職種,在職区分\n";
    for (said, meant) in [
        ("在職", Standing::There),
        ("", Standing::There),
        ("産前産後休業", Standing::Away(Leave::Maternity)),
        ("育児休業中", Standing::Away(Leave::Childcare)),
        ("休職（傷病）", Standing::Away(Leave::Sick)),
        ("退職", Standing::Left),
    ] {
        let read = entries(&format!("{head}1,山田,外来,看護師,{said}\n"));
        assert_eq!(read.people[0].standing, Some(meant), "{said}");
    }
}

#[test]
fn names_that_look_alike_stay_apart_and_invisible_signs_go() {
    let read = entries(
        "職員番号,氏名,部署,職種\n1,髙﨑\u{202e} 山\u{200b}田,外来,看護師\n2,<script>alert(1)</script>,外来,看護師\n",
    );
    assert_eq!(people(&read), ["1 髙﨑 山田/外来/看護師", "2 <script>alert(1)</script>/外来/看護師"]);
}

#[test]
fn a_file_without_headings_is_read_as_its_user_says() {
    let grid = csv("1,山田,外来,看護師\n2,佐藤,外来,医師\n");
    assert_eq!(guess(&grid), Layout::default());
    let lacks = |column| LayoutProblem::Lacks(column);
    assert_eq!(
        Layout::default().problems(),
        [Column::StaffNumber, Column::Name, Column::Department, Column::Occupation].map(lacks)
    );
    let columns =
        [(0, Column::StaffNumber), (1, Column::Name), (2, Column::Department), (3, Column::Occupation)];
    let layout = Layout { columns: columns.into(), ..Layout::default() };
    assert_eq!(people(&read(&grid, &layout)), ["1 山田/外来/看護師", "2 佐藤/外来/医師"]);
    let seen = layout.seen(&grid);
    assert_eq!(
        (seen[1].letter.as_str(), seen[1].examples.as_slice()),
        ("B", ["山田", "佐藤"].map(String::from).as_slice())
    );
    let twice = Layout { columns: [(0, Column::Name), (1, Column::Name)].into(), ..Layout::default() };
    assert!(twice.problems().contains(&LayoutProblem::Twice(Column::Name)));
}

#[test]
fn examples_of_what_is_confidential_are_not_shown() {
    let grid = csv("職員番号,氏名,個人番号\n1,山田,123456789012\n");
    let seen = guess(&grid).seen(&grid);
    assert_eq!((seen[2].heading.as_str(), seen[2].examples.len()), ("個人番号", 0));
}
