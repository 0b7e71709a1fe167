# Learning at once: what can be read after handing in, and how many did.
learning-offer = There is something short and useful to read. It is up to you.
learning-open = Read it
learning-title = In short
learning-which = If you marked any item ×, all of those. If not, two items worth a second look.
learning-once = This is shown once. Reloading or going back will not show it again.
learning-read = I have read it
learning-skip = Skip
learning-counted = Only the number of people who press “I have read it” is counted. Who read, and what, is not kept.
learning-readers = Read the explanations after handing in: { $readers } (sheets handed in: { $sheets })
