"""What was done: sessions, repetitions, pain and notes, on this computer or in a clinic's database."""
