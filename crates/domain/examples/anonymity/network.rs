//! What could be otherwise: sheets as a flow from departments to occupations. Every world that agrees with what is
//! shown differs from the true one by closed ways through this network; a cell that no closed way touches is certain.
//! Sums over two axes have whole-numbered extremes, so nothing is lost by looking at ways only.

/// A set of places.
type Places = u128;

/// Which places lead where, by one sheet more or less.
#[derive(Clone)]
pub struct Network {
    to: Vec<Places>,
}

/// How a number may move while everything that is shown stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slack {
    pub up: bool,
    pub down: bool,
}

impl Slack {
    pub const FREE: Self = Self { up: true, down: true };
    pub const FIXED: Self = Self { up: false, down: false };
}

impl Network {
    /// At most as many places as a set holds.
    pub fn new(places: usize) -> Self {
        assert!(places <= 128, "an organisation of {places} groups is too large to be looked at");
        Self { to: vec![0; places] }
    }

    /// What flows from one place to another may change so.
    pub fn join(&mut self, (from, to): (usize, usize), slack: Slack) {
        if slack.up {
            self.to[from] |= 1 << to;
        }
        if slack.down {
            self.to[to] |= 1 << from;
        }
    }

    /// Whether a way leads there.
    pub fn leads(&self, from: usize, to: usize) -> bool {
        self.reached(from) & (1 << to) != 0
    }

    /// For each place, those that lie on a closed way with it.
    pub fn circles(&self) -> Vec<Places> {
        let reached: Vec<Places> = (0..self.to.len()).map(|place| self.reached(place)).collect();
        let both = |place: usize| {
            let back = |other: &usize| reached[place] >> other & 1 == 1 && reached[*other] >> place & 1 == 1;
            (0..self.to.len()).filter(back).fold(0, |set, other| set | 1 << other)
        };
        (0..self.to.len()).map(both).collect()
    }

    fn reached(&self, from: usize) -> Places {
        let (mut reached, mut new): (Places, Places) = (0, self.to[from]);
        while new != 0 {
            let next = usize::try_from(new.trailing_zeros()).unwrap_or_default();
            reached |= 1 << next;
            new = (new | self.to[next]) & !reached;
        }
        reached
    }
}
