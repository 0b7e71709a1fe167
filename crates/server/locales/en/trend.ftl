# How results move from round to round.
trend-title = Trend
trend-intro = Rates of ○ of closed rounds, as far apart as the rounds were. Where the version of the checklist changed the line breaks, and only items that both have are compared. A part of a single item is not drawn as a line.
trend-one-round = Once two rounds have closed, the trend is shown here.
trend-whole = All
trend-part = Part
trend-topics = By topic
trend-moved = Items that changed since the round before
trend-nothing-moved = None.
trend-items = All items
trend-broken = Double line: another version of the checklist
trend-same-items = { $part }: the version changed with { $round }. Of the items that both versions have: before { $before }, after { $now }.
