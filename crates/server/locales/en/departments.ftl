# Departments, headcounts, occupations.
departments-title = Departments and headcounts
departments-intro = Choose a department to change its name, its place or its headcounts. Count part-time staff and contractors who use terminals or information of the hospital too.
departments-first = First enter departments and headcounts: they say how many sheets are handed out and how many came back. Leave blank what you do not know yet.
departments-next = Next: what applies to this hospital
departments-none = There are no departments yet.
departments-usual = Enter the usual departments
departments-usual-hint = Medical, nursing (wards, outpatients, operating rooms), pharmacy, office and so on in one go. Rename, add and remove them afterwards.
departments-headcounts = Enter all headcounts at once
headcounts-title = Enter all headcounts at once
headcounts-intro = People who belong to each department itself, without the departments below. Blank means none.
departments-add = Add a department
departments-add-submit = Add
departments-sum = Sum
departments-with-below = With those below
departments-to-occupations = Add or remove occupations
department-name = Name of the department
department-name-hint = For example: Ward 3 East
department-name-taken = There is a department of this name in this place. Choose another name.
department-parent = Belongs to
department-parent-hint = For example: Ward 3 East belongs to Wards
department-at-the-top = (nothing above)
department-would-loop = A department cannot belong to itself or to one below it.
department-people = People by occupation
department-people-hint = Those who belong to this department itself, without the departments below. Blank means none.
department-people-number = People
department-has-a-head = There is an account for the head of this department. Change that account first.
department-remove = Remove this department
department-remove-what = Remove "{ $name }"? Departments below it move up; its headcounts are lost.
department-remove-hint = Self-checks that have opened and earlier results do not change.
department-remove-submit = Remove
occupation = Occupation
occupations-title = Occupations
occupations-intro = What staff choose first when they answer. About ten are best: results of very small groups are not shown.
occupations-none = There are no occupations yet.
occupations-add = Add an occupation
occupations-add-submit = Add
occupations-to-departments = To departments and headcounts
occupation-name = Name of the occupation
occupation-name-hint = For example: clinical engineer
occupation-name-taken = There is an occupation of this name.
occupation-remove = Remove
occupation-remove-what = Remove "{ $name }"? The headcounts of this occupation ({ $people }) are lost.
occupation-remove-submit = Remove
departments-from-register = The numbers are counted from the register of people (asked today, without those on long leave and those who left).
department-has-people = People of the register, perhaps some who left, are in this department. Please move or remove them first.
occupation-has-people = People of the register, perhaps some who left, have this occupation. Please change or remove them first.
occupation-affiliation = Affiliation
occupation-affiliation-hint = People of contractors (cleaning, catering, guards …) are “Contractors” and shown apart from staff.
occupation-responsible = Answered for by
occupation-responsible-hint = Who receives the result of this occupation. Example: director of nursing
problem-one-line = Do not use line breaks.
problem-count = Enter a number from 0 to 9999.
default-departments =
    診療部
    看護部
    看護部 > 病棟
    看護部 > 外来
    看護部 > 手術室
    薬剤部
    検査科
    放射線科
    リハビリテーション科
    栄養科
    臨床工学科
    地域連携室
    事務部
    事務部 > 総務課
    事務部 > 医事課
    情報システム室
    委託
