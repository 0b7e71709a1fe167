# Links, posters and paper forms.
handout-explained = Each department has an address of its own. Put up the poster or tell the department its address. Staff answer without logging in.
handout-all-posters = Posters of all departments (PDF, { $sheets })
handout-form = Staff paper form
handout-people = Headcount
handout-link = Address
handout-poster = Poster
handout-one-poster = Poster (PDF)
handout-link-explained = Whoever knows this address can hand in a sheet for that department. Do not pass it on outside the hospital. It stops working when the round closes.
