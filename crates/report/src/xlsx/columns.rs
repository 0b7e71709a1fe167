//! Which column holds what on a list's worksheet. The staff list has no 視点, so everything moves up by one.

use tenken_domain::catalog::Checklist;

/// Columns from 0; `id` is hidden and finds the items again.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    pub id: u16,
    pub number: u16,
    pub viewpoint: Option<u16>,
    pub text: u16,
    pub mark: u16,
    /// What the chart shows: names here, rates in the next column; both hidden.
    pub chart: u16,
    /// Characters of the column with the items' text.
    pub text_width: f64,
}

impl Columns {
    pub fn of(list: &Checklist) -> Self {
        let viewpoint = list.has_viewpoints().then_some(2);
        let text = viewpoint.map_or(2, |column| column + 1);
        let text_width = if viewpoint.is_some() { TEXT } else { TEXT + VIEWPOINT };
        Self { id: 0, number: 1, viewpoint, text, mark: text + 1, chart: text + 3, text_width }
    }

    /// The same for few items: printed larger on its page.
    pub fn narrow(self) -> Self {
        Self { text_width: NARROW_TEXT, ..self }
    }

    /// Column and width in characters of every visible column.
    pub fn widths(&self) -> Vec<(u16, f64)> {
        let viewpoint = self.viewpoint.map(|column| (column, VIEWPOINT));
        [(self.number, NUMBER), (self.text, self.text_width), (self.mark, MARK)]
            .into_iter()
            .chain(viewpoint)
            .collect()
    }

    /// Characters across the whole paper.
    pub fn whole_width(&self) -> f64 {
        self.widths().iter().map(|(_, width)| width).sum()
    }
}

const NUMBER: f64 = 9.5;
const VIEWPOINT: f64 = 9.5;
const TEXT: f64 = 76.0;
const NARROW_TEXT: f64 = 60.0;
const MARK: f64 = 13.0;
