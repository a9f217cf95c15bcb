"""How the shipped model of the line-up was made: `python -m mockinterview.lineup.training`. Never imported by the program."""
