"""Words of Chinese: what a break between or in them costs a head, surnames, and traditional characters made simplified.

A list, and no segmenter.

In: a head, the issue's texts and phrases; word_list.txt, which tools/word_list.py makes.
Out: a price for a break before each of the head's characters.
Open first: head_words.py.
"""
