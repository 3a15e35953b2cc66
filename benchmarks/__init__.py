"""Speed, each figure beside a yardstick measured in the same run. Never part of the tests."""
