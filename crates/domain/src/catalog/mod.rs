//! A catalog: the ministry's lists of one year, word for word, with what we say beside them.
//! Nothing here knows a standard's name; all of it is read from a folder under `catalog/`.

mod item;
mod problem;
mod version;

pub use item::{Certainty, Item, Viewpoint};
pub use problem::Problem;
pub use version::{Audience, Catalog, Checklist, Condition, Texts, Topic, ViewpointDefinition};
