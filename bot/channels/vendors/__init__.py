"""The vendors on the loopback interface, as their documentation describes them: for tests, measurements and demonstrations."""
