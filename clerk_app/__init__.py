"""The workstation: what a judge, an enforcement officer or a typist works with."""
