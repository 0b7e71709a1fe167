# Departmental systems and what is answered for them.
systems-title = Departmental systems
systems-intro = Systems with people of their own who answer for them: laboratory, radiology, pharmacy. Where an item is assigned to such a system, its manager answers for this system only.
systems-none = There is no departmental system yet.
systems-add = Add a departmental system
systems-add-submit = Add
system-name = Name of the departmental system
system-name-hint = For example: laboratory, radiology images, pharmacy
system-name-taken = There is a departmental system of this name already.
system-used = Somebody manages this system or answers were given for it. It cannot be removed.
system-remove = Remove this departmental system
system-remove-hint = Only where it has neither a manager nor answers. What was assigned to it is taken back.
settings-systems-line = Laboratory, radiology, pharmacy and the like. Their managers answer the items assigned to them only.
systems-of-item = Answers by departmental system
systems-of-item-hint = The hospital's ○ can be set only where every system stands at ○ or "not applicable". A × turns the hospital's ○ into a ×.
system-standing = { $mark } ({ $by }, { $at })
system-no-reason = For "not applicable", give the reason in the memo.
findings-systems = Departmental systems without it
