"""What platforms deliver, twice and out of order and to a server that dies: is every message answered, and once?"""
