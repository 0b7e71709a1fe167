//! What a reader knows of the sums that a world is made of.

/// What is known of a sum: what it truly is, and between which numbers a reader knows it to lie.
#[derive(Clone, Copy, Debug)]
pub(in crate::hiding) struct Sum {
    pub(super) now: u64,
    least: u64,
    most: u64,
    is_hidden: bool,
}

impl Sum {
    pub(in crate::hiding) const fn exact(now: u64) -> Self {
        Self { now, least: now, most: now, is_hidden: false }
    }

    pub(in crate::hiding) const fn between(now: u64, (least, most): (u64, u64)) -> Self {
        Self { now, least, most, is_hidden: false }
    }

    /// Nothing is known but that there are at most so many.
    pub(in crate::hiding) const fn hidden(now: u64, most: u64) -> Self {
        Self { now, least: 0, most, is_hidden: true }
    }

    /// So many more are in it, as everybody knows; of what is hidden nothing else is known.
    pub(super) const fn add(&mut self, sheets: u64) {
        self.now += sheets;
        self.most = self.most.saturating_add(sheets);
        if !self.is_hidden {
            self.least += sheets;
        }
    }

    /// How many more it may be.
    pub(super) const fn growth(self) -> u64 {
        self.most.saturating_sub(self.now)
    }

    /// How many fewer it may be.
    pub(super) const fn shrinkage(self) -> u64 {
        self.now.saturating_sub(self.least)
    }
}

/// What a group counts and what it does not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub(super) counted: Sum,
    pub(super) left_out: Sum,
}

impl Side {
    pub(super) const fn all(self) -> u64 {
        self.counted.now + self.left_out.now
    }

    /// How many more may come at once: to what is counted, and where that is full to what is not.
    pub(super) const fn growth(self) -> u64 {
        match self.counted.growth() {
            0 => self.left_out.growth(),
            counted => counted,
        }
    }

    pub(super) const fn shrinkage(self) -> u64 {
        match self.counted.shrinkage() {
            0 => self.left_out.shrinkage(),
            counted => counted,
        }
    }

    /// Where nothing is known of it, it may be at least so many.
    pub(super) fn make_room(&mut self, enough: u64) {
        if self.counted.is_hidden {
            self.counted.most = self.counted.most.max(enough);
        }
    }

    pub(super) const fn grow(&mut self, sheets: u64) {
        if self.counted.growth() > 0 { self.counted.now += sheets } else { self.left_out.now += sheets }
    }

    pub(super) const fn shrink(&mut self, sheets: u64) {
        if self.counted.shrinkage() > 0 { self.counted.now -= sheets } else { self.left_out.now -= sheets }
    }
}
