"""What was done: sessions, repetitions, pain and notes, kept here or in a clinic's database."""
