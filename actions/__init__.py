"""Custom actions: slots and entities in, one service call, utterances out.

Rasa finds every subclass of `Action` in this package, in our own process and in its action server alike.
"""
